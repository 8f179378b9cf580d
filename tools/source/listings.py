"""The truth about listings: what code blocks a page shows, and where each comes from.

`listings(page)` is the only reader of fences in the project. The tests, the
outputs, the notebooks and the inventory all ask it. Run as a program,
`python -m tools.source.listings`, it prints the inventory of the whole book.

The rules it enforces (CONTRIBUTING.md explains them): a fence opens with three
backticks and a known language, holds one include of a whole file or of a
named section, and what is marked says so in braces.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EDITIONS = ("zh", "en")
RUN = ("python", "sh")  # what this machine runs
CODE = (*RUN, "powershell")  # what a reader types
DATA = ("text", "toml", "ini", "json")  # what a reader looks at

_FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<ticks>`{3,}|~{3,})(?P<info>.*)$")
_BRACES = re.compile(r"^ ?\{\s*(?P<body>.*?)\s*\}$")
_ATTRIBUTE = re.compile(r'\.(?P<name>[\w-]+)|(?P<key>[\w-]+)="(?P<value>[^"]*)"')
_INCLUDE = re.compile(r'^[ \t]*--8<--[ \t]+"(?P<target>[^"]+)"[ \t]*$')
_TARGET = re.compile(r"^(?P<path>[\w./-]+?)(?::(?P<section>[A-Za-z][\w-]*))?$")
_MARKER = re.compile(r"--8<--[ \t]+\[(?P<kind>start|end):(?P<name>[A-Za-z][\w-]*)\]")
_NOTE = re.compile(r"#[ \t]*\((\d+)\)")


class BookError(Exception):
    """What is wrong in the book's sources, one line a problem: file:line: what; mend."""


@dataclass(frozen=True)
class Problem:
    """One fault: where it is, what it is, and what to do about it."""

    path: Path
    line: int
    what: str
    mend: str

    def __str__(self):
        return f"{shown_path(self.path)}:{self.line}: {self.what}. {self.mend}."


@dataclass(eq=False)
class Block:
    """One code block of a page, as the reader sees it.

    `code` is the text with the include expanded, ending in one newline.
    `source`, `section` and `source_line` say where that text stands (the line
    of its first line). `raises` names the exception a listing must end with;
    `not_run` is the reason why it cannot run here. `output` is the output block
    that belongs to a listing; `tolerance` says how far, relatively, the
    numbers of an output may differ on another machine.
    """

    page: Path
    line: int
    end_line: int
    indent: str
    language: str
    code: str
    source: Path
    section: str | None
    source_line: int
    raises: str | None = None
    not_run: str | None = None
    is_output: bool = False
    tolerance: float | None = None
    output: Block | None = None

    @property
    def is_listing(self) -> bool:
        """True for what a reader types, false for outputs and quoted data."""
        return self.language in CODE

    @property
    def runs(self) -> bool:
        """True if the tests run it (also when it must fail)."""
        return self.language in RUN and self.not_run is None

    @property
    def where(self) -> str:
        """`docs/zh/page.md:12`, for messages."""
        return f"{shown_path(self.page)}:{self.line}"

    @property
    def notes(self) -> list[int]:
        """The numbers of its markers `# (1)`, in ascending order, each once."""
        return sorted({int(n) for n in _NOTE.findall(self.code)})


