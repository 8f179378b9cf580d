"""The reader's place: kept in the browser, shown in the contents and on the home page."""

import gzip
import json
import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.support import BOOK, DATA, SITE
from tools.source.edition import EDITIONS

pytestmark = pytest.mark.inputs(*SITE, "tools/look")

ZH, EN = EDITIONS
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
KEY = "keras-book-place"
SCRIPT = BOOK.assets / "javascripts" / "place.js"
MOST_BYTES = 3_000
COUNTED = [name for name in BOOK.order if name != "index" and not name.startswith("help/")]
FIRST, SECOND, THIRD = COUNTED[:3]
MARK = ".md-nav--primary a.md-nav__link > .book-read"
ACTIVE = "a.md-nav__link--active"
EDGES = """mark => {
  const of = element => element.getBoundingClientRect()
  const frame = mark.closest(".md-sidebar__scrollwrap"), title = mark.parentNode.children[0]
  return [of(frame).left, of(mark).left, of(mark).right, of(title).left]
}"""
REFUSED = """["localStorage", "sessionStorage"].forEach(name =>
  Object.defineProperty(window, name, {
    configurable: true, get() { throw new DOMException("refused", "SecurityError") }}))"""
FULL = 'Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError") }'


class Guest:
    """A browser of one reader; what it asked for, and complained of."""

    def __init__(self, chromium, root, script="", **how):
        how = {"viewport": DESK, "reduced_motion": "reduce", **how}
        self.root, self.context = root, chromium.new_context(**how)
        self.context.add_init_script(path=DATA / "browser.js")
        if script:
            self.context.add_init_script(script)
        self.sent, self.complaints = [], []
        self.context.on("request", lambda request: self.sent.append(request.url))
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda said: said.type in {"error", "warning"} and self.complaints.append(said.text),
        )

    def open(self, edition, name="index"):
        self.page.goto(self.root + edition.address(name))
        return self.page

    def read(self, edition, *names):
        """Go through pages to their ends."""
        for name in names:
            self.open(edition, name).evaluate("scrollTo(0, document.body.scrollHeight)")
            expect(self.page.locator(f"{ACTIVE} > .book-read")).to_be_attached()

    @property
    def marked(self):
        """The addresses of the pages that are marked in the contents, below the root."""
        found = self.page.locator(MARK).evaluate_all("all => all.map(e => e.parentNode.href)")
        return [address.removeprefix(self.root) for address in found]

    @property
    def box(self):
        return self.page.locator(".book-place")

    def part(self, name):
        return self.page.locator(f"[data-part={name}]")

    @property
    def stored(self):
        text = self.page.evaluate(f"localStorage.getItem('{KEY}')")
        return json.loads(text) if text else None


def edition_words(edition):
    return BOOK.settings(edition)["extra"]["place"]


@pytest.fixture
def guest(chromium, root):
    """Call it for a reader with an empty browser."""
    guests = []

    def come(script="", **how):
        guests.append(Guest(chromium, root, script, **how))
        return guests[-1]

    yield come
    for one in guests:
        one.context.close()


# ---- in the contents


def test_a_page_is_read_when_its_end_was_in_sight(guest):
    """And not before; it still is after a reload, and in the other edition."""
    reader = guest()
    page = reader.open(ZH, FIRST)
    page.evaluate("book.rest()")
    assert reader.marked == [], "marked before its end was seen"
    reader.read(ZH, FIRST)
    assert reader.marked == [ZH.address(FIRST)]
    page.reload()
    expect(page.locator(MARK)).to_be_visible()
    for name in (FIRST, SECOND):
        reader.open(EN, name)
        expect(page.locator(MARK)).to_be_visible()
        assert reader.marked == [EN.address(FIRST)]
    assert not reader.complaints


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_the_mark_is_seen_whole_beside_the_title(guest, window):
    reader = guest(viewport=window)
    reader.read(EN, FIRST)
    if window is PHONE:
        reader.page.locator("label.md-header__button[for=__drawer]").click()
        reader.page.evaluate("book.rest()")
    frame, left, right, title = reader.page.locator(MARK).evaluate(EDGES)
    assert frame + 3 <= left and right <= title, "it is drawn turned, and some 3 px further left"


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_a_screen_reader_hears_the_mark(guest, edition):
    reader = guest()
    reader.read(edition, FIRST)
    title = reader.page.locator(f"{ACTIVE}:has(> .book-read) .md-ellipsis").inner_text()
    name = f"{title} {edition_words(edition)['read']}"
    expect(reader.page.get_by_role("link", name=name, exact=True)).to_be_visible()


