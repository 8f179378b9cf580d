"""What a reader finds: golden queries, and lines pasted from a terminal, in a real browser.

The lines are those of pasted.py, made from the errors that the pages show, and those of
tests/data/pasted.csv, which readers pasted. Their rank is that of a list as it is seen: the
sections one under the other, without those folded away.
"""

import csv
import re
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.book.pasted import pastes
from tests.support import BOOK, DATA, PREFIX, SITE
from tools.source.edition import EDITIONS
from tools.source.edition import edition as edition_of

pytestmark = pytest.mark.inputs(*SITE, "tools/look")

WORKER = BOOK.assets / "javascripts" / "workers" / "book.js"
MOST_WORK = 20  # from a key to results, in units of book.work() in browser.js
FOUND = 0.95  # of the pasted lines: the right section is the first or the second
LEAST_LINES = 150


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


GOLDEN = [(edition_of(row["edition"]), row["query"], row["page"]) for row in rows("search.csv")]
PASTED = {row["line"]: row["section"] for row in rows("pasted.csv")}
SECTIONS = {
    (page.edition, heading.id): f"{page.address}#{heading.id}"
    for page in BOOK.pages()
    if page.name.startswith("help/")
    for heading in page.outline.headings
}


@dataclass
class Asked:
    """What the search of one edition said: query → what book.search() gives; its times."""

    said: dict = field(default_factory=dict)
    first: float = 0.0

    def pages(self, query):
        """The pages it finds, in order, by their addresses in the book."""
        return [urlsplit(url).path.removeprefix(PREFIX) for url in self.said[query]["found"]]

    def rank(self, query, wanted):
        """The place of the first wanted section among those seen, or 0."""
        for place, url in enumerate(self.said[query]["seen"], 1):
            parts = urlsplit(url)
            if f"{parts.path.removeprefix(PREFIX)}#{unquote(parts.fragment)}" in wanted:
                return place
        return 0


@contextmanager
def opened(chromium, root, edition, script=None):
    """A page whose search is open; `script` may change the text of the worker."""
    context = chromium.new_context(reduced_motion="reduce")
    context.add_init_script(path=DATA / "browser.js")
    if script:
        text = script(WORKER.read_text("utf-8"))
        context.route("**/workers/book.js*", lambda route: route.fulfill(body=text))
    page = context.new_page()
    page.goto(root + edition.prefix)
    page.evaluate("document.querySelector('[name=query]').focus()")
    fetched = re.compile("^(?!正在|Fetching)")
    expect(page.locator(".md-search-result__meta")).to_have_text(fetched, timeout=30_000)
    page.evaluate("book.search('keras')")
    yield page
    context.close()


def ask(page, query):
    """What the search says; pasted into a field of one line, lines are joined by blanks."""
    return page.evaluate("query => book.search(query)", query.replace("\n", " "))


def lines_of(edition):
    """Every pasted line of an edition, with the sections that are right."""
    made = {paste.line: paste.wanted for paste in pastes(edition)}
    told = {line: {SECTIONS[edition, section]} for line, section in PASTED.items()}
    return {**made, **told}


@pytest.fixture(scope="module")
def searches(chromium, root, say):
    """What the search of each edition says to all that is asked of it below."""
    found = {}
    for edition in EDITIONS:
        found[edition] = asked = Asked()
        queries = [query for e, query, _ in GOLDEN if e is edition]
        began = time.perf_counter()
        with opened(chromium, root, edition) as page:
            asked.first = time.perf_counter() - began
            for query in dict.fromkeys([*queries, *lines_of(edition)]):
                asked.said[query] = ask(page, query)
    times = [said["ms"] for asked in found.values() for said in asked.said.values()]
    first = max(asked.first for asked in found.values())
    say(
        f"search: {median(times):.0f} ms from key to results (median of {len(times)}, "
        f"worst {max(times):.0f} ms); page opened and index loaded in {first:.1f} s"
    )
    return found


# ---- golden queries


def test_golden_list_is_long_enough():
    for one in EDITIONS:
        assert len({query for e, query, _ in GOLDEN if e is one}) >= 40
    assert len(GOLDEN) == len({row[:2] for row in GOLDEN})


@pytest.mark.parametrize("edition, query, name", GOLDEN)
def test_search_finds_the_page(searches, edition, query, name):
    """Among the first three, and nothing of the other edition."""
    wanted, paths = BOOK.page(edition, name).address, searches[edition].pages(query)
    assert wanted in paths[:3], f"{query} finds {paths[:5]}"
    other = [path for path in paths if not edition.owns(path)]
    assert not other, f"{query} finds pages of the other edition: {other}"


def test_search_is_quick(searches):
    """Beside a piece of work that takes as long on this machine, at this moment."""
    said = [said for asked in searches.values() for said in asked.said.values()]
    assert median(one["ms"] / one["unit"] for one in said) < MOST_WORK


