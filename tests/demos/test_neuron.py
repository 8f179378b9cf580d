"""The neuron on its way down: Keras takes the same steps, and a walk that diverges is told so."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

from tests.demos.hand import (
    DEMOS,
    EN,
    INPUTS,
    ZH,
    address,
    go,
    listen,
    numbers,
    opened,
    place,
    press,
)
from tests.support import BOOK
from tools.proof.runner import Program, Step, run

pytestmark = pytest.mark.inputs(*INPUTS, "tools/proof")

NAME = "neuron"
OUTPUTS = BOOK.root / "snippets/basics/how_networks_learn"
SEEN = """() => {
  const all = selector => [...document.querySelectorAll(`.demo-live ${selector}`)]
  const text = selector => all(selector).map(e => e.textContent)
  return {
    told: text(".demo-sum")[0], note: text(".demo-note")[0], bad: text(".demo-bad")[0],
    formulas: text(".demo-formula"), cells: text("td"), buttons: text("button"),
    fields: all("input:not([type])").map(e => e.value), said: text(".demo-voice")[0],
    sliders: all("[type=range]").map(e => Number(e.value)),
    invalid: all("[aria-invalid]").map(e => e.value),
    whole: document.querySelector(".demo-live").textContent,
  }
}"""


def told(page):
    """The step, w, b and the loss that a reader is told; large ones have an e."""
    text = page.evaluate(SEEN)["told"].replace("\u2212", "-")
    return [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?(?:e[+-]\d+)?", text)]


# ---- the numbers

WALKS = [(0, 0, 0.05), (0, 0, 0.003), (5, -2.5, 0.01), (-1.5, 6.5, 0.14), (0, 0, 0.16)]
KERAS = """
import json
import keras, numpy as np
from keras import layers