def test_pages_for_looking_things_up_do_not_count(guest):
    reader = guest()
    page = reader.open(EN, "help/proof")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.evaluate("book.rest()")
    assert reader.stored is None and reader.marked == []
    reader.open(EN)
    expect(reader.box).to_be_hidden()


# ---- on the home page


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_home_leads_back_to_the_section(guest, edition):
    """For those who come back only; to the next page, once one is read; with the count."""
    reader = guest()
    page = reader.open(edition)
    expect(reader.box).to_be_hidden()
    reader.open(edition, SECOND)
    heading = page.locator("article h2[id]").nth(1)
    heading.evaluate("heading => heading.scrollIntoView()")
    section = heading.get_attribute("id")
    reader.open(edition.twin)
    reader.open(edition)
    expect(reader.box).to_be_visible()
    there = reader.root + edition.address(SECOND)
    assert reader.part("next").evaluate("a => a.href") == f"{there}#{section}"
    reader.part("next").click()
    expect(page).to_have_url(f"{there}#{section}")
    reader.read(edition, SECOND)
    reader.open(edition)
    assert reader.part("next").evaluate("a => a.href") == reader.root + edition.address(THIRD)
    words = edition_words(edition)
    count = words["count"].replace("{read}", "1").replace("{all}", str(len(COUNTED)))
    expect(reader.part("count")).to_have_text(count)
    expect(reader.box).to_contain_text(words["how"])
    assert not reader.complaints


def test_who_has_read_all_is_told_so(guest):
    reader = guest()
    page = reader.open(EN)
    place = {"read": COUNTED, "at": [FIRST, ""]}
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, json.dumps(place)])
    page.reload()
    expect(reader.part("done")).to_be_visible()
    expect(reader.part("go")).to_be_hidden()
    assert reader.marked == [EN.address(name) for name in COUNTED]


def test_forget(guest):
    reader = guest()
    reader.read(ZH, FIRST)
    page = reader.open(ZH)
    reader.part("forget").click()
    expect(reader.part("said")).to_have_text(edition_words(ZH)["forgot"])
    expect(reader.part("known")).to_be_hidden()
    assert reader.stored is None and reader.marked == []
    page.reload()
    expect(reader.box).to_be_hidden()


def test_saved_in_one_browser_and_read_in_another(guest, tmp_path):
    """Added to what is there; a file of something else changes nothing, and is said to be."""
    reader, other = guest(), guest()
    reader.read(ZH, FIRST, SECOND)
    page = reader.open(ZH)
    with page.expect_download() as download:
        reader.part("save").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == f"{KEY}.json" and json.loads(file.read_text("utf-8")) == reader.stored
    other.read(EN, THIRD)
    other.open(EN)
    other.part("file").set_input_files(file)
    expect(other.part("said")).to_have_text(edition_words(EN)["loaded"])
    assert sorted(other.stored["read"]) == sorted([FIRST, SECOND, THIRD])
    assert other.marked == [EN.address(name) for name in (FIRST, SECOND, THIRD)]
    before = other.stored
    for text in ("", "{", "[]", "7", "null", '{"read": 7}'):
        file.write_text(text, "utf-8")
        other.part("file").set_input_files(file)
        expect(other.part("said")).to_have_text(edition_words(EN)["wrong"])
        assert other.stored == before
    assert not reader.complaints + other.complaints


