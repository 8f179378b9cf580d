"""What an upgrade changes is shown, what fails is named, and a step that fails leaves no mess."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import BOOK
from tools.proof import outputs
from tools.proof import weekly as report
from tools.setup import upgrade

pytestmark = pytest.mark.inputs("tools", "tests/tiny")

# ---- the report of what versions change

PAGE = """\
---
title: Tiny
description: Tiny
---

# Tiny {#tiny}

```python
--8<-- "tiny/fails.py:good"
```

```python
--8<-- "tiny/fails.py:bad"
```

```{.text .output}
--8<-- "tiny/fails.bad.out"
```
"""
OTHER = """\
---
title: Other
description: Other
---

# Other {#other}

```python
--8<-- "tiny/prints.py:show"
```

```{.text .output}
--8<-- "tiny/prints.show.out"
```

```{.python .raises data-exception="ValueError"}
--8<-- "tiny/raises.py:int"
```

```{.text .output}
--8<-- "tiny/raises.int.out"
```
"""
FILES = {
    "fails.py": """\
# --8<-- [start:good]
import math
# --8<-- [end:good]

# --8<-- [start:bad]
print(math.square_root(2))
# --8<-- [end:bad]
""",
    "fails.bad.out": "1.41\n",
    "prints.py": """\
# --8<-- [start:show]
print("matplotlib", 2 + 2)
# --8<-- [end:show]
assert 2 + 2 == 5
""",
    "prints.show.out": "matplotlib 5\n",
    "raises.py": """\
# --8<-- [start:int]
int("x")
# --8<-- [end:int]
""",
    "raises.int.out": "ValueError: not a number: 'x'\n",
}


@pytest.mark.keras
def test_a_renamed_api_and_changed_outputs(book, monkeypatch, capsys):
    """Two planted pages: what fails and what changes is reported, and only then rewritten."""
    (book / "snippets/tiny").mkdir()
    for name, text in FILES.items():
        (book / "snippets/tiny" / name).write_text(text)
    for edition in ("zh", "en"):
        (book / "docs" / edition / "tiny.md").write_text(PAGE)
        (book / "docs" / edition / "other.md").write_text(OTHER)
    monkeypatch.chdir(book)
    found = outputs.examine(outputs.tasks(book, ["tiny", "other"]), alone=True)

    def written():
        return {name: (book / "snippets/tiny" / name).read_text() for name in FILES}

    assert written() == FILES, "examining writes nothing"
    monkeypatch.setattr(report, "tasks", lambda names: names)
    monkeypatch.setattr(report, "examine", lambda *args, **kwargs: found)
    assert report.main("r.md", "tiny", "other") == 1
    said = Path("r.md").read_text()
    assert said in capsys.readouterr().out
    assert "2 listings fail and 2 outputs change" in said
    fault = "docs/zh/tiny.md:12: snippets/tiny/fails.py:bad failed: `AttributeError: "
    assert fault in said and "square_root" in said
    assert "fails.py fails when run alone" not in said, "named once is enough"
    assert "snippets/tiny/prints.py fails when run alone: `AssertionError`" in said
    assert "- output snippets/tiny/prints.show.out" in said
    assert "\n  -matplotlib 5\n  +matplotlib 4\n" in said
    assert "- error text snippets/tiny/raises.int.out" in said
    assert "+ValueError: invalid literal for int()" in said

    monkeypatch.setattr(outputs, "examine", lambda *args, **kwargs: found)
    assert outputs.main([]) == 1
    said = capsys.readouterr().out
    assert "fails.py:bad failed" in said
    assert "rewrote snippets/tiny/prints.show.out (output)" in said
    assert "rewrote snippets/tiny/raises.int.out (error text)" in said
    now = written()
    assert now.pop("prints.show.out") == "matplotlib 4\n"
    assert now.pop("raises.int.out").startswith("ValueError: invalid literal")
    assert now.items() < FILES.items(), "a page with a failing listing is left as it is"


def test_nothing_to_report_is_an_empty_file(monkeypatch, tmp_path):
    monkeypatch.setattr(report, "tasks", lambda names: [1])
    monkeypatch.setattr(report, "examine", lambda *args, **kwargs: outputs.Findings())
    assert report.main(str(tmp_path / "r.md")) == 0
    assert (tmp_path / "r.md").read_text() == ""


def test_versions_that_outputs_name_are_no_change(monkeypatch):
    pairs = {"keras": ("3.15.1", "3.16.0"), "tensorflow": ("2.21.0", "2.22.0")}
    monkeypatch.setattr(report, "versions", lambda: pairs)
    assert report.renumbered("keras 3.15.1") == "keras 3.16.0"
    assert report.renumbered("3.15.1 tensorflow") == "3.16.0 tensorflow"
    assert report.renumbered("13.15.1 and 3.15.10") == "13.15.1 and 3.15.10"
    assert report.renumbered("tensorflow 2.21.0.") == "tensorflow 2.22.0."


def test_a_long_report_fits_an_issue(monkeypatch):
    monkeypatch.setattr(report, "versions", dict)
    found = report.Findings(failing=["x.md:1: x failed:\n" + "Traceback\n" * 20_000])
    assert len(report.markdown(found)) < 65_536
    assert "cut here" in report.markdown(found)


# ---- make upgrade

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
