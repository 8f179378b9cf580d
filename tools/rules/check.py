"""All rules, one after the other: `python -m tools check [PAGE…]`."""

from __future__ import annotations

from collections.abc import Iterable

from tools.proof import proved, record
from tools.rules import (
    Rule,
    demos,
    glossary,
    install,
    names,
    numbers,
    order,
    pages,
    practice,
    sources,
    style,
    twins,
)
from tools.source.book import Book
from tools.source.faults import Problem

MODULES = (pages, twins, numbers, names, glossary, order, install, style, practice, sources)
MODULES += (demos, record, proved)
RULES: list[Rule] = [rule for module in MODULES for rule in module.RULES]


def problems(book: Book, rules: Iterable[Rule] = RULES) -> list[Problem]:
    """What the rules find, each fault once, by file and line."""
    found = dict.fromkeys(problem for rule in rules for problem in rule(book))
    return sorted(found, key=lambda p: (str(p.path), p.line, p.what))


def main(book: Book, names: Iterable[str] = ()) -> int:
    """Print the problems of these pages and of what they show, or all; 1 if there are any."""
    chosen = [page for name in book.chosen(names) for page in book.twins(name)]
    files = {page.path for page in chosen}
    files |= {block.source for page in chosen for block in page.blocks}
    found = [p for p in problems(book) if not names or p.path in files]
    for problem in found:
        print(problem)
    return 1 if found else 0
