"""On which backends the listings of a page were proved: a line under its title.

It says what the table of tools/proof/proved.py says, which `make check` holds to the listings.
"""

from __future__ import annotations

from collections import Counter

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
    """That a page was proved on these backends, and what is otherwise on them.

    `rows` are those of the page. Both are empty for what was proved on TensorFlow alone.
    """
    words, names, others = page.edition.words, [BACKENDS["tensorflow"].title], []
    for backend in OTHERS:
        counts = Counter(row.result for row in rows if row.backend == backend)
        if not any(counts[result] for result in PROVED):
            continue
        title = BACKENDS[backend].title
        names.append(title)
        told = [
            words[f"{result}_{'one' if counts[result] == 1 else 'many'}"].format(n=counts[result])
            for result in ("differs", "cannot", "tensorflow")
            if counts[result]
        ]
        if told:
            others.append(words["on"].format(name=title, what=words["comma"].join(told)))
    if len(names) == 1:
        return "", ""
    said = words["proved_on"].format(names=words["comma"].join(names))
    return said, "".join(words["semicolon"] + other for other in others)
