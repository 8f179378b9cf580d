"""Ask the real mirrors of the book whether pip can still install TensorFlow from them.

    python -m tools mirrors            name the dead rows of mirrors.csv; status 1 if any
    python -m tools mirrors --embed    after an edit: copy mirrors.csv into the chooser

It needs a network, so no other test calls it; a scheduled workflow does. It
measures with the readers' own program, snippets/start/install/choose_mirror.py, but
wants a file for every Python and platform of the book. A row may be dead for
one network and alive for readers: look from a second one before deleting it.
"""

from __future__ import annotations

import importlib.util
import re
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHOOSER = ROOT / "snippets" / "start" / "install" / "choose_mirror.py"
MIRRORS = CHOOSER.with_name("mirrors.csv")
_EMBEDDED = re.compile(r'(?<=^MIRRORS = """\\\n).*?(?=^""")', re.S | re.M)


def load_chooser(path: Path = CHOOSER):
    """The readers' program as a module."""
    spec = importlib.util.spec_from_file_location("choose_mirror", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def embed(mirrors: Path = MIRRORS, chooser: Path = CHOOSER) -> None:
    """Renew the chooser's copy of mirrors.csv, for readers who download it alone."""
    rows = mirrors.read_text("utf-8")
    source = chooser.read_text("utf-8")
    chooser.write_text(_EMBEDDED.sub(lambda _: rows, source), "utf-8", newline="\n")


def check(path: Path, seconds: float) -> list[str]:
    """Ask every mirror of a file; one line for each dead row, as file:line: what."""
    chooser = load_chooser()
    mirrors = chooser.read_mirrors(path)
    targets = [(python, system) for system in chooser.PLATFORMS for python in chooser.PYTHONS]

    def trouble(result):
        _, english = chooser.TEXT[result.trouble]
        return english.format(result.detail)

    def progress(done, result):
        found = trouble(result) if result.trouble else f"{result.speed / 1e6:.2f} MB/s"
        print(f"[{done}/{len(mirrors)}] {result.mirror['url']}: {found}", flush=True)

    agent = chooser.pip_agent()
    results = chooser.survey(mirrors, targets, agent, time.monotonic() + seconds, progress)
    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    return [
        f"{shown}:{line}: {result.mirror['url']}: {trouble(result)}"
        for line, result in enumerate(results, start=2)  # the header is line 1
        if result.trouble
    ]


def main(renew: bool, mirrors: Path | None, seconds: float) -> int:
    """Name the dead rows of a list of mirrors; with `renew`, only renew the chooser's copy."""
    if renew:
        embed()
        return 0
    mirrors = mirrors or MIRRORS
    try:
        dead = check(mirrors.resolve(), seconds)
    except (OSError, ValueError) as error:
        print(f"cannot read {mirrors}: {error}", file=sys.stderr)
        return 2
    for line in dead:
        print(line, file=sys.stderr)
    if dead:
        print("Mend or delete these rows, then: make tables, and python -m tools mirrors --embed")
    return 1 if dead else 0
