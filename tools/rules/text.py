"""What a page says in words: its text without code, addresses and marks, piece by piece."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from tools.source.outline import INLINE_CODE
from tools.source.page import Page
from tools.source.snippets import INCLUDE

CODE = "·"  # what stands for a bit of inline code
_MARKUP = re.compile(r"\]\([^)\s]*[^)]*\)|\{[^{}]*\}|</?[A-Za-z][^<>]*>|<!--.*?-->|!?\[|[\]*]")


@dataclass(frozen=True)
class Said:
    """A piece of text: where it stands, what kind it is, and the words alone.

    `kind` is `title`, `description`, `heading` or that of the outline's piece; `section` the
    id of the heading above it; `raw` its Markdown; `included` says that its line includes it
    from a file of rows.
    """

    line: int
    kind: str
    section: str | None
    raw: str
    included: bool = False

    @cached_property
    def text(self) -> str:
        """The words: code is one dot, a picture its alternative text, a link what it shows."""
        return plain(self.raw)

    def lines(self):
        """Each line of it: (number, words)."""
        return enumerate(self.text.split("\n"), self.line)


def plain(markdown: str, code: str | None = CODE) -> str:
    """Markdown without addresses, attributes, tags and emphasis.

    Inline code becomes `code`; with None it keeps its text.
    """
    kept: list[str] = []

    def keep(found):
        kept.append(found["code"] if code is None else code)
        return f"\0{len(kept) - 1}\0"

    text = _MARKUP.sub("", INLINE_CODE.sub(keep, markdown))
    return re.sub("\0(\\d+)\0", lambda found: kept[int(found[1])], text)


@cache
def said(page: Page) -> tuple[Said, ...]:
    """All that a page says, in order: title and description first."""
    found = []
    for key in ("title", "description"):
        number = next(
            (n for n, line in enumerate(page.lines, 1) if line.startswith(f"{key}:")), None
        )
        if number and number <= page.body_start:
            found.append(Said(number, key, None, str(page.meta.get(key) or "")))
    for section in page.outline.sections:
        if heading := section.heading:
            found.append(Said(heading.line, "heading", section.id, heading.title))
        for piece in section.pieces:
            raw = piece.title if piece.kind == "box" else piece.text
            included = INCLUDE.match(page.lines[piece.line - 1]) is not None
            found.append(Said(piece.line, piece.kind, section.id, raw, included))
    return tuple(found)
