"""The install page: its numbers are those of the packages, its four commands make what they say.

What needs a network runs with tiny stand-ins for TensorFlow and Keras.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from importlib import metadata

import pytest
from packaging.specifiers import SpecifierSet

from tests.support import BOOK
from tools.source.snippets import sections


def test_pins_are_those_of_the_lock():
    """The page pins what it teaches, and a rule holds it to the versions of the lock."""
    text = (BOOK.snippets / "start/install/pinned.sh").read_text("utf-8")
    names = re.findall(r"([\w-]+)==", text)
    assert names == ["tensorflow", "keras", "numpy", "matplotlib", "scikit-learn"]


def test_platforms_and_versions_of_the_page_are_those_of_the_packages():
    """The numbers that the prose states, from the metadata of what is installed."""
    keras, tensorflow = (metadata.metadata(name) for name in ("keras", "tensorflow"))
    supported = ["3.11", "3.12", "3.13"]
    for wants in (keras["Requires-Python"], tensorflow["Requires-Python"]):
        assert all(version in SpecifierSet(wants) for version in supported), wants
    assert "3.10" not in SpecifierSet(keras["Requires-Python"]), "Keras runs on 3.10 again"
    for page in BOOK.twins("start/install"):
        text = page.expanded()
        assert f"TensorFlow {BOOK.versions.of('tensorflow')}" in text
        assert BOOK.versions.of("keras") in text


# ---- the four commands, with stand-ins


def stand_in(folder, name, version, requires=(), module=""):
    """A wheel of a few hundred bytes under the name of a big one."""
    title = name.replace("-", "_")
    info = f"{title}-{version}.dist-info"
    lines = [f"Requires-Dist: {requirement}" for requirement in requires]
    about = "\n".join(["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *lines, ""])
    kind = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files = {f"{title}.py": module, f"{info}/METADATA": about, f"{info}/WHEEL": kind}
    record = "".join(f"{path},,\n" for path in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(folder / f"{title}-{version}-py3-none-any.whl", "w") as wheel:
        for path, text in {**files, f"{info}/RECORD": record}.items():
            wheel.writestr(path, text)


@pytest.mark.skipif(os.name == "nt", reason="the commands are those for Linux and macOS")
def test_the_four_commands(tmp_path):
    """They make an environment in which `import keras` works; then pip's message, word for word."""
    wheels, here, home = (tmp_path / name for name in ("wheels", "here", "home"))
    for folder in (wheels, here, home):
        folder.mkdir()
    version = BOOK.versions.of("keras")
    stand_in(wheels, "keras", version, module=f'__version__ = "{version}"\n')
    stand_in(wheels, "tensorflow", BOOK.versions.of("tensorflow"), metadata_of_keras())
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON", "XDG_"))}
    env |= {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PIP_NO_INDEX": "1",
        "PIP_CONFIG_FILE": os.devnull,
    }
    env["PATH"] = os.pathsep.join([os.path.dirname(sys.executable), env["PATH"]])

    def bash(code, **more):
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", code],
            cwd=here,
            env={**env, **more},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )

    code = sections(BOOK.snippets / "start/install/quick_start.sh")["install"].text
    done = bash(code, PIP_FIND_LINKS=str(wheels))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == version
    assert next((here / ".venv").glob("lib/python*/site-packages/keras.py"))

    again = bash(".venv/bin/pip install keras", PIP_FIND_LINKS=str(wheels))
    assert (
        "Requirement already satisfied: keras" in again.stdout and "Collecting" not in again.stdout
    )

    nothing = bash(".venv/bin/pip install --target other tensorflow")
    quoted = (BOOK.snippets / "start/install/from_versions_none.txt").read_text("utf-8")
    assert nothing.returncode == 1 and nothing.stderr == quoted


def metadata_of_keras():
    """What TensorFlow asks of Keras, from TensorFlow's own metadata."""
    return [line for line in metadata.requires("tensorflow") if line.startswith("keras")]