# ---- where nothing can be kept, or something else is


@pytest.mark.parametrize("script", [REFUSED, FULL], ids=["refused", "full"])
def test_where_nothing_can_be_kept_nothing_is_shown(guest, script):
    """And all else works: Material's script stops where storage is refused, but for main.html."""
    reader = guest(script, color_scheme="dark")
    page = reader.open(ZH, FIRST)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.evaluate("book.rest()")
    assert reader.marked == []
    assert page.locator("button[data-md-type=copy]").count()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    reader.open(ZH)
    expect(reader.box).to_be_hidden()
    assert not reader.complaints


@pytest.mark.parametrize(
    "text",
    ["", "null", "{", "7", '{"read": "all"}', '{"read": [1, null, "gone/page"], "at": ["x", 1]}']
    + ['{"read": [], "at": ["javascript:alert(1)", ""]}', '{"read": [], "at": 7}'],
)
def test_what_is_not_a_place_is_none(guest, text):
    reader = guest()
    page = reader.open(EN)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
    page.reload()
    expect(reader.box).to_be_hidden()
    reader.read(EN, FIRST)
    assert reader.stored["read"] == [FIRST] and not reader.complaints


def test_without_a_script_nothing_is_there(guest):
    reader = guest(java_script_enabled=False)
    reader.open(ZH)
    expect(reader.box).to_be_hidden()
    assert reader.page.locator(".book-read").count() == 0


# ---- what it costs, and for whom it is


def test_nothing_is_sent(guest):
    """Reading to the end, saving, forgetting: only pages and what they show are asked for."""
    reader = guest()
    reader.read(EN, FIRST, SECOND)
    page = reader.open(EN)
    page.evaluate("book.scroll()")
    before = len(reader.sent)
    with page.expect_download():
        reader.part("save").click()
    reader.part("forget").click()
    page.evaluate("book.rest()")
    assert [url for url in reader.sent[before:] if not url.startswith("blob:")] == []
    assert all(url.startswith((reader.root, "data:", "blob:")) for url in reader.sent)
    code = SCRIPT.read_text("utf-8")
    assert not re.search(r"fetch|XMLHttpRequest|sendBeacon|WebSocket|eval|cookie", code)


def test_it_is_small(say):
    size = len(gzip.compress(SCRIPT.read_bytes(), 6, mtime=0))
    say(f"{SCRIPT.name}: {size / 1000:.1f} KB")
    assert size <= MOST_BYTES


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_and_nothing_moves(guest, window, edition):
    reader = guest(viewport=window)
    reader.read(edition, FIRST)
    page = reader.open(edition)
    expect(reader.box).to_be_visible()
    moved = page.evaluate("book.scroll()")
    for _ in range(2):  # as in tests/book/test_browser.py: what moves, moves each time
        if moved:
            page.reload()
            page.evaluate("book.rest()")
            moved = min(moved, page.evaluate("book.scroll()"))
    assert moved == 0, "what stands below the box has moved"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    page.evaluate(AXE_SCRIPT)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate("book.frame()")
        for where in (".book-place", ".md-nav--primary"):
            found = page.evaluate(f"book.violations(document.querySelector('{where}'))")
            assert not found, "\n".join(found)


def test_the_keyboard_reaches_it_and_paper_lacks_it(guest):
    reader = guest()
    reader.read(ZH, FIRST)
    page = reader.open(ZH)
    for name in ("next", "save", "load", "forget"):
        reader.part(name).focus()
        stop = page.evaluate("book.focus()")
        assert stop["ring"] and stop["seen"], stop
    page.keyboard.press("Enter")
    expect(reader.part("said")).to_have_text(edition_words(ZH)["forgot"])
    page.emulate_media(media="print")
    expect(reader.box).to_be_hidden()
