"""What every page owes its reader, whatever its twin says."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tools.rules import Rule
from tools.rules.text import plain
from tools.source import exercises
from tools.source.book import Book
from tools.source.faults import Problem
from tools.source.outline import HEADING, INLINE_CODE, LINK
from tools.source.page import Page

# Pages for those who work on the book, beside it.
BESIDE = ("README.md", "CONTRIBUTING.md", "MAINTAINING.md", "SECURITY.md")
LENGTHS = {  # characters of what search engines and chats show of a page: least and most
    "zh": {"title": (2, 20), "description": (12, 80)},
    "en": {"title": (4, 45), "description": (50, 160)},
}
_SIZE = re.compile(r'(?=.*\bwidth="?\d)(?=.*\bheight="?\d)')
_HTML_HEADING = re.compile(r"<h[1-6]\b", re.I)
_LOOKS_LIKE_HEADING = re.compile(r"^\s*#+\s*[^#\s]|^ {0,3}(=+|-{2,})\s*$")
_TAG = re.compile(r"<(?P<name>[a-z][\w-]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.I)
_HOST = re.compile(r"(?:https?:)?//[^\s\"'<>)]+", re.I)
_WIDE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_DEFINED = re.compile(r"^\s*\[(\^?[^\]]+)\]:")
_BY_NAME = re.compile(
    r"\[(?P<text>[^\[\]]+)\]\[(?P<name>[^\[\]]*)\]|\[(?P<note>\^[^\[\]\s]+)\](?!:)"
)
_BROKEN_LINK = re.compile(
    r"\]\s+\((?=[^)\s]*(?:\.md|://|#))|\](?:（|\()(?=[^)]*(?:）|$))(?=\S*(?:\.md|://))"
)


def in_pages(check) -> Rule:
    """A rule out of what is asked of a single page."""

    def rule(book: Book) -> Iterator[Problem]:
        for page in book.pages():
            yield from check(page)

    rule.__name__, rule.__doc__ = check.__name__, check.__doc__
    return rule


@in_pages
def fences(page: Page):
    """Fences hold one include each, of what is there; text and front matter can be read."""
    _ = page.meta, page.outline
    yield from page.problems


@in_pages
def front_matter(page: Page):
    """A page has a title and a description."""
    for key in ("title", "description"):
        if not page.meta.get(key):
            yield Problem(page.path, 1, f"the front matter has no {key}", f"Add {key}: …")


@in_pages
def lengths(page: Page):
    """Title and description as long as a search engine shows them, and long enough to say it."""
    for key, (least, most) in LENGTHS[page.edition.code].items():
        text = str(page.meta.get(key) or "")
        if text and not least <= len(text) <= most:
            line = next((n for n, t in enumerate(page.lines, 1) if t.startswith(f"{key}:")), 1)
            what = f"the {key} has {len(text)} characters, not {least} to {most}"
            mend = "Say what the page is about, as a list of search results shows it"
            yield Problem(page.path, line, what, mend)


@in_pages
def headings(page: Page):
    """One heading of level 1, first; an id on each; no level skipped; no other kind of heading."""
    found = page.outline.headings
    if [h.level for h in found].count(1) != 1 or found[0].level != 1:
        line = found[0].line if found else 1
        what = "a page begins with its one heading of level 1"
        yield Problem(page.path, line, what, "Write it as  # Title {#id}")
    seen, above = set(), 0
    for h in found:
        if not h.id:
            what = f"the heading '{h.title}' has no id"
            yield Problem(page.path, h.line, what, "Write  ## Title {#english-id}")
        if h.id in seen:
            yield Problem(page.path, h.line, f"the id {h.id} occurs twice", "Choose another")
        if h.level > above + 1:
            yield Problem(page.path, h.line, "a heading level is skipped", "Go down one at a time")
        seen.add(h.id)
        above = h.level
    last = ""
    for number, line in page.prose():
        text = INLINE_CODE.sub("", line)
        underline = re.match(r" {0,3}[=-]", line) and last.strip() and not last.startswith("|")
        other = _LOOKS_LIKE_HEADING.match(line) and not HEADING.match(line)
        if _HTML_HEADING.search(text) or (other and ("#" in line or underline)):
            what = "this makes a heading that neither the twin nor the contents are held to"
            yield Problem(page.path, number, what, "Write it as  ## Title {#id}, at the left edge")
        last = line


@in_pages
def pictures(page: Page):
    """Alternative text and a size on every picture, of Markdown or of HTML."""
    shown = [(i.line, i.alt, i.attributes) for i in page.outline.images]
    for number, name, rest in tags(page):
        if name == "img":
            alt = re.search(r"\balt\s*=\s*[\"']([^\"']*)", rest)
            shown.append((number, alt[1].strip() if alt else "", rest))
    for number, alt, attributes in shown:
        if not alt:
            what = "the picture has no alternative text"
            yield Problem(page.path, number, what, "Say what it shows")
        if not _SIZE.search(attributes):
            what = "the picture has no size, so the page jumps as it loads"
            yield Problem(page.path, number, what, 'Add { width="…" height="…" } behind it')


def tags(page: Page) -> Iterator[tuple[int, str, str]]:
    """Every HTML tag of a page: its line, its name, the rest of it."""
    text, starts = "", []
    for number, line in page.prose():
        starts.append((len(text), number))
        text += INLINE_CODE.sub(lambda found: " " * len(found[0]), line) + "\n"
    for found in _TAG.finditer(text):
        number = next(n for start, n in reversed(starts) if start <= found.start())
        yield number, found["name"].lower(), found["rest"]


@in_pages
def own_host(page: Page):
    """What a page loads comes with it: pictures, styles, scripts, each candidate of a srcset."""
    loaded = [(i.line, i.src) for i in page.outline.images]
    loaded += [(number, rest) for number, name, rest in tags(page) if name != "a"]
    loaded += [
        (n, line)
        for n, line in page.prose()
        if re.search(r"url\(|@import", INLINE_CODE.sub("", line))
    ]
    for number, text in loaded:
        if found := _HOST.search(text):
            what = f"the page would load {found[0]} from another host"
            mend = "Put the file in docs/assets and name it by a relative path"
            yield Problem(page.path, number, what, mend)


@in_pages
def line_ends(page: Page):
    """Line ends inside a Chinese paragraph: a browser shows each as a blank."""
    if page.edition.code != "zh":
        return
    last = (0, "")
    for number, line in page.prose():
        continues = number == last[0] + 1 and _WIDE.match(line.strip()[:1])
        if continues and _WIDE.match(last[1].strip()[-1:]):
            what = "a line end between two Chinese characters shows as a blank"
            yield Problem(page.path, number, what, "Join it to the line above")
        last = (number, line)


@in_pages
def notes(page: Page):
    """Markers (1)…(n) of a listing against the numbered list under it, and the other way round."""
    for section in page.outline.sections:
        items = [piece for piece in section.pieces if piece.kind == "numbered item"]
        blocks = [block for block in section.blocks if block.is_listing]
        ends = [block.line for block in blocks[1:]] + [len(page.lines) + 1] * bool(blocks)
        for block, until in zip(blocks, ends, strict=True):
            here = [p for p in items if block.end_line < p.line < until]
            yield from _notes_of(page, block, here, section)


def _notes_of(page, block, items, section):
    count = len(block.notes)
    numbers = [int(item.text.split(".")[0]) for item in items]
    if block.notes != list(range(1, count + 1)):
        what = f"the markers of this listing are {block.notes}, not 1 to {count}"
        yield Problem(page.path, block.line, what, "Number them without a gap")
    elif block.notes and (numbers[:count] != block.notes or len(numbers) > count):
        what = f"the listing has markers 1 to {count}, the list under it explains {numbers}"
        mend = "Explain every marker in a list under the listing"
        yield Problem(page.path, block.line, what, mend)
    elif items and not block.notes:
        end = (block.output or block).end_line
        first = items[0].line
        between = [p for p in section.pieces if end < p.line < first and p.kind != "html"]
        if not between:
            what = "the list directly under a listing explains markers that it does not have"
            mend = "Put # (1), # (2) … at the ends of its lines, or a sentence before the list"
            yield Problem(page.path, first, what, mend)


@in_pages
def typed_code(page: Page):
    """Code that is no fence would be tested by nothing: HTML, or lines of inline code."""
    for number, name, _ in tags(page):
        if name in {"pre", "code", "samp", "tt", "kbd", "xmp", "textarea"}:
            what = f"code in <{name}> would not be tested"
            yield Problem(page.path, number, what, "Make it a fence, or inline code in backticks")
    for piece in page.outline.pieces:
        rows = re.split(r"<br\s*/?>|\n", re.sub(r"^([-*+]|\d+\.)\s", "", piece.text))
        alone = [row for row in rows if "`" in row and not re.search(r"\w", plain(row))]
        if len(alone) > 1 or re.search(r"`\s*<br\s*/?>\s*`", piece.text):
            what = "several lines of inline code are a listing that would not be tested"
            yield Problem(page.path, piece.line, what, "Make it a fence")
    last = ""
    for number, line in page.prose():
        deep = re.match(r" {4,}\S|\t", line) and not last.strip()
        if deep and not _inside_something(page, number):
            what = "this indented line becomes a code block, which would not be tested"
            yield Problem(page.path, number, what, "Make it a fence, or begin at the left edge")
        last = line


def _inside_something(page, number) -> bool:
    """True if an indented line belongs to the list or the box above it."""
    for line in reversed(page.lines[: number - 1]):
        if line.strip() and not line.startswith((" ", "\t")):
            return bool(re.match(r"([-*+]|\d+\.)\s|!!!|\?\?\?|===|\[\^|<", line))
    return False


@in_pages
def literal(page: Page):
    """Links and code that stay as they are typed: to a name not defined, cut in two, not closed."""
    defined = {found[1].lower() for _, line in page.prose() if (found := _DEFINED.match(line))}
    for number, line in page.prose():
        text = INLINE_CODE.sub("·", line)
        for found in _BY_NAME.finditer(text):
            name = (found["note"] or found["name"] or found["text"]).lower()
            if name not in defined:
                what = f"{found[0]} stays as it is typed: nothing defines [{name}]:"
                yield Problem(page.path, number, what, "Write [text](address)")
        if "`" in text.replace("\\`", ""):
            what = "a backtick stays as it is typed: the inline code ends elsewhere"
            yield Problem(page.path, number, what, "Open and close it with as many backticks")
        if found := _BROKEN_LINK.search(text):
            what = f"this link stays as it is typed: {text[max(0, found.start() - 20) :][:60]}"
            yield Problem(page.path, number, what, "Write [text](address), without a blank between")


@in_pages
def hidden(page: Page):
    """Nothing stands in a page that its reader does not see."""
    for number, line in page.prose():
        if "<!--" in INLINE_CODE.sub("", line):
            what = "a comment is hidden from readers, and twins are not held to it"
            yield Problem(page.path, number, what, "Show it or delete it")


def links(book: Book) -> Iterator[Problem]:
    """Every relative link leads to a file, and to a heading of it: on pages and beside them."""
    for page in book.pages():
        top = book.root / page.edition.folder
        # On the site, both stand beside the pages.
        beside = {top / "snippets": book.snippets, top / "assets": book.assets}
        beside[top / "downloads" / exercises.ZIP] = (
            book.root / "practice"
        )  # what each build makes it of
        shown = [(image.line, image.src) for image in page.outline.images]
        for line, to in [*((link.line, link.to) for link in page.outline.links), *shown]:
            yield from _dead(book, page.path, line, to, beside)
    for name in BESIDE:
        path = book.root / name
        if path.exists():
            for number, line in outside_fences(path):
                for found in LINK.finditer(INLINE_CODE.sub("·", line)):
                    yield from _dead(book, path, number, found["to"], {})


def outside_fences(path: Path) -> list[tuple[int, str]]:
    """The lines of a Markdown file that is no page, without its code."""
    found, fence = [], False
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.lstrip().startswith("```"):
            fence = not fence
        elif not fence and not line.startswith("    "):
            found.append((number, line))
    return found


def _dead(book, path, line, to, beside) -> Iterator[Problem]:
    """What is wrong with an address in a file; `beside` says where other folders really are."""
    if re.match(r"[a-z]+:|//", to, re.I):
        return
    name, _, anchor = to.partition("#")
    target = Path(os.path.normpath(path.parent / name)) if name else path
    for public, folder in beside.items():
        if target.is_relative_to(public):
            target = folder / target.relative_to(public)
    if not target.exists():
        yield Problem(path, line, f"the link to {to} leads to nothing", "Correct the address")
    elif anchor and target.suffix == ".md" and anchor not in anchors(book, target):
        what = f"the link to {to} leads to no heading"
        yield Problem(path, line, what, f"Name an id of {target.name}")


@cache
def anchors(book: Book, path: Path) -> set[str]:
    """What a link may name in a Markdown file: ids on a page, GitHub's of a file beside them."""
    for page in book.pages():
        if page.path == path:
            text = "\n".join(line for _, line in page.prose())
            return {*re.findall(r"\{[^{}]*#([\w-]+)", text), *re.findall(r'\bid="([^"]+)"', text)}
    titles = (found[2] for _, line in outside_fences(path) if (found := HEADING.match(line)))
    return {re.sub(r"[^\w\- ]", "", plain(t, None).lower()).replace(" ", "-") for t in titles}


RULES: list[Rule] = [
    fences,
    front_matter,
    lengths,
    headings,
    pictures,
    own_host,
    line_ends,
    notes,
    typed_code,
    literal,
    hidden,
    links,
]
