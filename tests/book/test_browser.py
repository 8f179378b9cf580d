"""What the reader sees: every page of both editions in a real browser.

One Chromium visits each page once and notes everything the tests below ask
about (browser.js does the looking): a page is not loaded anew for each test.
"""

import io
import json
import re
import time
import unicodedata
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.support import BOOK, DATA, PREFIX, SITE, build_site, copy_book
from tools.look.browser import NoBrowser, answer, browser, served
from tools.proof.pace import patience
from tools.proof.runner import Program, Step, run
from tools.setup import system
from tools.source.book import Book
from tools.source.edition import EDITIONS

pytestmark = pytest.mark.inputs(*SITE, "tools/look", "tools/proof")

SCRIPT = DATA / "browser.js"
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
NOISE = ("error", "warning")
PICTURES = {".svg", ".png", ".ico"}
PRINTED = {"frame": [], "cut": [], "missing": []}  # what should be
KIND = "pages in the browser"
ROOT = "http://the-root/"
MOST_BYTES, MOST_REQUESTS = 95_000, 8
HAN = re.compile(r"[\u4e00-\u9fff]")
PROMPT = re.compile(r"^\s*(\$ |>>> |\.\.\. |In \[\d*\]:|PS .*> |[A-Z]:\\.*> |% pip )", re.M)

BY_PLACE = {page.address: page for page in BOOK.pages()}
PLACES = [*BY_PLACE, *(f"{edition.prefix}404.html" for edition in EDITIONS)]
HOMES = {edition.prefix for edition in EDITIONS}
# One page of each kind, for what is too slow to ask of every page.
ENDS = ("basics/functional-api/", "tables/function-fitting/", "404.html")
KINDS = [place for place in PLACES if place in HOMES or place.endswith(ENDS)]


# ---- visits


@dataclass
class Visit:
    """What was noted on a page."""

    place: str
    status: int = 0
    requests: list = field(default_factory=list)  # paths below the root, also those from the cache
    elsewhere: list = field(default_factory=list)  # requests to other hosts
    complaints: list = field(default_factory=list)  # console errors, failed requests
    facts: dict = field(default_factory=dict)
    shift: float = 0.0
    spill: int = 0  # pixels the page is wider than a desk's or a phone's window
    violations: list = field(default_factory=list)
    copied: list = field(default_factory=list)
    printed: dict = field(default_factory=dict)
    kinds: dict = field(default_factory=dict)  # width → kinds of text whose colours were seen

    @property
    def is_clean(self) -> bool:
        """True if nothing noted is a fault: then an unchanged page need not be visited again."""
        notes = (self.elsewhere, self.complaints, self.violations, faulty_pictures(self))
        return not any(notes) and not self.shift and not self.spill and self.printed == PRINTED