x = np.array([[0.0], [1.0], [2.0], [3.0], [4.0]])
walks = []
for w, b, rate in json.loads({walks!r}):
    model = keras.Sequential([keras.Input((1,)), layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(learning_rate=rate), loss="mse")
    model.set_weights([np.array([[w]]), np.array([b])])
    walks.append([])
    for _ in range(50):
        model.train_on_batch(x, 3 * x + 2)
        walks[-1].append([float(number.item()) for number in model.get_weights()])
print(json.dumps(walks))
"""
OURS = """walks => walks.map(([w, b, rate]) => {
  const path = []
  for (let n = 0; n < 50; n++) path.push([w, b] = Demo.neuron.step(w, b, rate))
  return path
})"""


@pytest.mark.keras
def test_fifty_steps_are_those_of_keras(blank):
    """To 1e-5, and 1e-5 of the number where the walk diverges: Keras has 32 bits, we have 64."""
    code = KERAS.format(walks=json.dumps(WALKS))
    (found,) = run([Program("neuron", [Step("python", code, "neuron.py", 1)])])
    assert not found.died and found.results[0].raised is None, found.results[0].trace
    theirs = np.array(json.loads(found.results[0].stdout.splitlines()[-1]))
    blank.add_script_tag(path=DEMOS / "neuron/neuron.js")
    ours = np.array(blank.evaluate(OURS, WALKS))
    assert ours.shape == theirs.shape == (5, 50, 2)
    np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-5)
    assert abs(theirs[-1, -1]).max() > 1000 and abs(theirs[0, -1] - [3, 2]).max() < 0.5


def test_it_walks_as_the_page_prints(visit):
    """The outputs of the listings: the path over 100 steps, and three rates over 8."""
    page = opened(visit, address(EN, NAME, steps=1))
    printed = [numbers(line) for line in (OUTPUTS / "line.descend.out").read_text().splitlines()]
    assert len(printed) == 7
    for step, *wanted in printed:
        go(page, NAME, steps=int(step))
        assert told(page) == pytest.approx([step, *wanted], abs=6e-4)
    rows = [numbers(line) for line in (OUTPUTS / "line.rates.out").read_text().splitlines()]
    for rate, *wanted in rows:
        go(page, NAME, rate=rate, steps=8)
        assert told(page) == pytest.approx([8, *wanted], abs=6e-3)
    assert len(rows) == 3 and not page.complaints


def test_it_begins_as_its_picture_shows(visit):
    """The same next step in the drawing, in the formulas, and in the table of the five points."""
    page = visit(place(EN, NAME))
    seen = page.evaluate(SEEN)
    drawn = (DEMOS / "neuron/neuron.svg").read_text("utf-8")
    for line, sum in zip(
        seen["formulas"], ("0 − 0.05 × (−44) = 2.2", "0 − 0.05 × (−16) = 0.8"), strict=True
    ):
        assert line.endswith(f" = {sum}") and sum in drawn
    assert told(page) == [0, 0, 0, 82] and not seen["note"] and not seen["bad"]
    rows = np.array(seen["cells"][1:]).reshape(7, 6)  # after the empty corner
    assert [row[-1] for row in rows] == ["", "", "", "", "82", "−44", "−16"]
    assert list(rows[3][:5]) == ["−2", "−5", "−8", "−11", "−14"]
    press(page, "One step")
    assert told(page) == [1, 2.2, 0.8, 9.12]
    assert page.evaluate(SEEN)["fields"] == ["2.2", "0.8", "0.05"]
    assert page.evaluate(SEEN)["sliders"] == [2.2, 0.8, 0.05]


# ---- rates that are too large


def test_a_rate_that_is_too_large_is_told_and_the_walk_stops(visit):
    """Nothing is infinite: not the numbers, not the drawing."""
    page = opened(visit, address(EN, NAME, rate=0.16, steps=4))
    assert "The learning rate is too large" in page.evaluate(SEEN)["note"]
    go(page, NAME, rate=0.05, steps=4)
    assert not page.evaluate(SEEN)["note"]
    go(page, NAME, rate=1, steps=1000)
    seen, (count, *found) = page.evaluate(SEEN), told(page)
    assert seen["note"].startswith(f"After {count:.0f} steps") and count < 30
    assert np.isfinite(found).all() and found[-1] > 1e12
    assert not re.search("NaN|Infinity", seen["whole"])
    for name in ("One step", "Run"):
        press(page, name)
        assert told(page) == [count, *found]
    page.evaluate("document.querySelector('.demo-live').scrollIntoView()")
    page.evaluate("book.rest()")
    for number in (0, 1):
        colours = (
            page.locator(".demo-live canvas")
            .nth(number)
            .evaluate("""canvas => new Set(
          new Uint32Array(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height)
            .data.buffer)).size""")
        )
        assert colours > 9
    press(page, "Back to the start")
    assert told(page) == [0, 0, 0, 82] and page.evaluate(SEEN)["fields"][2] == "1"
    assert not page.complaints


def test_a_loss_that_has_risen_rises_on(blank):
    """As the sentence says of every further step."""
    blank.add_script_tag(path=DEMOS / "neuron/neuron.js")
    found = blank.evaluate("""() => {
      const found = {rose: 0, fell: 0, again: 0}
      for (const rate of [0.001, 0.05, 0.14, 0.149, 0.1495, 0.15, 0.16, 0.3, 1])
        for (let w = -90; w < 99; w += 37) for (let b = -90; b < 99; b += 29) {
          let at = [w, b], loss = Demo.neuron.loss(w, b), rose = false
          for (let n = 0; n < 300 && loss < 1e12 && loss > 1e-9; n++) {
            at = Demo.neuron.step(...at, rate)
            const now = Demo.neuron.loss(...at)
            if (now > loss) rose = true
            else if (rose) found.again++
            loss = now
          }
          found[rose ? "rose" : "fell"]++
        }
      return found
    }""")
    assert found["again"] == 0 and found["rose"] > 100 and found["fell"] > 100


def test_an_end_is_told(visit):
    page = opened(visit, address(EN, NAME, steps=999))
    assert page.evaluate(SEEN)["note"] == "The slopes are almost 0: this is the bottom."
    assert told(page)[1:] == [3, 2, 0] and 100 < told(page)[0] < 999
    go(page, NAME, w=3, b=2, steps=5)
    assert told(page) == [0, 3, 2, 0] and page.evaluate(SEEN)["note"].startswith("The slopes")
    go(page, NAME, rate=0.001, steps=5000)
    assert page.evaluate(SEEN)["note"].startswith("1000 steps have not reached the bottom")


# ---- the reader's hand


def test_what_is_typed_counts_and_what_is_no_number_gets_a_sentence(visit):
    page = visit(place(EN, NAME))
    w, b, rate = (page.locator(".demo-live input:not([type])").nth(n) for n in range(3))
    w.fill("1/2")
    b.fill("\u22121")
    assert told(page)[:3] == [0, 0.5, -1] and page.evaluate(SEEN)["fields"][:2] == [
        "0.5",
        "\u22121",
    ]
    press(page, "One step")
    after = told(page)
    for field, text, sentence in (
        (w, "abc", "Weight w: “abc” is not a number from −99 to 99"),
        (w, "1e3", "Weight w: “1e3” is not a number from −99 to 99"),
        (b, "", "Bias b is empty"),
        (b, "100", "Bias b: “100” is not a number"),
        (rate, "0", "Learning rate η: “0” is not a number from 0.0001 to 1"),
        (rate, "-0.1", "Learning rate η: “-0.1” is not a number"),
        (rate, "1.5", "Learning rate η: “1.5” is not a number"),
        (rate, "0,1", "Learning rate η: “0,1” is not a number"),
    ):
        field.fill(text)
        seen = page.evaluate(SEEN)
        assert sentence in seen["bad"] and "counts." in seen["bad"] and text in seen["invalid"]
        assert told(page) == after
    rate.fill("<b>x</b>")
    assert page.locator(".demo-bad b").count() == 0
    rate.fill("0.1")
    seen = page.evaluate(SEEN)
    assert not seen["bad"] and not seen["invalid"] and told(page)[:3] == [0, 0.5, -1]
    assert not page.complaints


def test_a_slider_and_its_field_are_one(visit):
    page = visit(place(EN, NAME))
    sliders = page.locator(".demo-live [type=range]")
    for number, key, wanted in ((0, "End", "8"), (1, "Home", "−3"), (2, "Home", "0.001")):
        sliders.nth(number).focus()
        page.keyboard.press(key)
        assert page.evaluate(SEEN)["fields"][number] == wanted
    assert told(page)[:3] == [0, 8, -3]
    page.locator(".demo-live input:not([type])").nth(0).fill("42")
    assert page.evaluate(SEEN)["sliders"][0] == 8, "the slider goes as far as it can"


def test_a_point_of_the_map_is_a_start(visit):
    page = visit(place(EN, NAME))
    press(page, "One step")
    canvas = page.locator(".demo-live canvas").nth(1)
    side = canvas.bounding_box()["width"] / 10
    canvas.click(position={"x": 5 * side, "y": 5 * side})
    assert told(page)[:3] == pytest.approx([0, 3, 2], abs=0.11)
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + side, box["y"] + side)
    page.mouse.down()
    page.mouse.move(box["x"] + 2 * side, box["y"] + 7 * side)
    assert told(page)[:3] == pytest.approx([0, 0, 0], abs=0.11)
    page.mouse.up()


def test_a_setting_is_in_the_address_and_can_be_shared(visit):
    page = visit(place(EN, NAME))
    page.locator(".demo-live input:not([type])").nth(0).fill("5.25")
    page.locator(".demo-live input:not([type])").nth(2).fill("0.1")
    press(page, "One step")
    press(page, "One step")
    page.wait_for_timeout(600)
    setting = parse_qs(urlsplit(page.url).fragment)
    assert setting == {
        "demo": ["neuron"],
        "w": ["5.25"],
        "b": ["0"],
        "rate": ["0.1"],
        "steps": ["2"],
    }
    shared = opened(visit, page.url.split("/keras/")[1])
    mine, theirs = page.evaluate(SEEN), shared.evaluate(SEEN)
    for key in ("told", "formulas", "fields", "cells"):
        assert mine[key] == theirs[key], key
    press(shared, "Reset")
    shared.wait_for_timeout(600)
    assert "#" not in shared.url and shared.evaluate(SEEN)["fields"] == ["0", "0", "0.05"]


@pytest.mark.parametrize(
    "setting",
    [
        dict(w="", b="x", rate="0", steps="-1"),
        dict(w="1e9", b="NaN", rate="2", steps="1.5"),
        dict(w="100", b="Infinity", rate="-0.1", steps="99999"),
    ],
)
def test_an_address_that_is_no_setting_does_no_harm(visit, setting):
    page = opened(visit, address(ZH, NAME, **setting))
    assert told(page) == [0, 0, 0, 82] and page.evaluate(SEEN)["fields"][2] == "0.05"
    assert not page.complaints


def test_the_live_region_says_the_result_and_not_each_step(visit):
    page = visit(place(EN, NAME))
    listen(page)
    for _ in range(9):
        press(page, "One step")
    page.wait_for_timeout(1500)
    said = page.evaluate("said")
    assert len(said) == 1 and said[0].startswith("Step 9: w = 3.2")


# ---- it runs


def test_it_runs_until_it_is_stopped_or_out_of_sight(visit):
    page = visit(place(EN, NAME))
    page.emulate_media(reduced_motion="no-preference")
    page.locator(".demo-live").evaluate("e => e.scrollIntoView({block: 'center'})")
    press(page, "Run")
    page.wait_for_timeout(1200)
    assert told(page)[0] >= 2 and "Pause" in page.evaluate(SEEN)["buttons"]
    press(page, "Pause")
    count = told(page)[0]
    page.wait_for_timeout(600)
    assert told(page)[0] == count, "it runs though it was stopped"
    press(page, "Run")
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(300)
    count = told(page)[0]
    page.wait_for_timeout(700)
    assert told(page)[0] == count, "it runs out of sight"
    page.locator(".demo-live").evaluate("e => e.scrollIntoView({block: 'center'})")
    page.wait_for_timeout(1200)
    assert told(page)[0] > count, "it does not go on in sight"
    press(page, "Reset")
    page.wait_for_timeout(600)
    assert told(page)[0] == 0 and "Run" in page.evaluate(SEEN)["buttons"]


def test_who_wants_no_movement_sees_the_end_at_once(visit):
    page = visit(place(EN, NAME))
    press(page, "Run")
    assert told(page)[1:] == [3, 2, 0] and "Run" in page.evaluate(SEEN)["buttons"]
