"""The trainer of the exercises, run as a reader runs it.

`python -m tools solved [NAME…]` has it judge the solutions, on any system: its status is 0
if it finds them right.

`python -m tools session` writes what the page start/practice shows of it.

The trainer runs in a terminal as it does for a reader, who saves a wrong repair of the first
exercise, asks for a hint, and saves the right one. What the terminal said is written to
snippets/start/practice/session.<edition>.txt.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from tools.products.practice import contents
from tools.source.book import Book
from tools.source.edition import Edition
from tools.source.exercises import HOUSE, exercises
from tools.source.faults import shown_path

COLUMNS, ROWS = 78, 24
ADDRESS = ""  # the page is read under many addresses: no links
WAIT = re.compile(r"(Importing Keras|正在导入 Keras).*\n")  # which no exercise without Keras needs
NO_KERAS = ("    import_keras()\n", "    pass\n")  # in worker.py, for exercises without Keras


class Terminal:
    """A pseudo-terminal of POSIX with a trainer in it; `said` is all that it said."""

    def __init__(self, folder: Path, *arguments: str, columns: int = COLUMNS, **environment: str):
        import fcntl
        import pty
        import struct
        import termios

        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, columns, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "train.py", *arguments],
            cwd=folder,
            env={**os.environ, "NO_COLOR": "1", "LANG": "C.UTF-8", **environment},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        self.slave = slave  # kept open: what it is set to is asked for afterwards
        self.said = ""
        os.set_blocking(self.master, False)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        os.close(self.master)
        os.close(self.slave)

    def until(self, pattern: str, seconds: float = 120) -> str:
        """Read until the trainer says this; what it said since the last time, in one row.

        Raises AssertionError if it never does, or fails.
        """
        end, fresh = time.monotonic() + seconds, ""
        while time.monotonic() < end:
            try:
                piece = os.read(self.master, 65536).decode("utf-8", "replace")
            except BlockingIOError:
                time.sleep(0.02)
                continue
            fresh, self.said = fresh + piece, self.said + piece
            row = " ".join(fresh.split())
            assert "Traceback" not in fresh, fresh
            if re.search(pattern, row):
                return row
        raise AssertionError(f"never said {pattern!r}, but:\n{fresh}")

    def press(self, keys: str):
        """Press keys."""
        os.write(self.master, keys.encode())


def unpack(book: Book, folder: Path, address: str = ADDRESS, keras: bool = True) -> Path:
    """The files of the zip in a folder; without Keras, for exercises that do not use it."""
    for name, body in contents(book, address).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("worker.py") and not keras:
            assert NO_KERAS[0].encode() in body
            body = body.replace(*(text.encode() for text in NO_KERAS))
        path.write_bytes(body)
    return folder


def session(book: Book, edition: Edition) -> str:
    """What a terminal shows while the first exercise is solved, which needs no Keras."""
    first = next(exercises(book))
    wrong = first.wrong[0]
    told = first.says(edition.code)[wrong], first.about[edition.code]["hints"][0]
    with tempfile.TemporaryDirectory() as folder:
        top = unpack(book, Path(folder), keras=False)
        file = top / "exercises" / first.path.name
        with Terminal(top, "--lang", edition.code) as terminal:
            terminal.until(r"q (quit|退出)")
            file.write_text(first.program(wrong), "utf-8")
            terminal.until(re.escape(told[0][:12]))
            terminal.press("h")
            terminal.until(re.escape(told[1][:12]))
            file.write_text(first.program("solution"), "utf-8")
            terminal.until("n for the next|按 n 做")
            terminal.press("q")
            terminal.until("python train.py")
            terminal.process.wait(20)
    said = WAIT.sub("", terminal.said.replace("\r\n", "\n"))
    return re.sub("[ \t]+\n", "\n", said).strip("\n") + "\n"


def solved(book: Book, names: Iterable[str] = (), keras: bool = True) -> int:
    """Unpack the zip, save the solutions of these exercises, or all, and have them judged."""
    with tempfile.TemporaryDirectory() as folder:
        top = unpack(book, Path(folder), keras=keras)
        (top / "exercises").mkdir()
        for exercise in exercises(book):
            path = top / "exercises" / exercise.path.name
            path.write_text(exercise.program("solution"), encoding="utf-8")
        command = [sys.executable, "train.py", "check", *names, "--lang", book.editions[-1].code]
        return subprocess.call(command, cwd=top, stdin=subprocess.DEVNULL)


def main(book: Book) -> int:
    """Write the sessions that the page shows."""
    for edition in book.editions:
        path = book.snippets / f"{HOUSE}/session.{edition}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(session(book, edition), encoding="utf-8", newline="\n")
        print(f"wrote {shown_path(path)}")
    return 0
