"""An output says the same or it does not: faults that an editor or another version plants."""

from dataclasses import replace

import pytest

from tools.proof.cases import results
from tools.proof.compare import agree, tolerance, verdict
from tools.proof.runner import Result
from tools.source.book import Book
from tools.source.marks import misuse
from tools.source.tolerance import Tolerance
from tools.source.tolerance import fault as tolerance_fault

TABLE = "epoch  loss  accuracy\n    1  0.43     0.982\n   30  0.05     0.965\n"


@pytest.mark.parametrize(
    "shown, actual",
    [
        ("62\n", "63\n"),
        ("loss 0.12\n", "loss 0.1234\n"),  # digits cut off by hand
        ("loss 0.12\n", "loss 0.120\n"),
        ("loss 0\n", "loss 0.115\n"),
        ("1.45e2\n", "145\n"),
        ("+1\n", "1\n"),
        ("(None, 3)\n", "(none, 3)\n"),
        ("(None, 3)\n", "(None,  3)\n"),
        ("1\n2\n", "1 2\n"),
        ("float32\n", "float16\n"),
    ],
)
def test_without_a_tolerance_outputs_are_equal(shown, actual):
    assert agree(shown, shown) and agree(actual, actual)
    assert not agree(shown, actual) and not agree(actual, shown)


@pytest.mark.parametrize(
    "old, new",
    [
        ("0.982", "0.582"),  # what a tolerance for counts once let through
        ("0.982", "0.98"),
        ("0.982", "0.9820"),
        ("0.982", "9.82e-1"),
        ("0.982", "1"),
        ("0.982", "+0.982"),
        ("0.982", "-0.982"),
        ("0.05", "0.09"),
        ("0.05", "0"),
        ("   30 ", "   31 "),  # an epoch is no result
        ("   30 ", " 30.0 "),
        ("\n", " "),
        ("\n    1  0.43     0.982", ""),
        ("accuracy", "recall"),
        ("loss", "Loss"),
        ("0.982", "0.982 0.982"),
    ],
)
def test_a_tolerance_admits_no_other_line_word_notation_or_size(old, new):
    assert old in TABLE
    changed = TABLE.replace(old, new)
    assert not agree(TABLE, changed, Tolerance.of("0.03"))


@pytest.mark.parametrize(
    "allowed, shown, admitted, refused",
    [
        ("0.02", "0.982", ["0.962", "1.002"], ["0.961", "1.003"]),
        ("0.05", "0.00", ["0.03", "-0.03"], ["0.04"]),  # three units of the last digit
        ("0.05", "0.004", ["0.001", "0.007"], ["0.008", "0.000"]),
        ("0.05", "0.074", ["0.037", "0.111"], ["0.036", "0.112"]),  # half of it
        ("10%", "54.21", ["48.79", "59.63"], ["48.7", "60.00"]),
        ("10%", "0.001", ["0.000", "0.002"], ["0.003"]),
        ("10%", "2.22e+09", ["2.00e+09", "2.40e+09"], ["2.50e+09", "2.2e+09"]),
        ("0.3", "-11.5", ["-11.2", "-11.8"], ["11.5", "-11.9"]),
        ("0.3", "+0.82", ["+0.83"], ["0.82", "0.83"]),
        ("counts 3", "12", ["9", "15"], ["8", "16", "12.0"]),
        ("counts 5", "1", ["0", "4"], ["5"]),
        ("counts 3", "0.982", [], ["0.981"]),
        ("0.02", "12", [], ["13"]),
        ("0.05", "0.9 of 0.82", ["0.9 of 0.81"], ["0.91 of 0.82", "0.9 of 0.8"]),
        ("0.05 rounded", "0.70 of 0.8", ["0.72 of 0.8"], ["0.7 of 0.8", "0.76 of 0.8"]),
        ("0.05 rounded", "0.9 of 0.82", ["0.91 of 0.8"], ["0.90 of 0.82", "0.96 of 0.82"]),
        ("0.05 rounded", "[1. 0.02]", ["[0.99 0.]"], ["[0.990 0.]", "[1 0.02]", "[1. 0.1]"]),
        ("0.1", "keras 3.15.1", [], ["keras 3.16.1"]),
        ("0.1 counts 1", "1x1 float32", [], ["2x1 float32", "1x1 float33"]),
        ("0 0.02", "0.50 0.97 0.94", ["0.50 0.96 0.96"], ["0.51 0.97 0.94"]),
        ("0.02 counts 0 2", "7 50 9 0.9", ["7 51 8 0.9"], ["8 50 9 0.9", "7 53 9 0.9"]),
        ("0.02", "[ 0.01 -0.25]", ["[0.01 -0.25]", "[-0.01 -0.26]"], ["[0.01  -0.25 ]]"]),
    ],
)
def test_each_number_may_differ_by_what_its_fence_allows(allowed, shown, admitted, refused):
    for actual in admitted:
        assert agree(f"{shown}\n", f"{actual}\n", Tolerance.of(allowed)), actual
    for actual in refused:
        assert not agree(f"{shown}\n", f"{actual}\n", Tolerance.of(allowed)), actual


