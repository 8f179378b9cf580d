"""How long the site takes to build, and to show an edit, beside stock Material.

`python -m tools bench site` prints one line a figure (name, value, unit) as it goes and
tables at the end, and asserts nothing. It works on copies in a temporary folder. What is
compared runs in turn, round after round, so that other work on the machine hits both alike;
printed are medians, and the ratio of book to stock within a round.

`stock` is Material for MkDocs with nothing of this book: the same pages with their includes
written out, the theme, its search and the same extensions; the two editions built one after
the other, each previewed by a `mkdocs serve` of its own. `wall` is the time of the clock,
`cpu` that of the processors (user and system, children included).

A `cold` build is that of a fresh clone on a machine where none was built before: nothing in
.cache/, build/ and the temporary folder (no dictionary of jieba's, no pictures for chats, no
compiled templates). Only the packages' own .pyc files are there, and no case is executed.
A `warm` build is the second one of an unchanged tree.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tools.site.stock import stock
from tools.source.book import Book

PARTS = ["docs", "snippets", "tools", "overrides", "mkdocs.yml", "mkdocs.en.yml"]
PARTS += ["requirements.txt", "pyproject.toml", "LICENSE"]
CHAPTER = "basics/functional-api"  # the page that is edited
ROUNDS = 5


class Figures:
    """What was measured: for each name, the book's values and stock's, round by round."""

    def __init__(self):
        self._found: dict[str, dict[str, list[float]]] = {}

    def note(self, name: str, who: str, value: float):
        """Print a value in seconds and keep it."""
        self._found.setdefault(name, {}).setdefault(who, []).append(value)
        print(f"{name}-{who}  {value:.2f}  s", flush=True)

    def __str__(self):
        rows = [f"{'':18}{'book':>8}{'stock':>8}{'ratio':>8}"]
        for name, values in self._found.items():
            book, stock = values["book"], values["stock"]
            ratio = statistics.median(b / s for b, s in zip(book, stock, strict=True))
            both = (statistics.median(found) for found in (book, stock))
            rows.append(f"{name:18}" + "".join(f"{v:7.2f} s"[:8] for v in both) + f"{ratio:8.2f}")
        return "\n".join(rows)


def copy(book: Book, target: Path) -> Book:
    """The sources of the book in another folder, as a fresh clone has them."""
    ignored = shutil.ignore_patterns("__pycache__")
    for part in PARTS:
        source = book.root / part
        if source.is_dir():
            shutil.copytree(source, target / part, ignore=ignored)
        else:
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / part)
    return Book(target)


def environment(scratch: Path, **more: str) -> dict[str, str]:
    """The environment of a build: a temporary folder of its own; it executes no case."""
    scratch.mkdir(exist_ok=True)
    given = {"TMPDIR": str(scratch), "NOTEBOOKS": "cached", "NO_MKDOCS_2_WARNING": "1"}
    return {**os.environ, **given, **more}


def timed(commands: list[list[str]], folder: Path, scratch: Path) -> tuple[float, float]:
    """Seconds that commands take one after the other: by the clock, and of the processors."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    for command in commands:
        ran = subprocess.run(
            command, cwd=folder, env=environment(scratch), capture_output=True, text=True
        )
        if ran.returncode:
            sys.exit(ran.stdout + ran.stderr)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - began
    return wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def builds(book: Book, work: Path, figures: Figures):
    """Cold and warm builds, in turn with stock Material's."""
    mkdocs = [sys.executable, "-m", "mkdocs", "build"]
    makers: dict[str, tuple[Callable, list]] = {
        "book": (lambda folder: copy(book, folder), [[*mkdocs, "--strict"]]),
        "stock": (
            lambda folder: stock(book, folder),
            [[*mkdocs, "-f", f"{edition}.yml"] for edition in book.editions],
        ),
    }
    for number in range(ROUNDS):
        for who in sorted(makers, reverse=number % 2):
            make, commands = makers[who]
            folder, scratch = work / who, work / f"tmp-{who}"
            make(folder)
            for kind in ("cold", "warm"):
                wall, cpu = timed(commands, folder, scratch)
                figures.note(f"build-{kind}-wall", who, wall)
                figures.note(f"build-{kind}-cpu", who, cpu)
            shutil.rmtree(folder)
            shutil.rmtree(scratch)


@contextmanager
def serving(folder: Path, scratch: Path, *options: str):
    """A running `mkdocs serve`; gives its address when it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address, *options],
        cwd=folder,
        env=environment(scratch, SITE_URL=f"http://{address}/"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(f"http://{address}/", "")
        yield f"http://{address}/"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def edits(book: Book, work: Path, figures: Figures):
    """Seconds from saving a chapter, or a snippet of it, until a preview answers with it.

    Stock has no snippets: there the page itself is edited, too.
    """
    ours, theirs = copy(book, work / "preview"), stock(book, work / "stock-preview")
    block = next(b for b in book.page(book.editions[0], CHAPTER).listings if b.is_output)
    snippet = ours.root / block.source.relative_to(book.root)
    with ExitStack() as stack:
        began = time.monotonic()
        mine = stack.enter_context(serving(ours.root, work / "tmp-preview"))
        figures.note("serve-start", "book", time.monotonic() - began)
        began, others = time.monotonic(), {}
        for edition in book.editions:
            options = ("-f", f"{edition}.yml")
            server = serving(theirs, work / f"tmp-preview-{edition}", *options)
            others[edition] = stack.enter_context(server)
        figures.note("serve-start", "stock", time.monotonic() - began)

        def shows(who: str, name: str, file: Path, url: str, number: int):
            time.sleep(1.2)  # let the watcher come to rest
            word, text, began = f"edit{number}end", file.read_text("utf-8"), time.monotonic()
            file.write_text(f"{text}\n{word}\n", encoding="utf-8")
            wait_for(url, word)
            figures.note(name, who, time.monotonic() - began)

        for number in range(ROUNDS):
            for edition in book.editions:
                page = ours.root / edition.folder / f"{CHAPTER}.md"
                there = theirs / edition.code / f"{CHAPTER}.md"
                name, url = f"edit-to-page-{edition}", others[edition] + f"{CHAPTER}/"
                shows("book", name, page, mine + edition.address(CHAPTER), number)
                shows("stock", name, there, url, number)
            # An edit of what all editions show.
            shows("book", "edit-to-snippet", snippet, mine + edition.address(CHAPTER), 100 + number)
            shows("stock", "edit-to-snippet", there, url, 100 + number)


def wait_for(url: str, text: str, seconds: float = 180):
    """Ask until the page is there and holds the text."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                if text in answer.read().decode("utf-8"):
                    return
        except OSError:
            pass
        time.sleep(0.02)
    sys.exit(f"{url} did not show {text!r} within {seconds:.0f} s")


def main(book: Book, options: list[str]) -> int:
    """Print the figures, then tables of them."""
    figures = Figures()
    print(f"pages  {len(book.pages())}  pages")
    with tempfile.TemporaryDirectory(prefix="bench-site-") as folder:
        builds(book, Path(folder), figures)
        edits(book, Path(folder), figures)
    print(f"\n{figures}")
    return 0
