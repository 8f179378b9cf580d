"""Twins: the Chinese and the English page of one name say the same.

Chinese is the source. Between two headings, both must show the same code
blocks and pictures, tables of the same shape, notes of the same length, the
same admonitions and tabs, and links to the same places. The English page names the Chinese
text it is true to by a hash, `translated_from` in its front matter.

`python -m tools.rules.twins [NAME …]` prints what differs. With `--stamp` it writes
the hashes, which is how you say that you have read both.
"""

from __future__ import annotations

import hashlib
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tools.source.listings import EDITIONS, ROOT, BookError, Page, Problem, pages, shown_path

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)(?:\s*\{\s*#([\w-]+)[^}]*\})?\s*$")
_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<src>[^)\s]+)[^)]*\)")
_LINK = re.compile(r"(?<!!)\[(?:[^\[\]]|\[[^\]]*\])*\]\((?P<to>[^)\s]+)[^)]*\)")
_ITEM = re.compile(r"^\s*\d+\.\s")
_BULLET = re.compile(r"^\s*[-*+]\s")
_BLOCK = re.compile(r'^\s*(!!!|\?\?\?\+?|===!?\+?)\s*(?:(\w+)(?!")|")')
_THIRD_PARTY = re.compile(
    r"(!\[[^\]]*\]\(|\bsrc(?:set)?\s*=\s*[\"']?|<link[^>]*href\s*=\s*[\"']?|url\([\"']?)"
    r"((?:https?:)?//[^\s)\"'>]+)"
)
_WIDE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_EDITION_FILE = re.compile(r"\.(zh|en)\.")


@dataclass
class Part:
    """What stands between two headings: (line, what) pairs by kind, and link targets."""

    line: int
    level: int
    id: str | None
    title: str
    items: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    links: dict[str, int] = field(default_factory=dict)
    words: int = 0

    def add(self, kind, line, what):
        """Note one thing of a kind, in order."""
        self.items.setdefault(kind, []).append((line, what))


def parts(page: Page) -> list[Part]:
    """A page cut at its headings; the first part is what stands before any."""
    found = [Part(page.body_start + 1, 0, None, "")]
    events = [(b.line, "block", b) for b in page.blocks]
    events += [(number, "line", line) for number, line in page.prose()]
    table, ordered = [], 0

    def close_table():
        if table:
            columns = table[0][1].strip().strip("|").count("|") + 1
            found[-1].add("table", table[0][0], f"{len(table) - 2} rows x {columns} columns")
            table.clear()

    def close_list():
        nonlocal ordered
        if ordered:
            found[-1].add("numbered list", ordered[0], f"{ordered[1]} items")
            ordered = 0

    for number, kind, what in sorted(events, key=lambda e: e[0]):
        if kind == "block":
            close_table(), close_list()
            name = shown_path(what.source, page.root) + (f":{what.section}" if what.section else "")
            marks = f"{what.language} raises={what.raises} not-run={what.not_run}"
            found[-1].add("code block", number, f"{name} ({marks} tolerance={what.tolerance})")
            continue
        heading = _HEADING.match(what)
        if heading:
            close_table(), close_list()
            found.append(Part(number, len(heading[1]), heading[3], heading[2]))
            continue
        part = found[-1]
        if what.lstrip().startswith("|"):
            table.append((number, what))
        else:
            close_table()
        if _ITEM.match(what):
            ordered = (ordered[0] if ordered else number, (ordered[1] if ordered else 0) + 1)
        elif what.strip() and not what.startswith(("   ", "\t")):
            close_list()
        if _BULLET.match(what):
            part.add("bullet", number, "bullet")
        block = _BLOCK.match(what)
        if block:
            part.add("admonition or tab", number, f"{block[1]} {block[2] or ''}".strip())
        for image in _IMAGE.finditer(what):
            part.add("image", number, image["src"])
        for link in _LINK.finditer(what):
            part.links.setdefault(link["to"], number)
    close_table(), close_list()
    return found


