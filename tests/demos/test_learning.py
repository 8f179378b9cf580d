"""What holds for each demo that learns: any number of clicks, any reader, little to load."""

import json
import random
import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.demos.conftest import DESK, PHONE
from tests.support import BOOK, SITE, soup
from tools.look.browser import answer
from tools.products import chapters, notebooks
from tools.source.edition import EDITIONS

pytestmark = pytest.mark.inputs(*SITE, "tools/look")

ZH, EN = EDITIONS
PAGES = {"neuron": "basics/how-networks-learn", "regions": "tables/classification"}
MOST_BYTES = 15_000

every = pytest.mark.parametrize(("name", "place"), PAGES.items(), ids=list(PAGES))
windows = pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])

KEYS = [*"0123456789-/.,eNaN ", "Backspace", "Delete", "Enter", "Tab", "Home", "End", "Escape"]
KEYS += ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Control+a"]
# All that is said, but to a screen reader: that comes a moment later.
SEEN = "live => [...live.children].filter(e => !e.matches('.demo-voice')).map(e => e.innerText)"


@pytest.mark.limit(900)  # a click takes its time on a busy machine
@every
@windows
def test_a_thousand_clicks_and_keys_leave_no_error(visit, name, place, window):
    """Real ones, 500 in each window, anywhere in the demo; afterwards it begins anew."""
    page = visit(EN.address(place), window=window)
    page.emulate_media(reduced_motion="no-preference")
    chance, live = random.Random(window["width"]), page.locator(".demo-live")
    stops = live.locator("button, select, input, canvas[tabindex]")
    begun = live.evaluate(SEEN)
    for number in range(500):
        if number % 50 == 0:
            live.evaluate("e => e.scrollIntoView({block: 'center'})")
        box = live.bounding_box()
        top, bottom = max(box["y"], 80), min(box["y"] + box["height"], window["height"])
        if chance.random() < 0.4 and top < bottom:
            x = box["x"] + chance.random() * box["width"]
            page.mouse.click(x, top + chance.random() * (bottom - top))
        else:
            if page.evaluate("!document.activeElement.closest('.demo-live')"):
                stops.nth(chance.randrange(stops.count())).focus()
            page.keyboard.press(chance.choice(KEYS))
    page.keyboard.press("Escape")
    assert not page.complaints
    assert not re.search("NaN|Infinity|undefined", live.inner_text())
    live.get_by_role("button", name="Reset", exact=True).click()
    page.evaluate("book.rest()")
    assert live.evaluate(SEEN) == begun and not page.complaints


@every
@windows
def test_axe_finds_nothing_while_it_runs(visit, name, place, window):
    page = visit(ZH.address(place), window=window)
    page.evaluate(AXE_SCRIPT)
    page.emulate_media(reduced_motion="no-preference")
    labels = {label.key: label.text for label in BOOK.page(ZH, place).outline.demos[0].labels}
    page.locator(".demo-live").get_by_role("button", name=labels["run"], exact=True).click()
    for field in page.locator(".demo-live input:not([type])").all():
        field.fill("x")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate("book.frame()")
        found = page.evaluate("book.violations(document.querySelector('.demo'))")
        assert not found, "\n".join(found)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


@every
def test_nothing_is_loaded_before_the_press_and_little_after(visit, site, say, name, place):
    page = visit(EN.address(place), press=False)
    page.evaluate("book.rest()")
    before = list(page.sent)
    assert not [url for url in before if re.search(r"/demos/.*\.(js|css)$", url)]
    page.locator(".demo > button").click()
    page.locator(".demo-live").wait_for()
    more = [urlsplit(url).path for url in page.sent[len(before) :]]
    files = [site / path.removeprefix("/keras/") for path in more if "/demos/" in path]
    files = [file for file in files if file.suffix != ".svg"]
    assert {file.name for file in files} == {"engine.js", "engine.css", f"{name}.js"}
    size = sum(len(answer(file)[0]) for file in files)
    say(f"the demo {name}: {size / 1000:.1f} KB on the press")
    assert size <= MOST_BYTES and not page.complaints


@every
def test_a_press_without_a_network_says_so_and_may_be_repeated(visit, name, place):
    page = visit(EN.address(place), press=False)
    page.route(f"**/{name}.js", lambda route: route.abort())
    button = page.locator(".demo > button")
    button.click()
    expect(button).to_contain_text("could not be loaded")
    page.unroute(f"**/{name}.js")
    button.click()
    page.locator(".demo-live").wait_for()


@every
def test_nothing_runs_out_of_sight(visit, name, place):
    page = visit(EN.address(place))
    page.emulate_media(reduced_motion="no-preference")
    page.evaluate("""() => {
      window.frames_asked = 0
      const ask = requestAnimationFrame
      window.requestAnimationFrame = act => { frames_asked++; return ask(act) }
    }""")
    page.locator(".demo-live").get_by_role("button", name="Run", exact=True).click()
    page.wait_for_timeout(300)
    assert page.evaluate("frames_asked") > 0
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(500)
    page.evaluate("frames_asked = 0")
    page.wait_for_timeout(500)
    assert page.evaluate("frames_asked") == 0


@every
def test_without_a_script_it_is_a_picture_and_sentences(visit, name, place):
    page = visit(EN.address(place), press=False, java_script_enabled=False)
    box = page.locator(".demo")
    assert box.locator("img").is_visible() and box.locator("button").count() == 0
    assert len(box.inner_text()) > 80 and "open:" not in box.inner_text()


@every
def test_paper_shows_the_picture_also_while_it_runs(visit, name, place):
    page = visit(EN.address(place))
    assert not page.locator(".demo img").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".demo img").is_visible()
    assert not page.locator(".demo-live").is_visible()


@every
@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_books_notebooks_and_search_have_no_labels(site, name, place, edition):
    labels = BOOK.page(edition, place).outline.demos[0].labels
    said = next(label.text for label in labels if label.key == "failed")
    assert said in soup(site / edition.address(place) / "index.html").get_text()
    volume = chapters.assemble(BOOK, site, edition)
    chapter = next(c for c in volume.chapters if c.name == place)
    assert said not in chapter.body.get_text()
    pictures = [image["src"] for image in chapter.body.select(".demo img")]
    assert pictures == [f"assets/demos/{name}/{name}.svg"]
    notebook = notebooks.compose(BOOK.page(edition, place))
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert said not in prose and "<div" not in prose and f"{name}.svg" in prose
    index = json.loads((site / edition.prefix / "search/search_index.json").read_text("utf-8"))
    assert not [doc for doc in index["docs"] if said in doc["text"]]