class Reader:
    """Visits the pages of a built site with one browser, each once.

    With `proofs`, what was clean is not visited again until the page, what it loads, or this
    file changes.
    """

    def __init__(self, chromium, site, proofs=None):
        self.chromium, self.site, self.proofs = chromium, site, proofs
        self._visits, self._shared, self._pictures = {}, [], []
        self.known = defaultdict(set)  # width → kinds of text whose colours axe has seen

    def __enter__(self):
        self._served = served(self.site, PREFIX)
        self.root = self._served.__enter__()
        self.context, self.page = self.open()
        self.context.on("request", self._request)
        self.context.on("requestfailed", lambda sent: self._complain(f"failed: {sent.url}"))
        self.page.on("pageerror", self._complain)
        self.page.on("console", lambda said: said.type in NOISE and self._complain(said.text))
        return self

    def __exit__(self, *_):
        self.context.close()
        self._served.__exit__(None, None, None)

    def open(self, window=DESK):
        """A fresh context, and a page in it."""
        context = self.chromium.new_context(viewport=window, reduced_motion="reduce")
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=self.root)
        context.add_init_script(path=SCRIPT)
        context.add_init_script(
            "try { localStorage.clear() } catch {}"
        )  # each visit is a first one
        return context, context.new_page()

    def visit(self, place) -> Visit:
        if place not in self._visits:
            key = self._key(place)
            kept = self.proofs.recall(KIND, key) if self.proofs else None
            # The server has another port each time.
            visit = Visit(**json.loads(kept.replace(ROOT, self.root))) if kept else Visit(place)
            self._visits[place] = self.noted = visit
            if not kept:
                self._visit(place)
            clean = visit.is_clean and not wrong_copies(visit, BY_PLACE.get(place))
            if not kept and self.proofs and clean:
                note = json.dumps(asdict(visit)).replace(self.root, ROOT)
                self.proofs.remember(KIND, key, note)
            for width, kinds in visit.kinds.items():
                self.known[int(width)].update(kinds)
        return self._visits[place]

    def _key(self, place):
        """What a visit depends on: the page, all that pages load, the browser, the questions."""
        if not self.proofs:
            return ""
        if not self._shared:
            self._shared = [self.chromium.version, AXE_SCRIPT, SCRIPT, Path(__file__)]
            loads = [f for f in sorted(self.site.rglob("*")) if f.suffix in {".css", ".js"}]
            self._shared += [part for f in loads for part in (f.name, f)]
            self._pictures = [f for f in sorted(self.site.rglob("*")) if f.suffix in PICTURES]
        file = self.site / place
        page = (file / "index.html" if file.is_dir() else file).read_text("utf-8")
        shown = [f for f in self._pictures if f.name in page and "social" not in f.parts]
        # The address of the server differs each time, and no built page names it.
        return self.proofs.key(place, page, *self._shared, *shown)

    def _request(self, sent):
        if sent.url.startswith(self.root):
            self.noted.requests.append(urlsplit(sent.url).path.removeprefix(PREFIX))
        elif urlsplit(sent.url).scheme != "data":
            self.noted.elsewhere.append(sent.url)

    def _complain(self, what):
        self.noted.complaints.append(str(what))

    def _visit(self, place):
        noted, page = self.noted, self.page
        page.set_viewport_size(DESK)
        noted.status = page.goto(self.root + place, wait_until="load").status
        page.evaluate("book.rest()")  # what the scripts fetch after the load
        first = list(noted.requests)
        noted.shift = self.shift(page)
        noted.requests = first  # pictures further down are no part of the first visit
        noted.facts = page.evaluate("book.facts()")
        while len(part := page.evaluate("([a, b]) => book.copy(a, b)", self.next_blocks(noted))):
            noted.copied += part
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 690, "height": 900})  # A4 within its margins
        page.evaluate("book.rest()")  # closed answers open
        noted.printed = page.evaluate("book.printed()")
        page.emulate_media(media="screen", color_scheme="light")
        page.evaluate(AXE_SCRIPT)
        page.evaluate("book.plain()")
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            page.evaluate("book.rest()")  # what is too wide now gets a place in the tab order
            noted.spill += page.evaluate("document.documentElement.scrollWidth - innerWidth")
            known = self.known[size["width"]]
            before = set(known)
            noted.violations += self.violations(page, known)
            noted.kinds[size["width"]] = sorted(known - before)

    @staticmethod
    def next_blocks(noted):
        """The code blocks of a page whose buttons are pressed next."""
        return [len(noted.copied), len(noted.copied) + 5]

    @staticmethod
    def shift(page):
        """The layout shift of a page, read to its end: the least of three loads.

        A page that moves, moves each time. On a busy machine a frame may be drawn while a
        style sheet is still under way, once; that is no fault of the page.
        """
        found = page.evaluate("book.scroll()")
        for _ in range(2):
            if not found:
                break
            page.reload(wait_until="load")
            page.evaluate("book.rest()")
            found = min(found, page.evaluate("book.scroll()"))
        return found

    def violations(self, page, known):
        """What axe has to say; about colours, only of kinds of text not yet in `known`."""
        found = page.evaluate("book.faults()")
        kinds = page.evaluate("known => book.fresh(known)", list(known))
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found += [f"{scheme}: {faint}" for faint in page.evaluate("book.faint()")]
        known.update(kinds)
        return found

    def weight(self, place):
        """Bytes of the first visit without pictures, and the number of its requests."""
        files = [self.site / path for path in self.visit(place).requests]
        files = [file / "index.html" if file.is_dir() else file for file in files]
        plain = [file for file in files if file.suffix not in PICTURES]
        return sum(len(answer(file)[0]) for file in plain), len(files)


