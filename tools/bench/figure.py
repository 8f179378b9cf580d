"""What a benchmark measures for a page: figures, the file that keeps them, the rows it shows.

A benchmark of a page has a folder in snippets/ with `bench.csv`, which holds the figures, and
`bench_*.md`, the rows of the page's tables, which are made from it. It takes the same options
as the others: --write measures and rewrites these files, --render makes the rows anew.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import os
import platform
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.source.book import Book


@dataclass(frozen=True)
class Figure:
    """One result: a dotted name, a value, a unit ("" if it has none)."""

    name: str
    value: str
    unit: str = ""

    def __str__(self):
        return f"{self.name}  {self.value}  {self.unit}".rstrip()


def value(figures: Iterable[Figure], name: str, missing="–"):
    """The value of the figure of that name."""
    return next((f.value for f in figures if f.name == name), missing)


def machine(versions: dict[str, str]) -> list[Figure]:
    """On what is measured: versions of packages by name, Python, system, processor, date."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [li.split(":", 1)[1] for li in info.read_text().splitlines() if "model name" in li]
        cpu = names[0].strip() if names else cpu
    affinity = getattr(os, "sched_getaffinity", None)
    found = {
        **versions,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cpu": cpu.replace("(R)", "").replace("(TM)", ""),
        "cores": str(len(affinity(0)) if affinity else os.cpu_count()),
        "date": datetime.date.today().isoformat(),
    }
    return [Figure(f"machine.{name}", text) for name, text in found.items()]


def options(name: str, doc: str, quick: str) -> argparse.ArgumentParser:
    """The options that benchmarks of pages share; `doc` describes one, `quick` what --quick is."""
    what, _, how = doc.partition("\n\n")
    parser = argparse.ArgumentParser(
        prog=f"python -m tools bench {name}",
        description=what,
        epilog=how,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--write", action="store_true", help="also rewrite what the book shows")
    one.add_argument("--render", action="store_true", help="rewrite it from bench.csv")
    one.add_argument("--quick", action="store_true", help=f"{quick}; the figures mean nothing")
    return parser


def aligned(rows: list[list[str]]) -> str:
    """Rows of cells as a table for the terminal; the first column to the left."""
    rows = [[cell.replace("`", "") for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            c.rjust(w) if i else c.ljust(w)
            for i, (c, w) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )


def write_figures(book: Book, folder: str, figures: Iterable[Figure]) -> Path:
    """Write bench.csv in a folder of snippets/."""
    path = book.snippets / folder / "bench.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "value", "unit"])
        writer.writerows([f.name, f.value, f.unit] for f in figures)
    return path


def read_figures(book: Book, folder: str) -> list[Figure]:
    """What bench.csv holds in a folder of snippets/."""
    with open(book.snippets / folder / "bench.csv", encoding="utf-8", newline="") as file:
        return [Figure(**row) for row in csv.DictReader(file)]


def as_markdown(rows: list[list[str]]) -> str:
    """Rows of cells as the body of a table of Markdown."""
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def write_rows(book: Book, folder: str, texts: dict[str, str]) -> list[Path]:
    """Write the bodies of the page's tables, given by file name."""
    written = []
    for name, text in texts.items():
        written.append(book.snippets / folder / name)
        written[-1].write_text(text, encoding="utf-8")
    return written
