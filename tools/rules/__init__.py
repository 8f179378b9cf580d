"""What every page and every pair of twins owe their reader: a rule takes a Book, names faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tools.source.book import Book
from tools.source.faults import Problem

Rule = Callable[[Book], Iterable[Problem]]
