"""The pages of the book as programs, and its snippet files by themselves.

A page's program is what a reader pastes; its proof also runs the hidden lines of the files
that it shows whole (tools/proof/hidden.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from tools.proof.backends import on
from tools.proof.hidden import in_places, proved_with
from tools.proof.runner import Program, Run, Step
from tools.source.book import Book
from tools.source.faults import shown_path
from tools.source.page import Block, Page
from tools.source.programs import parts, stem


@dataclass
class Task:
    """A program of the book and the pages that show it, `blocks` beside its steps.

    The blocks are those of the first page; the others hold the same code. `backend` says
    that it is not the page's own program, but that of its listings for this backend.
    """

    program: Program
    pages: list[Page]
    blocks: list[Block]
    backend: str | None = None

    @property
    def book(self) -> Book:
        """The book that it is of."""
        return self.pages[0].book

    @cached_property
    def files(self) -> list[Path]:
        """The snippet files that its proof proves too."""
        return proved_with(self.pages[0], self.backend)

    @cached_property
    def proof(self) -> Program:
        """The program with the hidden lines of its files."""
        shown = dict(zip(map(id, self.blocks), self.program.steps, strict=True))
        steps = in_places(self.pages[0], self.backend)
        return replace(self.program, steps=[shown.get(id(one), one) for one in steps])

    @property
    def hidden(self) -> list[Step]:
        """The hidden lines in its proof."""
        return [step for step in self.proof.steps if step.hidden]


def tasks(book: Book, names: Iterable[str] = ()) -> list[Task]:
    """The pages of the book as programs: twins with the same code make one task.

    The Python steps of a page are, one after the other, the file that it offers.
    """
    chosen = book.chosen(names)
    return _tasks(book, [(page, None) for page in book.pages() if page.name in chosen])


def tasks_for_backends(book: Book, names: Iterable[str] = ()) -> list[Task]:
    """The listings of pages that are marked for a backend: a program for each page and backend."""
    chosen = book.chosen(names)
    pages = [page for page in book.pages() if page.name in chosen]
    return _tasks(book, [(page, backend) for page in pages for backend in page.backends])


def _tasks(book, wanted) -> list[Task]:
    found: dict[tuple, Task] = {}
    for page, backend in wanted:
        blocks = page.program(backend)
        if not blocks:
            continue
        key = (page.name, backend, *((b.language, b.code, b.must) for b in blocks))
        if key in found:
            found[key].pages.append(page)
            continue
        name = f"{page.name}.{backend}" if backend else page.name
        known = any(t.program.name == name for t in found.values())
        name = f"{page.edition}/{name}" if known else name
        program = Program(name, _steps(page, blocks, backend))
        found[key] = Task(on(program, book, backend), [page], blocks, backend)
    return list(found.values())


def _steps(page, blocks, backend):
    python = {id(part.block): part for part in parts(page, backend)}
    file = f"{Path(stem(page.name)).name}.py"
    steps = []
    for block in blocks:
        part = python.get(id(block))
        steps.append(
            Step("python", part.text, file, part.line, fails=bool(block.raises))
            if part
            else Step(block.language, block.code, str(block.source), block.source_line)
        )
    return steps


@dataclass
class Lone:
    """A snippet file to be run by itself, whole, as a reader who downloads it does."""

    book: Book
    source: Path
    raises: str | None
    backend: str | None = None

    @cached_property
    def program(self) -> Program:
        """What to run."""
        language = "sh" if self.source.suffix == ".sh" else "python"
        step = Step(language, self.source.read_text("utf-8"), str(self.source))
        return on(Program(f"alone/{shown_path(self.source)}", [step]), self.book, self.backend)

    def verdict(self, found: Run) -> str | None:
        """What is wrong with its run, or None."""
        name = shown_path(self.source)
        if found.died:
            return f"{name}: {found.died}"
        result = found.results[0]
        if self.raises and self.raises not in result.bases:
            return f"{name} must raise {self.raises}:\n{result.trace}"
        if result.raised is not None and not self.raises:
            return f"{name} fails when run alone:\n{result.trace}"
        return None


def lone_files(work: list[Task]) -> list[Lone]:
    """The snippet files with listings that run, each with what it must raise, if anything."""
    raises, books, backends = {}, {}, {}
    for task in work:
        for block in task.blocks:
            raises[block.source] = block.raises or raises.get(block.source)
            books.setdefault(block.source, task.book)
            backends.setdefault(block.source, task.backend)
    return [
        Lone(books[source], source, raises[source], backends[source]) for source in sorted(raises)
    ]
