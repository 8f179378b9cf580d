"""Every guard is shown a planted fault in a copy of the book, and must name place and mend."""

import re
import time

import matplotlib.image
import numpy as np
import pytest

from tests.book.test_site import third_party
from tests.conftest import build_site
from tools.proof.outputs import agree, same_picture, tasks, verdict
from tools.proof.runner import Program, Step, run, running
from tools.source.listings import ROOT, Page

PAGE = "basics/functional-api"
PICTURES = sorted((ROOT / "snippets").rglob("*.png"))


def zh(book):
    return book / "docs/zh" / f"{PAGE}.md"


def en(book):
    return book / "docs/en" / f"{PAGE}.md"


def replace(path, old, new, count=1):
    """Edit a file of the copy; returns the number of the first line changed."""
    text = path.read_text("utf-8")
    found = re.search(old, text, re.M)
    assert found, f"nothing to break: {old} is not in {path}"
    path.write_text(re.sub(old, new, text, count=count, flags=re.M), encoding="utf-8")
    return text[: found.start()].count("\n") + 1


# ---- the strict build


def test_strict_build_refuses_dead_links_anchors_and_sections(book, tmp_path):
    replace(zh(book), r"^(## .*)$", r"\1\n\n[x](gone.md) [y](index.md#gone)")
    built = build_site(book, tmp_path / "site")
    said = built.stdout + built.stderr
    assert built.returncode != 0
    assert f"{PAGE}.md" in said and "gone.md" in said and "#gone" in said


def test_strict_build_refuses_a_dead_link_in_the_english_edition(book, tmp_path):
    replace(en(book), r"^(## .*)$", r"\1\n\n[x](gone.md)")
    built = build_site(book, tmp_path / "site")
    assert built.returncode != 0 and "gone.md" in built.stdout + built.stderr


def test_strict_build_refuses_a_missing_section(book, tmp_path):
    replace(zh(book), r'(\.py):[\w-]+"', r'\1:no_such"')
    built = build_site(book, tmp_path / "site")
    assert built.returncode != 0 and "no_such" in built.stdout + built.stderr


def test_third_party_in_the_theme(book, tmp_path):
    """A font of the theme, a style sheet's import: seen in the built site."""
    replace(book / "mkdocs.yml", r"^  font: false\n", "")
    css = book / "docs/assets/stylesheets/book.css"
    css.write_text('@import "https://example.com/x.css";\n' + css.read_text("utf-8"))
    built = build_site(book, tmp_path / "site")
    assert built.returncode == 0, built.stderr
    found = "\n".join(third_party(tmp_path / "site"))
    assert "fonts.g" in found and "example.com/x.css" in found


# ---- outputs and runs


@pytest.mark.parametrize(
    "shown, actual, tolerance, same",
    [
        ("62", "62", None, True),
        ("62", "63", None, False),
        ("loss 0.12", "loss 0.1234", None, True),
        ("loss 0.12", "loss 0.13", None, False),
        ("loss 0.12", "loss 0.1251", None, False),
        ("1e-07", "1.2e-07", None, True),
        ("1e-07", "3e-07", None, False),
        ("(None, 3)", "(None,  3)", None, True),
        ("(None, 3)", "(none, 3)", None, False),
        ("1 2", "1", None, False),
        ("mse 2900", "mse 2950", 0.05, True),
        ("mse 2900", "mse 3200", 0.05, False),
        ("acc 0.97", "acc 0.94", 0.05, True),
        ("loss 0.01", "loss 0.10", 0.05, False),
        ("float32", "float16", None, False),
    ],
)
def test_agree(shown, actual, tolerance, same):
    assert agree(shown, actual, tolerance) is same


@pytest.mark.keras
def test_edited_output_renamed_api_and_a_listing_that_no_longer_fails(book):
    """Three faults in one run: each is reported at its place, with what to do."""
    page = Page(zh(book), book)
    with_output = next(b for b in page.blocks if b.output and re.search(r"\d", b.output.code))
    fails = next(b for b in page.blocks if b.raises)
    replace(with_output.output.source, r"\d", "7777")
    renamed = next(b for b in page.blocks if b is not with_output and "Dense(" in b.code and b.runs)
    replace(renamed.source, r"Dense\(", "Dance(", count=0)
    fails.source.write_text(
        re.sub(
            r"(\[start:.*?\]\n).*?(?=# --8<-- \[end)",
            r"\1print(1)\n",
            fails.source.read_text("utf-8"),
            flags=re.S,
        )
    )
    task = tasks(book, [PAGE])[0]
    found = run([task.program])[0]
    said = "\n".join(filter(None, map(verdict, task.blocks, found.results)))
    assert (
        f"{PAGE}.md:{with_output.output.line}" in said or "Dance" in with_output.source.read_text()
    )
    assert "AttributeError" in said and "Dance" in said and renamed.source.name in said
    assert f"must raise {fails.raises} but ran to its end" in said


