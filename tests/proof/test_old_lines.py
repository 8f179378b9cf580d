"""Old lines and today's: every line of help/old-code is run, in one process for all of them."""

import json
import re
import subprocess
import sys

import pytest

from tests.support import BOOK
from tools.proof.old_lines import TABLE, embedded, rows, rules_text, shown

pytestmark = pytest.mark.inputs(
    "snippets/help/old_code", "docs/zh/help/old-code.md", "docs/en/help/old-code.md", "tools"
)

# The program that runs the rows it is given, and names the faults by row.
RUN = """
import json, sys
from tools.proof.old_lines import faults
from tools.source.book import Book
rows = json.load(sys.stdin)
found = [[p.line - 2, p.what] for p in faults(Book.here(), rows)]
print("faults:", json.dumps(found))
"""
PLANTED = [  # rows that are wrong, each in one way, and what is said of them
    ("layers.Dense(5)", "", "layers.Dense(5)", "it runs, so it is not old: layers.Dense(5)"),
    (
        "layers.Dense(5, init='zeros')",
        "ValueError: Unrecognized keyword arguments passed to Dense: {'init': 'zeros'}",
        "layers.Dense(5, kernel_init='zeros')",
        "today's line says \"ValueError: Unrecognized keyword arguments",
    ),
    (
        "model.optimizer.lr",
        "AttributeError: 'SGD' object has no attribute 'LR'",
        "model.optimizer.learning_rate",
        "has no attribute 'lr'\", not \"AttributeError",
    ),
    (
        "layers.Embedding(9, 2, input_length=5)",
        "UserWarning: Argument `input_length` is deprecated. Just remove it.",
        "layers.LeakyReLU(alpha=0.1)",
        "today's line says 'UserWarning: Argument `alpha` is deprecated.",
    ),
]


@pytest.fixture(scope="module")
def faults():
    """What is said of each row: those of the table, then the planted ones."""
    planted = [{"old": o, "says": s, "today": t} for o, s, t, _ in PLANTED]
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        cwd=BOOK.root,
        input=json.dumps(rows(BOOK) + planted),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    said: dict[int, list[str]] = {}
    for row, what in json.loads(done.stdout.rpartition("faults: ")[2]):
        said.setdefault(row, []).append(what)
    return said


@pytest.mark.keras
def test_old_lines_fail_as_told_and_those_of_today_run(faults):
    table = rows(BOOK)
    wrong = [what for row, whats in faults.items() if row < len(table) for what in whats]
    assert wrong == []
    assert len(table) > 60


@pytest.mark.keras
@pytest.mark.parametrize("number", range(len(PLANTED)))
def test_planted_rows_are_named(faults, number):
    said = "\n".join(faults.get(len(rows(BOOK)) + number, []))
    assert PLANTED[number][3] in said


def test_the_rules_inside_modernize_are_those_of_the_table():
    script = (BOOK.snippets / TABLE).with_name("modernize.py").read_text("utf-8")
    assert embedded(BOOK, script) == script, "run: python -m tools old"
    edited = script.replace("kernel_initializer", "kernel_init", 1)
    assert embedded(BOOK, edited) == script


def test_every_row_stands_in_a_section_of_the_page_and_once():
    found = rows(BOOK)
    assert len({row["old"] for row in found}) == len(found)
    for page in BOOK.twins("help/old-code"):
        ids = {section.id for section in page.outline.sections}
        assert {row["group"] for row in found} <= ids
        shown_rows = re.findall(r"old_code/old\.\w+\.md:([\w-]+)", "\n".join(page.lines))
        assert shown_rows == list(dict.fromkeys(row["group"] for row in found))
    assert "](" not in rules_text(found), "a link of the page in a program's words"


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("KeyError: 'acc'\n", "KeyError: 'acc'"),
        ("ImportError: no 'a' from 'b' (/home/x/b/__init__.py)", "ImportError: no 'a' from 'b'"),
        ("ValueError: {'a': <Tensor at 0x7f46>}", "ValueError: {'a': <…>}"),
        ("ValueError: First sentence. " + "And more. " * 20, "ValueError: First sentence."),
        ("ValueError: " + "word " * 40, "ValueError: " + "word " * 23 + "…"),
    ],
)
def test_what_is_shown_of_a_message(message, expected):
    assert shown(message) == expected
