"""Under its title, a page says on which backends its listings were proved, by the table."""

import pytest

from tests.rules.plant import plant
from tests.support import build_site, html_of, soup
from tools.proof.proved import Row, text_of
from tools.site.proved_on import proved_on
from tools.source.backends import TABLE
from tools.source.book import Book
from tools.source.edition import EDITIONS

ZH, EN = EDITIONS


def rows(**results):
    """Rows of the home page: `jax="same cannot"`."""
    return [
        Row("index", f"home/{n}.py", backend, result, "", "0", "")
        for backend, listed in results.items()
        for n, result in enumerate(listed.split())
    ]


SAID = [
    (EN, {}, "", ""),
    (EN, {"jax": "same claims"}, "Proved on TensorFlow, JAX", ""),
    (EN, {"jax": "same", "torch": "tensorflow"}, "Proved on TensorFlow, JAX", ""),
    (
        EN,
        {"jax": "same cannot", "torch": "same differs cannot cannot tensorflow"},
        "Proved on TensorFlow, JAX, PyTorch",
        " (listings excepted: 1 on JAX, 4 on PyTorch)",
    ),
    (
        ZH,
        {"jax": "same differs differs", "torch": "claims cannot"},
        "已在 TensorFlow、JAX、PyTorch 上运行验证",
        "（除外：JAX 上 2 段、PyTorch 上 1 段）",
    ),
]


@pytest.mark.parametrize(("edition", "results", "said", "but"), SAID)
def test_what_is_said(tiny, edition, results, said, but):
    page = Book(tiny).page(edition, "index")
    assert proved_on(page, rows(**results)) == (said, but)


def test_it_stands_under_the_title(tiny, tmp_path):
    table = text_of(rows(jax="same cannot"))
    plant(tiny, f"snippets/{TABLE}", "", table)
    built = build_site(tiny, tmp_path / "site")
    assert built.returncode == 0, built.stdout + built.stderr
    book = Book(tiny)
    for edition, said in ((ZH, "（除外：JAX 上 1 段）"), (EN, "(listings excepted: 1 on JAX)")):
        bar = soup(html_of(tmp_path / "site", book.page(edition, "index"))).select_one(".book-code")
        assert said in bar.text and bar.text.strip().endswith(said)
        other = soup(html_of(tmp_path / "site", book.page(edition, "start/first")))
        assert "JAX" not in other.select_one(".book-code").text
