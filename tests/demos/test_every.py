"""What holds for every demo: any hand, any reader, little to load, and nothing in a book."""

import json
import random
import re
from functools import cache
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.demos.hand import DEMOS, DESK, EN, INPUTS, PAGES, PHONE, ZH, labels, place, press
from tests.support import BOOK, PREFIX, html_of, soup
from tools.look.browser import answer
from tools.products import chapters, notebooks
from tools.source.edition import EDITIONS

pytestmark = pytest.mark.inputs(*INPUTS)

MOST_BYTES, MOST_WITH_WEIGHTS = 15_000, 80_000
STILL = {"shapes"}  # draws nothing
WORKS = {"neuron", "regions"}  # go on by themselves, once they are told to
ROUSED_BY = {"shapes": "big", "digit": "invert", "neuron": "run", "regions": "run"}
WORDS = {  # some of the labels that are seen at once
    "kernel": ("vertical", "blur", "identity", "digit", "photo", "stride", "valid", "keys"),
    "neuron": ("w", "b", "rate", "step", "run", "back", "reset", "points", "map", "table"),
    "regions": ("data", "moons", "layers", "activation", "plane", "circle", "again", "limits"),
    "shapes": ("network", "input", "samples", "filters", "pool", "units", "hint"),
    "digit": ("undo", "clear", "fill", "invert", "reset", "paper", "dots", "counts", "maps"),
}
FOCUSABLE = "button:not(:disabled), select, input, textarea, canvas[tabindex]"
KEYS = [*"0123456789-/.,x(eNaN ", "Backspace", "Delete", "Enter", "Space", "Tab", "Escape"]
KEYS += ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End"]
KEYS += ["Control+a", "Control+z"]
INSIDE = "document.activeElement.closest('.demo-live') !== null"
NAMES = """live =>
  [...live.querySelectorAll("[aria-label]")].map(e => e.getAttribute("aria-label")).join()"""
# All that is seen and chosen, but for what a screen reader is told a moment later.
SEEN = """live => [
  ...[...live.children].filter(e => !e.matches(".demo-voice")).map(e => e.innerText),
  ...[...live.querySelectorAll("input, select, textarea")].map(e => e.value)]"""
# Whether all of these spots are of the demo: a key may have scrolled.
WITHIN = """spots => spots.every(
  ([x, y]) => document.elementFromPoint(x, y)?.closest(".demo-live"))"""
# Scrolls to a part of the demo; what is in sight of it, below the header.
SOMEWHERE = """part => {
  const live = document.querySelector(".demo-live"), place = () => live.getBoundingClientRect()
  scrollTo(0, scrollY + place().top + part * place().height - innerHeight / 2)
  const {left, top, right, bottom} = place()
  return [left + 1, Math.max(top, 80), right - 1, Math.min(bottom, innerHeight) - 1]
}"""
COUNT_FRAMES = """() => {
  window.frames = 0
  const ask = requestAnimationFrame
  window.requestAnimationFrame = act => { frames++; return ask(act) }
}"""

every = pytest.mark.parametrize("name", PAGES)
windows = pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])


def needs(name):
    """The files that a demo loads beside its script."""
    script = (DEMOS / name / f"{name}.js").read_text("utf-8")
    found = re.search(rf"^Demo\.{name}\.needs = (\[.*\])$", script, re.M)
    return json.loads(found[1]) if found else []


def test_each_demo_is_asked():
    folders = {path.name for path in DEMOS.iterdir() if path.is_dir()}
    assert set(PAGES) == set(WORDS) == folders
    assert set(PAGES) >= STILL | WORKS | set(ROUSED_BY)


# ---- the reader's hand


@pytest.mark.limit(900)  # a click takes its time on a busy machine
@every
@windows
def test_a_thousand_clicks_and_keys_leave_no_error(visit, name, window):
    """Real ones, 500 in each window, also drags, all over it; afterwards it begins anew."""
    page = visit(place(EN, name), window=window)
    page.emulate_media(reduced_motion="no-preference")
    chance, live = random.Random(window["width"]), page.locator(".demo-live")
    page.evaluate("book.rest()")
    begun = live.evaluate(SEEN)
    for number in range(500):
        if number % 25 == 0:
            left, top, right, bottom = page.evaluate(SOMEWHERE, chance.random())
        if chance.random() < 0.4:
            spots = [(chance.uniform(left, right), chance.uniform(top, bottom)) for _ in range(2)]
            if not page.evaluate(WITHIN, spots):
                left, top, right, bottom = page.evaluate(SOMEWHERE, chance.random())
                continue
            page.mouse.move(*spots[0])
            page.mouse.down()
            if chance.random() < 0.3:
                page.mouse.move(*spots[1], steps=3)
            page.mouse.up()
        else:
            if page.evaluate(f"!({INSIDE})"):
                stops = live.locator(FOCUSABLE)
                stops.nth(chance.randrange(stops.count())).focus()
            page.keyboard.press(chance.choice(KEYS))
    page.keyboard.press("Escape")
    assert not page.complaints
    told = live.evaluate("live => [...live.querySelectorAll('.demo-sum')].map(e => e.innerText)")
    assert not re.search("NaN|Infinity|undefined", " ".join(told))
    press(page, labels(EN, name)["reset"])
    page.evaluate("book.rest()")
    assert live.evaluate(SEEN) == begun and not page.complaints


