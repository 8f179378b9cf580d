"""The weekly report says what fails and what changes, and writes nothing into the book."""

import pytest

from tools.proof import weekly
from tools.proof.outputs import Findings

pytestmark = pytest.mark.inputs("tools/proof", "tools/source", "tests/tiny")

VERSIONS = {"keras": ("3.15.1", "3.16.0"), "tensorflow": ("2.21.0", "2.22.0")}


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text, f"nothing to break in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def files(root):
    return {p: p.read_bytes() for p in (root / "snippets").rglob("*") if p.is_file()}


@pytest.mark.keras
def test_what_fails_and_what_changes(tiny, tiny_book, capsys):
    with (tiny / "requirements.txt").open("a") as lock:
        lock.write("scikit-learn==1.0\n")
    edit(tiny / "snippets/home/add.py", "total = 0", "total = 1")
    edit(tiny / "snippets/home/add.add.out", "42", "keras 41")
    edit(tiny / "snippets/start/first/line.py", "np.arange", "np.arrange")
    before, report = files(tiny), tiny / "report.md"
    assert weekly.main(tiny_book(), str(report), []) == 1
    said = report.read_text("utf-8")
    assert said in capsys.readouterr().out
    assert files(tiny) == before, "examining writes nothing"
    assert "2 listings fail and 2 outputs change" in said
    assert "docs/zh/start/first.md:13: snippets/start/first/line.py:draw failed: `Attrib" in said
    assert "arrange" in said
    assert "line.py fails when run alone" not in said, "named once is enough"
    assert "- snippets/home/add.py fails when run alone: `AssertionError`" in said
    assert "- output snippets/home/add.add.out" in said
    assert "\n  -keras 41\n  +42\n" in said
    assert "- output snippets/home/add.loop.out" in said
    assert "| scikit-learn | 1.0 | " in said


def test_nothing_to_report_is_an_empty_text():
    assert weekly.markdown(Findings(), VERSIONS) == ""


def test_versions_that_outputs_name_are_no_change():
    for shown, expected in [
        ("keras 3.15.1", "keras 3.16.0"),
        ("3.15.1 tensorflow", "3.16.0 tensorflow"),
        ("13.15.1 and 3.15.10", "13.15.1 and 3.15.10"),
        ("tensorflow 2.21.0.", "tensorflow 2.22.0."),
    ]:
        assert weekly.renumbered(shown, VERSIONS) == expected


def test_a_long_report_fits_an_issue():
    found = Findings(failing=["x.md:1: x failed:\n" + "Traceback\n" * 20_000])
    text = weekly.markdown(found, VERSIONS)
    assert len(text) < 65_536 and "cut here" in text
