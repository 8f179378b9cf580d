"""Run the listings, and rewrite the outputs and pictures that the book shows.

`python -m tools outputs [PAGE …]` runs the listings of all pages, or of the named ones. An
output or picture that no longer agrees is rewritten, and so is one that was edited by hand;
one that agrees stays. Then it is recorded what made them (tools/proof/record.py). A page
with a failing listing is left as it is. With `--alone` it also runs each snippet file by
itself, with what the pages hide of it. With `--quoted` it runs nothing, and records what
was copied from a terminal or measured.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tools.proof import backends
from tools.proof.compare import agree, failure, pictures, printed, tolerance
from tools.proof.pace import patience
from tools.proof.record import Record, made, renew_quoted, write
from tools.proof.runner import Run, run
from tools.proof.tasks import Task, lone_files, tasks, tasks_for_backends
from tools.source.book import Book
from tools.source.faults import shown_path


@dataclass
class Change:
    """An output, an error text or a picture (`kind`) and what it is when made anew."""

    path: Path
    kind: str
    new: bytes


@dataclass
class Findings:
    """What running the book brought to light.

    `failing` says what fails; `changes` are no longer what the book shows, `held` are;
    `proved` are the programs without a fault.
    """

    failing: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    held: list[Change] = field(default_factory=list)
    proved: list[Task] = field(default_factory=list)


def examine(
    work: list[Task], alone: bool = False, expected: Callable[[str], str] = str
) -> Findings:
    """Run pages, and with `alone` each of their files; write nothing.

    The outputs of a page with a failing listing are not compared: they follow from the
    failure. `expected` turns an output of the book into what is to be expected here.
    """
    found, lone = Findings(), lone_files(work) if alone else []
    broken = set()  # files that are named already
    with tempfile.TemporaryDirectory() as keep:
        programs = [task.program for task in work] + [file.program for file in lone]
        runs = run(programs, Path(keep), _say, patience=patience())
        for task, ran in zip(work, runs, strict=False):
            broken |= judge(task, ran, found, expected)
        for file, ran in zip(lone, runs[len(work) :], strict=True):
            wrong = file.verdict(ran)
            if wrong and file.source not in broken:
                found.failing.append(wrong)
    return found


def judge(task: Task, ran: Run, found: Findings, expected: Callable[[str], str] = str) -> set[Path]:
    """Add to `found` what a program's run brought to light; the files of listings that failed."""
    pairs = list(zip(task.blocks, ran.results, strict=False))
    faults = [(block.source, fault) for block, r in pairs if (fault := failure(block, r))]
    failing = [fault for _, fault in faults]
    drawn = pictures(task, ran)
    failing += [f"{shown_path(task.pages[0].path)}: {fault}." for fault in ran.faults]
    if ran.died:
        failing.append(f"{shown_path(task.pages[0].path)}: {ran.died}")
    if not failing:
        failing += [
            f"{task.program.name}: no listing above it writes {shown_path(picture.path)}"
            for picture in drawn
            if not picture.drawn
        ]
    found.failing += failing
    if failing:
        return {source for source, _ in faults}
    found.proved.append(task)
    for block, result in pairs:
        if shown := block.output:
            text = printed(block, result)
            holds = agree(expected(shown.code), text, tolerance(shown))
            kind = "error text" if block.raises else "output"
            (found.held if holds else found.changes).append(
                Change(shown.source, kind, text.encode())
            )
    for picture in drawn:
        change = Change(picture.path, "picture", picture.drawn.read_bytes())
        (found.held if picture.same else found.changes).append(change)
    return set()


def main(book: Book, names: Iterable[str] = (), alone: bool = False, quoted: bool = False) -> int:
    """Rewrite what changed, record what made it; status 1 if a listing fails."""
    if quoted:
        for path in renew_quoted(book):
            print(f"recorded {shown_path(path)}")
        return 0
    book = Book(book.root, missing_outputs=True)
    work = [*tasks(book, names), *tasks_for_backends(book, names)]
    for task in work:
        backends.insist(book, task.backend)
    found = examine(work, alone)
    rewritten = keep(book, found)
    print(*found.failing, sep="\n\n", end="\n" if found.failing else "")
    for change in rewritten:
        print(f"rewrote {shown_path(change.path)} ({change.kind})")
    print(
        f"{len(rewritten) or 'none'} of the outputs shown changed, "
        f"{len(found.failing) or 'no'} listings fail"
        + (" (pages with one are left as they are)" if found.failing else "")
    )
    return 1 if found.failing else 0


def keep(book: Book, found: Findings) -> list[Change]:
    """Write what changed into the book and its record; returns it.

    What agrees stays, unless it is not what was recorded: then nobody printed it.
    """
    record = Record(book)
    items = [item for task in found.proved for item in made(task)]
    known = {item.path for item in items if record.vouches(item)}
    changed = found.changes + [change for change in found.held if change.path not in known]
    changed = [c for c in changed if not c.path.exists() or c.path.read_bytes() != c.new]
    for change in changed:
        write(change.path, change.new)
    record.renew(items)
    return changed


def _say(found: Run):
    print(f"ran {found.name} ({found.seconds:.1f} s, {found.cpu:.1f} s of processor)", flush=True)
