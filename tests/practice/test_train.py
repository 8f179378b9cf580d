"""The trainer as a reader meets it: through a terminal, with an editor that saves the file.

But for one test, the worker does not import Keras: these exercises do without.
"""

import importlib.util
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support import BOOK
from tools.proof import session
from tools.proof.pace import patience
from tools.source.exercises import HOUSE, exercises

pytestmark = pytest.mark.inputs(
    "practice", "tools/source", "tools/products/practice.py", "tools/proof/session.py", "docs"
)
POSIX = pytest.mark.skipif(os.name == "nt", reason="a pseudo-terminal of POSIX")

FIRST, SECOND = [one for one in exercises(BOOK)][:2]
ADDRESS = "https://book.example/keras/"


@pytest.fixture
def folder(tmp_path) -> Path:
    """The unpacked zip, in a folder whose name has Chinese characters and a blank."""
    return session.unpack(BOOK, tmp_path / "练习 keras", ADDRESS, keras=False)


def file_of(folder, exercise=FIRST) -> Path:
    """The reader's file."""
    return folder / "exercises" / exercise.path.name


def solve(folder, exercise=FIRST):
    """Save the solution."""
    file_of(folder, exercise).write_text(exercise.program("solution"), "utf-8")


def state(folder) -> dict:
    """How far the reader is."""
    return json.loads((folder / ".progress.json").read_text("utf-8"))


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


class Terminal(session.Terminal):
    """A terminal with an English trainer, and as much patience as the machine needs."""

    def __init__(self, folder, *arguments, **options):
        super().__init__(folder, "--lang", "en", *arguments, **options)

    def until(self, pattern, seconds=60):
        return super().until(pattern, seconds * patience())

    def ended(self):
        """The status of the trainer, which has ended or is about to."""
        return self.process.wait(20 * patience())


@POSIX
def test_a_reader_goes_through(folder):
    """First start, a wrong repair, hints, the right repair, next, quit, and on again later."""
    file = file_of(folder)
    with Terminal(folder) as terminal:
        seen = terminal.until("quit")
        assert FIRST.about["en"]["title"] in seen and "0/" in seen and str(file.name) in seen
        assert f"{ADDRESS}en/{FIRST.page}/#{FIRST.section}" in seen
        assert file.read_text("utf-8") == FIRST.program("broken")
        wrong = FIRST.wrong[0]
        file.write_text(FIRST.program(wrong), "utf-8")
        seen = terminal.until("It printed")
        assert " ".join(FIRST.says("en")[wrong].split()) in seen
        terminal.press("s")
        terminal.until("or read all three hints")
        for number in (1, 2, 3):
            terminal.press("h" if number < 3 else "\x1b[Hｈ")  # Home, then a full-width h
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
        os.utime(file)  # saved again as it is
        terminal.until("Press n")
        terminal.press("n")
        assert SECOND.about["en"]["title"] in terminal.until("quit")
        terminal.press("e")
        terminal.until("退出")
        terminal.press("q")
        terminal.until("python train.py")
        assert terminal.ended() == 0
    assert state(folder)["done"] == [FIRST.name] and state(folder)["at"] == SECOND.name
    assert state(folder)["language"] == "zh"
    # What was saved meanwhile is judged at once.
    file_of(folder, SECOND).write_text("print(\n", "utf-8")
    with Terminal(folder, columns=40) as terminal:
        seen = terminal.until("cannot read line 1: print")
        assert SECOND.about["en"]["title"] in seen and "1/" in seen


TROUBLE = {
    "while True: pass": "still running",
    "input('name? ')": "asks for input",
    "import sys; sys.exit(0)": "ended itself",
    "print(": r"Python cannot read line 1: print\( '\(' was never closed",
    "x = 1\ny = x / 0": "failed in line 2: y = x / 0 ZeroDivisionError",
    "import os; os._exit(3)": "ended itself",
    "import os; os.kill(os.getpid(), 9)": "took Python down",
    "print('hello')": "no longer has",
    "import numpy as np; np.ones((10**12, 8))": "MemoryError",
    "\0": "Python cannot read",
    "print('\\x1b[1mred\\x1b[0m 1/2\\b\\b\\b2/2\\r\\nlast', 'x' * 500)": "2/2 last x{195} …",
}


