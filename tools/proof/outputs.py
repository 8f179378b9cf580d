"""Compare what listings print and draw with what the book shows, or rewrite the latter.

`python -m tools.proof.outputs [NAME …]` runs the listings of all pages, or of the
named ones, and rewrites the .out files and pictures that no longer agree.
A page with a failing listing is left as it is. With `--alone` it also runs
each snippet file by itself, with what the pages hide of it.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tools.proof.runner import Program, Result, Run, Step, run
from tools.source.listings import (
    EDITIONS,
    ROOT,
    Block,
    BookError,
    Page,
    listings,
    pages,
    shown_path,
)
from tools.source.programs import parts, stem

_NUMBER = re.compile(r"(?<![\w.])[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?")
_SHIFTING = [  # what differs from run to run and says nothing
    (re.compile(r"\x1b\[[0-9;]*m"), ""),  # bold and colours of a terminal
    (re.compile(r"0x[0-9a-f]{6,}"), "0x…"),
    (re.compile(r"\. Did you mean: .\w+.\?"), ""),  # a guess of newer Pythons
    (re.compile(r"(/\S*)?/listings-\w+/program\d+/here"), "/home/you/book"),
]


@dataclass
class Task:
    """A program of the book and the pages that show it, `blocks` beside its steps.

    The blocks are those of the first page; the others hold the same code.
    """

    program: Program
    pages: list[Page]
    blocks: list[Block]


def tasks(root: Path = ROOT, names: list[str] | None = None) -> list[Task]:
    """The pages of the book as programs: twins with the same code make one task.

    The Python steps of a page are, one after the other, the file that it offers.
    """
    found: dict[tuple, Task] = {}
    for edition in EDITIONS:
        for page in pages(edition, root):
            if names and page.name not in names:
                continue
            blocks = [b for b in listings(page) if b.runs]
            if not blocks:
                continue
            key = (page.name, *((b.language, b.code, b.raises) for b in blocks))
            if key in found:
                found[key].pages.append(page)
                continue
            steps = _steps(page, blocks)
            fresh = page.meta.get("fresh_process") == "true"
            name = (
                page.name
                if not any(t.program.name == page.name for t in found.values())
                else (f"{page.edition}/{page.name}")
            )
            found[key] = Task(Program(name, steps, fresh=fresh), [page], blocks)
    return list(found.values())


def _steps(page, blocks):
    python = {id(part.block): part for part in parts(page)}
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


def printed(block: Block, result: Result) -> str:
    """What the reader sees under a listing: its output and, if it must fail, the error."""
    text = result.stdout
    if block.raises and result.raised and block.language == "sh":  # a program prints its own
        text += result.raised + "\n"
    for pattern, name in _SHIFTING:
        text = pattern.sub(name, text)
    lines = [line.rstrip() for line in text.rstrip().splitlines()]
    return "\n".join(lines) + "\n"


def agree(shown: str, actual: str, tolerance: float | None = None) -> bool:
    """True if two outputs say the same.

    Words must be equal, blanks count as one. A number must equal the shown one
    when rounded to the digits shown; with `tolerance`, it may differ by that
    share of the larger one, or by that much absolutely if both are below 1.
    """
    if shown == actual:
        return True
    if _words(shown) != _words(actual):
        return False
    pairs = zip(_NUMBER.findall(shown), _NUMBER.findall(actual), strict=True)
    return all(_close(a, b, tolerance) for a, b in pairs)


def _words(text):
    return " ".join(_NUMBER.sub(" # ", text).split())


def _close(shown, actual, tolerance):
    a, b = float(shown), float(actual)
    if tolerance:
        return abs(a - b) <= tolerance * max(abs(a), abs(b), 1)
    mantissa, _, exponent = shown.lower().partition("e")
    digits = len(mantissa.partition(".")[2]) - int(exponent or 0)
    return abs(a - b) <= 0.5000001 * 10**-digits


def failure(block: Block, result: Result) -> str | None:
    """How a listing that has run failed, or did not fail as it must, or None: where, what, mend."""
    place = f"{block.where}: {shown_path(block.source)}"
    place += f":{block.section}" if block.section else ""
    if block.raises:
        if result.raised is None:
            return (
                f"{place} must raise {block.raises} but ran to its end. Take .raises off the "
                "fence if Keras now accepts this, and correct the text."
            )
        if block.raises not in result.bases:
            return (
                f"{place} must raise {block.raises} but raised:\n{result.trace}\n"
                "Correct data-exception, or the listing."
            )
    elif result.raised is not None:
        return f"{place} failed:\n{result.trace}"
    return None


def verdict(block: Block, result: Result) -> str | None:
    """What is wrong with one listing that has run, or None: where, what, mend."""
    failed = failure(block, result)
    shown, text = block.output, printed(block, result)
    if not failed and shown and not agree(shown.code, text, shown.tolerance):
        return (
            f"{shown.where}: {shown_path(shown.source)} is not what the listing prints.\n"
            f"--- shown\n{shown.code}--- printed\n{text}"
            "Run make outputs to rewrite it, and read the difference."
        )
    return failed


def same_picture(shown: Path, drawn: Path, moved: float = 0.4) -> bool:
    """True if two pictures have one size and show the same, up to small movements.

    Their averages over squares of 16 pixels may differ by at most the share `moved`
    of the ink: values that moved a little on another CPU move a few pixels, while an
    empty plot lacks all of its ink, however thin its lines. Fonts are the same
    everywhere (they come with matplotlib).
    """
    import matplotlib.image
    import numpy as np

    def coarse(picture):
        rows, columns = (side // 16 for side in picture.shape[:2])
        squares = picture[: rows * 16, : columns * 16].reshape(rows, 16, columns, 16, 3)
        return squares.mean(axis=(1, 3))

    a, b = (np.asarray(matplotlib.image.imread(p), float)[..., :3] for p in (shown, drawn))
    if a.shape != b.shape:
        return False
    return bool(np.abs(coarse(a) - coarse(b)).mean() <= moved * (1 - a).mean())


def pictures(task: Task, found: Run) -> list[tuple[Path, Path]]:
    """Pairs of (file of the book, file just drawn) for the pictures its pages show.

    A page shows `snippets/<folder>/<name>.png`; the listing writes `<name>.png`.
    """
    pairs = {}
    for page in task.pages:
        for _, line in page.prose():
            for link in re.findall(r"!\[[^\]]*\]\(([^)\s]+)\)", line):
                target = page.path.parent.joinpath(link)
                inside = re.sub(r"^(\.\./)*", "", link)
                if inside.startswith("snippets/"):
                    target = page.root / inside
                    drawn = found.images.get(target.name)
                    pairs[target] = Path(drawn) if drawn else None
    return list(pairs.items())


@dataclass
class Lone:
    """A snippet file to be run by itself, whole, as a reader who downloads it does."""

    source: Path
    raises: str | None

    @property
    def program(self) -> Program:
        """What to run."""
        language = "sh" if self.source.suffix == ".sh" else "python"
        step = Step(language, self.source.read_text("utf-8"), str(self.source))
        return Program(f"alone/{shown_path(self.source)}", [step])

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
    raises = {}
    for task in work:
        for block in task.blocks:
            raises[block.source] = block.raises or raises.get(block.source)
    return [Lone(source, raises[source]) for source in sorted(raises)]


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
                    or not agree(expected(shown.code), text, shown.tolerance)
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


def main(names: list[str], alone: bool = False) -> int:
    """Rewrite what changed; status 1 if a listing fails."""
    known = {p.name for edition in EDITIONS for p in pages(edition)}
    wrong = [n for n in names if n not in known]
    if wrong:
        raise BookError(f"There is no page {', '.join(wrong)}. Pages: {', '.join(sorted(known))}.")
    missing = _make_missing_outputs(names)
    try:
        found = examine(tasks(names=names or None), alone, frozenset(missing))
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


def _make_missing_outputs(names) -> set[Path]:
    """Create the .out files that pages include and that do not exist yet, empty."""
    made = set()
    for edition in EDITIONS:
        for path in sorted((ROOT / "docs" / edition).rglob("*.md")):
            name = path.relative_to(ROOT / "docs" / edition).with_suffix("").as_posix()
            if names and name not in names:
                continue
            for target in re.findall(r'--8<-- "([\w./-]+\.out)"', path.read_text("utf-8")):
                file = ROOT / "snippets" / target
                if not file.exists():
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.touch()
                    made.add(file)
    return made


def _say(found: Run):
    print(f"ran {found.name} ({found.seconds:.1f} s)", flush=True)


if __name__ == "__main__":
    try:
        names = sys.argv[1:]
        sys.exit(main([n for n in names if n != "--alone"], "--alone" in names))
    except BookError as error:
        sys.exit(str(error))
