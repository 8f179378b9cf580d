"""What stands on a page between its code blocks: headings, paragraphs, lists, tables, links.

The only reader of Markdown beside the fences (tools/source/page.py). Twins compare outlines,
rules walk them, programs and notebooks ask them for headings and boxes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tools.source.page import Block, Page

HEADING = re.compile(r"^(#{1,6})\s+(.*?)(?:\s*\{\s*#([\w-]+)[^}]*\})?\s*$")
BOX = re.compile(
    r'^(?P<mark>!!!|\?\?\?\+?|===!?\+?)\s*(?:(?P<kind>\w+)(?!"))?\s*(?:"(?P<title>.*)")?\s*$'
)
_TEXT = r"(?:\\.|[^\[\]\\]|\[(?:\\.|[^\[\]\\]|\[[^\[\]]*\])*\])*"  # may hold pairs of brackets
IMAGE = re.compile(rf"!\[(?P<alt>{_TEXT})\]\((?P<src>[^)\s]+)[^)]*\)(?P<attributes>\{{[^}}]*\}})?")
LINK = re.compile(r"(?<!!)\[(?P<text>(?:[^\[\]]|\[[^\]]*\])*)\]\((?P<to>[^)\s]+)[^)]*\)")
INLINE_CODE = re.compile(r"(?<!`)(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)")
DEMO = re.compile(r'<div class="demo" data-demo="(?P<name>[\w-]+)" markdown>$')
_LABEL = re.compile(r"[-*+]\s+(?P<key>\w+):\s*(?P<text>.*)")
_GAP = re.compile(r"\{\w+\}")
_NUMBERED = re.compile(r"^\d+\.\s")
_BULLET = re.compile(r"^[-*+]\s")
_RULE = re.compile(r"^[\s|:-]+$")  # the line under a table's head


@dataclass(frozen=True)
class Heading:
    """A heading: its line, its level (1 to 6), its explicit id or None, its text."""

    line: int
    level: int
    id: str | None
    title: str


@dataclass(frozen=True)
class Image:
    """A picture: its line, alternative text, address as written, and attributes in braces."""

    line: int
    alt: str
    src: str
    attributes: str


@dataclass(frozen=True)
class Link:
    """A link: its line, its text and its address as written."""

    line: int
    text: str
    to: str


@dataclass(frozen=True)
class Label:
    """A label of a demo: its line, its key, what it says."""

    line: int
    key: str
    text: str

    @property
    def gaps(self) -> list[str]:
        """What the demo fills in, `{row}`, each once."""
        return sorted(set(_GAP.findall(self.text)))


@dataclass(frozen=True)
class Demo:
    """A demo: its line and name, and what stands in it: pictures, sentences, labels.

    Its script stands in docs/assets/demos/NAME; the labels are a list that the page hides.
    """

    line: int
    name: str
    images: list[Image] = field(default_factory=list)
    sentences: list[Piece] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)


@dataclass
class Piece:
    """A block of Markdown: `paragraph`, `bullet`, `numbered item`, `row`, `box` or `html`.

    `line` is that of its beginning, `text` all of it; of a box (an admonition, a folded
    answer, a tab) the text is its mark and its kind, and `title` what it is called.
    """

    kind: str
    line: int
    text: str
    title: str = ""


@dataclass
class Section:
    """What stands under a heading, up to the next one; the first has none."""

    heading: Heading | None
    line: int
    pieces: list[Piece] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    @property
    def id(self) -> str | None:
        """The explicit id of its heading."""
        return self.heading.id if self.heading else None

    @property
    def images(self) -> list[Image]:
        """Its pictures, in order."""
        return [image for piece in self.pieces for image in _images(piece)]

    @property
    def links(self) -> list[Link]:
        """Its links, in order."""
        return [link for piece in self.pieces for link in _links(piece)]

    @cached_property
    def demos(self) -> list[Demo]:
        """Its demos, in order."""
        return list(_demos(self.pieces))

    @property
    def counts(self) -> Counter:
        """How many pieces there are of each kind."""
        return Counter(piece.kind for piece in self.pieces)


@dataclass
class Outline:
    """A page cut at its headings; the first section is what stands before any."""

    sections: list[Section]

    @cached_property
    def headings(self) -> list[Heading]:
        """All headings, in order."""
        return [s.heading for s in self.sections if s.heading]

    @property
    def images(self) -> list[Image]:
        """All pictures, in order."""
        return [image for section in self.sections for image in section.images]

    @property
    def links(self) -> list[Link]:
        """All links, in order."""
        return [link for section in self.sections for link in section.links]

    @property
    def demos(self) -> list[Demo]:
        """All demos, in order."""
        return [demo for section in self.sections for demo in section.demos]

    @property
    def pieces(self) -> Iterator[Piece]:
        """All blocks of Markdown, in order."""
        return (piece for section in self.sections for piece in section.pieces)

    def at(self, line: int) -> Section:
        """The section that a line stands in."""
        return next(s for s in reversed(self.sections) if s.line <= line or s is self.sections[0])


def outline(page: Page) -> Outline:
    """Read a page's outline from its prose and its code blocks."""
    found = [Section(None, 1)]
    events = [(block.line, 0, block) for block in page.blocks]
    events += [(number, 1, line) for number, line in page.prose()]
    last: Piece | None = None  # a paragraph or an item that the next line may go on with
    rows = 0  # of the table that the line stands in
    for number, is_prose, what in sorted(events, key=lambda event: event[:2]):
        if not is_prose:
            found[-1].blocks.append(what)
            last, rows = None, 0
            continue
        text = what.strip()
        pieces = found[-1].pieces
        rows = rows + 1 if text.startswith("|") else 0
        if not text:
            last = None
        elif heading := HEADING.match(what):
            section = Heading(number, len(heading[1]), heading[3], heading[2])
            found.append(Section(section, number))
            last = None
        elif rows:
            if rows != 2 or not _RULE.match(text):
                pieces.append(Piece("row", number, text))
            last = None
        elif box := BOX.match(text):
            kind = f"{box['mark']} {box['kind'] or ''}".strip()
            pieces.append(Piece("box", number, kind, box["title"] or ""))
            last = None
        elif _NUMBERED.match(text) or _BULLET.match(text):
            kind = "numbered item" if _NUMBERED.match(text) else "bullet"
            last = Piece(kind, number, text)
            pieces.append(last)
        elif text.startswith("<") and not last:
            pieces.append(Piece("html", number, text))
        elif last:
            last.text += f"\n{text}"
        else:
            last = Piece("paragraph", number, text)
            pieces.append(last)
    return Outline(found)