@POSIX
@pytest.mark.limit(400)
def test_every_trouble_has_its_sentence(folder):
    """One trainer lives through all of them."""
    source = (folder / "train.py").read_text("utf-8")
    (folder / "train.py").write_text(source.replace("PATIENCE = 20.0", "PATIENCE = 2.0"), "utf-8")
    file = file_of(folder)
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
        file.unlink()
        file.mkdir()
        terminal.until("Cannot read")
        terminal.press("r")
        terminal.until("Cannot write")
        file.rmdir()
        solve(folder)
        terminal.until("Right.")


@POSIX
@pytest.mark.parametrize("key", ["q", "Ctrl-C"])
def test_the_terminal_is_as_it_was(folder, key):
    import termios

    with Terminal(folder) as terminal:
        before = termios.tcgetattr(terminal.slave)
        terminal.until("quit")
        assert termios.tcgetattr(terminal.slave)[3] != before[3]
        terminal.press("h")
        terminal.until("Hint 1 of 3")
        if key == "q":
            terminal.press(key)
        else:
            terminal.process.send_signal(signal.SIGINT)
        terminal.until("python train.py")
        assert terminal.ended() == 0
        assert termios.tcgetattr(terminal.slave) == before
    assert state(folder)["hints"] == {FIRST.name: 1}


@POSIX
def test_a_stopped_trainer_gives_the_terminal_back(module, monkeypatch):
    """While Ctrl-Z stops it, the terminal is the shell's."""
    import pty
    import termios

    master, slave = pty.openpty()
    monkeypatch.setattr(sys, "stdin", os.fdopen(slave, closefd=False))
    before, stopped = termios.tcgetattr(slave), []
    monkeypatch.setattr(signal, "raise_signal", lambda _: stopped.append(termios.tcgetattr(slave)))
    with module.Keys():
        os.kill(os.getpid(), signal.SIGTSTP)
        until(lambda: stopped)
        assert stopped == [before] and termios.tcgetattr(slave)[3] != before[3]
    assert termios.tcgetattr(slave) == before
    assert signal.getsignal(signal.SIGTSTP) == signal.SIG_DFL
    os.close(master)  # the thread that listens ends
    os.close(slave)


@POSIX
def test_a_program_ends_with_its_trainer(folder):
    """A window that is closed leaves no loop behind."""
    trainer(folder, "list")
    solve(folder)
    mark = folder / "pid"
    with Terminal(folder) as terminal:
        terminal.until("Right.")
        file_of(folder).write_text(
            f"import os\nopen({str(mark)!r}, 'w').write(str(os.getpid()))\nwhile True: pass\n",
            "utf-8",
        )
        until(lambda: mark.exists() and mark.read_text())
    until(lambda: not alive(int(mark.read_text())))


