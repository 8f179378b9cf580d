"""The stock pytest-codeblocks agrees with our runner, or the listing is named."""

import pytest

from tools.proof.cache import Proofs
from tools.proof.codeblocks import (
    Item,
    Kept,
    disagreements,
    items,
    main,
    names_in,
    prove,
    ran,
    written,
)
from tools.proof.tasks import tasks

pytestmark = pytest.mark.inputs("tools/proof", "tools/source", "tests/tiny")


@pytest.fixture
def page(tiny_book):
    """Call it for a page of the tiny book as it stands on disk."""

    def page(name="index"):
        book = tiny_book()
        return book.page(book.editions[0], name)

    return page


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text, f"nothing to break in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def said(page, text=None):
    """Where the plugin and the book differ on a page, written as `text` if that is given."""
    right, named = written(page)
    return "\n".join(disagreements(page, named, ran(page, text or right)[0]))


def test_pages_of_every_kind_agree(page):
    """Python, with state from listing to listing; one that must fail; shell."""
    assert said(page()) == ""
    first = page("start/first")
    assert [(item.fate, item.counts) for item in items(first)] == [
        ("runs", 1),
        ("fails", 1),
        ("runs", 1),
    ]
    assert said(first) == ""


def test_a_listing_that_fails(page, tiny):
    edit(tiny / "snippets/home/add.py", "first = 40", "first = forty")
    found = said(page())
    assert "docs/zh/index.md:" in found and "fails by mistake" in found
    assert "name 'forty' is not defined" in found


def test_a_listing_that_no_longer_fails_and_shell_that_does(page, tiny):
    edit(tiny / "snippets/start/first/fails.py", "1 / 0", "1 / 1")
    edit(tiny / "snippets/start/first/shell.sh", "print(6 * 7)", "exit(3)")
    found = said(page("start/first"))
    assert "fails.py:fail" in found and "the book that it fails" in found
    assert "shell.sh:ask: pytest-codeblocks says that it fails by mistake" in found


def test_a_listing_that_fails_otherwise(page):
    """Judged by what the plugin says, which wraps what was raised."""
    first = page("start/first")
    _, named = written(first)
    came = {
        name: {"outcome": "passed", "expected": False, "raised": [], "text": ""} for name in named
    }
    fails = next(name for name, item in named.items() if item.fate == "fails")
    came[fails] = {"outcome": "skipped", "expected": True, "raised": ["NameError"], "text": "zero"}
    found = "\n".join(disagreements(first, named, came))
    assert "must raise ZeroDivisionError" in found and "raised NameError" in found


def test_a_listing_that_must_warn(page, tiny):
    code = "# --8<-- [start:fail]\nimport warnings\n\nwarnings.warn('old')\n# --8<-- [end:fail]\n"
    (tiny / "snippets/start/first/fails.py").write_text(code)
    for path in tiny.glob("docs/*/start/first.md"):
        edit(
            path, '.raises data-exception="ZeroDivisionError"', '.warns data-warning="UserWarning"'
        )
    first = page("start/first")
    assert said(first) == ""
    text, _ = written(first)
    assert "DID NOT WARN" in said(first, text.replace("warnings.warn('old')", "pass"))
    other = text.replace("warn('old')", "warn('old', FutureWarning)")
    assert "fails by mistake" in said(first, other)


def test_a_listing_that_is_skipped_and_not_marked(page):
    text, _ = written(page())
    skipped = text.replace("```python", '<!--pytest.mark.skip(reason="x")-->\n```python', 1)
    assert "only the book has a listing at line 3" in said(page(), skipped)
    text, _ = written(page())
    skipped = text.replace("\n\n```python", '\n<!--pytest.mark.skip(reason="x")-->\n```python', 1)
    assert "it is skipped, the book that it runs" in said(page(), skipped)


