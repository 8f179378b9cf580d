"""On which backends the listings of a page were proved: a line under its title.

It says what the table of tools/proof/proved.py says, which `make check` holds to the listings.
"""

from __future__ import annotations

from tools.proof.proved import PROVED, Row, read
from tools.source.backends import BACKENDS, OTHERS
from tools.source.book import Book
from tools.source.page import Page

PROOF = "help/proof"  # the page that says what the line means


def rows_by_page(book: Book) -> dict[str, list[Row]]:
    """The rows of the table, by the page of which they are."""
    found: dict[str, list[Row]] = {}
    for row in read(book):
        found.setdefault(row.page, []).append(row)
    return found


def proved_on(page: Page, rows: list[Row]) -> tuple[str, str]:
    """That a page was proved on these backends, and how many listings are excepted on them.

    `rows` are those of the page. Both are empty for what was proved on TensorFlow alone.
    """
    words, names, excepted = page.edition.words, [BACKENDS["tensorflow"].title], []
    for backend in OTHERS:
        results = [row.result for row in rows if row.backend == backend]
        left = sum(result not in PROVED for result in results)
        if left == len(results):
            continue
        title = BACKENDS[backend].title
        names.append(title)
        if left:
            excepted.append(words["excepted_on"].format(n=left, name=title))
    if len(names) == 1:
        return "", ""
    said = words["proved_on"].format(names=words["comma"].join(names))
    but = words["excepted"].format(listings=words["comma"].join(excepted)) if excepted else ""
    return said, but