@pytest.fixture(scope="module")
def reader(chromium, site, proofs):
    with Reader(chromium, site, proofs) as reader:
        yield reader


def each_page(function):
    return pytest.mark.parametrize("place", PLACES, ids=lambda p: p or "home")(function)


# ---- a machine without a browser (first: Playwright starts once at a time)


def test_without_a_browser_the_advice_is_given(monkeypatch):
    """The message of a machine that has none."""
    monkeypatch.setattr("tools.look.browser.find", lambda: str(Path("/no/such/chromium")))
    mend = re.escape(system.command("browser", "chinese"))
    with pytest.raises(NoBrowser, match=mend), browser():
        pass


# ---- copying


def wrong_copies(visit, page):
    """Copied texts that are not, byte for byte, the tested listing without its last line end."""
    blocks = page.listings if page else []
    if len(visit.copied) != len(blocks):
        return [f"{visit.place}: {len(visit.copied)} blocks shown, {len(blocks)} in the source"]
    faults = []
    for block, copied in zip(blocks, visit.copied, strict=True):
        if block.language == "text":
            if copied is not None:
                faults.append(f"{block.where}: an output or a quotation has a copy button")
        elif copied != block.code.removesuffix("\n"):
            faults.append(f"{block.where}: copied {copied!r}, tested {block.code!r}")
        elif block.is_listing and PROMPT.search(copied):
            faults.append(f"{block.where}: a prompt would be copied: {copied!r}")
    return faults


@pytest.mark.parametrize("place", BY_PLACE, ids=lambda p: p or "home")
def test_copied_text_is_the_tested_listing(reader, place):
    """No final line end, no prompt; what is tested to run is what is pasted."""
    faults = wrong_copies(reader.visit(place), BY_PLACE[place])
    assert not faults, "\n".join(faults)


def test_a_press_of_the_button_copies(reader):
    """With a real mouse and a real keyboard, and the reader is told."""
    context, page = reader.open()
    page.goto(reader.root + "basics/functional-api/")
    first = next(b for b in BY_PLACE["basics/functional-api/"].listings if b.is_listing)
    button = page.locator("button[data-md-type=copy]").first
    for press in (button.click, lambda: (button.focus(), page.keyboard.press("Enter"))):
        page.evaluate("navigator.clipboard.writeText('')")
        press()
        page.evaluate("book.copied()")
        assert page.evaluate("navigator.clipboard.readText()") == first.code.removesuffix("\n")
    page.locator(".md-dialog--active").wait_for()
    assert "已复制" in page.locator(".md-dialog").inner_text()
    context.close()


@pytest.mark.keras
def test_the_copied_listings_of_a_page_run(reader):
    """One page's copied text, pasted together, for real (equality proves the others)."""
    place = "start/numpy/"  # a quick one
    texts = [
        copied
        for block, copied in zip(BY_PLACE[place].listings, reader.visit(place).copied, strict=True)
        if block.language == "python" and block.runs and not block.raises
    ]
    assert len(texts) > 5
    program = Program("copied", [Step("python", "\n".join(texts) + "\n", "copied.py", 1)])
    found = run([program])[0]
    assert not found.died and found.results[0].raised is None, found.results[0].trace


# ---- search (what it finds: test_search.py)


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_index_is_fetched_when_search_opens_and_not_before(reader, edition):
    visit = reader.visit(edition.address("basics/functional-api"))
    assert not [path for path in visit.requests if "search_index" in path]
    context, page = reader.open()
    page.goto(reader.root + edition.address("basics/functional-api"))
    with page.expect_response(re.compile("search_index")):
        page.keyboard.press("/")
    context.close()


