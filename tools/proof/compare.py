"""What a listing printed and drew, held against what the book shows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from tools.proof.runner import Result, Run
from tools.source.faults import shown_path
from tools.source.page import Block

if TYPE_CHECKING:
    from tools.proof.tasks import Task

_NUMBER = re.compile(r"(?<![\w.])[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?")
_SHIFTING = [  # what differs from run to run and says nothing
    (re.compile(r"\x1b\[[0-9;]*m"), ""),  # bold and colours of a terminal
    (re.compile(r"0x[0-9a-f]{6,}"), "0x…"),
    (re.compile(r"\. Did you mean: .\w+.\?"), ""),  # a guess of newer Pythons
    (re.compile(r"\bby allocator (mkl)?cpu\b"), "by allocator …"),  # of Intel's and AMD's
    (re.compile(r"(/\S*)?/listings-\w+/program\d+/here"), "/home/you/book"),
]


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


def tolerance(shown: Block) -> float | None:
    """The share by which the numbers of an output may differ, as its fence says."""
    return float(shown.marks["data-tolerance"]) if "data-tolerance" in shown.marks else None


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
    place = f"{block.where}: {block.name}"
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
    if not failed and shown and not agree(shown.code, text, tolerance(shown)):
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
                    target = page.book.root / inside
                    drawn = found.images.get(target.name)
                    pairs[target] = Path(drawn) if drawn else None
    return list(pairs.items())
