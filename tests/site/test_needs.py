"""A page shows what it needs from earlier pages, as links, under its title."""

from tests.rules.plant import plant
from tests.support import build_site, html_of, soup
from tools.site.needs import with_needs
from tools.source.book import Book
from tools.source.edition import EDITIONS

FIRST = "start/first.md"


def test_links_to_what_explains_the_terms(tiny, tmp_path):
    words = {"zh": "求和", "en": "sum"}
    for edition in EDITIONS:
        needs = f"notebook: true\nneeds: [{words[edition.code]}]"
        plant(tiny, f"{edition.folder}/{FIRST}", "notebook: true", needs)
    built = build_site(tiny, tmp_path / "site")
    assert built.returncode == 0, built.stdout + built.stderr
    for edition in EDITIONS:
        page = Book(tiny).page(edition, "start/first")
        line = soup(html_of(tmp_path / "site", page)).select_one("p.needs")
        assert line.a.text == words[edition.code] and line.a["href"] == "../../#loop"
        assert line.text.startswith(page.edition.words["needs"].partition("{")[0])


def test_a_page_that_needs_nothing_is_as_it_was(tiny):
    page = Book(tiny).page(EDITIONS[0], "start/first")
    assert with_needs(page, "# Title\n\nText.") == "# Title\n\nText."