# ---- navigation


@each_page
def test_no_complaint_in_the_console_and_no_failed_request(reader, place):
    visit = reader.visit(place)
    assert visit.status == 200 and not visit.complaints


@each_page
def test_switch_goes_to_the_twin_and_back(reader, place):
    mine = next(edition for edition in EDITIONS if edition.owns(place))
    here, twin = place, mine.twin.prefix + place.removeprefix(mine.prefix)
    if place.endswith("404.html"):  # a missing page has no twin: to the other home page
        here, twin = mine.prefix, mine.twin.prefix
    found = reader.visit(place).facts["twin"]
    assert found.removeprefix(reader.root) == twin
    assert reader.visit(twin).facts["twin"].removeprefix(reader.root) == here


@cache
def anchors(file):
    return set(re.findall(r'\sid="([^"]+)"', file.read_text("utf-8")))


def dead_links(reader, place):
    """Links and anchors of a page, as the browser resolves them, that lead nowhere."""
    faults = []
    for link in reader.visit(place).facts["links"]:
        target = urlsplit(link)
        if not link.startswith(reader.root):
            if target.scheme not in {"https", "mailto"} or not target.path:
                faults.append(f"{place}: {link} is neither ours nor https")
            continue
        inside = unquote(target.path).removeprefix(PREFIX)
        file = reader.site / inside
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            faults.append(f"{place}: no such page or file: {link}")
        elif target.fragment and unquote(target.fragment) not in anchors(file):
            faults.append(f"{place}: no anchor {link}")
    return faults


@each_page
def test_every_link_and_anchor_resolves(reader, place):
    faults = dead_links(reader, place)
    assert not faults, "\n".join(faults)


def wrong_labels(visit):
    """Names of buttons, fields and pictures that are not in the language they are said in."""
    return [
        f"{visit.place}: {lang} label {label!r}"
        for label, lang in ((one["label"], one["lang"]) for one in visit.facts["labels"])
        if bool(HAN.search(label)) != lang.startswith("zh")
    ]


@each_page
def test_labels_are_in_the_language_of_the_page(reader, place):
    mine = next(edition for edition in EDITIONS if edition.owns(place))
    assert reader.visit(place).facts["lang"] == mine.code
    assert not wrong_labels(reader.visit(place))


def test_a_missing_page_speaks_both_languages(reader):
    """The host answers every missing address with the page at the root."""
    context, page = reader.open()
    for missing in (f"{edition.prefix}no-such-page/" for edition in EDITIONS):
        reply = page.goto(reader.root + missing)
        assert reply.status == 404
        text = page.locator("article").inner_text()
        assert "没有这个页面" in text and "There is no such page" in text
        assert page.locator(".md-header svg").first.is_visible()
        assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith(
            '"Book marks"'
        )
    context.close()


def tab_stops(page, most=500):
    """Every stop of the Tab key, from the top of the page to its end."""
    stops = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate("book.focus()")
        if stop and not stop["seen"]:  # search opens a moment after it has the focus
            page.evaluate("book.rest()")
            stop = page.evaluate("book.focus()")
        if stop is None:
            return stops
        stops.append(stop)
    raise AssertionError(f"Tab does not come to the end of the page: {stops[-3:]}")