def test_a_fence_that_the_plugin_does_not_collect(page):
    text, _ = written(page())
    assert "only the book has" in said(page(), text.replace("```python", "```{.python}", 1))


def test_a_listing_that_is_left_out(page):
    """The counts of the page itself decide, not only what was handed over."""
    text, named = written(page())
    name, item = next(iter(named.items()))
    named[name] = Item(item.blocks[:1])
    found = "\n".join(disagreements(page(), named, ran(page(), text)[0]))
    assert "its listings are {'runs': 2}" in found


def test_what_a_failing_listing_needs_goes_with_it(page, tiny):
    code = "# --8<-- [start:fail]\nprint(x[99])\n# --8<-- [end:fail]\n"
    (tiny / "snippets/start/first/fails.py").write_text(code)
    for path in tiny.glob("docs/*/start/first.md"):
        edit(path, "ZeroDivisionError", "IndexError")
    fails = next(item for item in items(page("start/first")) if item.fate == "fails")
    assert [block.section for block in fails.blocks] == ["draw", "fail"] and fails.counts == 1


def test_a_page_is_run_once(tiny_book, tiny):
    book, heard = tiny_book(), []
    work = tasks(book, ["index"])
    for _ in range(2):
        assert prove(work, Proofs(book), say=heard.append).wrong == {"index": []}
    assert heard == ["index: 2 runs", "index: as it is, it was run before on this machine"]
    edit(tiny / "snippets/home/add.py", "first = 40", "first = forty")
    for _ in range(2):
        work = tasks(tiny_book(), ["index"])
        assert prove(work, Proofs(tiny_book()), say=heard.append).wrong["index"]
    assert len(heard) == 4


def test_a_page_that_takes_long_is_believed_until_it_changes(tiny_book, tiny, monkeypatch):
    """The line that `make codeblocks` writes; what is quick is run all the same."""

    def found():
        book = tiny_book()
        work = tasks(book, ["index"])
        return prove(work, Proofs(book, everything=True), Kept(book), say=lambda _: None)

    monkeypatch.setattr("tools.proof.codeblocks.QUICK", -1)  # rounded, it may take 0 s
    assert main(tiny_book(), ["index"]) == 0
    assert found().kept == ["index"] and found().wrong == {"index": []}
    monkeypatch.setattr("tools.proof.codeblocks.QUICK", 600)
    assert found().kept == [] and "index" in found().took
    monkeypatch.setattr("tools.proof.codeblocks.QUICK", -1)  # rounded, it may take 0 s
    edit(tiny / "snippets/home/add.py", "first = 40", "first = forty")
    assert found().kept == [] and "forty" in found().wrong["index"][0]
    before = (tiny / "snippets/codeblocks.lock").read_text("utf-8")
    assert main(tiny_book(), ["index"]) == 1, "and what fails gets no line"
    assert (tiny / "snippets/codeblocks.lock").read_text("utf-8") == before


def test_a_line_counts_for_its_versions(tiny_book, tiny):
    book = tiny_book()
    work = tasks(book, ["index"])
    Kept(book).renew({"index": 99.6}, work)
    assert Kept(book).is_long(work[0]) and Kept(book).vouches(work[0])
    lock = tiny / "snippets/codeblocks.lock"
    assert "cpu=100" in lock.read_text("utf-8")
    edit(lock, "versions=", "versions=0")
    assert not Kept(book).is_long(work[0]), "a line that is none is as good as missing"


def test_what_a_listing_takes_from_before():
    code = (
        "total = 0\nfor row in rows:\n    total += sum(row)\nrows.append(total)\n"
        "def shown(data, name='x'):\n    for name in data:\n        print(name, other, late)\n"
        "late = [part for part in parts]\nclass Kind:\n    size = width\n"
    )
    free, bound, changed = names_in(code)
    assert free == {"rows", "other", "parts", "width"} and changed == {"rows"}
    assert bound == {"total", "row", "shown", "late", "Kind"}