# ---- pasted lines


def found_of(asked, wanted):
    """The share of lines whose section is first or second, and a line for each other one."""
    ranks = {line: asked.rank(line, places) for line, places in wanted.items()}
    missed = [
        f"{rank or '-':>3}  {min(wanted[line])}  {line[:150]}"
        for line, rank in ranks.items()
        if rank not in (1, 2)
    ]
    return 1 - len(missed) / len(ranks), missed, list(ranks.values()).count(1) / len(ranks)


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_a_pasted_line_finds_its_section(searches, edition, say):
    """As a terminal shows it, and as it is with other names, numbers and surroundings."""
    wanted = lines_of(edition)
    assert len(wanted) >= LEAST_LINES
    share, missed, first = found_of(searches[edition], wanted)
    say(
        f"search, {edition}: of {len(wanted)} pasted lines {share:.1%} find their section first "
        f"or second, {first:.1%} first" + "".join(f"\n    {line}" for line in missed)
    )
    assert share >= FOUND, "\n".join(missed)


def test_planted_search_that_takes_a_line_for_words(chromium, root):
    """Without the ranking of pasted lines, lines of the same kinds are missed."""
    edition = EDITIONS[-1]
    wanted = dict(list(lines_of(edition).items())[::8])
    asked = Asked()

    def without(text):
        assert (kept := "if (isPasted(query)) {") in text
        return text.replace(kept, "if (false) {").replace("isEmpty ? answer(asked) :", "")

    with opened(chromium, root, edition, without) as page:
        for line in wanted:
            asked.said[line] = ask(page, line)
    assert found_of(asked, wanted)[0] < FOUND - 0.2


# ---- what a query is taken for

CLEAN = {
    "\x1b[31mValueError\x1b[0m: Unknown layer: 'Halver2'": "valueerror unknown layer halver2",
    'File "C:\\我的 项目\\a b.py", line 3, in <module> KeyError: 0': "keyerror",
    "Traceback (most recent call last): at 0x7f3a2b1c44d0 of type": "at of type",
    "Not found: D:\\data\\cats.csv or ../data/dogs/1.png, see http://a.b/c?d": "not found or see",
    "'y' sizes: 19": "y sizes",
    "shape=(None, 28, 28), dtype=float32": "shape none dtype float32",
}
KINDS = {
    "operators": ['"two words"', "+dense -conv", "conv -pool", "overfit*"],
    "pasted": ["KeyError: 'acc'", "'y' sizes: 19", "label values: -1 0 2", "a b c d e f"],
    "words": ["Dense", "save a model", "pip install", "keras.ops", "from versions", "卷积核", "-1"],
}


@pytest.fixture(scope="module")
def worker(chromium):
    """The worker's functions in an empty page."""
    page = chromium.new_page()
    page.add_script_tag(path=WORKER)
    page.evaluate("words = new Set()")
    yield page
    page.close()


@pytest.mark.parametrize("line, left", CLEAN.items())
def test_a_pasted_line_without_its_noise(worker, line, left):
    assert worker.evaluate("line => clean(line).join(' ')", line) == left


@pytest.mark.parametrize("kind, query", [(k, query) for k, some in KINDS.items() for query in some])
def test_what_a_query_is_taken_for(worker, kind, query):
    kinds = "isOperators(query) ? 'operators' : isPasted(query) ? 'pasted' : 'words'"
    assert worker.evaluate(f"query => {kinds}", query) == kind


# ---- nothing found


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_a_search_without_results_says_what_to_do(chromium, root, edition):
    """Only then; its links lead to pages of this edition, and the arrow keys reach them."""
    with opened(chromium, root, edition) as page:
        said = page.locator(".book-nothing")
        expect(said).to_have_count(0)
        for query in ("qqzzxx", "RuntimeError: dictionary 'seen' changed size during iteration"):
            ask(page, query)
            expect(said).to_be_visible()
            assert not page.evaluate(
                "document.querySelector('.md-search-result__list').children.length"
            )
            links = said.locator("a")
            reached = [urlsplit(link.evaluate("a => a.href")) for link in links.all()]
            places = {page.address for page in BOOK.pages(edition)}
            assert len(reached) == 2 and all(
                url.path.removeprefix(PREFIX) in places for url in reached
            )
            ask(page, "keras")
            expect(said).to_have_count(0)
        ask(page, "qqzzxx")
        page.keyboard.press("ArrowDown")
        expect(links.first).to_be_focused()
        page.evaluate(AXE_SCRIPT)
        assert not page.evaluate("book.faults()")
        page.evaluate("book.fresh([])")
        assert not page.evaluate("book.faint()")


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_an_emptied_field_offers_nothing(chromium, root, edition):
    with opened(chromium, root, edition) as page:
        ask(page, "qqzzxx")
        ask(page, "")
        expect(page.locator(".book-nothing")).to_have_count(0)