@pytest.mark.parametrize("place", KINDS, ids=lambda p: p or "home")
def test_keyboard_reaches_everything_with_visible_focus(reader, place):
    context, page = reader.open()
    page.goto(reader.root + place)
    stops = tab_stops(page)
    lost = [stop["what"] for stop in stops if not (stop["ring"] and stop["seen"])]
    assert not lost, lost
    reached = "\n".join(stop["what"] for stop in stops)
    for what in ("book-switch", "md-search__input", "md-option", "md-nav__link", "md-logo"):
        assert what in reached, f"Tab does not reach {what}"
    assert "404" in place or stops[0]["what"].startswith("A md-skip")
    buttons = page.locator("button[data-md-type=copy]:visible").count()
    assert reached.count("md-code__button") == buttons
    context.close()


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_keyboard_opens_menu_and_search_on_a_small_screen(reader, edition):
    context, page = reader.open(PHONE)
    page.goto(reader.root + edition.address("basics/functional-api"))
    menu = page.locator("header [for=__drawer] .book-press")
    drawer = page.locator(".md-sidebar--primary")
    stops = tab_stops(page)
    assert not [stop["what"] for stop in stops if not (stop["ring"] and stop["seen"])]
    for key in ("Enter", "Space"):
        menu.focus()
        page.keyboard.press(key)
        assert page.locator("#__drawer").is_checked()
        assert menu.get_attribute("aria-expanded") == "true"
        drawer.locator("a.md-nav__link").last.wait_for(state="visible")
        page.keyboard.press("Escape")
        assert not page.locator("#__drawer").is_checked()
        assert menu.evaluate("button => button === document.activeElement")
    page.locator("header nav > [for=__search] .book-press").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[name=query]")).to_be_focused()
    context.close()


# ---- accessibility


@each_page
def test_axe_finds_nothing(reader, place):
    """No violation of any rule, on a desk and on a phone; of colour, in light and in dark."""
    found = reader.visit(place).violations
    assert not found, "\n".join(found)


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_axe_finds_nothing_in_open_search_and_menu(reader, edition):
    place = edition.address("basics/functional-api")
    for window, opens in ((DESK, "__search"), (PHONE, "__search"), (PHONE, "__drawer")):
        context, page = reader.open(window)
        page.goto(reader.root + place)
        page.locator(f"#{opens}").evaluate("box => box.click()")
        if opens == "__search":
            page.evaluate("book.search('keras')")
        page.evaluate("book.plain()")
        page.evaluate(AXE_SCRIPT)
        found = reader.violations(page, set(reader.known[window["width"]]))
        assert not found, f"{opens} {window['width']}\n" + "\n".join(found)
        context.close()


# ---- weight


@each_page
def test_first_visit_is_light_and_all_from_here(reader, place):
    visit = reader.visit(place)
    size, requests = reader.weight(place)
    assert size <= MOST_BYTES, visit.requests
    assert requests <= MOST_REQUESTS, visit.requests
    assert not visit.elsewhere, visit.elsewhere


@pytest.mark.parametrize("place", KINDS, ids=lambda p: p or "home")
def test_an_empty_cache_asks_for_the_same(reader, place, say):
    """The weights above are of addresses noted with a warm cache: check them against a cold one."""
    context, page = reader.open()
    sent = []
    context.on("request", lambda request: sent.append(urlsplit(request.url)))
    page.goto(reader.root + place, wait_until="networkidle")
    known = {p for p in reader.visit(place).requests if "favicon" not in p}

    def asked():  # but for the icon, which the browser asks for when it likes
        paths = {url.path.removeprefix(PREFIX) for url in sent if url.scheme == "http"}
        return {path for path in paths if "favicon" not in path}

    until = time.monotonic() + 20 * patience()
    while known - asked() and time.monotonic() < until:  # a slow machine may seem idle before
        page.wait_for_timeout(50)
    assert asked() == known
    size, requests = reader.weight(place)
    say(f"first visit of /{place}: {size / 1000:.0f} KB without pictures, {requests} requests")
    context.close()


def faulty_pictures(visit):
    return [
        f"{visit.place}: {picture}"
        for picture in visit.facts["pictures"]
        if not all(picture.values())
    ]


@each_page
def test_pictures_have_size_and_text_and_nothing_moves(reader, place):
    visit = reader.visit(place)
    assert not faulty_pictures(visit)
    assert visit.shift == 0


@pytest.mark.parametrize("place", KINDS, ids=lambda p: p or "home")
def test_nothing_moves_on_a_phone(reader, place):
    context, page = reader.open(PHONE)
    page.goto(reader.root + place)
    assert Reader.shift(page) == 0
    context.close()


@each_page
def test_no_page_is_wider_than_the_screen(reader, place):
    assert reader.visit(place).spill == 0


# ---- print


