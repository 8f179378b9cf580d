"""The terms of the book, in both languages: the rows of snippets/help/glossary/terms.csv."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tools.source.edition import EDITIONS, Edition
from tools.source.tables import TABLES, part_of, read_csv

if TYPE_CHECKING:
    from tools.source.book import Book
    from tools.source.page import Page

TABLE = "help/glossary/terms.csv"


@dataclass
class Term:
    """A row of the table: the names of one thing, by language, the first of them preferred."""

    line: int
    names: dict[str, list[str]]
    meaning: dict[str, str]
    page: str
    anchor: str
    forbidden: dict[str, list[str]]

    @property
    def part(self) -> str:
        """The part of the book that explains it."""
        return part_of(self.page)

    @property
    def pair(self) -> str:
        """The term as a Chinese page introduces it."""
        return f"{self.names['zh'][0]}（{self.names['en'][0]}）"


@cache
def terms(book: Book) -> list[Term]:
    """The rows of a book's table of terms; none, if it has no such table."""
    path = book.snippets / TABLE
    rows = read_csv(path, TABLES[TABLE].optional) if path.exists() else []
    codes = [edition.code for edition in EDITIONS]
    return [
        Term(
            line,
            {code: _split(row[f"term_{code}"]) for code in codes},
            {code: row[f"meaning_{code}"] for code in codes},
            row["page"],
            row["anchor"],
            {code: _split(row[f"not_{code}"]) for code in codes},
        )
        for line, row in enumerate(rows, 2)
    ]


def _split(cell: str) -> list[str]:
    return cell.split(" / ") if cell else []


@cache
def named(book: Book, edition: Edition) -> dict[str, Term]:
    """The terms by each of their names in one edition; of two with one name, the first."""
    found: dict[str, Term] = {}
    for term in terms(book):
        for name in term.names[edition.code]:
            found.setdefault(name, term)
    return found


def needed(page: Page) -> str:
    """What a page says it needs from earlier pages, with links, as Markdown; empty, if nothing."""
    by_name = named(page.book, page.edition)
    folder = posixpath.dirname(page.name) or "."
    links = [
        f"[{name}]({posixpath.relpath(term.page, folder)}.md#{term.anchor})"
        for name in page.meta.get("needs") or ()
        if (term := by_name.get(name))  # an unknown one is a fault that make check names
    ]
    words = page.edition.words
    return words["needs"].format(terms=words["comma"].join(links)) if links else ""
