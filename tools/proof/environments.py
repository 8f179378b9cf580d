"""The environments of backends that do not share the book's, made when they are needed.

An environment has the packages that the listings import, pinned and with the hashes of the
lock, but not the other backends; then what stands in `requirements-BACKEND.txt`. A complete
one bears the stamp of all this, so that a second call does nothing, and a call that was broken
off starts again.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tools.proof.backends import HERE, STAMP, insist, python
from tools.source.backends import BACKENDS
from tools.source.book import Book
from tools.source.faults import BookError, shown_path
from tools.source.packages import packages

_ENTRY = re.compile(r"^([A-Za-z0-9][\w.-]*)==(?:.*\n)(?:[ \t].*\n)*", re.M)
_VIA = re.compile(r"#\s+(?:via\s+)?([\w.-]+)\s*$", re.M)
_PIN = re.compile(r"^([\w.-]+)==(\S+)\s*$")


def extra(book: Book, backend: str) -> tuple[Path, dict[str, str]]:
    """The file that names what the backend's environment has beside the lock, and its pins.

    Raises BookError if it pins no backend, or says something else.
    """
    path = book.root / f"requirements-{backend}.txt"
    package, pins = BACKENDS[backend].package, {}
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            if not (found := _PIN.match(line)):
                where = f"{shown_path(path)}:{number}"
                raise BookError(f"{where}: this pins nothing. Write  package==version")
            pins[found[1]] = found[2]
    if package not in pins:
        raise BookError(f"{shown_path(path)}:1: it pins no {package}. Write  {package}==version")
    return path, pins


def version(book: Book, backend: str) -> str:
    """The version of the backend that the book is proved with."""
    package = BACKENDS[backend].package
    if BACKENDS[backend].environment == HERE:
        return book.versions.of(package)
    return extra(book, backend)[1][package]


def locked(book: Book, backend: str) -> str:
    """The part of the lock that the backend's environment needs: what listings import.

    The lock says of each package who asks for it, and so what a package brings along.
    """
    codes = (b.code for page in book.pages() for b in page.listings if b.runs)
    wanted = {"keras", *(name for code in codes for name in packages(book.versions, code))}
    wanted -= {other.package for other in BACKENDS.values()}
    entries = {found[1]: found[0] for found in _ENTRY.finditer(book.lock.read_text("utf-8"))}
    size = 0
    while size != len(wanted):
        size = len(wanted)
        wanted |= {name for name, entry in entries.items() if wanted & set(_VIA.findall(entry))}
    return "".join(entry for name, entry in entries.items() if name in wanted)


def make(book: Book, backend: str, say: Callable[[str], None] = print) -> None:
    """Make the environment of a backend, unless it is there, complete and of today's pins.

    Raises BookError if that cannot be.
    """
    if BACKENDS[backend].environment == HERE:
        return insist(book, backend)
    path, _ = extra(book, backend)
    part, folder = locked(book, backend), book.root / BACKENDS[backend].environment
    made_from = hashlib.sha256((part + path.read_text("utf-8")).encode()).hexdigest()
    stamp = folder / STAMP
    if stamp.exists() and stamp.read_text("utf-8") == made_from:
        return None
    say(f"Making {folder.name} with {BACKENDS[backend].title} {version(book, backend)}.")
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        lock, pins = Path(scratch, "lock.txt"), Path(scratch, "pins.txt")
        lock.write_text(part, encoding="utf-8")
        pins.write_text(book.versions.pinned + "\n", encoding="utf-8")
        pip = [python(book, backend), "-m", "pip", "--disable-pip-version-check", "install"]
        for step in (
            [sys.executable, "-m", "venv", "--clear", str(folder)],
            [*pip, "--quiet", "--require-hashes", "-r", str(lock)],
            [*pip, "--quiet", "-c", str(pins), "-r", str(path)],
        ):
            if subprocess.call(step):
                raise BookError(
                    f"This step failed:  {' '.join(step)}\nIf {BACKENDS[backend].package} was "
                    f"not found, or is too large: {shown_path(path)} says where it is kept."
                )
    stamp.write_text(made_from, encoding="utf-8")
    say(f"Made {folder.name} in {time.monotonic() - started:.0f} s.")
    return None
