"""Compare what listings print and draw with what the book shows, or rewrite the latter.

`python -m tools outputs [PAGE …]` runs the listings of all pages, or of the
named ones, and rewrites the .out files and pictures that no longer agree.
A page with a failing listing is left as it is. With `--alone` it also runs
each snippet file by itself, with what the pages hide of it.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tools.proof.compare import agree, failure, pictures, printed, same_picture, tolerance
from tools.proof.runner import Run, run
from tools.proof.tasks import Task, lone_files, tasks
from tools.source.book import Book
from tools.source.faults import shown_path


@dataclass
class Change:
    """An output, an error text or a picture (`kind`) that is no longer what the book shows."""

    path: Path
    kind: str
    new: bytes


@dataclass
class Findings:
    """What running the book brought to light."""

    failing: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


def examine(
    work: list[Task],
    alone: bool = False,
    missing: frozenset[Path] = frozenset(),
    expected: Callable[[str], str] = str,
) -> Findings:
    """Run pages, and with `alone` each of their files; write nothing.

    The outputs of a page with a failing listing are not compared: they follow
    from the failure. Those in `missing` count as changed. `expected` turns an
    output of the book into what is to be expected here.
    """
    found, lone = Findings(), lone_files(work) if alone else []
    broken = set()  # files that are named already
    with tempfile.TemporaryDirectory() as keep:
        programs = [task.program for task in work] + [file.program for file in lone]
        runs = run(programs, Path(keep), _say)
        for task, ran in zip(work, runs, strict=False):
            pairs = list(zip(task.blocks, ran.results, strict=False))
            faults = [(block.source, failure(block, result)) for block, result in pairs]
            failing = [fault for _, fault in faults if fault]
            broken |= {source for source, fault in faults if fault}
            drawn = pictures(task, ran)
            if ran.died:
                failing.append(f"{shown_path(task.pages[0].path)}: {ran.died}")
            if not failing:
                failing += [
                    f"{task.program.name}: no listing writes {book.name}"
                    for book, new in drawn
                    if new is None
                ]
            found.failing += failing
            if failing:
                continue
            for block, result in pairs:
                shown, text = block.output, printed(block, result)
                if shown and (
                    shown.source in missing
                    or not agree(expected(shown.code), text, tolerance(shown))
                ):
                    kind = "error text" if block.raises else "output"
                    found.changes.append(Change(shown.source, kind, text.encode()))
            for book, new in drawn:
                if not book.exists() or not same_picture(book, new):
                    found.changes.append(Change(book, "picture", new.read_bytes()))
        for file, ran in zip(lone, runs[len(work) :], strict=True):
            wrong = file.verdict(ran)
            if wrong and file.source not in broken:
                found.failing.append(wrong)
    return found


def main(book: Book, names: list[str], alone: bool = False) -> int:
    """Rewrite what changed; status 1 if a listing fails."""
    missing = _make_missing_outputs(book, names)
    try:
        found = examine(tasks(Book(book.root), names), alone, frozenset(missing))
        for change in found.changes:
            draft = change.path.with_suffix(".draft")
            draft.write_bytes(change.new)
            draft.replace(change.path)
    finally:
        for path in missing:
            if path.exists() and not path.stat().st_size:
                path.unlink()
    print(*found.failing, sep="\n\n", end="\n" if found.failing else "")
    for change in found.changes:
        print(f"rewrote {shown_path(change.path)} ({change.kind})")
    print(
        f"{len(found.changes) or 'none'} of the outputs shown changed, "
        f"{len(found.failing) or 'no'} listings fail"
        + (" (pages with one are left as they are)" if found.failing else "")
    )
    return 1 if found.failing else 0


def _make_missing_outputs(book, names) -> set[Path]:
    """Create the .out files that pages include and that do not exist yet, empty."""
    made, chosen = set(), book.chosen(names)
    for page in book.pages():
        text = page.path.read_text("utf-8") if page.name in chosen else ""
        for target in re.findall(r'--8<-- "([\w./-]+\.out)"', text):
            file = book.snippets / target
            if not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.touch()
                made.add(file)
    return made


def _say(found: Run):
    print(f"ran {found.name} ({found.seconds:.1f} s)", flush=True)
