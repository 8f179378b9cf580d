"""Old lines and today's: each line of old.csv is run, in a namespace of its own.

    python -m tools old      run them, write what they say into the column `says`, and
                             copy the rules into modernize.py; then make tables

A row is true if its old line fails or warns with exactly what `says` holds, and its line of
today neither fails nor warns. What they may use is made anew for each by given.py.
"""

from __future__ import annotations

import ast
import contextlib
import csv
import importlib.util
import io
import logging
import os
import re
import sys
import tempfile
import traceback
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.source.book import Book
from tools.source.faults import BookError, Problem
from tools.source.tables import TABLES, read_csv

TABLE = "help/old_code/old.csv"
_LONGEST = 130  # of what is shown; a longer message is cut behind its first sentence
_RULES = re.compile(r'(?<=^RULES = r"""\n).*?(?=^""")', re.S | re.M)
_NAMES = re.compile(r'(?<=^NAMES = """\n).*?(?=^""")', re.S | re.M)


@dataclass(frozen=True)
class Outcome:
    """What came of a line: the exception or the warning, `ValueError: …`; empty if it ran."""

    said: str
    failed: bool


def rows(book: Book) -> list[dict[str, str]]:
    """The rows of the table. Raises BookError for one that is not whole."""
    return read_csv(book.snippets / TABLE, (*TABLES[TABLE].optional, "says"))


def run(line: str, given: str) -> Outcome:
    """Run a line after `given`, in a namespace and a folder of its own."""
    names: dict = {"__name__": "line"}
    log = _Log()
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.chdir(folder),
        contextlib.redirect_stdout(io.StringIO()),
        warnings.catch_warnings(record=True) as warned,
        log.listening(),
    ):
        exec(compile(given, "given.py", "exec"), names)
        warnings.simplefilter("always")
        # NumPy warns those who wrote h5py; this is no word to the reader.
        warnings.simplefilter("ignore", DeprecationWarning)
        warned.clear()
        try:
            exec(compile(line, "line", "exec"), names)
        except Exception as error:
            return Outcome(shown("".join(traceback.format_exception_only(error))), True)
    said = [f"{w.category.__name__}: {w.message}" for w in warned] + log.lines
    return Outcome(shown(said[0]) if said else "", False)


class _Log(logging.Handler):
    """What Keras says through its log, which is no Python warning."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record):
        self.lines.append(f"{record.levelname}: {record.getMessage()}")

    @contextlib.contextmanager
    def listening(self):
        logger = logging.getLogger("absl")
        before = logger.handlers[:], logger.propagate
        logger.handlers, logger.propagate = [self], False
        yield
        logger.handlers, logger.propagate = before


def shown(message: str) -> str:
    """A message as the page shows it, without what differs from one computer to the next.

    The first line of it; a path behind a name and the addresses of objects are left out.
    """
    line = message.strip().splitlines()[0].strip()
    line = re.sub(r" \(\S+\.py\)$", "", line)
    line = re.sub(r"<[^<>]*>", "<…>", line)
    if len(line) > _LONGEST and (end := line.find(". ")) > 0:
        line = line[: end + 1]
    return line if len(line) <= _LONGEST else line[:_LONGEST].rpartition(" ")[0] + " …"


def faults(book: Book, found: list[dict[str, str]]) -> Iterator[Problem]:
    """Run all lines, and name those that are not what their row says."""
    given = (book.snippets / TABLE).with_name("given.py").read_text("utf-8")
    for number, row in enumerate(found, 2):
        where = (book.snippets / TABLE, number)
        old, today = run(row["old"], given), run(row["today"], given)
        if not old.said:
            yield Problem(*where, f"it runs, so it is not old: {row['old']}", "Delete the row")
        elif old.said != row["says"]:
            what = f"{row['old']} says {old.said!r}, not {row['says']!r}"
            yield Problem(*where, what, "Run python -m tools old, and make tables")
        if today.said:
            what = f"today's line says {today.said!r}: {row['today']}"
            yield Problem(*where, what, "Correct the line")


def refresh(book: Book) -> list[Problem]:
    """Write what the old lines say, and the rules into modernize.py; what is still wrong."""
    given = (book.snippets / TABLE).with_name("given.py").read_text("utf-8")
    found = rows(book)
    for row in found:
        row["says"] = run(row["old"], given).said
    text = io.StringIO()
    writer = csv.DictWriter(text, list(found[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    (book.snippets / TABLE).write_text(text.getvalue(), "utf-8", newline="\n")
    script = (book.snippets / TABLE).with_name("modernize.py")
    if script.exists():
        script.write_text(embedded(book, script.read_text("utf-8")), "utf-8", newline="\n")
    return list(faults(book, found))


# ---- the rules inside modernize.py


def embedded(book: Book, script: str) -> str:
    """The text of modernize.py with the rules of the table, and with today's names."""
    script = _RULES.sub(lambda _: rules_text(rows(book)), script, count=1)
    targets = {m[1] for m in re.finditer(r"module [\w.]+ = (keras[\w.]*)", rules_text(rows(book)))}
    names = "".join(f"{module}: {' '.join(public(module))}\n" for module in sorted(targets))
    return _NAMES.sub(lambda _: names, script, count=1)


def rules_text(found: list[dict[str, str]]) -> str:
    """The rows that have a rule, one a line: section, today's line, two notes, the rules."""
    lines = []
    for row in found:
        if row["rule"]:
            notes = [_alone(row[f"note_{code}"]) for code in ("zh", "en")]
            cells = [row["group"], row["today"], *notes, row["rule"]]
            lines.append(" | ".join(cells) + "\n")
    return "".join(lines)


def _alone(note: str) -> str:
    """A note without the links of the page, and without what points to the row above it."""
    note = re.sub(r"(?:^|[，；;,] ?)(?:见|[Ss]ee) ?\[.*$", "", note)
    note = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", note)
    return "" if note.startswith(("同上", "The same")) else note


def public(module: str) -> list[str]:
    """The names that a module of Keras binds, read from its source: nothing is imported."""
    spec = importlib.util.find_spec("keras")
    folder = Path(spec.origin).parent.joinpath(*module.split(".")[1:])
    tree = ast.parse((folder / "__init__.py").read_text("utf-8"))
    imports = (n for n in tree.body if isinstance(n, ast.ImportFrom))
    return sorted({a.asname or a.name for n in imports for a in n.names} - {"*"})


def main(book: Book) -> int:
    """Refresh the table; print what is still wrong with it."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    try:
        problems = refresh(book)
    except BookError as error:
        print(error, file=sys.stderr)
        return 1
    for problem in problems:
        print(problem)
    return 1 if problems else 0
