"""What was proved before on this machine, and need not be proved again.

    proofs = Proofs(book)
    key = proofs.key(page_html, script, …)        # everything that the proof depends on
    if not proofs.proved_before("pages", key):
        …                                         # prove it; on failure, raise
        proofs.remember("pages", key)

`key` adds what every proof depends on: the lock and the packages installed, the Python,
the system and the processor. A proof is kept as a file of its own, named by the key, so
that runs that are broken off, or that go on at the same time, cannot make a wrong one; its
text is the day, which is for people to read and decides nothing. A failure is never kept.
With `everything`, nothing counts as proved before; proofs are kept still.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import sys
import sysconfig
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tools.proof.runner import Program, Run
from tools.source.book import Book

KEPT = 3000  # proofs of a kind; the oldest go


class Proofs:
    """The proofs of a book, in its `.cache/proof`."""

    def __init__(self, book: Book, everything: bool = False):
        self.folder, self.versions = book.cache / "proof", book.versions
        self.everything = everything
        self._asked: dict[str, dict[str, str]] = defaultdict(dict)  # kind → key → day, or ""

    def key(self, *parts: str | bytes | Path) -> str:
        """A key that changes with any part (a Path stands for its bytes), and the machine."""
        return fingerprint(self.versions.pinned, *machine(), *parts)

    def proved_before(self, kind: str, key: str) -> bool:
        """True if `remember` was called with this key on this machine."""
        day = ""
        if not self.everything:
            with contextlib.suppress(OSError, ValueError):
                day = (self.folder / kind / key).read_text("utf-8").partition("\n")[0]
        self._asked[kind][key] = day
        return bool(day)

    def recall(self, kind: str, key: str) -> str | None:
        """The note that `remember` was given with this key, or None."""
        if not self.proved_before(kind, key):
            return None
        return (self.folder / kind / key).read_text("utf-8").partition("\n")[2]

    def remember(self, kind: str, key: str, note: str = "") -> None:
        """Keep that this is proved, with a note. Call it only when the proof has ended well."""
        folder = self.folder / kind
        folder.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=folder, prefix="draft-")
        with open(handle, "w", encoding="utf-8") as file:
            file.write(time.strftime("%Y-%m-%d\n") + note)
        os.replace(draft, folder / key)
        _thin_out(folder)

    def note_seconds(self, run: Run) -> None:
        """Keep how long a program took, if it ran: on processors, if that is known."""
        if not run.seconds:
            return
        self._seconds(run).parent.mkdir(parents=True, exist_ok=True)
        self._seconds(run).write_text(str(run.cpu or run.seconds), encoding="utf-8")

    def seconds(self, program: Program) -> float:
        """How long a program took when it last ran; a guess by its size if it never did."""
        with contextlib.suppress(OSError, ValueError):
            return float(self._seconds(program).read_text("utf-8"))
        return sum(len(step.code) for step in program.steps) / 1000

    def _seconds(self, one: Program | Run) -> Path:
        return self.folder / "seconds" / one.name.replace("/", "-")

    def report(self) -> list[str]:
        """A line for each kind: how many ran, and how many were proved before, since when."""
        lines = []
        for kind, days in self._asked.items():
            before = sorted(day for day in days.values() if day)
            line = f"{kind}: {len(days) - len(before)} ran, {len(before)} were proved before"
            lines.append(line + (f" (the oldest on {before[0]})" if before else ""))
        return lines


def fingerprint(*parts: str | bytes | Path) -> str:
    """A short name of these parts together; a Path stands for the bytes of its file."""
    whole = hashlib.sha256()
    for part in parts:
        if isinstance(part, Path):
            part = part.read_bytes()
        elif isinstance(part, str):
            part = part.encode()
        whole.update(b"%d " % len(part) + part)
    return whole.hexdigest()[:32]


@cache
def machine() -> tuple[str, ...]:
    """The Python, the packages installed, the system and the processor."""
    packages = Path(sysconfig.get_path("purelib")).glob("*.dist-info")
    return (
        sys.version,
        *sorted(path.name for path in packages),
        platform.system(),
        platform.machine(),
        str(os.cpu_count()),
        *processor(),
    )


def processor() -> list[str]:
    """Maker and model of the processor, as the system names them."""
    found = {}
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines():
            name, _, value = line.partition(":")
            found.setdefault(name.strip(), value.strip())
    names = ("vendor_id", "model name", "CPU implementer", "CPU part")
    return [found[name] for name in names if name in found] or [platform.processor()]


def sources(*modules) -> Iterable[Path]:
    """The files of these modules: a proof depends on the code that makes it."""
    return [Path(module.__file__) for module in modules]


def _thin_out(folder):
    """Remove what an interrupted run left, and the oldest proofs beyond those to keep."""
    with contextlib.suppress(OSError):  # another run may be doing the same
        files = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in files[KEPT:]:
            path.unlink()
