"""A Python that cannot run the book is told so, with what was found and what to do."""

import hashlib
import os
import shutil
import subprocess
import sys

import pytest

from tests.support import BOOK
from tools.setup import make_venv

pytestmark = pytest.mark.inputs("tools/setup", "pyproject.toml")

SCRIPT = "tools/setup/make_venv.py"
RANGE = make_venv.supported()


def test_range_is_that_of_pyproject():
    assert RANGE == ((3, 11), (3, 13))


@pytest.mark.parametrize(
    "version, bits, says",
    [
        ((3, 10), 64, "too old"),
        ((3, 14), 64, "too new"),
        ((3, 12), 32, "32-bit"),
        ((3, 11), 64, None),
        ((3, 13), 64, None),
    ],
)
def test_complaint(version, bits, says):
    why = make_venv.complaint(version, bits, *RANGE)
    assert why is None if says is None else says in why and "3.11 to 3.13" in why


def stub_book(folder):
    """A folder with what make_venv needs, and a lock that installs nothing."""
    (folder / "tools/setup").mkdir(parents=True)
    shutil.copy(BOOK.root / SCRIPT, folder / SCRIPT)
    shutil.copy(BOOK.root / "pyproject.toml", folder)
    (folder / "requirements.txt").write_text("")
    return folder


def make(folder, prelude=""):
    """Run make_venv.py in `folder`, after a prelude that pretends something."""
    script = f"import sys, runpy\n{prelude}\nrunpy.run_path({SCRIPT!r}, run_name='__main__')"
    return subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, timeout=120
    )


def test_wrong_python_stops_before_anything_is_made(tmp_path):
    folder = stub_book(tmp_path / "book")
    pretend = "v = sys.version_info; sys.version_info = (3, 14, 0, 'final', 0)"
    done = make(folder, pretend)
    assert done.returncode == 1
    assert "Python 3.14 is too new" in done.stderr
    assert sys.executable in done.stderr and "make PYTHON=" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / ".venv").exists()


def test_missing_venv_module_is_named(tmp_path):
    done = make(stub_book(tmp_path / "book"), "sys.modules['ensurepip'] = None")
    assert done.returncode == 1
    assert "ensurepip" in done.stderr and "apt install python3-venv" in done.stderr
    assert "Traceback" not in done.stderr


def test_makes_once_renews_when_the_lock_changes_and_recovers_from_failure(tmp_path):
    folder = stub_book(tmp_path / "book")
    stamp = folder / ".venv" / "made-from"
    first = make(folder)
    assert first.returncode == 0, first.stderr
    assert stamp.read_text() == hashlib.sha256(b"").hexdigest()
    assert make(folder).stdout == "", "a complete environment is left alone"

    (folder / "requirements.txt").write_text("no-such-package==1 --hash=sha256:" + "0" * 64)
    env = {**os.environ, "PIP_NO_INDEX": "1"}
    failed = subprocess.run(
        [sys.executable, "tools/setup/make_venv.py"],
        cwd=folder,
        capture_output=True,
        text=True,
        env=env,
    )
    assert failed.returncode == 1 and "This step failed" in failed.stderr
    assert not stamp.exists(), "a half-made environment must not count as complete"
