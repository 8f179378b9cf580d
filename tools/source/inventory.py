"""Every listing of the book, how it is proved, and where it is shown."""

from __future__ import annotations

from tools.source.book import Book
from tools.source.page import Block


def how_proved(block: Block) -> str:
    """How a listing is proved, in a few words."""
    if block.not_run is not None:
        return f"not run: {block.not_run}"
    on = f" on {block.backend}" if block.backend else ""
    if block.raises:
        return f"must raise {block.raises}{on}"
    if block.warns:
        return f"must warn {block.warns}{on}"
    if block.output:
        return f"run{on}, output compared"
    return f"run{on}"


def main(book: Book) -> int:
    """Print the inventory."""
    rows = list(book.inventory())
    for block, places in rows:
        name = block.name.removeprefix("snippets/")
        print(f"{name:<58} {how_proved(block):<44} {', '.join(places)}")
    not_run = sum(block.not_run is not None for block, _ in rows)
    run = len(rows) - not_run
    print(f"{len(rows)} listings, {run} run once for all editions, {not_run} not run")
    return 0
