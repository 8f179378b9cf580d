"""The benchmark of backends: its refusals, its rows, and what the page says of them."""

import pytest

from tests.support import BOOK
from tools.bench import backends as bench
from tools.bench import figure
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
    for name, text in bench.rows_files(figure.read_figures(BOOK, bench.FIGURES)).items():
        shown = (BOOK.snippets / bench.FIGURES / name).read_text("utf-8")
        assert shown == text, f"{name} is stale. Run: python -m tools bench backends --render"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.edition))
def test_the_page_shows_the_measured_tables(page):
    text = "\n".join(page.lines)
    for name in bench.rows_files([]):
        assert f'--8<-- "further/backends/{name}"' in text


def test_what_the_page_claims_is_what_was_measured():
    """The prose says so; if a new measurement disagrees, correct the prose and this test."""
    figures = figure.read_figures(BOOK, bench.FIGURES)
    mend = "the page says otherwise: correct its section 'speed'"

    def number(network, kind, when):
        return float(figure.value(figures, f"speed.{network}.{kind}.{when}"))

    kinds = [f"{backend}.{jit}" for backend in bench.BACKENDS for jit in bench.JITS]
    usual = [f"{backend}.{jit}" for backend, jit in bench.USUAL.items()]
    for network in bench.NETWORKS:
        later = {kind: number(network, kind, "later") for kind in kinds}
        first = {kind: number(network, kind, "first") for kind in kinds}
        assert min(later, key=later.get) == "jax.on", mend
        assert max(later, key=later.get) == "jax.off", mend
        assert min(usual, key=first.get) == "torch.off", mend
        assert first["torch.on"] > 30, mend
        assert (later["torch.on"] < later["torch.off"]) == (network == "sea"), mend
        more = first["jax.on"] - first["tensorflow.off"]
        pays = 1000 * more / (later["tensorflow.off"] - later["jax.on"])
        low, high = {"sea": (5, 9), "wine": (15, 25), "digits": (40, 50), "wide": (150, 250)}[
            network
        ]
        assert low < pays < high, mend
    ratio = {
        n: number(n, "tensorflow.off", "later") / number(n, "jax.on", "later")
        for n in bench.NETWORKS
    }
    assert ratio["wine"] > 10 and ratio["wide"] < 1.2 and ratio["sea"] > 3, mend
    jit = {
        n: number(n, "tensorflow.on", "later") / number(n, "tensorflow.off", "later")
        for n in bench.NETWORKS
    }
    assert jit["sea"] < 0.5 and all(3.5 < jit[n] < 5 for n in ("digits", "wide")), mend
