"""The tool that writes the weights of the demo digit, without running the page."""

import pytest

from tests.support import BOOK
from tools.proof import digit
from tools.proof.runner import Result, Run
from tools.source.faults import BookError

pytestmark = pytest.mark.inputs("tools/proof", "tools/source", "docs", "snippets")

SAID = '{"shapes": [[2]], "data": "ADwAwA=="}\n'


def ran(monkeypatch, *results):
    """Have the page end so; what is then written, by path, and the program."""
    written, programs = {}, []

    def run(asked, patience):
        programs.extend(asked)
        return [Run("page", list(results))]

    monkeypatch.setattr(digit, "run", run)
    monkeypatch.setattr(digit, "write", written.__setitem__)
    return written, programs


def test_it_runs_the_page_and_writes_what_that_saves(monkeypatch, tmp_path):
    written, programs = ran(monkeypatch, Result("a line\n"), Result(SAID))
    assert digit.main(BOOK) == 0
    ((path, content),) = written.items()
    assert path == BOOK.assets / "demos/digit/weights.js"
    file = tmp_path / "weights.js"
    file.write_bytes(content)
    assert digit.weights(file) == {"shapes": [[2]], "data": "ADwAwA=="}
    text = content.decode()
    assert digit.head(digit.program(BOOK)[1]) in text and "\nDemo.digit.weights = {" in text
    *page, trains, saves, last = [step.code for step in programs[0].steps]
    assert "load_digits()" in page[0] and not any("mnist" in code for code in page)
    assert "final[name] = net" in trains and "halves = " in saves and "halves" in last


def test_a_page_that_fails_has_no_weights(monkeypatch):
    written, _ = ran(monkeypatch, Result(raised="ValueError: no", trace="ValueError: no"))
    with pytest.raises(BookError, match=r"pictures/images fails(.|\n)*ValueError: no"):
        digit.main(BOOK)
    assert not written