class Page:
    """A Markdown page: its text, its blocks and what is wrong with them."""

    def __init__(self, path: Path, root: Path = ROOT):
        self.path = Path(path)
        self.root = root
        self.snippets = root / "snippets"
        self.lines = self.path.read_text(encoding="utf-8").splitlines()
        self.problems: list[Problem] = []
        self.blocks = self._read_blocks()

    @property
    def edition(self) -> str:
        """`zh` or `en`, from the path."""
        return self.path.relative_to(self.root / "docs").parts[0]

    @property
    def name(self) -> str:
        """The page's place in its edition: `tables/regression`, same in both."""
        return self.path.relative_to(self.root / "docs" / self.edition).with_suffix("").as_posix()

    @cached_property
    def meta(self) -> dict[str, str]:
        """The front matter, as flat text values."""
        if not self.lines or self.lines[0] != "---":
            return {}
        pairs = {}
        for line in self.lines[1:]:
            if line == "---":
                break
            key, colon, value = line.partition(":")
            if colon and key.strip() == key:
                pairs[key] = value.strip().strip("\"'")
        return pairs

    @cached_property
    def body_start(self) -> int:
        """Index of the first line after the front matter."""
        if self.lines and self.lines[0] == "---" and "---" in self.lines[1:]:
            return self.lines.index("---", 1) + 1
        return 0

    def prose(self) -> list[tuple[int, str]]:
        """Every line outside code blocks and front matter, with its number (from 1).

        Includes outside fences (table rows, say) are expanded, under the number
        of the line that includes them.
        """
        inside = {n for b in self.blocks for n in range(b.line, b.end_line + 1)}
        out = []
        for number, line in enumerate(self.lines, 1):
            if number <= self.body_start or number in inside:
                continue
            found = _INCLUDE.match(line)
            if found:
                text, _, _ = self._expand(found["target"], number)
                out += [(number, row) for row in text.splitlines()]
            else:
                out.append((number, line))
        return out

    def expanded(self, opening=lambda block: f"```{block.language}") -> str:
        """The page's Markdown with every include written out.

        Fences open plainly (three backticks and the language), as
        pytest-codeblocks and notebook tools want them; `opening` changes that.
        """
        at = {b.line: b for b in self.blocks}
        out, number = [], self.body_start + 1
        while number <= len(self.lines):
            block = at.get(number)
            line = self.lines[number - 1]
            if block:
                body = [opening(block), *block.code.splitlines(), "```"]
                # Blank lines keep their indent: pytest-codeblocks drops them otherwise.
                out += [block.indent + text for text in body]
                number = block.end_line
            elif found := _INCLUDE.match(line):
                out += self._expand(found["target"], number)[0].splitlines()
            else:
                out.append(line)
            number += 1
        return "\n".join(out) + "\n"

    # ---- reading

    def _problem(self, line, what, mend):
        self.problems.append(Problem(self.path, line, what, mend))

    def _read_blocks(self) -> list[Block]:
        blocks, number = [], self.body_start
        while number < len(self.lines):
            number += 1
            opened = _FENCE.match(self.lines[number - 1])
            if not opened:
                continue
            start, ticks = number, opened["ticks"]
            body = []
            while number < len(self.lines):
                number += 1
                if self.lines[number - 1].strip() == ticks:
                    break
                body.append((number, self.lines[number - 1]))
            else:
                self._problem(start, "the fence is never closed", "Close it with three backticks")
            blocks.append(self._read_block(start, number, opened, body))
        return self._attach_outputs(blocks)

    def _read_block(self, start, end, opened, body) -> Block | None:
        if opened["ticks"] != "```":
            self._problem(
                start,
                f"a fence opened with {opened['ticks']} would not be tested",
                "Open it with exactly three backticks",
            )
            return None
        language, marks = self._read_info(start, opened["info"])
        if language is None:
            return None
        if len(body) != 1 or not (found := _INCLUDE.match(body[0][1])):
            self._problem(
                start,
                "a fence must hold exactly one include and nothing else",
                'Move the text to a file in snippets/ and write --8<-- "folder/file.py:section"',
            )
            return None
        text, source, source_line = self._expand(found["target"], body[0][0])
        if source is None:
            return None
        section = _TARGET.match(found["target"])["section"]
        is_output = "output" in marks
        self._check_marks(start, language, marks, source)
        tolerance = marks.get("data-tolerance")
        return Block(
            page=self.path,
            line=start,
            end_line=end,
            indent=opened["indent"],
            language=language,
            code=text,
            source=source,
            section=section,
            source_line=source_line,
            raises=marks.get("data-exception") if "raises" in marks else None,
            not_run=marks.get("data-reason") if "not-run" in marks else None,
            is_output=is_output,
            tolerance=float(tolerance) if tolerance else None,
        )

    def _read_info(self, line, info) -> tuple[str | None, dict[str, str]]:
        """Language and marks of a fence: classes map to "", keys to their values."""
        known = (*CODE, *DATA)
        if info in known:
            return info, {}
        braces = _BRACES.match(info)
        marks = {}
        if braces:
            rest = _ATTRIBUTE.sub("", braces["body"]).strip()
            for found in _ATTRIBUTE.finditer(braces["body"]):
                marks[found["name"] or found["key"]] = found["value"] or ""
            language = next(iter(marks), None)
            wrong = set(marks) - {language, "raises", "not-run", "output"}
            wrong -= {"data-exception", "data-reason", "data-tolerance"}
            if language in known and not rest and not wrong:
                del marks[language]
                return language, marks
        self._problem(
            line,
            f"the fence opening '```{info}' is not known, so the listing would not be tested",
            f"Write ``` and one of {', '.join(known)}, or in braces "
            '{.python .raises data-exception="…"}, {.sh .not-run data-reason="…"}, {.text .output}',
        )
        return None, {}

    def _check_marks(self, line, language, marks, source):
        def need(condition, what, mend):
            if not condition:
                self._problem(line, what, mend)

        is_output = "output" in marks
        need(
            ("raises" in marks) == bool(marks.get("data-exception")),
            "a listing that must fail names its exception",
            'Write {.python .raises data-exception="ValueError"}',
        )
        need(
            ("not-run" in marks) == bool(marks.get("data-reason")),
            "a listing that is not run says why",
            'Write {.sh .not-run data-reason="needs a GPU"}',
        )
        need(
            not ("raises" in marks and "not-run" in marks),
            "a listing cannot both fail and not run",
            "Keep one of .raises and .not-run",
        )
        need(
            language != "powershell" or "not-run" in marks,
            "powershell is not run here, so it must say so",
            'Write {.powershell .not-run data-reason="Windows only"}',
        )
        need(
            is_output == (source.suffix == ".out"),
            "outputs are .out files in fences marked .output, and nothing else is",
            "Write {.text .output} for a .out file, plain text for a .txt file",
        )
        need(
            language in CODE or not {"raises", "not-run"} & set(marks),
            f"{language} is not run, so it needs no mark",
            "Remove .raises or .not-run",
        )
        need(
            is_output or "data-tolerance" not in marks,
            "data-tolerance belongs on an output",
            "Move it to the {.text .output} fence",
        )
        try:
            float(marks.get("data-tolerance") or 0)
        except ValueError:
            marks["data-tolerance"] = ""
            self._problem(line, "data-tolerance is not a number", 'Write data-tolerance="0.05"')

    def _expand(self, target, line) -> tuple[str, Path | None, int]:
        """Text, file and first line of an include; a problem if it cannot be found."""
        parsed = _TARGET.match(target)
        if not parsed:
            self._problem(
                line,
                f'the include "{target}" is not a file or a named section',
                'Write --8<-- "folder/file.py:section"; line ranges are not allowed',
            )
            return "", None, 0
        source = self.snippets / parsed["path"]
        if not source.is_file():
            self._problem(
                line,
                f"there is no file {shown_path(source, self.root)}",
                "Create it, or correct the include",
            )
            return "", None, 0
        try:
            found = sections(source)
        except SectionError as error:
            self.problems.append(error.problem)
            return "", None, 0
        if parsed["section"] is None:
            return found[None].text, source, 1
        if parsed["section"] not in found:
            names = ", ".join(sorted(n for n in found if n)) or "none"
            self._problem(
                line,
                f"{shown_path(source, self.root)} has no section '{parsed['section']}'",
                f"Its sections are: {names}",
            )
            return "", None, 0
        section = found[parsed["section"]]
        return section.text, source, section.line

    def _attach_outputs(self, blocks) -> list[Block]:
        """Give each listing the output block that follows it directly; drop faulty blocks."""
        for before, block in zip([None, *blocks], blocks, strict=False):
            faulty = before is None and block is not blocks[0]  # already a problem of its own
            if block and block.is_output and not faulty:
                owner = before
                if owner is None or not owner.runs or owner.output:
                    self._problem(
                        block.line,
                        "this output does not follow a listing that is run",
                        "Put it directly after the listing that prints it",
                    )
                else:
                    owner.output = block
        return [block for block in blocks if block]