def _lines(piece: Piece) -> Iterator[tuple[int, str]]:
    yield from enumerate(piece.text.split("\n"), piece.line)


def _outside_code(pattern: re.Pattern, line: str) -> Iterator[re.Match]:
    """Matches that do not begin inside inline code."""
    code = [found.span() for found in INLINE_CODE.finditer(line)]
    for found in pattern.finditer(line):
        if not any(start < found.start() < end for start, end in code):
            yield found


def _images(piece: Piece) -> Iterator[Image]:
    for found in _outside_code(IMAGE, piece.text):
        number = piece.line + piece.text.count("\n", 0, found.start())
        alt = " ".join(found["alt"].split())
        yield Image(number, alt, found["src"], found["attributes"] or "")


def _links(piece: Piece) -> Iterator[Link]:
    for number, line in _lines(piece):
        for found in _outside_code(LINK, line):
            yield Link(number, found["text"], found["to"])
    # A link may stand in a box's title.
    for found in _outside_code(LINK, piece.title):
        yield Link(piece.line, found["text"], found["to"])


def _demos(pieces: list[Piece]) -> Iterator[Demo]:
    demo, depth = None, 0  # of the boxes that the piece stands in: 1 is the demo, 2 its labels
    for piece in pieces:
        if piece.kind == "html" and (opened := DEMO.match(piece.text)):
            demo, depth = Demo(piece.line, opened["name"]), 1
            yield demo
        elif piece.kind == "html":
            depth += piece.text.startswith("<div") - piece.text.startswith("</div")
        elif demo and depth == 1:
            demo.images.extend(_images(piece))
            if not piece.text.startswith("!["):
                demo.sentences.append(piece)
        elif demo and depth == 2 and (found := _LABEL.match(piece.text)):
            demo.labels.append(Label(piece.line, found["key"], found["text"]))
