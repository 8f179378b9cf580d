"""Renew the lock, install it, run the book, and show what changed.

`make upgrade` calls it, with any Python 3 and the standard library only, since
it replaces .venv. Either all of it is done, and the changes to the lock and
the outputs stand in the working tree for review; or the lock is as it was, and
the last lines say what failed. A listing that fails is no such failure: its
page is left as it is and named, to be mended in the same branch.
"""

import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LOCK = os.path.join(ROOT, "requirements.txt")
PYTHON = os.path.join(".venv", "Scripts" if os.name == "nt" else "bin", "python")
MAKE_VENV = [sys.executable, os.path.join("tools", "setup", "make_venv.py")]
RENEW = [PYTHON, "-m", "uv", "pip", "compile", "--quiet", "--upgrade"]
RENEW += ["-o", "requirements.txt", "requirements.in"]


def call(*command):
    """Run a command from the top of the repository; its exit status."""
    return subprocess.call(command, cwd=ROOT)


def output(*command):
    """What a command prints."""
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout


def read_lock():
    """The text of the lock."""
    with open(LOCK, encoding="utf-8") as file:
        return file.read()


def pins(lock):
    """{package: version} of a lock's text; a package with several versions has them joined."""
    found = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", lock, re.M):
        found[name] = f"{found[name]} {version}" if name in found else version
    return found


def moved(before, after):
    """Lines "name old -> new" for what differs between two locks' texts."""
    old, new = pins(before), pins(after)
    return [
        f"{name:28} {old.get(name, '(new)')} -> {new.get(name, '(gone)')}"
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    ]


def named(package, version):
    """Lines "file:line: text" of the pages and listings that name this version of a package."""
    short = re.escape(version.rsplit(".", 1)[0])
    pattern = rf"({package}.{{0,9}}[^0-9.]{short}|{re.escape(version)})\.?($|[^0-9.]|\.[^0-9])"
    command = ["git", "grep", "-niE", pattern, "--", "docs", "snippets/**.py", "snippets/**.sh"]
    found = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8")
    return found.stdout.splitlines()


def main():
    """Upgrade; status 1 if a step or a listing fails."""
    dirty = output("git", "status", "--porcelain", "--", "requirements.txt", "snippets", "docs")
    if dirty:
        sys.exit(
            f"{dirty}These have changes: commit or stash them, so that what this upgrade\n"
            "changes can be told from them. (requirements.in may have changes.)"
        )
    before, installed = read_lock(), False
    try:
        renewed = not call(*MAKE_VENV) and not call(*RENEW)
        changes = moved(before, read_lock()) if renewed else []
        print(*changes, sep="\n", flush=True)
        installed = bool(changes) and not call(*MAKE_VENV)
    finally:  # also when interrupted
        if not installed:
            with open(f"{LOCK}.draft", "w", encoding="utf-8", newline="\n") as file:
                file.write(before)
            os.replace(f"{LOCK}.draft", LOCK)
    if renewed and not changes:
        print("Nothing is newer.")
        return 0
    if not installed:
        print("\nNot upgraded, see above. The lock is as it was; `make venv` restores .venv.")
        return 1
    failed = call(PYTHON, "-m", "tools.proof.outputs", "--alone")
    call("git", "--no-pager", "diff", "--stat", "--", "requirements.txt", "snippets")
    call("git", "--no-pager", "diff", "--", "snippets")
    for package in ("keras", "tensorflow"):
        old = pins(before).get(package, "")
        if any(line.startswith(f"{package} ") for line in changes):
            print(f"\nThese name {package} {old}; are they still true?")
            print(*named(package, old), sep="\n", flush=True)
    print("\nRead the difference above: does each page still say what its outputs show?")
    if failed:
        print("Mend the listings that fail, then: make outputs")
    print("Then: a line in changelog.md of both editions, make stamp, make test.")
    print("To go back: git restore requirements.in requirements.txt snippets docs, and make venv")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