@pytest.mark.keras
def test_edited_output(book):
    page = Page(zh(book), book)
    block = next(b for b in page.blocks if b.output and re.search(r"\d", b.output.code))
    replace(block.output.source, r"\d", "7777")
    task = tasks(book, [PAGE])[0]
    found = run([task.program])[0]
    said = "\n".join(filter(None, map(verdict, task.blocks, found.results)))
    assert f"{PAGE}.md:{block.output.line}" in said and "make outputs" in said
    assert block.output.source.name in said


@pytest.mark.parametrize("picture", PICTURES, ids=lambda p: p.stem)
def test_another_picture(picture, tmp_path):
    """Empty, in negative or of another size, it is not the book's; a pixel to the side, it is."""
    shown = matplotlib.image.imread(picture)[..., :3]
    drawn = tmp_path / "drawn.png"
    for change, same in [
        (lambda a: a, True),
        (lambda a: np.roll(a, 1, axis=1), True),
        (np.ones_like, False),
        (lambda a: 1 - a, False),
        (lambda a: a[1:], False),
    ]:
        matplotlib.image.imsave(drawn, change(shown))
        assert same_picture(picture, drawn) is same


@pytest.mark.keras
def test_runner_without_fork(monkeypatch):
    """Windows and macOS: each program has a fresh process, and all comes back the same."""
    monkeypatch.setattr("tools.proof.runner.FORKS", False)
    programs = [
        Program("names", [Step("python", "x = 1"), Step("python", "import sys; print(x)")]),
        Program("new", [Step("python", "import sys; print('keras' in sys.modules)")]),
        Program("fails", [Step("python", "1 / 0"), Step("python", "print(2)")]),
        Program("dies", [Step("python", "import os; os._exit(3)")]),
    ]
    names, new, fails, dies = run(programs)
    assert names.results[1].stdout == "1\n"
    assert new.results[0].stdout == "False\n"
    assert fails.results[0].raised == "ZeroDivisionError: division by zero"
    assert fails.results[1].stdout == "2\n"
    assert "status 3" in dies.died


@pytest.mark.keras
def test_runner_survives_exit_crash_and_hanging():
    """A listing that exits, kills its process or never ends fails alone, with a reason."""
    programs = [
        Program("exits", [Step("python", "import sys; sys.exit(3)"), Step("python", "print(2)")]),
        Program("crashes", [Step("python", "import os; os.kill(os.getpid(), 9)")]),
        Program("hangs", [Step("python", "while True: pass")], limit=2),
        Program("names", [Step("python", "x = 1"), Step("python", "print(x, __name__)")]),
        Program("shell", [Step("sh", "echo hi > f"), Step("python", "print(open('f').read())")]),
        Program("fails", [Step("sh", "false; echo no")]),
        Program("fresh", [Step("python", "import sys; print('keras' in sys.modules)")], fresh=True),
    ]
    runs = {r.name: r for r in run(programs)}
    assert runs["exits"].results[0].raised.startswith("SystemExit")
    assert runs["exits"].results[1].stdout == "2\n"
    assert "status -9" in runs["crashes"].died
    assert "over 2 s" in runs["hangs"].died
    assert runs["names"].results[1].stdout == "1 __main__\n"
    assert runs["shell"].results[1].stdout == "hi\n\n"
    assert runs["fails"].results[0].raised and runs["fails"].results[0].stdout == ""
    assert runs["fresh"].results[0].stdout == "False\n"


@pytest.mark.keras
@pytest.mark.parametrize("fresh", [False, True])
def test_what_runs_in_the_background_ends_with_its_block(tmp_path, fresh):
    """A test run that is broken off leaves no training behind."""
    beat = tmp_path / "beat"
    code = f"import time\nwhile True:\n    open({str(beat)!r}, 'a').write('.'), time.sleep(0.05)"
    with running([Program("endless", [Step("python", code)], fresh=fresh)], politely=True):
        until = time.monotonic() + 60
        while not beat.exists() and time.monotonic() < until:
            time.sleep(0.05)
    beats = beat.stat().st_size
    time.sleep(0.5)
    assert beats and beat.stat().st_size == beats
