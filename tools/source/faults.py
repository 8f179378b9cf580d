"""Faults of the book's sources, each with its place and its mend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path


class BookError(Exception):
    """What is wrong in the book's sources, one line a problem: file:line: what. Mend."""


@dataclass(frozen=True)
class Problem:
    """One fault: where it is, what it is, and what to do about it."""

    path: Path
    line: int
    what: str
    mend: str

    def __str__(self):
        return f"{shown_path(self.path)}:{self.line}: {self.what}. {self.mend}."


def insist(problems: Iterable[Problem]):
    """Raise BookError with these problems, if there are any."""
    if lines := [str(problem) for problem in problems]:
        raise BookError("\n".join(lines))


def shown_path(path: Path) -> str:
    """The path as people name it: from the top of the book that it belongs to.

    The top is the nearest folder above it with a mkdocs.yml; a path outside any book
    stays as it is.
    """
    path = Path(path)
    top = _top(path.absolute().parent)
    return path.absolute().relative_to(top).as_posix() if top else path.as_posix()


@cache
def _top(folder: Path) -> Path | None:
    found = (above for above in (folder, *folder.parents) if (above / "mkdocs.yml").is_file())
    return next(found, None)