def source_hash(page: Page) -> str:
    """Twelve hex digits that change when the page's Markdown changes (line ends aside)."""
    text = "\n".join(line.rstrip() for line in page.lines).strip()
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def compare(zh: Page, en: Page) -> list[Problem]:
    """Everything in which the English page is not the twin of the Chinese one."""
    problems = []

    def differs(line, what, mend="Make the two pages agree"):
        problems.append(Problem(en.path, line, what, mend))

    theirs, ours = parts(zh), parts(en)
    for a, b in zip(theirs, ours, strict=False):
        if (a.level, a.id) != (b.level, b.id):
            differs(
                b.line,
                f"heading {'#' * b.level} {{#{b.id}}} stands where "
                f"{shown_path(zh.path, zh.root)}:{a.line} has {'#' * a.level} {{#{a.id}}}",
            )
            return problems
        for kind in sorted({*a.items, *b.items}):
            problems += _compare_items(kind, a, b, zh, en)
        for to in sorted({_EDITION_FILE.sub(".", t) for t in a.links.keys() ^ b.links.keys()}):
            here, there = (b, zh) if to in b.links else (a, en)
            owner = en if here is b else zh
            problems.append(
                Problem(
                    owner.path,
                    here.links.get(to, here.line),
                    f"the link to {to} is missing from {shown_path(there.path, there.root)}",
                    "Link to the same places in both editions",
                )
            )
    for extra, page, other in ((theirs[len(ours) :], zh, en), (ours[len(theirs) :], en, zh)):
        for part in extra:
            place = shown_path(other.path, other.root)
            what = f"the heading '{part.title}' is missing from {place}"
            problems.append(Problem(page.path, part.line, what, "Write it in both editions"))
    if zh.meta.keys() - {"translated_from"} != en.meta.keys() - {"translated_from"}:
        differs(1, "the front matter has other keys than the Chinese page's")
    wanted = source_hash(zh)
    if not problems and en.meta.get("translated_from") != wanted:
        differs(
            1,
            f"stale: {shown_path(zh.path, zh.root)} has changed since this page was translated",
            f"Read both, carry the change over, then run make stamp PAGE={en.name}",
        )
    return problems


def _compare_items(kind, a, b, zh, en) -> list[Problem]:
    left, right = a.items.get(kind, []), b.items.get(kind, [])
    for (line_a, what_a), (line_b, what_b) in zip(left, right, strict=False):
        if _EDITION_FILE.sub(".", what_a) != _EDITION_FILE.sub(".", what_b):
            where = f"{shown_path(zh.path, zh.root)}:{line_a}"
            what = f"{kind} is {what_b}, but in {where} it is {what_a}"
            return [Problem(en.path, line_b, what, "Make the two pages agree")]
    if len(left) != len(right):
        page, more, other = (zh, left, en) if len(left) > len(right) else (en, right, zh)
        line, what = more[min(len(left), len(right))]
        missing = f"{kind} {what} is missing from {shown_path(other.path, other.root)}"
        section = f" under {{#{a.id}}}" if a.id else ""
        return [Problem(page.path, line, missing + section, "Make the two pages agree")]
    return []


def check_page(page: Page) -> list[Problem]:
    """What every page owes its reader, whatever its twin says.

    One `#` heading, an explicit id on every heading, a title and a description,
    alternative text and size on every picture, and a numbered note for every marker.
    """
    problems = list(page.problems)

    def need(condition, line, what, mend):
        if not condition:
            problems.append(Problem(page.path, line, what, mend))

    for key in ("title", "description"):
        need(page.meta.get(key), 1, f"the front matter has no {key}", f"Add {key}: …")
    headings = parts(page)[1:]
    need(
        [h.level for h in headings].count(1) == 1 and headings[0].level == 1,
        headings[0].line if headings else 1,
        "a page begins with its one heading of level 1",
        "Write it as  # Title {#id}",
    )
    seen, above = set(), 0
    for h in headings:
        need(h.id, h.line, f"the heading '{h.title}' has no id", "Write  ## Title {#english-id}")
        need(h.id not in seen, h.line, f"the id {h.id} occurs twice", "Choose another")
        need(h.level <= above + 1, h.line, "a heading level is skipped", "Go down one at a time")
        seen.add(h.id)
        above = h.level
    for number, line in page.prose():
        for image in _IMAGE.finditer(line):
            alt = image["alt"].strip()
            need(alt, number, "the picture has no alternative text", "Say what it shows")
            need(
                re.search(r"\)\{[^}]*width=[^}]*height=", line),
                number,
                "the picture has no size, so the page jumps as it loads",
                'Add { width="…" height="…" } behind it',
            )
        if found := _THIRD_PARTY.search(line):
            what = f"the page would load {found[2]} from another host"
            need(False, number, what, "Put the file in docs/assets and name it by a relative path")
    if page.edition == "zh":
        problems += _check_breaks(page)
    problems += _check_notes(page)
    return problems