def until(holds):
    """Wait until something holds."""
    end = time.monotonic() + 20 * patience()
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def alive(pid) -> bool:
    """Whether a process runs; one that nobody has waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return not Path("/proc/self").exists()


def test_without_a_terminal_it_judges_and_ends(folder):
    said, status = trainer(folder, "--lang", "zh")
    assert status == 1 and "还没有" in said and "hint" in said
    said, status = trainer(folder, "hint", LANG="C")
    assert status == 0 and "提示 1/3" in said, "the language is remembered"
    solve(folder)
    said, status = trainer(folder, "check", FIRST.name, "--lang", "zh")
    assert status == 0 and "对了" in said
    said, status = trainer(folder, "list", "--lang", "en", PYTHONIOENCODING="gbk")
    assert status == 0 and f"[x] {FIRST.name}" in said
    said, status = trainer(folder, "--lang", "en")
    assert status == 1 and SECOND.about["en"]["title"] in said, "it goes on by itself"
    said, status = trainer(folder, "go", FIRST.name, "--lang", "en")
    assert status == 1 and state(folder)["at"] == SECOND.name, "done, so the next one"
    said, status = trainer(folder, "solution", FIRST.path.name)
    assert status == 0 and FIRST.program("solution").split("\n")[0] in said
    said, status = trainer(folder, "check", "nosuch", "--lang", "en")
    assert status == 2 and FIRST.name in said


def test_a_terminal_without_chinese_gets_english(folder):
    for arguments in (["list", "--lang", "zh"], ["list"], ["check", FIRST.name], ["--help"]):
        said, _ = trainer(folder, *arguments, LANG="zh_CN.UTF-8", PYTHONIOENCODING="ascii")
        assert said.isascii() and "??" not in said, said
    said, status = trainer(folder, "--help", LANG="zh_CN.UTF-8")
    assert status == 0 and "换语言" in said


def test_a_worker_that_does_not_watch_its_trainer_judges_too(folder):
    """As on Windows."""
    worker = folder / ".trainer" / "worker.py"
    text = worker.read_text("utf-8")
    assert 'os.name != "nt"' in text
    worker.write_text(text.replace('os.name != "nt"', "False"), "utf-8")
    said, status = trainer(folder, "check", FIRST.name, SECOND.name, "--lang", "en")
    assert status == 1 and said.count("Not yet.") == 2


def test_fast_track_marks_what_is_solved(folder):
    trainer(folder, "list")
    solve(folder, SECOND)
    said, status = trainer(folder, "list", "--fast-track", "--lang", "en")
    assert status == 0 and f"[x] {SECOND.name}" in said and f">[ ] {FIRST.name}" in said
    solve(folder)
    trainer(folder, "list", "--fast-track")
    assert sorted(state(folder)["done"]) == sorted([FIRST.name, SECOND.name])


def test_reset_keeps_what_the_reader_wrote(folder):
    trainer(folder, "list")
    file = file_of(folder)
    for number, text in ((1, "mine = 1\n"), (2, "mine = 2\n")):
        file.write_text(text, "utf-8")
        said, status = trainer(folder, "reset", FIRST.name, "--lang", "en")
        assert status == 0 and file.read_text("utf-8") == FIRST.program("broken")
        kept = folder / "exercises" / "old" / f"{file.stem}.{number}.py"
        assert kept.read_text("utf-8") == text and kept.name in said


def test_a_newer_zip_keeps_what_the_reader_wrote(folder):
    """Another number, another program: what the reader touched stays, the rest is new."""
    trainer(folder, "list")
    solve(folder)
    trainer(folder, "check", FIRST.name)
    data = folder / ".trainer" / "exercises.json"
    known = json.loads(data.read_text("utf-8"))
    for exercise in known["exercises"]:
        exercise["file"] = f"9{exercise['file']}"
        exercise["broken"] += "# new\n"
    del known["exercises"][2:]
    data.write_text(json.dumps(known), "utf-8")
    said, status = trainer(folder, "list", "--lang", "en")
    assert status == 0 and f"[x] {FIRST.name}" in said
    mine, other = (folder / "exercises" / f"9{one.path.name}" for one in (FIRST, SECOND))
    assert mine.read_text("utf-8") == FIRST.program("solution")
    assert other.read_text("utf-8") == SECOND.program("broken") + "# new\n"
    assert not file_of(folder).exists() and not file_of(folder, SECOND).exists()


@pytest.mark.parametrize("kept", ["{", "[]", '{"hints": {"column": "x"}, "at": 1, "done": {}}'])
def test_progress_that_cannot_be_read_is_begun_anew(folder, kept):
    (folder / ".progress.json").write_text(kept, "utf-8")
    said, status = trainer(folder, "hint", FIRST.name, "--lang", "en")
    assert status == 0 and "Hint 1 of 3" in said


def test_what_cannot_be_written_is_named(folder):
    (folder / "exercises").write_text("in the way")
    said, status = trainer(folder, "list", "--lang", "en")
    assert status == 2 and "Move the whole folder" in " ".join(said.split())


def test_progress_that_cannot_be_kept_is_said(folder):
    trainer(folder, "list")
    (folder / ".progress.draft").mkdir()
    solve(folder)
    said, status = trainer(folder, "go", FIRST.name, "--lang", "en")
    assert status == 0 and "progress is not kept" in said and "Right." in said


def test_what_is_missing_is_named(folder):
    (folder / ".trainer" / "worker.py").unlink()
    said, status = trainer(folder, "check", FIRST.name, "--lang", "en")
    assert status == 2 and "Unpack keras-practice.zip again" in said
    (folder / ".trainer" / "exercises.json").write_text("{", "utf-8")
    said, status = trainer(folder, "list", "--lang", "en")
    assert status == 2 and "exercises.json is missing" in " ".join(said.split())


@pytest.mark.parametrize("fails", ["raise ImportError('no such file')", "os._exit(1)"])
def test_keras_that_cannot_be_imported_calls_the_doctor(folder, fails):
    worker = folder / ".trainer" / "worker.py"
    text = worker.read_text("utf-8")
    assert (line := session.NO_KERAS[1]) in text
    worker.write_text(text.replace(line, f"    {fails}\n", 1), "utf-8")
    (folder / ".trainer" / "doctor.py").write_text("print('the doctor')", "utf-8")
    said, status = trainer(folder, "check", FIRST.name, "--lang", "en")
    assert status == 2 and "Keras cannot be imported" in said and "the doctor" in said


@pytest.fixture(scope="module")
def module():
    """train.py, imported."""
    spec = importlib.util.spec_from_file_location("train", BOOK.root / "practice/train.py")
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def test_keys_of_windows(module, monkeypatch):
    """Arrows are two keys there, of which the second is a letter."""
    pressed = iter("\xe0HＨ\0Kq")

    class Msvcrt:
        @staticmethod
        def getwch():
            return next(pressed)

    monkeypatch.setitem(sys.modules, "msvcrt", Msvcrt)
    monkeypatch.setattr(module.os, "name", "nt")
    keys = module.Keys()
    with pytest.raises((StopIteration, RuntimeError)):
        keys._listen()
    monkeypatch.undo()
    assert list(keys.pressed.queue) == ["h", "q"]


def test_a_window_that_is_no_terminal(module):
    """IDLE's says that it is one, and has no file behind it."""
    window = io.StringIO()
    window.isatty = lambda: True
    assert not module.is_terminal(window) and not module.is_terminal(None)