@pytest.mark.parametrize(
    "value, says",
    [
        ("", "no figure"),
        ("much", "'much'"),
        ("0.02, 3", "'0.02,'"),
        ("-0.1", "'-0.1'"),
        ("0.02 counts", "no figure"),
        ("rounded", "no figure"),
        ("rounded 0.02", "'rounded'"),
        ("0.02 counts many", "'many'"),
        ("0", "allows nothing"),
        ("0 counts 0", "allows nothing"),
    ],
)
def test_a_bad_tolerance_is_named_with_its_mend(value, says):
    ((what, mend),) = misuse("text", {"output": "", "data-tolerance": value})
    assert says in what and "data-tolerance" in mend
    assert not misuse("text", {"output": "", "data-tolerance": "10% 0.02 counts 0 3 rounded"})
    assert tolerance_fault("10% 0.02 counts 0 3 rounded") is None


def test_a_bad_tolerance_on_a_page_has_file_and_line(tiny):
    page = tiny / "docs/zh/index.md"
    text = page.read_text("utf-8")
    line = text[: text.index("{.text .output}")].count("\n") + 1
    fence = '{.text .output data-tolerance="a lot"}'
    page.write_text(text.replace("{.text .output}", fence, 1), "utf-8")
    (problem,) = Book(tiny).page(Book.editions[0], "index").problems
    assert f"docs/zh/index.md:{line}: " in str(problem) and "'a'" in str(problem)


def test_verdict_names_place_and_mend(tiny):
    """Another output, another exception, none: each with where and what to do."""
    page = Book(tiny).page(Book.editions[0], "start/first")
    block = next(b for b in page.blocks if b.output and "data-tolerance" in b.output.marks)
    shown = block.output.code
    assert tolerance(block.output).decimals
    assert verdict(block, Result(stdout=shown)) is None
    said = verdict(block, Result(stdout=shown.replace("12.0", "21.0")))
    assert f"first.md:{block.output.line}" in said and "make outputs" in said and "21.0" in said
    said = verdict(block, Result(stdout=shown, raised="KeyError: 1", trace="here\nKeyError: 1"))
    assert "failed" in said and "KeyError: 1" in said
    fails = next(b for b in page.blocks if b.raises)
    assert "ran to its end" in verdict(fails, Result(stdout=fails.output.code))
    other = Result(stdout=fails.output.code, raised="TypeError", bases=["TypeError", "Exception"])
    assert f"must raise {fails.raises} but raised" in verdict(fails, other)
    right = Result(stdout=fails.output.code, raised="…", bases=[fails.raises, "Exception"])
    assert verdict(fails, right) is None


def test_a_warning_that_depends_on_addresses_is_no_output(tiny):
    """TensorFlow warns of retracing where models happen to share an address; of the rest, not."""
    page = Book(tiny).page(Book.editions[0], "start/first")
    block = next(b for b in page.blocks if b.output and not b.raises)
    shown = block.output.code
    chance = "WARNING:tensorflow:6 out of the last 6 calls to <function f at 0x7f12ab34cd56> …\n"
    assert verdict(block, Result(stdout=chance + shown)) is None
    other = chance.replace("6 out of the last", "Layers that are new in the last")
    assert "is not what the listing prints" in verdict(block, Result(stdout=other + shown))


def test_a_listing_that_must_warn(tiny):
    """It warns of that category, and does not fail; what it shows is its output, then the text."""
    page = Book(tiny).page(Book.editions[0], "start/first")
    fails = next(b for b in page.blocks if b.raises)
    shown = replace(fails.output, code="5\nUserWarning: too old\n")
    marks = {"warns": "", "data-warning": "UserWarning"}
    block = replace(fails, marks=marks, output=shown)
    assert verdict(block, Result(stdout="5\n", warned=["UserWarning: too old"])) is None
    said = verdict(block, Result(stdout="5\n", warned=["UserWarning: another"]))
    assert "is not what the listing prints" in said and "another" in said
    said = verdict(block, Result(stdout="5\n"))
    assert "must warn UserWarning but warned: nothing" in said
    said = verdict(block, Result(stdout="5\n", warned=["FutureWarning: too old"]))
    assert "must warn UserWarning but warned: FutureWarning: too old" in said
    said = verdict(block, Result(raised="ValueError: no", warned=["UserWarning: too old"]))
    assert "failed" in said


def test_the_warning_of_a_notebook_cell():
    """Without the path, the number of the line, and the line itself."""
    text = "/tmp/ipykernel_7/1.py:5: UserWarning: too old\nand slow\n  warn(x)\n"
    text += "/lib/a.py:12: FutureWarning: soon\n  warn(y)\n"
    cell = [{"output_type": "stream", "name": "stderr", "text": text}]
    (result,) = results([[], cell])
    assert result.warned == ["UserWarning: too old\nand slow", "FutureWarning: soon"]
    assert result.stdout == ""
