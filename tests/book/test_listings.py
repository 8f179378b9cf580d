"""The listings of the sources, of pytest-codeblocks and of the built HTML are the same."""

import pytest
import pytest_codeblocks
from bs4 import BeautifulSoup

from tools.source.listings import EDITIONS, RUN, inventory, pages, shown_path

PAGES = [page for edition in EDITIONS for page in pages(edition)]
by_path = pytest.mark.parametrize("page", PAGES, ids=lambda p: f"{p.edition}/{p.name}")


@by_path
def test_fences_follow_the_rules(page):
    assert not page.problems, "\n".join(map(str, page.problems))


@by_path
def test_codeblocks_collects_every_listing(page, tmp_path):
    """pytest-codeblocks, given the page as the reader sees it, finds what we say is there."""
    expanded = tmp_path / "page.md"
    expanded.write_text(page.expanded(), encoding="utf-8")
    collected = pytest_codeblocks.extract_from_file(expanded)
    theirs = [b.code for b in collected if b.syntax in RUN]
    ours = [b for b in page.blocks if b.language in RUN]
    for block, code in zip(ours, theirs, strict=False):
        assert code.rstrip() == block.code.rstrip(), block.where
    assert len(theirs) == len(ours), (
        f"{shown_path(page.path)}: pytest-codeblocks collects {len(theirs)} of {len(ours)} listings"
    )


def html_of(site, page):
    """The built HTML of a page."""
    folder = site if page.edition == "zh" else site / "en"
    name = page.name.removesuffix("index")
    return folder / (
        f"{name}/index.html" if name and not name.endswith("/") else f"{name}index.html"
    )


@by_path
def test_html_shows_exactly_the_tested_text(page, site):
    """Every <pre> of the built page is one of the page's blocks, text and language."""
    html = BeautifulSoup(html_of(site, page).read_text("utf-8"), "html.parser")
    shown = html.select("article pre")
    for pre, block in zip(shown, page.blocks, strict=False):
        outer = pre.find_parent(class_="highlight")
        assert outer, f"{block.where}: the page shows a <pre> that is no listing:\n{pre.get_text()}"
        assert f"language-{block.language}" in outer["class"], block.where
        assert pre.get_text().rstrip("\n") == block.code.rstrip("\n"), block.where
        assert ("raises" in outer["class"]) == bool(block.raises), block.where
        assert ("not-run" in outer["class"]) == bool(block.not_run), block.where
    assert len(shown) == len(page.blocks), (
        f"{shown_path(page.path)}: the built page shows {len(shown)} code blocks, the source has "
        f"{len(page.blocks)}. An indented block or a <pre> would not be tested: make it a fence"
    )


def test_inventory(say):
    """Count what is run and what is not; those not run are few."""
    rows = inventory()
    not_run = [block for block, _ in rows if block.not_run is not None]
    say(f"{len(rows)} listings in {len(PAGES)} pages; {len(not_run)} cannot run here:")
    for block in not_run:
        say(f"    {shown_path(block.source)}:{block.section or ''}  {block.not_run}")
    assert all(len(places) >= 2 for _, places in rows), "a listing is missing from one edition"
