"""A page of the book: its front matter, its code blocks, and what is wrong with them.

`Page` is the only reader of fences in the project. A fence opens with three backticks and
a known language, holds one include of a whole file or of a named section, and what is
marked says so in braces (tools/source/marks.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from tools.source.backends import BACKENDS
from tools.source.edition import Edition
from tools.source.faults import Problem, insist, shown_path
from tools.source.marks import ATTRIBUTES, BY_NAME, CODE, EXAMPLES, LANGUAGES, RUN, misuse
from tools.source.outline import Outline, outline
from tools.source.snippets import INCLUDE, include

if TYPE_CHECKING:
    from tools.source.book import Book

_FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<ticks>`{3,}|~{3,})(?P<info>.*)$")
_BRACES = re.compile(r"^ ?\{\s*(?P<body>.*?)\s*\}$")
_ATTRIBUTE = re.compile(r'\.(?P<name>[\w-]+)|(?P<key>[\w-]+)="(?P<value>[^"]*)"')
_NOTE = re.compile(r"#[ \t]*\((\d+)\)")


@dataclass(eq=False)
class Block:
    """One code block of a page, as the reader sees it.

    `code` is the text with the include expanded, ending in one newline. `source`,
    `section` and `source_line` say where that text stands (the line of its first line).
    `marks` are those of its fence. `output` is the output block that belongs to a listing.
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
    marks: dict[str, str] = field(default_factory=dict)
    output: Block | None = None

    @property
    def is_listing(self) -> bool:
        """True for what a reader types, false for outputs and quoted data."""
        return self.language in CODE

    @property
    def is_output(self) -> bool:
        """True for what a listing prints."""
        return "output" in self.marks

    @property
    def raises(self) -> str | None:
        """The exception that a listing must end with."""
        return self.marks.get("data-exception")

    @property
    def warns(self) -> str | None:
        """The category of the warning that a listing must give."""
        return self.marks.get("data-warning")

    @property
    def must(self) -> str | None:
        """What a listing must do beside running: the exception it ends with, or "warn …"."""
        return f"warn {self.warns}" if self.warns else self.raises

    @property
    def not_run(self) -> str | None:
        """Why a listing cannot run here."""
        return self.marks.get("data-reason")

    @property
    def backend(self) -> str | None:
        """The backend that a listing is for, which runs apart from the page's program."""
        return self.marks.get("data-backend")

    @property
    def runs(self) -> bool:
        """True if the tests run it (also when it must fail)."""
        return self.language in RUN and all(BY_NAME[m].runs for m in self.marks if m in BY_NAME)

    @property
    def where(self) -> str:
        """`docs/zh/page.md:12`, for messages."""
        return f"{shown_path(self.page)}:{self.line}"

    @property
    def name(self) -> str:
        """`snippets/basics/workflow/tumours.py:fit`: where its text stands."""
        return shown_path(self.source) + (f":{self.section}" if self.section else "")

    @property
    def notes(self) -> list[int]:
        """The numbers of its markers `# (1)`, in ascending order, each once."""
        return sorted({int(n) for n in _NOTE.findall(self.code)})


