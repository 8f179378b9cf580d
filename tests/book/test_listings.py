"""The listings of the sources, of pytest-codeblocks and of the built HTML are the same."""

import pytest
import pytest_codeblocks

from tests.support import BOOK, SITE, html_of, name_of, soup
from tools.source.faults import shown_path
from tools.source.marks import RUN

pytestmark = pytest.mark.inputs(*SITE)


PAGES = BOOK.pages()
by_path = pytest.mark.parametrize("page", PAGES, ids=name_of)


@by_path
def test_codeblocks_collects_every_listing(page, tmp_path):
    """pytest-codeblocks, given the page as the reader sees it, finds what we say is there."""
    expanded = tmp_path / "page.md"
    expanded.write_text(page.expanded(), encoding="utf-8")
    collected = pytest_codeblocks.extract_from_file(expanded)
    theirs = [b.code for b in collected if b.syntax in RUN]
    ours = [b for b in page.listings if b.language in RUN]
    for block, code in zip(ours, theirs, strict=False):
        assert code.rstrip() == block.code.rstrip(), block.where
    assert len(theirs) == len(ours), (
        f"{shown_path(page.path)}: pytest-codeblocks collects {len(theirs)} of {len(ours)} listings"
    )


@by_path
def test_html_shows_exactly_the_tested_text(page, site):
    """Every <pre> of the built page is one of the page's blocks: text, language and marks."""
    shown = soup(html_of(site, page)).select("article pre")
    for pre, block in zip(shown, page.listings, strict=False):
        outer = pre.find_parent(class_="highlight")
        assert outer, f"{block.where}: the page shows a <pre> that is no listing:\n{pre.get_text()}"
        assert f"language-{block.language}" in outer["class"], block.where
        assert pre.get_text().rstrip("\n") == block.code.rstrip("\n"), block.where
        assert ("raises" in outer["class"]) == bool(block.raises), block.where
        assert ("warns" in outer["class"]) == bool(block.warns), block.where
        assert ("not-run" in outer["class"]) == bool(block.not_run), block.where
    assert len(shown) == len(page.blocks), (
        f"{shown_path(page.path)}: the built page shows {len(shown)} code blocks, the source has "
        f"{len(page.blocks)}. An indented block or a <pre> would not be tested: make it a fence"
    )


def test_inventory(say):
    """Count what is run and what is not; those not run are few."""
    rows = list(BOOK.inventory())
    not_run = [block for block, _ in rows if block.not_run is not None]
    say(f"{len(rows)} listings in {len(PAGES)} pages; {len(not_run)} cannot run here:")
    for block in not_run:
        say(f"    {block.name}  {block.not_run}")
    assert all(len(places) >= 2 for _, places in rows), "a listing is missing from one edition"
