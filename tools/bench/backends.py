"""Measure the same training on TensorFlow, JAX and PyTorch, with jit compilation and without.

`python -m tools bench backends` trains the networks of three cases, and one of them four times
as wide, on each backend, a process of its own for each, in turn. It prints one line a figure
when a network is done and a table at the end, and asserts nothing. The first epoch stands apart,
since compiling is in it; of the others the median counts, and of the rounds the fastest. What
takes longer than half a minute has one round. Times are of the processor, on one core, so other
programs disturb them little. It needs the environments of all three backends, and a C++
compiler for jit under PyTorch.

What the book shows are snippets/further/backends/bench.csv and the rows made from it, bench_*.md
beside it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from tools.bench.figure import (
    Figure,
    aligned,
    as_markdown,
    machine,
    options,
    read_figures,
    value,
    write_figures,
    write_rows,
)
from tools.proof import record
from tools.proof.backends import insist, python
from tools.proof.environments import version as backend_version
from tools.source.backends import BACKENDS
from tools.source.book import Book
from tools.source.faults import BookError, shown_path

FIGURES = "further/backends"  # the folder in snippets/ for what was measured
CHILD = Path(__file__).with_name("training.py")
NETWORKS = ("wine", "digits", "wide", "sea")  # of training.py
JITS = ("off", "on")
USUAL = {"tensorflow": "off", "jax": "on", "torch": "off"}  # what jit_compile="auto" is on a CPU
LIMIT = 600  # seconds for one training
LONG = 30  # seconds of a training that is not repeated


def main(book: Book, arguments: list[str]) -> int:
    """Measure, print, and with --write rewrite what the book shows."""
    given = parse(arguments)
    if given.render:
        for path in render(book, read_figures(book, FIGURES)):
            print(f"wrote {shown_path(path)}")
        return 0
    for backend in BACKENDS:
        insist(book, backend)
    rounds, epochs = (1, 3) if given.quick else (given.rounds, 6)
    networks = NETWORKS[:1] if given.quick else NETWORKS
    versions = {name: backend_version(book, name) for name in BACKENDS}
    figures = machine({**versions, "keras": version("keras")})
    for figure in figures:
        print(figure, flush=True)
    for figure in measure(book, networks, rounds, epochs):
        figures.append(figure)
        print(figure, flush=True)
    for when, title in (("first", "first epoch, s"), ("later", "a later one, ms")):
        print()
        print(aligned([[title, *networks], *speed_rows(figures, when, networks)]))
    if given.write:
        for path in [write_figures(book, FIGURES, figures), *render(book, figures)]:
            print(f"wrote {shown_path(path)}")
        record.renew_quoted(Book(book.root))  # what the page quotes of it is measured anew
    return 0


def parse(arguments):
    """The options of the command line; ends the program with status 2 if they are wrong."""
    parser = options("backends", __doc__, "one network")
    parser.add_argument("--rounds", type=int, default=1, help="default: %(default)s")
    return parser.parse_args(arguments)


def measure(book: Book, networks, rounds: int, epochs: int):
    """The first epoch and a later one of each network, backend and jit, one network at a time."""
    for network in networks:
        runs: dict[tuple[str, str], list[list[float]]] = {}
        kinds = [(backend, jit) for backend in BACKENDS for jit in JITS]
        for turn in range(rounds):
            for kind in list(kinds):
                if turn and sum(runs[kind][0]) > LONG:
                    continue
                name = " ".join((network, *kind))
                print(f"... round {turn + 1} of {rounds}: {name}", file=sys.stderr)
                found = train(book, network, *kind, epochs)
                if "failed" in found:
                    kinds.remove(kind)
                    print(f"{name}: {found['failed']}", file=sys.stderr)
                else:
                    runs.setdefault(kind, []).append(found["seconds"])
        for kind in kinds:
            name = ".".join(("speed", network, *kind))
            first = min(seconds[0] for seconds in runs[kind])
            later = min(statistics.median(seconds[1:]) for seconds in runs[kind])
            yield Figure(f"{name}.first", f"{first:.3g}", "s")
            yield Figure(f"{name}.later", f"{1000 * later:.3g}", "ms")


def train(book: Book, network: str, backend: str, jit: str, epochs: int) -> dict:
    """What training.py reports. Raises BookError if it does not end as it should."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "KERAS_BACKEND": backend,
            "TF_CPP_MIN_LOG_LEVEL": "2",
            "TORCHINDUCTOR_CACHE_DIR": folder,  # or the second round would find it compiled
            "TORCHINDUCTOR_COMPILE_THREADS": "1",  # in processes that are waited for
            "OMP_NUM_THREADS": "1",
            "CUDA_VISIBLE_DEVICES": "-1",
        }
        command = [python(book, backend) or sys.executable, str(CHILD), network, jit, str(epochs)]
        try:
            ended = subprocess.run(
                command,
                env={**os.environ, **settings},
                capture_output=True,
                text=True,
                timeout=LIMIT,
            )
        except subprocess.TimeoutExpired:
            return {"failed": f"took more than {LIMIT} s"}
    if ended.returncode:
        raise BookError(
            f"{network} on {BACKENDS[backend].title} ended with status {ended.returncode}:\n"
            f"{ended.stderr[-2000:]}"
        )
    return json.loads(ended.stdout.splitlines()[-1])


# ---- what is printed and written


def speed_rows(figures: list[Figure], when: str, networks=NETWORKS) -> list[list[str]]:
    """Backend and jit, then the `first` epoch or a `later` one of each network."""
    rows = []
    for backend, entry in BACKENDS.items():
        for jit in JITS:
            bold = "**" if jit == USUAL[backend] else ""
            cells = [value(figures, f"speed.{n}.{backend}.{jit}.{when}") for n in networks]
            rows.append([f"{bold}{entry.title}, {jit}{bold}", *map(plain, cells)])
    return rows


def plain(cell: str) -> str:
    """A figure without an exponent; 1.2e+03 is 1200."""
    return f"{float(cell):.0f}" if "e" in cell else cell


def rows_files(figures: list[Figure]) -> dict[str, str]:
    """The bodies of the page's three tables, by file name."""
    names = (*BACKENDS, "keras", "cpu", "cores", "date")
    bodies = {
        "bench_machine.md": [[value(figures, f"machine.{name}") for name in names]],
        "bench_first.md": speed_rows(figures, "first"),
        "bench_later.md": speed_rows(figures, "later"),
    }
    return {name: as_markdown(rows) for name, rows in bodies.items()}


def render(book: Book, figures: list[Figure]) -> list[Path]:
    """Write the rows of the page's tables."""
    return write_rows(book, FIGURES, rows_files(figures))
