"""The trainer as a reader meets it: through a terminal, with an editor that saves the file."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support import BOOK
from tools.products.practice import contents
from tools.proof.pace import patience
from tools.source.exercises import exercises

pytestmark = pytest.mark.inputs("practice", "tools/source", "tools/products/practice.py")
POSIX = pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal of POSIX")

FIRST, SECOND = [one for one in exercises(BOOK)][:2]


@pytest.fixture
def folder(tmp_path) -> Path:
    """The unpacked zip, in a folder whose name has Chinese characters and a blank."""
    top = tmp_path / "练习 keras"
    for name, body in contents(BOOK, "https://book.example/keras/").items():
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return top


def trainer(folder, *arguments, **environment):
    """Run the trainer without a terminal; what it printed, and its status."""
    done = subprocess.run(
        [sys.executable, "train.py", *arguments],
        cwd=folder,
        env={**os.environ, "LANG": "C.UTF-8", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=200 * patience(),
    )
    said = done.stdout.decode(environment.get("PYTHONIOENCODING", "utf-8"), "replace")
    assert "Traceback" not in said, said
    return said, done.returncode


class Terminal:
    """A pseudo-terminal with the trainer in it."""

    def __init__(self, folder, *arguments, columns=80):
        import fcntl
        import pty
        import struct
        import termios

        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "train.py", "--lang", "en", *arguments],
            cwd=folder,
            env={**os.environ, "NO_COLOR": "1", "LANG": "C.UTF-8"},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        self.said = ""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        os.close(self.master)

    def until(self, words, seconds=120):
        """Read until the trainer has said this; what it said since the last time."""
        end = time.monotonic() + seconds * patience()
        os.set_blocking(self.master, False)
        fresh = ""
        while time.monotonic() < end:
            try:
                fresh += os.read(self.master, 65536).decode("utf-8", "replace")
            except BlockingIOError:
                time.sleep(0.02)
            except OSError:  # the terminal closed
                break
            if re.search(words, " ".join(fresh.split())):
                assert "Traceback" not in fresh, fresh
                return " ".join(fresh.split())
        raise AssertionError(f"never said {words!r}, but:\n{fresh}")

    def press(self, key):
        os.write(self.master, key.encode())


@POSIX
def test_a_reader_goes_through(folder):
    """First start, a wrong repair, hints, the right repair, next, quit, and on again later."""
    file = folder / "exercises" / FIRST.path.name
    with Terminal(folder) as terminal:
        seen = terminal.until("quit")
        assert FIRST.about["en"]["title"] in seen and "0/" in seen and str(file.name) in seen
        assert file.read_text("utf-8") == FIRST.program("broken")
        wrong = FIRST.wrong[0]
        file.write_text(FIRST.program(wrong), "utf-8")
        seen = terminal.until("It printed")
        assert " ".join(FIRST.says("en")[wrong].split()) in seen
        terminal.press("s")
        terminal.until("or read all three hints")
        for number in (1, 2, 3):
            terminal.press("h")
            terminal.until(f"Hint {number} of 3")
        terminal.press("s")
        terminal.until(re.escape(FIRST.program("solution").split("\n")[0]))
        # An editor that writes a new file and renames it; two saves at once.
        draft = file.with_name("draft")
        for text in ("", FIRST.program("solution")):
            draft.write_text(text, "utf-8")
            os.replace(draft, file)
        seen = terminal.until("Press n")
        assert "Right." in seen and " ".join(FIRST.about["en"]["why"].split())[:40] in seen
        terminal.press("n")
        assert SECOND.about["en"]["title"] in terminal.until("quit")
        terminal.press("e")
        terminal.until("退出")
        terminal.press("q")
        terminal.until("python train.py")
        assert terminal.process.wait(20) == 0
    kept = json.loads((folder / ".progress.json").read_text("utf-8"))
    assert kept["done"] == [FIRST.name] and kept["at"] == SECOND.name
    with Terminal(folder, columns=40) as terminal:
        seen = terminal.until("quit")
        assert SECOND.about["en"]["title"] in seen and "1/" in seen


TROUBLE = {
    "while True: pass": "still running",
    "input('name? ')": "asks for input",
    "import sys; sys.exit(0)": "ended itself",
    "print(": "Python cannot read line 1",
    "x = 1 / 0": "failed in line 1: ZeroDivisionError",
    "import os; os._exit(3)": "took Python down",
    "print('hello')": "no longer has",
    "import numpy as np; np.ones((10**12, 8))": "MemoryError",
    "\0": "Python cannot read",
}


@POSIX
@pytest.mark.limit(400)
def test_every_trouble_has_its_sentence(folder):
    """One trainer lives through all of them."""
    source = (folder / "train.py").read_text("utf-8")
    (folder / "train.py").write_text(source.replace("PATIENCE = 20.0", "PATIENCE = 4.0"), "utf-8")
    file = folder / "exercises" / FIRST.path.name
    with Terminal(folder) as terminal:
        terminal.until("quit")
        for program, words in TROUBLE.items():
            file.write_text(program + "\n", "utf-8")
            terminal.until(words)
        file.write_bytes("x = '数'\n".encode("gbk"))
        terminal.until("not UTF-8")
        file.unlink()
        terminal.until("Press r")
        terminal.press("r")
        terminal.until("broken program is back")
        file.write_text(FIRST.program("solution"), "utf-8")
        terminal.until("Right.")


def test_without_a_terminal_it_judges_and_ends(folder):
    said, status = trainer(folder, "--lang", "zh")
    assert status == 1 and "还没有" in said
    (folder / "exercises" / FIRST.path.name).write_text(FIRST.program("solution"), "utf-8")
    said, status = trainer(folder, "check", FIRST.name, LANG="zh_CN.UTF-8")
    assert status == 0 and "对了" in said
    said, status = trainer(folder, "list", "--lang", "en", PYTHONIOENCODING="gbk")
    assert status == 0 and f"[x] {FIRST.name}" in said
    said, status = trainer(folder, "list", LANG="zh_CN.UTF-8", PYTHONIOENCODING="ascii")
    assert status == 0 and FIRST.about["en"]["title"] in said
    said, status = trainer(folder, "check", "nosuch", "--lang", "en")
    assert status == 2 and FIRST.name in said


def test_reset_keeps_what_the_reader_wrote(folder):
    trainer(folder, "list")
    file = folder / "exercises" / FIRST.path.name
    file.write_text("mine = 1\n", "utf-8")
    said, status = trainer(folder, "reset", FIRST.name, "--lang", "en")
    assert status == 0 and file.read_text("utf-8") == FIRST.program("broken")
    kept = folder / "exercises" / "old" / f"{file.stem}.1.py"
    assert kept.read_text("utf-8") == "mine = 1\n" and kept.name in said


def test_what_is_missing_is_named(folder):
    (folder / ".trainer" / "worker.py").unlink()
    said, status = trainer(folder, "check", FIRST.name, "--lang", "en")
    assert status == 2 and "Unpack keras-practice.zip again" in said
    (folder / ".trainer" / "exercises.json").write_text("{", "utf-8")
    said, status = trainer(folder, "list", "--lang", "en")
    assert status == 2 and "exercises.json is missing" in " ".join(said.split())