@pytest.mark.parametrize(
    "text, width, rows",
    [
        ("ab cd ef", 5, ["ab cd", "ef"]),
        ("形状（5, 1）对了。", 8, ["形状（5,", "1）对", "了。"]),
        ("doesn’t do", 8, ["doesn’t", "do"]),
        ("  indented", 20, ["  indented"]),
        ("", 20, [""]),
    ],
)
def test_rows_are_as_wide_as_the_terminal(module, text, width, rows):
    assert module.wrapped(text, width) == rows


@POSIX
@pytest.mark.parametrize("edition", BOOK.editions, ids=str)
def test_the_page_shows_what_the_trainer_says(edition):
    """If it says something else by now: python -m tools session, then outputs --quoted, stamp."""
    shown = (BOOK.snippets / f"{HOUSE}/session.{edition}.txt").read_text("utf-8")
    assert session.session(BOOK, edition) == shown


def test_solutions_are_judged(capfd):
    """What the workflows run on Windows and macOS; a name that is none fails there."""
    assert session.solved(BOOK, [FIRST.name], keras=False) == 0
    assert "Right." in capfd.readouterr().out
    assert session.solved(BOOK, ["nosuch"], keras=False) == 2


@pytest.mark.keras
@pytest.mark.limit(400)
def test_with_keras(capfd):
    """The zip as it is."""
    assert session.solved(BOOK, [FIRST.name]) == 0
    assert "Right." in capfd.readouterr().out
