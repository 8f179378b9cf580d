"""Make .venv from requirements.txt, or say in one line why that cannot be.

Runs under any Python 3 (it must be able to complain about old ones), with the
standard library only. `make serve` and `make test` call it; without make:
`python3 tools/setup/make_venv.py`.

A complete environment carries a stamp with the hash of the lock, so that a
second call does nothing and an interrupted one starts again.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def supported(root=ROOT):
    """Oldest and newest Python of the book, such as ((3, 11), (3, 13)).

    Read from `requires-python = ">=3.11,<3.14"` in pyproject.toml.
    """
    with open(os.path.join(root, "pyproject.toml"), encoding="utf-8") as file:
        found = re.search(r'requires-python = ">=3\.(\d+),<3\.(\d+)"', file.read())
    return (3, int(found.group(1))), (3, int(found.group(2)) - 1)


def complaint(version, bits, oldest, newest):
    """Why a Python cannot be used, or None: `version` is a pair, `bits` 32 or 64."""
    wanted = f"the book needs Python 3.{oldest[1]} to 3.{newest[1]}, 64-bit"
    name = f"Python {version[0]}.{version[1]}"
    if version < oldest:
        return f"{name} is too old: {wanted}"
    if version > newest:
        return f"{name} is too new, TensorFlow has no release for it: {wanted}"
    if bits != 64:
        return f"this {name} is 32-bit, TensorFlow has no such release: {wanted}"
    return None


def other_pythons(oldest, newest):
    """Fitting interpreters on the PATH: a list of commands, newest first."""
    names = [f"python3.{minor}" for minor in range(newest[1], oldest[1] - 1, -1)]
    return [
        name
        for name in names
        if shutil.which(name) and subprocess.call([name, "-c", ""], stderr=subprocess.DEVNULL) == 0
    ]


def stop(what, *mends):
    """Print the fault and what to do about it, and end with status 1."""
    print(f"\n{what}", *(f"  -> {mend}" for mend in mends), sep="\n", file=sys.stderr)
    sys.exit(1)


def check_python():
    """Stop unless this Python can run the book; name one that can, if there is one."""
    oldest, newest = supported()
    bits = 64 if sys.maxsize > 2**32 else 32
    why = complaint(sys.version_info[:2], bits, oldest, newest)
    name = f"python3.{newest[1]}"
    if why:
        others = other_pythons(oldest, newest)
        if others:
            name = others[0]
            mend = "A fitting one is installed."
        else:
            mend = f"Install one: apt install {name} {name}-venv, or from python.org."
        stop(
            f"{why}.",
            f"Found: {sys.version.split()[0]} at {sys.executable}",
            mend,
            f"Then:  make PYTHON={name} serve    (without make:  {name} tools/setup/make_venv.py)",
        )
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError as error:
        stop(
            f"This Python cannot make virtual environments: it has no module {error.name}.",
            f"Found: {sys.version.split()[0]} at {sys.executable}",
            "On Debian or Ubuntu:  sudo apt install python3-venv",
            f"Or use another one:  make PYTHON=/path/to/{name} serve",
        )


def main():
    """Make or renew .venv; do nothing if it is complete and of this lock."""
    folder = os.path.join(ROOT, ".venv")
    lock = os.path.join(ROOT, "requirements.txt")
    stamp = os.path.join(folder, "made-from")
    with open(lock, "rb") as file:
        wanted = hashlib.sha256(file.read()).hexdigest()
    if os.path.exists(stamp):
        with open(stamp) as file:
            if file.read() == wanted:
                return
    check_python()
    bin_folder = "Scripts" if os.name == "nt" else "bin"
    pip = [os.path.join(folder, bin_folder, "python"), "-m", "pip", "--disable-pip-version-check"]
    started = time.time()
    print(f"Making .venv with Python {sys.version.split()[0]}. The first time pip downloads")
    print("TensorFlow and the rest, about 1 GB; it shows its progress.", flush=True)
    steps = [
        [sys.executable, "-m", "venv", "--clear", folder],
        [*pip, "install", "--require-hashes", "-r", lock],
    ]
    for step in steps:
        if subprocess.call(step):
            stop(
                f"This step failed:  {' '.join(step)}",
                "Slow or filtered network? Use a mirror:  "
                "pip config set global.index-url https://mirrors.aliyun.com/pypi/simple/",
                "Then run the same command again; what is downloaded is kept.",
            )
    with open(stamp, "w") as file:
        file.write(wanted)
    print(f"Made .venv in {time.time() - started:.0f} s.")


if __name__ == "__main__":
    main()