@dataclass(frozen=True)
class Section:
    """A named part of a snippet file: its text and the line it starts on."""

    text: str
    line: int


def sections(path: Path) -> dict[str | None, Section]:
    """The named sections of a snippet file; under None, the whole file without markers.

    Raises SectionError if a section is opened twice, nested, or never closed.
    """
    return _sections(path, path.stat().st_mtime_ns)


class SectionError(BookError):
    """A snippet file whose section markers do not match."""

    def __init__(self, path, line, what, mend):
        self.problem = Problem(path, line, what, mend)
        super().__init__(str(self.problem))


@cache
def _sections(path: Path, _mtime: int) -> dict[str | None, Section]:
    found, whole, opened, body, first = {}, [], None, [], 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        marker = _MARKER.search(line)
        if not marker:
            whole.append(line)
            if opened:
                body.append(line)
            continue
        name = marker["name"]
        if marker["kind"] == "start":
            if opened or name in found:
                what = f"section '{name}' opens inside another section, or twice"
                raise SectionError(path, number, what, "Name each section once, do not nest them")
            opened, body, first = name, [], number + 1
        elif opened != name:
            what = f"section '{name}' ends but is not open"
            raise SectionError(path, number, what, "Match every [end:…] with its [start:…]")
        else:
            found[name] = Section("\n".join(body) + "\n", first)
            opened = None
    if opened:
        what, mend = f"section '{opened}' is never closed", f"Add  # --8<-- [end:{opened}]"
        raise SectionError(path, first, what, mend)
    found[None] = Section("\n".join(whole).rstrip("\n") + "\n", 1)
    return found


