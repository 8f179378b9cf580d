"""The order of the pages is a promise: a page uses what stands before it, and says what.

A term of the glossary is introduced on the page that its row names. A page that comes
earlier in the contents links the term where it first uses it, or explains it there and
says so in its front matter, `ahead: [term]`. `needs: [term]` names what a page takes for
granted: readers see it under the title (tools/site/needs.py). A Chinese term of one
character is part of too many words to be looked for; its English twin is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tools.rules import Rule
from tools.rules.glossary import QUOTED, pattern, prose
from tools.rules.text import plain
from tools.source.book import Book
from tools.source.faults import Problem
from tools.source.outline import INLINE_CODE, LINK
from tools.source.page import Page
from tools.source.terms import Term, named, terms

NUMPY = "start/numpy"


def order(book: Book) -> Iterator[Problem]:
    """No term is used before the page that introduces it, unless linked or explained there."""
    place = {name: number for number, name in enumerate(book.order)}
    for page in book.pages():
        here = place.get(page.name)
        if here is None:  # MkDocs names pages that are not in the contents
            continue
        ahead = dict.fromkeys(_listed(page, "ahead"), False)  # name → it is used too early
        lines = _lines(page)
        for term in terms(book):
            first = (
                _first_use(lines, term, page.edition.code)
                if place.get(term.page, here) > here
                else None
            )
            names = term.names[page.edition.code]
            if not first:
                continue
            if not ahead.keys() & names:
                what = f"'{names[0]}' is used before {term.page}, which introduces it"
                mend = f"Use another word, link it, or explain it here: ahead: [{names[0]}]"
                yield Problem(page.path, first, what, mend)
            ahead |= dict.fromkeys(ahead.keys() & names, True)
        for name in (name for name, used in ahead.items() if not used):
            what = f"ahead: '{name}' is not used here before its page"
            yield Problem(page.path, _line_of(page, "ahead"), what, "Delete it from the list")


def _lines(page: Page) -> list[tuple[int, str, str]]:
    """The lines of a page's text: number, what is said in links, and the rest."""
    found = []
    for piece in prose(page):
        if piece.kind in ("title", "description"):
            continue
        for number, line in enumerate(piece.raw.split("\n"), piece.line):
            linked = "\n".join(link["text"] for link in LINK.finditer(line))
            found.append((number, linked, QUOTED.sub("", plain(LINK.sub("", line)))))
    return found


def _first_use(lines: list[tuple[int, str, str]], term: Term, code: str) -> int | None:
    """The line of the first use of a term; None if a link on it comes first."""
    known = pattern([name for name in term.names[code] if code == "en" or len(name) > 1], code)
    for number, linked, rest in lines:
        if known.search(linked):
            return None
        if known.search(rest):
            return number
    return None


def _listed(page: Page, key: str) -> list[str]:
    """The names of terms that a page's front matter lists under a key; no others."""
    return [name for name in page.meta.get(key) or () if name in named(page.book, page.edition)]


def needs(book: Book) -> Iterator[Problem]:
    """What a page needs, or uses ahead, are terms; the former from earlier pages, and in use."""
    place = {name: number for number, name in enumerate(book.order)}
    for page in book.pages():
        lists = {key: page.meta.get(key) for key in ("needs", "ahead")}
        for key, listed in lists.items():
            line = _line_of(page, key)
            if listed is not None and (not isinstance(listed, list) or not listed):
                yield Problem(page.path, line, f"'{key}' is no list", f"Write  {key}: [term, term]")
                continue
            for name in listed or ():
                if name not in named(book, page.edition):
                    what = f"{key}: '{name}' is not a term of this edition"
                    yield Problem(page.path, line, what, "Name it as the glossary does")
        for name in _listed(page, "needs"):
            term = named(book, page.edition)[name]
            if place.get(term.page, 0) >= place.get(page.name, 0):
                what = f"needs: '{name}' is introduced on {term.page}, which does not come before"
                yield Problem(page.path, _line_of(page, "needs"), what, "Delete it from the list")
            known = pattern(term.names[page.edition.code], page.edition.code)
            if not any(known.search(piece.text) for piece in prose(page)):
                what = f"needs: the page does not speak of '{name}'"
                yield Problem(page.path, _line_of(page, "needs"), what, "Delete it from the list")
    for name in book.names:
        twins = book.twins(name)
        said = [[named(book, p.edition)[n].line for n in _listed(p, "needs")] for p in twins]
        if any(lines != said[0] for lines in said):
            what = "the editions do not need the same terms, in the same order"
            yield Problem(twins[-1].path, _line_of(twins[-1], "needs"), what, "List the same ones")


def numpy_names(book: Book) -> Iterator[Problem]:
    """A name of NumPy in a listing is taught by the page on NumPy, or explained where it stands.

    Explained is what a page, or an earlier one, names in its text as inline code, and a line
    of a listing with a note.
    """
    for edition in book.editions:
        pages = {page.name: page for page in book.pages(edition)}
        if NUMPY not in pages:
            continue
        taught = _numpy_in_listings(pages[NUMPY]).keys()
        explained: set[str] = set()
        for page in (pages[name] for name in book.order if name in pages):
            inline = (INLINE_CODE.findall(line) for _, line in page.prose())
            explained |= set(
                re.findall(r"\w+", " ".join(code for found in inline for _, code in found))
            )
            if page.name == NUMPY:
                continue
            for name, (path, line) in _numpy_in_listings(page).items():
                if name not in taught and name not in explained:
                    what = f"np.{name} is not on the page {NUMPY}, and not explained on {page.name}"
                    yield Problem(path, line, what, "Explain it in a note, or use what is taught")


def _numpy_in_listings(page: Page) -> dict[str, tuple[Path, int]]:
    """The names of NumPy in the listings of a page, but for lines with a note: where they stand."""
    found: dict[str, tuple[Path, int]] = {}
    for block in page.blocks:
        if block.language == "python" and block.is_listing:
            for number, line in enumerate(block.code.splitlines(), block.source_line):
                noted = page.name != NUMPY and re.search(r"#\s*\(\d+\)", line)
                for name in [] if noted else re.findall(r"\bnp\.(?:\w+\.)*(\w+)", line):
                    found.setdefault(name, (block.source, number))
    return found


def _line_of(page: Page, key: str) -> int:
    """The line of a key of the front matter; 1 if it has none."""
    found = (n for n, line in enumerate(page.lines, 1) if re.match(rf"{key}:", line))
    return next((n for n in found if n < page.body_start), 1)


RULES: list[Rule] = [order, needs, numpy_names]