@each_page
def test_print_is_the_page_and_nothing_round_it(reader, place):
    """No navigation; code, tables, pictures whole; every note, row and tab there."""
    printed = reader.visit(place).printed
    assert printed == PRINTED


def test_print_makes_a_pdf(reader):
    context, page = reader.open()
    page.goto(reader.root + "pictures/conv-nets/")
    sheet = page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "14mm"))
    assert sheet.startswith(b"%PDF") and 5 < len(re.findall(rb"/Type\s*/Page\b", sheet)) < 40
    context.close()


def plain(text):
    """Without blanks; a PDF may name a character by its radical."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_the_cheat_sheet_prints_on_one_page(reader, edition):
    """And does not if it were longer."""
    context, page = reader.open()
    page.goto(f"{reader.root}{edition.prefix}help/cheat-sheet/")
    last = plain(page.locator(".sheet tr").last.inner_text())
    for pages in (1, 2):
        printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
        assert len(printed) == pages
        assert (last in plain(printed[0].extract_text())) is (pages == 1)
        page.evaluate("document.querySelector('.sheet').style.paddingTop = '10cm'")
    context.close()


# ---- planted faults


def page_of(book):
    """The page that is broken, as it now is."""
    return Book(book).page(EDITIONS[0], "basics/functional-api")


@pytest.fixture(scope="module")
def broken(chromium, tmp_path_factory):
    """A copy of the book with every fault at once, built and open."""
    book = copy_book(tmp_path_factory.mktemp("broken") / "book")
    css = book / "docs/assets/stylesheets/book.css"
    font = '@font-face { font-family: Web; src: url("https://fonts.example.com/web.woff2"); }\n'
    css.write_text(font + css.read_text("utf-8") + "\nh1 { font-family: Web !important; }\n")
    page = book / EDITIONS[0].folder / "basics/functional-api.md"
    text = page.read_text("utf-8").rstrip("\n")
    text += (
        '\n\n<a href="#gone">?</a>\n\n<img src="../assets/images/logo.svg" alt="标志">\n\n'
        '<button aria-label="Press me">按</button>\n\n'
        '<p style="color: #aaa">看不清</p>\n\n<script>throw new Error("planted")</script>\n'
    )
    page.write_text(text, encoding="utf-8")
    first = next(b for b in page_of(book).blocks if b.language == "python" and b.runs)
    source = first.source.read_text("utf-8")
    line = first.code.splitlines()[0]
    first.source.write_text(source.replace(line, ">>> " + line), encoding="utf-8")
    target = tmp_path_factory.mktemp("broken-site") / "site"
    built = build_site(book, target)
    assert built.returncode == 0, built.stdout + built.stderr
    with Reader(chromium, target) as reader:
        yield reader, page_of(book)


def test_planted_third_party_font(broken):
    visit = broken[0].visit("basics/functional-api/")
    assert set(visit.elsewhere) == {"https://fonts.example.com/web.woff2"}  # asked once or twice
    assert any("fonts.example.com" in complaint for complaint in visit.complaints)


def test_planted_dead_anchor(broken):
    assert [f for f in dead_links(broken[0], "basics/functional-api/") if f.endswith("#gone")]


def test_planted_picture_without_size(broken):
    visit = broken[0].visit("basics/functional-api/")
    assert [f for f in faulty_pictures(visit) if "logo.svg" in f]
    assert len(faulty_pictures(visit)) == 1


def test_planted_prompt(broken):
    reader, page = broken
    assert any(
        "a prompt would be copied" in f
        for f in wrong_copies(reader.visit("basics/functional-api/"), page)
    )


def test_planted_english_label(broken):
    assert wrong_labels(broken[0].visit("basics/functional-api/")) == [
        "basics/functional-api/: zh label 'Press me'"
    ]


def test_planted_faint_text_and_error(broken):
    visit = broken[0].visit("basics/functional-api/")
    assert [v for v in visit.violations if "color-contrast" in v and "看不清" in v]
    assert any("planted" in complaint for complaint in visit.complaints)
