"""Case pages as notebooks: composed for both editions, executed once, cached, faults named."""

import json
import shutil

import nbformat
import pytest

from tests.support import BOOK, SITE, name_of
from tools.products import notebooks
from tools.proof.cases import cache_key
from tools.source.book import Book
from tools.source.edition import EDITIONS
from tools.source.faults import BookError

pytestmark = pytest.mark.inputs(*SITE, "tools/proof")

CASES = [page for page in BOOK.pages() if page.is_case]

PAGE = """---
title: Case
description: A case
notebook: true
---

# Case {#case}

See [install](../install.md#pip) and [next](other.md).

!!! note "Mind"
    It is here.

    ```python
    --8<-- "cases/try/loop.py:loop"
    ```

    1. Still quoted.

```python
--8<-- "cases/try/first.py:one"
```

```{.text .output}
--8<-- "cases/try/first.one.out"
```

![A line](../snippets/cases/try/line.png){ width="10" height="10" }

## Second {#second}

```{.python .raises data-exception="ValueError"}
--8<-- "cases/try/bad.py:bad"
```
"""


@pytest.fixture
def case(tmp_path):
    """A little book with one case page in both editions; returns the Chinese page's path."""
    folder = tmp_path / "snippets/cases/try"
    folder.mkdir(parents=True)
    (folder / "first.py").write_text(
        "# --8<-- [start:one]\nimport numpy\n\nprint(numpy.add(1, 1))\n# --8<-- [end:one]\n"
    )
    (folder / "first.one.out").write_text("2\n")
    (folder / "loop.py").write_text(
        "# --8<-- [start:loop]\nfor n in range(2):\n    print(n, flush=True)\n\nprint(9)\n"
        "# --8<-- [end:loop]\n"
    )
    (folder / "bad.py").write_text("# --8<-- [start:bad]\nint('x')\n# --8<-- [end:bad]\n")
    for name in ("mkdocs.yml", "requirements.txt"):
        shutil.copy(BOOK.root / name, tmp_path)
    for edition in EDITIONS:
        path = tmp_path / edition.folder / "cases" / "try.md"
        path.parent.mkdir(parents=True)
        path.write_text(PAGE)
    return tmp_path / "docs/zh/cases/try.md"


def book_of(path):
    return Book(path.parents[3])


def page_at(path):
    return book_of(path).page(EDITIONS[0], "cases/try")


def test_compose(case, monkeypatch):
    """Prose that any viewer shows, the tested code, no outputs pasted twice."""
    monkeypatch.setenv("SITE_URL", "https://book.example/")
    book = notebooks.compose(page_at(case))
    nbformat.validate(book)
    kinds = "markdown code code markdown code markdown code"
    assert [c.cell_type for c in book.cells] == kinds.split()
    prose = "".join(c.source for c in book.cells if c.cell_type == "markdown")
    assert "# Case\n" in prose and "## Second" in prose and "{#" not in prose
    assert "(https://book.example/install/#pip)" in prose
    assert "(https://book.example/cases/other/)" in prose
    assert "> **Mind**" in prose and "> It is here." in prose
    assert "line.png" not in prose and "```" not in prose
    assert '"keras": "' in book.cells[1].source and '"numpy": "' in book.cells[1].source
    assert "matplotlib" not in book.cells[1].source, "only what the page uses"
    assert book.cells[2].source == "for n in range(2):\n    print(n, flush=True)\n\nprint(9)"
    assert "> 1. Still quoted." in prose
    assert book.cells[4].source == "import numpy\n\nprint(numpy.add(1, 1))"
    assert book.cells[6].metadata["tags"] == ["raises-exception"]
    assert book.metadata["kernelspec"]["name"] == "python3"


def test_the_key_is_the_code_and_not_the_prose(case):
    before = cache_key(page_at(case))
    case.write_text(case.read_text().replace("See ", "Look at "))
    assert cache_key(page_at(case)) == before
    snippet = case.parents[3] / "snippets/cases/try/first.py"
    snippet.write_text(snippet.read_text().replace("add(1, 1)", "add(1, 2)"))
    assert cache_key(page_at(case)) != before


@pytest.mark.keras
def test_executes_once_for_both_editions_and_not_again(case):
    said = []
    written = notebooks.write(book_of(case), say=said.append)
    assert said == [f"executing cases/try: cell {n} of 4" for n in (1, 2, 3, 4)]
    assert len(written) == 2
    for path in written:
        cells = [c for c in nbformat.read(path, 4).cells if c.cell_type == "code"]
        assert [c.execution_count for c in cells] == [1, 2, 3, 4]
        assert [o.text for o in cells[1].outputs] == ["0\n1\n9\n"]
        assert cells[2].outputs[0].text == "2\n"
        assert cells[3].outputs[0].ename == "ValueError"
    said.clear()
    case.write_text(case.read_text().replace("See ", "Look at "))
    notebooks.write(book_of(case), say=said.append)
    assert said == [], "changing prose executes nothing"
    snippet = case.parents[3] / "snippets/cases/try/first.py"
    snippet.write_text(snippet.read_text().replace("add(1, 1)", "add(1, 2)"))
    notebooks.write(book_of(case), say=said.append)
    assert len(said) == 4, "changing a listing executes its case once"
    kept = {path.stem for path in (book_of(case).cache / "notebooks").iterdir()}
    assert len(kept) == 1, "the old outputs and pictures are dropped"


@pytest.mark.keras
def test_a_cell_that_raises_names_page_listing_and_line(case):
    snippet = case.parents[3] / "snippets/cases/try/first.py"
    snippet.write_text(snippet.read_text().replace("numpy.add", "numpy.addd"))
    with pytest.raises(BookError) as error:
        notebooks.write(book_of(case), say=lambda _: None)
    assert "cases/try.md:20: " in str(error.value) and "first.py" in str(error.value)
    assert "addd" in str(error.value)
    assert not list(book_of(case).build.rglob("*.ipynb")), "nothing half-written is left"


@pytest.mark.keras
def test_a_missing_glyph_is_refused(case):
    snippet = case.parents[3] / "snippets/cases/try/first.py"
    snippet.write_text(
        "# --8<-- [start:one]\nimport matplotlib.pyplot as plt\n\n"
        "plt.plot([1, 2])\nplt.title(chr(0x8BAD))\nplt.savefig('line.png')\n# --8<-- [end:one]\n"
    )
    with pytest.raises(BookError, match="glyph"):
        notebooks.write(book_of(case), say=lambda _: None)


def test_a_preview_executes_nothing(case):
    written = notebooks.write(book_of(case), may_execute=False, say=pytest.fail)
    cells = [c for path in written for c in nbformat.read(path, 4).cells if c.cell_type == "code"]
    assert cells and all(c.outputs == [] for c in cells)


@pytest.mark.keras
@pytest.mark.parametrize("page", CASES, ids=name_of)
def test_case(page, executed):
    """Each case of the book: valid, executed, with plots, and the code the page shows."""
    book = executed[notebooks.notebook_path(BOOK, page.edition, page.name)]
    nbformat.validate(book)
    cells = [c for c in book.cells if c.cell_type == "code"]
    assert [c.source for c in cells[1:]] == [b.code.rstrip() for b in page.python]
    assert all(c.execution_count for c in cells)
    text = json.dumps(book)
    assert "image/png" in text, "a case has plots"
    assert "port.cc" not in text, "no log lines of TensorFlow"