@every
def test_the_keyboard_reaches_all_of_it(visit, name):
    page = visit(place(ZH, name), press=False)
    page.locator(".demo > button").focus()
    page.keyboard.press("Enter")
    page.locator(".demo-live").wait_for()
    assert page.evaluate(INSIDE), "the focus is lost when the button goes"
    stops = 0
    while page.evaluate(INSIDE):
        stop = page.evaluate("book.focus()")
        assert stop["ring"] and stop["seen"], stop
        stops += 1
        page.keyboard.press("Tab")
    assert stops == page.locator(".demo-live").locator(FOCUSABLE).count() > 8
    assert not page.complaints


# ---- for whom it is, and what it costs


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
@every
def test_its_words_are_those_of_the_page(visit, name, edition):
    page = visit(place(edition, name))
    live, said = page.locator(".demo-live"), labels(edition, name)
    whole = live.evaluate("live => live.textContent") + live.evaluate(NAMES)
    for key in WORDS[name]:
        assert said[key] in whole, key
    assert "undefined" not in whole and "{" not in whole
    assert bool(re.search("[\u4e00-\u9fff]", whole)) == (edition is ZH)


@every
@windows
def test_axe_finds_nothing_while_it_runs(visit, name, window):
    """As it begins, and with something pressed and something wrong in each field."""
    page = visit(place(ZH, name), window=window)
    page.evaluate(AXE_SCRIPT)
    for is_roused in (False, True):
        if is_roused:
            page.emulate_media(reduced_motion="no-preference")
            if key := ROUSED_BY.get(name):
                press(page, labels(ZH, name)[key])
            for field in page.locator(".demo-live input:not([type])").all():
                field.fill("x")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.evaluate("book.frame()")
            found = page.evaluate("book.violations(document.querySelector('.demo'))")
            assert not found, "\n".join(found)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


@every
def test_nothing_is_loaded_before_the_press_and_little_after(visit, site, say, name):
    page = visit(place(EN, name), press=False)
    page.evaluate("book.rest()")
    before = list(page.sent)
    assert not [url for url in before if re.search(r"/demos/.*\.(js|css)$", url)]
    page.locator(".demo > button").click()
    page.locator(".demo-live").wait_for()
    more = [urlsplit(url).path for url in page.sent[len(before) :]]
    files = [site / path.removeprefix(PREFIX) for path in more if "/demos/" in path]
    sizes = {file.name: len(answer(file)[0]) for file in files if file.suffix != ".svg"}
    assert sizes.keys() == {"engine.js", "engine.css", f"{name}.js", *needs(name)}
    whole = sum(sizes.values())
    say(f"the demo {name}: {whole / 1000:.1f} KB on the press")
    assert whole - sum(sizes[file] for file in needs(name)) <= MOST_BYTES
    assert whole <= MOST_WITH_WEIGHTS and not page.complaints


@every
def test_a_press_without_a_network_says_so_and_may_be_repeated(visit, name):
    for file in (f"{name}.js", *needs(name)):
        page = visit(place(EN, name), press=False)
        page.route(f"**/{file}", lambda route: route.abort())
        button = page.locator(".demo > button")
        button.click()
        expect(button).to_contain_text(labels(EN, name)["failed"])
        page.unroute(f"**/{file}")
        button.click()
        page.locator(".demo-live").wait_for()


@every
def test_nothing_runs_out_of_sight(visit, name):
    """Nor is anything drawn; it is once it is seen again."""
    page = visit(place(EN, name))
    page.emulate_media(reduced_motion="no-preference")
    page.evaluate(COUNT_FRAMES)
    said = labels(EN, name)
    if name in WORKS:
        press(page, said["run"])
        page.wait_for_timeout(300)
        assert page.evaluate("frames") > 0
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(500)
    page.evaluate("frames = 0")
    page.wait_for_timeout(300)
    assert page.evaluate("frames") == 0
    page.locator(".demo-live").get_by_role("button", name=said["reset"], exact=True).evaluate(
        "e => e.click()"
    )
    page.wait_for_timeout(300)
    assert page.evaluate("frames") == 0
    page.evaluate("document.querySelector('.demo-live').scrollIntoView({block: 'center'})")
    page.wait_for_timeout(500)
    assert page.evaluate("frames") > 0 or name in STILL, "it is not drawn again in sight"


# ---- where nothing can be tried


@every
def test_without_a_script_it_is_a_picture_and_sentences(visit, name):
    page = visit(place(EN, name), press=False, java_script_enabled=False)
    box = page.locator(".demo")
    assert box.locator("img").is_visible() and box.locator("button").count() == 0
    assert len(box.inner_text()) > 80 and "open:" not in box.inner_text()


@every
def test_paper_shows_the_picture_also_while_it_runs(visit, name):
    page = visit(place(EN, name))
    assert not page.locator(".demo img").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".demo img").is_visible()
    assert not page.locator(".demo-live").is_visible()


@cache
def chapters_of(site, edition):
    """The chapters of the book to take away, by the names of their pages."""
    return {c.name: c for c in chapters.assemble(BOOK, site, edition).chapters}


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
@every
def test_books_notebooks_and_search_have_no_labels(site, name, edition):
    page, said = BOOK.page(edition, PAGES[name]), labels(edition, name)["failed"]
    assert said in soup(html_of(site, page)).get_text()
    body = chapters_of(site, edition)[page.name].body
    assert said not in body.get_text()
    drawings = [image["src"] for image in body.select(".demo img")]
    assert drawings == [f"assets/demos/{name}/{name}.svg"]
    notebook = notebooks.compose(page)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert said not in prose and "<div" not in prose and f"{name}.svg" in prose
    index = json.loads((site / edition.prefix / "search/search_index.json").read_text("utf-8"))
    assert not [doc for doc in index["docs"] if said in doc["text"]]
