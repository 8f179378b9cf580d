"""The benchmark of backends: its refusals, its rows, and what the page says of them."""

import pytest

from tests.support import BOOK
from tools.bench import backends as bench
from tools.source.faults import BookError

pytestmark = pytest.mark.inputs(
    "docs/zh/further", "docs/en/further", "snippets/further/backends", "tools/bench", "tools/source"
)

PAGES = BOOK.twins("further/backends")


def test_a_missing_environment_is_named_before_anything_is_measured(monkeypatch, capsys):
    def nothing(book, backend):
        if backend == "torch":
            raise BookError("PyTorch has no environment here: run make backends.")

    monkeypatch.setattr(bench, "insist", nothing)
    monkeypatch.setattr(bench, "train", lambda *_: pytest.fail("it measured"))
    with pytest.raises(BookError, match="make backends"):
        bench.main(BOOK, ["--quick"])
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("arguments", [["--quik"], ["--rounds", "x"], ["--quick", "--write"]])
def test_wrong_options_show_the_usage(arguments, capsys):
    with pytest.raises(SystemExit):
        bench.main(BOOK, arguments)
    assert "usage: python -m tools bench backends" in capsys.readouterr().err


def test_the_fastest_round_counts_and_a_long_training_has_one(monkeypatch, capsys):
    asked = []

    def train(book, network, backend, jit, epochs):
        asked.append((backend, jit))
        if (backend, jit) == ("jax", "off"):
            return {"failed": "no compiler"}
        if (backend, jit) == ("torch", "on"):
            return {"seconds": [bench.LONG, 1, 1]}
        return {"seconds": [9 - len(asked) / 10, 0.004, 0.002, 0.003]}

    monkeypatch.setattr(bench, "train", train)
    figures = {f.name: f.value for f in bench.measure(BOOK, ["wine"], 2, 4)}
    assert figures["speed.wine.tensorflow.off.first"] == "8.3"
    assert figures["speed.wine.tensorflow.off.later"] == "3"
    assert asked.count(("torch", "on")) == asked.count(("jax", "off")) == 1
    assert "speed.wine.jax.off.first" not in figures
    assert "wine jax off: no compiler" in capsys.readouterr().err


@pytest.mark.keras
def test_a_training_reports_its_epochs():
    found = bench.train(BOOK, "wine", "tensorflow", "off", 3)
    assert found["backend"] == "tensorflow"
    assert len(found["seconds"]) == 3 and min(found["seconds"]) > 0


@pytest.mark.keras
def test_a_training_that_crashes_is_told():
    with pytest.raises(BookError, match="KeyError: 'mist'"):
        bench.train(BOOK, "mist", "tensorflow", "off", 1)


def test_the_rows_shown_come_from_the_figures():
    for name, text in bench.rows_files(bench.read_figures(BOOK)).items():
        shown = (BOOK.snippets / bench.FIGURES / name).read_text("utf-8")
        assert shown == text, f"{name} is stale. Run: python -m tools bench backends --render"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.edition))
def test_the_page_shows_the_measured_tables(page):
    text = "\n".join(page.lines)
    for name in bench.rows_files([]):
        assert f'--8<-- "further/backends/{name}"' in text
