"""The cheat sheet: its tables say what its snippet proves."""

import ast
import re

import pytest

from tests.support import BOOK, name_of

pytestmark = pytest.mark.inputs(
    "snippets/help/cheat_sheet",
    "docs/zh/help/cheat-sheet.md",
    "docs/en/help/cheat-sheet.md",
    "tools/source",
)

PAGES = BOOK.twins("help/cheat-sheet")
PROOF = (BOOK.snippets / "help/cheat_sheet/layers.py").read_text("utf-8")


def rows(text, section):
    """The rows of the table of a section, without their header: lists of cells."""
    part = re.split(rf"^## .*{{#{section}}}$", text, flags=re.M)[1].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def shapes(text):
    """What the page says of layers: call, shape of the input and of the output, parameters."""
    return [(*(c.strip("`") for c in row[:3]), int(row[3])) for row in rows(text, "layers")]


def answers(text):
    """What the page says of last layers: units, loss, metric, how to read the scores."""
    found = []
    for _, layer, loss, metric, _, read in rows(text, "last-layer"):
        units = re.fullmatch(r"`Dense\((.)\)`", layer)[1]
        found.append((units, *(cell.strip("`") for cell in (loss, metric, read))))
    return found


def proved(name):
    """A list of the snippet, each element as its source says it."""
    for node in ast.parse(PROOF).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            return [[ast.unparse(cell) for cell in row.elts] for row in node.value.elts]
    raise AssertionError(f"layers.py has no {name}")


def proved_shapes():
    return [tuple(map(ast.literal_eval, row)) for row in proved("SHAPES")]


def proved_answers():
    return [
        (units, *map(ast.literal_eval, (loss, metric, read)))
        for units, loss, metric, _, read in proved("ANSWERS")
    ]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_the_tables_say_what_is_proved(page):
    text = "\n".join(page.lines)
    assert shapes(text) == proved_shapes()
    assert answers(text) == proved_answers()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_the_calls_of_the_table_on_fit_are_run(page):
    calls = [row[1].strip("`") for row in rows("\n".join(page.lines), "fit")]
    ran = [ast.unparse(node) for node in ast.walk(ast.parse(PROOF)) if isinstance(node, ast.Call)]
    plain = [re.sub(r"^\w+\.|, verbose=0", "", call).replace("1 - x", "y") for call in ran]
    missing = [c for c in calls if ast.unparse(ast.parse(c)) not in plain]
    assert len(calls) == 5 and not missing, missing


def test_a_changed_cell_is_seen():
    text = "\n".join(PAGES[0].lines)
    assert shapes(text.replace("(n, 26, 26, 8)", "(n, 25, 25, 8)")) != proved_shapes()
    assert shapes(text.replace("144", "145")) != proved_shapes()
    assert answers(text.replace("`softmax(z)`", "`sigmoid(z)`", 1)) != proved_answers()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_listings_are_short_and_narrow(page):
    """Wider ones would be cut off in a column of the sheet."""
    for block in (b for b in page.blocks if b.is_listing):
        lines = block.code.splitlines()
        assert len(lines) <= 8 and max(map(len, lines)) <= 57, block.where