def shown_path(path: Path, root: Path = ROOT) -> str:
    """The path as people name it: from the top of the repository."""
    for base in (root, Path.cwd()):
        try:
            return Path(path).resolve().relative_to(Path(base).resolve()).as_posix()
        except ValueError:
            continue
    return Path(path).as_posix()


def pages(edition: str, root: Path = ROOT) -> list[Page]:
    """Every page of an edition, by path."""
    return [Page(path, root) for path in sorted((root / "docs" / edition).rglob("*.md"))]


def listings(page: Path | Page, root: Path = ROOT) -> list[Block]:
    """Every code block of a page in order, as the reader sees it.

    Raises BookError, naming file, line and mend, if one of them breaks the rules.
    """
    page = page if isinstance(page, Page) else Page(page, root)
    if page.problems:
        raise BookError("\n".join(map(str, page.problems)))
    return page.blocks


def how_proved(block: Block) -> str:
    """One line for the inventory: how this listing is proved."""
    if block.not_run is not None:
        return f"not run: {block.not_run}"
    if block.raises:
        return f"must raise {block.raises}"
    if block.output:
        return "run, output compared"
    return "run"


def inventory(root: Path = ROOT) -> list[tuple[Block, tuple[str, ...]]]:
    """Every listing of the book once, with the places (`page:line`) that show it."""
    places: dict[tuple, list[Block]] = {}
    for edition in EDITIONS:
        for page in pages(edition, root):
            for block in listings(page):
                if block.is_listing:
                    places.setdefault((block.source, block.section), []).append(block)
    return [(blocks[0], tuple(b.where for b in blocks)) for blocks in places.values()]


def main():
    """Print the inventory: each listing, how it is proved, and where it is shown."""
    rows = inventory()
    for block, places in rows:
        name = shown_path(block.source).removeprefix("snippets/")
        name += f":{block.section}" if block.section else ""
        print(f"{name:<58} {how_proved(block):<44} {', '.join(places)}")
    not_run = sum(block.not_run is not None for block, _ in rows)
    run = len(rows) - not_run
    print(f"{len(rows)} listings, {run} run once for both editions, {not_run} not run")


if __name__ == "__main__":
    try:
        main()
    except BookError as error:
        sys.exit(str(error))