class Page:
    """A Markdown page: its text, its blocks and what is wrong with them."""

    def __init__(self, book: Book, edition: Edition, path: Path):
        self.book, self.edition, self.path = book, edition, Path(path)
        self.name = self.path.relative_to(book.root / edition.folder).with_suffix("").as_posix()
        self.problems: list[Problem] = []
        self.lines = self._read_text().splitlines()
        self.blocks = self._read_blocks()

    def __repr__(self):
        return f"<Page {self.edition}/{self.name}>"

    @property
    def listings(self) -> list[Block]:
        """Its blocks, in order. Raises BookError, with place and mend, if one breaks the rules."""
        insist(self.problems)
        return self.blocks

    def program(self, backend: str | None = None) -> list[Block]:
        """The listings that run one after the other: its own, or those for one backend."""
        return [b for b in self.listings if b.runs and b.backend == backend]

    @property
    def backends(self) -> list[str]:
        """The backends that it has listings for, which run apart from its own."""
        return [name for name in BACKENDS if self.program(name)]

    @property
    def python(self) -> list[Block]:
        """The Python listings that run: those that its program and its notebook hold."""
        return [b for b in self.program() if b.language == "python"]

    @property
    def address(self) -> str:
        """Its address below the site's root."""
        return self.edition.address(self.name)

    @cached_property
    def meta(self) -> dict:
        """The front matter, as YAML."""
        text = "\n".join(self.lines[1 : self.body_start - 1])
        try:
            found = yaml.safe_load(text) or {}
            if not isinstance(found, dict):
                raise yaml.YAMLError("it is not a list of keys with values")
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = 2 + mark.line if mark else 1
            what = f"the front matter is not YAML: {getattr(error, 'problem', None) or error}"
            self._problem(
                line, what, "Write  key: value, with quotes round values that have a colon"
            )
            return {}
        return found

    @cached_property
    def is_case(self) -> bool:
        """True for a case: its front matter says `notebook: true`, and its notebook is executed."""
        return self.meta.get("notebook") is True

    @cached_property
    def body_start(self) -> int:
        """Index of the first line after the front matter."""
        if self.lines and self.lines[0] == "---" and "---" in self.lines[1:]:
            return self.lines.index("---", 1) + 1
        return 0

    @cached_property
    def outline(self) -> Outline:
        """Its headings, images, links, lists, tables: what stands between its code blocks."""
        return outline(self)

    @cached_property
    def _prose(self) -> list[tuple[int, str]]:
        inside = {n for b in self.blocks for n in range(b.line, b.end_line + 1)}
        out = []
        for number, line in enumerate(self.lines, 1):
            if number <= self.body_start or number in inside:
                continue
            if found := INCLUDE.match(line):
                text = self._expand(found["target"], number)
                out += [(number, row) for row in (text.text.splitlines() if text else [])]
            else:
                out.append((number, line))
        return out

    def prose(self) -> list[tuple[int, str]]:
        """Every line outside code blocks and front matter, with its number (from 1).

        Includes outside fences (table rows, say) are expanded, under the number of the
        line that includes them.
        """
        return self._prose

    def expanded(self, opening=lambda block: f"```{block.language}") -> str:
        """The page's Markdown with every include written out.

        Fences open plainly (three backticks and the language), as pytest-codeblocks and
        notebook tools want them; `opening` changes that.
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
            elif found := INCLUDE.match(line):
                text = self._expand(found["target"], number)
                out += text.text.splitlines() if text else []
            else:
                out.append(line)
            number += 1
        return "\n".join(out) + "\n"

    # ---- reading

    def _problem(self, line, what, mend):
        self.problems.append(Problem(self.path, line, what, mend))

    def _read_text(self) -> str:
        try:
            return self.path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            line = self.path.read_bytes()[: error.start].count(b"\n") + 1
            self._problem(line, "the page is not UTF-8 text", "Save it as UTF-8")
            return self.path.read_text(encoding="utf-8", errors="replace")

    def _expand(self, target, line):
        book = self.book
        found = include(target, book.snippets, self.path, line, book.missing_outputs)
        if isinstance(found, Problem):
            if found not in self.problems:
                self.problems.append(found)
            return None
        return found

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
            what = f"a fence opened with {opened['ticks']} would not be tested"
            self._problem(start, what, "Open it with exactly three backticks")
            return None
        language, marks = self._read_info(start, opened["info"])
        if language is None:
            return None
        if len(body) != 1 or not (found := INCLUDE.match(body[0][1])):
            what = "a fence must hold exactly one include and nothing else"
            mend = 'Move the text to a file in snippets/ and write --8<-- "folder/file.py:section"'
            self._problem(start, what, mend)
            return None
        text = self._expand(found["target"], body[0][0])
        if text is None:
            return None
        for what, mend in misuse(language, marks):
            self._problem(start, what, mend)
        if ("output" in marks) != (text.source.suffix == ".out"):
            what = "outputs are .out files in fences marked .output, and nothing else is"
            mend = "Write {.text .output} for a .out file, plain text for a .txt file"
            self._problem(start, what, mend)
        return Block(
            page=self.path,
            line=start,
            end_line=end,
            indent=opened["indent"],
            language=language,
            code=text.text,
            source=text.source,
            section=text.section,
            source_line=text.line,
            marks=marks,
        )

    def _read_info(self, line, info) -> tuple[str | None, dict[str, str]]:
        """Language and marks of a fence: names map to "", attributes to their values."""
        if info in LANGUAGES:
            return info, {}
        braces = _BRACES.match(info)
        marks = {}
        if braces:
            rest = _ATTRIBUTE.sub("", braces["body"]).strip()
            for found in _ATTRIBUTE.finditer(braces["body"]):
                marks[found["name"] or found["key"]] = found["value"] or ""
            language = next(iter(marks), None)
            unknown = set(marks) - {language, *BY_NAME, *ATTRIBUTES}
            if language in LANGUAGES and not rest and not unknown:
                del marks[language]
                return language, marks
        self._problem(
            line,
            f"the fence opening '```{info}' is not known, so the listing would not be tested",
            f"Write ``` and one of {', '.join(LANGUAGES)}, or in braces {EXAMPLES}",
        )
        return None, {}

    def _attach_outputs(self, blocks) -> list[Block]:
        """Give each listing the output block that follows it directly; drop faulty blocks."""
        for before, block in zip([None, *blocks], blocks, strict=False):
            faulty = before is None and block is not blocks[0]  # already a problem of its own
            if block and block.is_output and not faulty:
                owner = before
                if owner is None or not owner.runs or owner.output:
                    what = "this output does not follow a listing that is run"
                    mend = "Put it directly after the listing that prints it"
                    self._problem(block.line, what, mend)
                else:
                    owner.output = block
        return [block for block in blocks if block]
