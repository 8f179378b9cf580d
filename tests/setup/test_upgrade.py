"""An upgrade shows what it changes, and a step that fails leaves no mess."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.support import BOOK
from tools.setup import upgrade

pytestmark = pytest.mark.inputs("tools", "tests/tiny")

LOCK = "keras==3.15.1 \\\n    --hash=sha256:0\nnumpy==2.4.6 \\\n    --hash=sha256:1\n"
STUB = """\
#!/bin/sh
case "$2" in
  uv) [ -f lock-fails ] && exit 2
      sed -i.old 's/keras==3.15.1/keras==3.16.0/' requirements.txt ;;
  tools.proof.outputs) echo "new" > snippets/x.out; [ ! -f listing-fails ] ;;
esac
"""
MAKE_VENV = """\
import pathlib, sys
sys.exit(pathlib.Path("install-fails").exists() and "3.16.0" in open("requirements.txt").read())
"""


@pytest.fixture
def stub(tmp_path):
    """A repository with a lock and one output, in which every step of an upgrade is a stub."""
    for name, text in {
        "requirements.txt": LOCK,
        "snippets/x.out": "old\n",
        "docs/zh/a.md": "With Keras 3.15.\nkeras 3.151\nkeras 3.14.1\n",
        "tools/setup/make_venv.py": MAKE_VENV,
        ".venv/bin/python": STUB,
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / ".venv/bin/python").chmod(0o755)
    shutil.copy(BOOK.root / "tools/setup/upgrade.py", tmp_path / "tools/setup")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@x"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        subprocess.run([*git, *command], cwd=tmp_path, check=True)
    return tmp_path


def run_upgrade(folder):
    command = [sys.executable, "tools/setup/upgrade.py"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=dict(os.environ))


def test_an_upgrade_shows_what_moved_and_what_changed(stub):
    done = run_upgrade(stub)
    assert done.returncode == 0, done.stderr
    assert "keras                        3.15.1 -> 3.16.0" in done.stdout
    assert "numpy" not in done.stdout.split("diff --git")[0]
    assert "-old\n+new" in done.stdout and "changelog.md" in done.stdout
    assert "docs/zh/a.md:1:With Keras 3.15" in done.stdout
    assert "a.md:2" not in done.stdout and "a.md:3" not in done.stdout
    again = run_upgrade(stub)
    assert again.returncode != 0 and "commit or stash" in again.stderr


def test_an_upgrade_with_a_failing_listing_says_so_and_keeps_the_lock(stub):
    (stub / "listing-fails").touch()
    done = run_upgrade(stub)
    assert done.returncode == 1
    assert "Mend the listings that fail" in done.stdout and "To go back" in done.stdout
    assert "keras==3.16.0" in (stub / "requirements.txt").read_text()


@pytest.mark.parametrize("step", ["lock-fails", "install-fails"])
def test_an_upgrade_that_cannot_be_made_leaves_the_tree_as_it_was(stub, step):
    (stub / step).touch()
    done = run_upgrade(stub)
    assert done.returncode == 1
    assert "The lock is as it was" in done.stdout
    assert (stub / "requirements.txt").read_text() == LOCK
    assert (stub / "snippets/x.out").read_text() == "old\n"


def test_nothing_newer(stub):
    (stub / "requirements.txt").write_text(LOCK.replace("3.15.1", "3.16.0"))
    subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qam", "x"],
        cwd=stub,
        check=True,
    )
    done = run_upgrade(stub)
    assert done.returncode == 0 and "Nothing is newer" in done.stdout


def test_moved():
    after = LOCK.replace("3.15.1", "3.16.0").replace("numpy==2.4.6", "jax==1.0 ; x")
    assert [line.split(maxsplit=1) for line in upgrade.moved(LOCK, after)] == [
        ["jax", "(new) -> 1.0"],
        ["keras", "3.15.1 -> 3.16.0"],
        ["numpy", "2.4.6 -> (gone)"],
    ]
