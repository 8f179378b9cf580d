"""What a listing printed and drew, held against what the book shows."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tools.proof.runner import Result, Run
from tools.source.faults import Problem
from tools.source.outline import Image
from tools.source.page import Block, Page
from tools.source.tolerance import NUMBER, Tolerance

if TYPE_CHECKING:
    from tools.proof.tasks import Task

_SHIFTING = [  # what differs from run to run and says nothing
    (re.compile(r"\x1b\[[0-9;]*m"), ""),  # bold and colours of a terminal
    (re.compile(r"0x[0-9a-f]{6,}"), "0x…"),
    # TensorFlow counts by the addresses of functions, which new models take over by chance.
    (re.compile(r"^WARNING:tensorflow:\d+ out of the last \d+ calls .+\n", re.M), ""),
    (re.compile(r"\. Did you mean: .\w+.\?"), ""),  # a guess of newer Pythons
    (re.compile(r"\bby allocator (mkl)?cpu\b"), "by allocator …"),  # of Intel's and AMD's
    (re.compile(r"(/\S*)?/listings-\w+/program\d+/here"), "/home/you/book"),
]
_SAVED = re.compile(r"""\bsavefig\(\s*["']([^"']+)["']""")
_VARIES = re.compile(r'data-varies="[^"]+"')
_MENTION = re.compile(r"[\w./-]*\bsnippets/[\w./-]+\.(?:png|jpe?g|gif|webp|svg)\b")


def printed(block: Block, result: Result) -> str:
    """What the reader sees under a listing: its output, and the error or warning it must give."""
    text = result.stdout
    if block.warns:
        text += "".join(f"{warning.strip()}\n" for warning in result.warned)
    if block.raises and result.raised and block.language == "sh":  # a program prints its own
        text += result.raised + "\n"
    for pattern, name in _SHIFTING:
        text = pattern.sub(name, text)
    lines = [line.rstrip().expandtabs(4) for line in text.rstrip().splitlines()]  # as HTML does
    return "\n".join(lines) + "\n"


def tolerance(shown: Block) -> Tolerance | None:
    """How far the numbers of an output may be off, as its fence says; None: not at all."""
    text = shown.marks.get("data-tolerance")
    return Tolerance.of(text) if text is not None else None


def agree(shown: str, actual: str, tolerance: Tolerance | None = None) -> bool:
    """True if two outputs say the same.

    Without a tolerance they must be equal. With one, lines, words and the notation of
    numbers must be equal, blanks count as one, and numbers may differ as it says.
    """
    if shown == actual:
        return True
    if tolerance is None:
        return False
    lines, others = shown.splitlines(), actual.splitlines()
    return len(lines) == len(others) and all(
        _words(a) == _words(b) and tolerance.admits(_numbers(a), _numbers(b))
        for a, b in zip(lines, others, strict=True)
    )


def _words(line) -> str:
    return " ".join(NUMBER.sub(" # ", line.replace("#", "##")).split())


def _numbers(line) -> list[str]:
    return [found[0] for found in NUMBER.finditer(line)]


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
    elif block.warns and result.raised is None:
        if block.warns not in {warning.partition(":")[0] for warning in result.warned}:
            given = ", ".join(result.warned) or "nothing"
            return (
                f"{place} must warn {block.warns} but warned: {given}. Take .warns off the fence "
                "if Keras now accepts this, and correct the text."
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
            f"{shown.where}: {shown.name} is not what the listing prints.\n"
            f"--- shown\n{shown.code}--- printed\n{text}"
            "Run make outputs to rewrite it, and read the difference."
        )
    return failed


# ---- pictures


@dataclass(frozen=True)
class Drawing:
    """A picture of snippets/ on a page, and the listing that draws it, or what is wrong with it."""

    image: Image
    path: Path
    listing: Block | None
    fault: Problem | None = None


def drawings(page: Page) -> list[Drawing]:
    """The pictures of a page that listings draw, each with its listing.

    That is the nearest one above the picture that saves any picture; it must save this one,
    into the folder of its own file, and no other listing of the page may save another under
    the same name.
    """
    saving = [(b, _SAVED.findall(b.code)) for b in page.listings if b.runs]
    saving = [(block, names) for block, names in saving if names]
    found = []
    for image in page.outline.images:
        path = file_of(page, image.src)
        if not path or not path.is_relative_to(page.book.snippets):
            continue
        above = [(block, names) for block, names in saving if block.line < image.line]
        block, names = above[-1] if above else (None, [])
        fault = None
        if path.name not in names or path.parent != block.source.parent:
            owner = next((b for b, n in saving if path.name in n), None)
            what = f"{image.src} does not stand below the listing that draws it"
            mend = f'Put it between the listing with savefig("{path.name}") and the next picture\'s'
            mend += f" (it is {owner.name})" if owner else " (this page has none)"
            fault = Problem(page.path, image.line, what, mend)
        elif sum(path.name in n for _, n in saving) > 1:
            what = f"more than one listing of this page saves {path.name}"
            fault = Problem(page.path, image.line, what, "Give each picture a name of its own")
        found.append(Drawing(image, path, None if fault else block, fault))
    return found


def drawings_of(page: Page, backend: str | None) -> list[Drawing]:
    """Those that a program of a page answers for: its own, or that of listings for a backend."""
    return [d for d in drawings(page) if (d.listing.backend if d.listing else None) == backend]


def file_of(page: Page, src: str) -> Path | None:
    """The file of a picture: a page sees snippets/ and docs/assets/ beside the home page."""
    inside = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), src))
    folders = {"snippets": page.book.snippets, "assets": page.book.assets}
    top, _, rest = inside.partition("/")
    return folders[top] / rest if top in folders else None


def misplaced(page: Page) -> list[Problem]:
    """Pictures of snippets/ that do not stand below their listing, or that no proof sees."""
    drawn = drawings(page)
    found = [drawing.fault for drawing in drawn if drawing.fault]
    seen = {drawing.image.src for drawing in drawn}
    for number, line in page.prose():
        for mention in _MENTION.findall(line):
            if mention not in seen:
                mend = "Write ![what it shows](file){ … }, with the file as seen from the page"
                what = f"the proof does not see the picture {mention}"
                found.append(Problem(page.path, number, what, mend))
    return found


def same_picture(
    shown: Path, drawn: Path, varies: bool = False, alone: int = 200, alone_in_text: int = 40
) -> bool:
    """True if two pictures have one size and show the same, up to small movements.

    Values that moved a little on another processor move lines by a few pixels: each pixel
    must have one of like colour nearby in the other picture. Text has no colour, and fonts
    are the same everywhere (they come with matplotlib): each pixel of colourless ink must
    have one nearby whose surroundings are alike. In no square of 64 pixels may more pixels
    lack that than `alone` and `alone_in_text`.

    A picture that `varies` shows other examples on another processor: only its averages
    over squares of 16 pixels are compared, which may differ by 0.6 of its ink.
    """
    import matplotlib.image
    import numpy as np

    def coarse(picture):
        rows, columns = (length // 16 for length in picture.shape[:2])
        squares = picture[: rows * 16, : columns * 16].reshape(rows, 16, columns, 16, 3)
        return squares.mean(axis=(1, 3))

    a, b = (np.asarray(matplotlib.image.imread(p), np.float32)[..., :3] for p in (shown, drawn))
    if a.shape != b.shape:
        return False
    if varies or (a == b).all():
        return bool(np.abs(coarse(a) - coarse(b)).mean() <= 0.6 * (1 - a).mean())
    return all(
        _most_alone(one, other) <= alone and _most_alone(one, other, text=True) <= alone_in_text
        for one, other in ((a, b), (b, a))
    )


def _most_alone(a, b, text: bool = False, reach: int = 3) -> int:
    """The most pixels of `a`, in any square of 64, that have no like in `b` within reach."""
    import numpy as np

    around, unlike, side = (2, 0.15, 64) if text else (0, 0.25, 64)
    ink = (
        (np.ptp(a, axis=-1) < 0.08) & (a.max(axis=-1) < 0.6) if text else np.abs(a - b).max(-1) > 0
    )
    rows, columns = np.nonzero(ink)
    edge = reach + around
    a, b = (np.pad(p, ((edge, edge), (edge, edge), (0, 0)), mode="edge") for p in (a, b))
    steps = range(-reach, reach + 1)
    for down, right in sorted(
        ((y, x) for y in steps for x in steps), key=lambda s: s[0] ** 2 + s[1] ** 2
    ):
        far = np.zeros(len(rows), np.float32)
        for y in range(edge - around, edge + around + 1):
            for x in range(edge - around, edge + around + 1):
                there = b[rows + y + down, columns + x + right]
                far += np.abs(a[rows + y, columns + x] - there).max(axis=-1)
        left = far > unlike * (2 * around + 1) ** 2
        rows, columns = rows[left], columns[left]
    counts = np.zeros([length // (side // 2) + 2 for length in a.shape[:2]], int)
    np.add.at(counts, (rows // (side // 2), columns // (side // 2)), 1)
    squares = counts[:-1, :-1] + counts[1:, :-1] + counts[:-1, 1:] + counts[1:, 1:]
    return int(squares.max())


@dataclass(frozen=True)
class Redrawn:
    """A picture of the book, the file just drawn (None: no listing drew it), and if it varies."""

    path: Path
    drawn: Path | None
    varies: bool

    @property
    def same(self) -> bool:
        """True if the picture is there, was drawn, and shows what the book shows."""
        return bool(
            self.drawn
            and self.path.exists()
            and same_picture(self.path, self.drawn, varies=self.varies)
        )


def pictures(task: Task, run: Run) -> list[Redrawn]:
    """The pictures that the pages of a program show, as they are and as they were just drawn.

    A page shows `snippets/<folder>/<name>.png`; the listing writes `<name>.png`. A picture
    that shows other examples on another processor says so beside its size, in each edition:
    `data-varies="which digits are misread"`.
    """
    found: dict[Path, Redrawn] = {}
    for page in task.pages:
        for drawing in drawings_of(page, task.backend):
            drawn = None if drawing.fault else run.images.get(drawing.path.name)
            varies = bool(_VARIES.search(drawing.image.attributes))
            varies &= found[drawing.path].varies if drawing.path in found else True
            found[drawing.path] = Redrawn(drawing.path, Path(drawn) if drawn else None, varies)
    return list(found.values())