def _check_breaks(page) -> list[Problem]:
    """Line ends inside a Chinese paragraph: a browser shows each as a blank."""
    problems, last = [], (0, "")
    for number, line in page.prose():
        continues = number == last[0] + 1 and _WIDE.match(line.strip()[:1])
        if continues and _WIDE.match(last[1].strip()[-1:]):
            what = "a line end between two Chinese characters shows as a blank"
            problems.append(Problem(page.path, number, what, "Join it to the line above"))
        last = (number, line)
    return problems


def _check_notes(page) -> list[Problem]:
    """Markers (1)…(n) of a listing against the numbered list under it."""
    problems = []
    outputs = {id(b.output) for b in page.blocks if b.output}
    for block in page.blocks:
        if not block.is_listing or not block.notes:
            continue
        count = len(block.notes)
        if block.notes != list(range(1, count + 1)):
            what = f"the markers of this listing are {block.notes}, not 1 to {count}"
            problems.append(Problem(page.path, block.line, what, "Number them without a gap"))
        following = [
            b for b in page.blocks if b.line > block.line and id(b) not in outputs and b.is_listing
        ]
        until = following[0].line if following else len(page.lines) + 1
        numbers = []
        for number, line in page.prose():
            if block.end_line < number < until:
                if _HEADING.match(line):
                    break
                item = re.match(r"^\s*(\d+)\.\s", line)
                if item:
                    numbers.append(int(item[1]))
        if numbers[:count] != list(range(1, count + 1)) or len(numbers) > count:
            what = f"the listing has markers 1 to {count}, the list under it explains {numbers}"
            mend = "Explain every marker in a list under the listing"
            problems.append(Problem(page.path, block.line, what, mend))
    return problems


def compare_all(root: Path = ROOT, names: list[str] | None = None) -> list[Problem]:
    """Every problem of every page and pair, in reading order."""
    editions = {e: {p.name: p for p in pages(e, root)} for e in EDITIONS}
    zh, en = (editions[e] for e in EDITIONS)
    problems = []
    for name in sorted({*zh, *en}):
        if names and name not in names:
            continue
        here = [editions[e][name] for e in EDITIONS if name in editions[e]]
        for page in here:
            problems += check_page(page)
        if len(here) == 2:
            problems += compare(*here)
        else:
            other = "docs/en" if here[0].edition == "zh" else "docs/zh"
            what = f"there is no {other}/{name}.md"
            problems.append(Problem(here[0].path, 1, what, "Every page exists in both editions"))
    return problems


def stamp(root: Path = ROOT, names: list[str] | None = None) -> list[Path]:
    """Write the hash of each Chinese page into its English twin; return the files changed."""
    changed = []
    for zh in pages("zh", root):
        path = root / "docs" / "en" / f"{zh.name}.md"
        if (names and zh.name not in names) or not path.exists():
            continue
        text = path.read_text(encoding="utf-8")
        line = f"translated_from: {source_hash(zh)}"
        if re.search(r"^translated_from:.*$", text, re.M):
            new = re.sub(r"^translated_from:.*$", line, text, count=1, flags=re.M)
        else:
            new = text.replace("---\n", f"---\n{line}\n", 1)
        if new != text:
            path.write_text(new, encoding="utf-8")
            changed.append(path)
    return changed


def main(arguments: list[str]) -> int:
    """Print the problems, status 1 if there are any; with --stamp, write hashes."""
    names = [a for a in arguments if a != "--stamp"]
    if "--stamp" in arguments:
        for path in stamp(names=names):
            print(f"stamped {shown_path(path)}")
        return 0
    problems = compare_all(names=names)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except BookError as error:
        sys.exit(str(error))
