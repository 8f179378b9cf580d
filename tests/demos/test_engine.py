"""The engine of the demos: its arithmetic is Keras', and it rests when nobody looks."""

import json

import numpy as np
import pytest

from tools.proof.runner import Program, Step, run

pytestmark = pytest.mark.inputs("docs/assets/demos", "tools/look", "tools/proof")

# Sides of the picture, channels, side of the kernel, filters, stride.
CONVOLUTIONS = [
    (5, 5, 1, 3, 1, 1),
    (24, 24, 1, 3, 1, 2),
    (7, 4, 3, 3, 2, 1),
    (6, 9, 2, 2, 4, 2),
    (8, 8, 1, 3, 1, 3),
    (5, 6, 2, 1, 3, 2),
    (7, 7, 2, 5, 2, 1),
]
KERAS = """
import json, sys
import keras, numpy as np

found = []
for case in json.loads({cases!r}):
    picture = np.array(case["picture"]["data"], "float32").reshape(1, *case["picture"]["shape"])
    kernel = np.array(case["kernel"]["data"], "float32").reshape(case["kernel"]["shape"])
    out = keras.ops.conv(picture, kernel, strides=case["stride"], padding=case["padding"])
    found.append(keras.ops.convert_to_numpy(out)[0].tolist())
print(json.dumps(found))
"""
OURS = """cases => cases.map(({picture, kernel, stride, padding}) => {
  const tensor = one => Demo.tensor(one.shape, one.data)
  const {shape, data} = Demo.conv(tensor(picture), tensor(kernel), stride, padding)
  return {shape, data: [...data]}
})"""


def by_keras(cases):
    """What keras.ops.conv makes of pictures and kernels, each as nested lists."""
    code = KERAS.format(cases=json.dumps(cases))
    (found,) = run([Program("conv", [Step("python", code, "conv.py", 1)])])
    assert not found.died and found.results[0].raised is None, found.results[0].trace
    return json.loads(found.results[0].stdout)


@pytest.mark.keras
def test_a_convolution_is_that_of_keras(blank):
    """For every padding, also where zeros are not the same on both sides."""
    random = np.random.default_rng(7)

    def tensor(*shape):
        data = random.integers(-9, 10, shape) / 2
        return {"shape": list(shape), "data": data.ravel().tolist()}

    cases = [
        {
            "picture": tensor(height, width, channels),
            "kernel": tensor(side, side, channels, filters),
            "stride": stride,
            "padding": padding,
        }
        for height, width, channels, side, filters, stride in CONVOLUTIONS
        for padding in ("valid", "same")
    ]
    ours = blank.evaluate(OURS, cases)
    assert len(cases) == len(ours) == 14
    for case, mine, theirs in zip(cases, ours, by_keras(cases), strict=True):
        theirs = np.array(theirs)
        assert tuple(mine["shape"]) == theirs.shape, case
        np.testing.assert_allclose(np.reshape(mine["data"], theirs.shape), theirs, atol=1e-4)


NUMBERS = [
    ("3", 3),
    (" -1 ", -1),
    ("\u22121", -1),
    ("−0.5", -0.5),
    ("+2", 2),
    (".5", 0.5),
    ("1/9", 1 / 9),
    ("-1/4", -0.25),
    ("３", 3),
    ("99", 99),
    ("", None),
    ("  ", None),
    ("abc", None),
    ("NaN", None),
    ("Infinity", None),
    ("1e3", None),
    ("0x10", None),
    ("1/0", None),
    ("0/0", None),
    ("1 2", None),
    ("0,5", None),
    ("--1", None),
    ("100", None),
    ("-99.5", None),
]


def test_numbers_that_readers_type(blank):
    """NaN, which JSON does not have, is null here."""
    read = "all => all.map(([text]) => Demo.number(text, 99)).map(n => Number.isNaN(n) ? null : n)"
    for (text, value), found in zip(NUMBERS, blank.evaluate(read, NUMBERS), strict=True):
        assert found == (pytest.approx(value) if value is not None else None), text


def test_numbers_and_sentences_that_are_shown(blank):
    shown = blank.evaluate("[3, -1, 1 / 9, -0.001, 12.346, -2.5].map(Demo.shown)")
    assert shown == ["3", "−1", "0.11", "0", "12.35", "−2.5"]
    filled = blank.evaluate("Demo.fill('{row} {row} {sum} {no}', {row: 0, sum: 'a{row}'})")
    assert filled == "0 0 a{row} {no}"


DRAWING = """() => {
  const space = () => Demo.make("div", {style: "height: 3000px"})
  const drawn = []
  const stage = Demo.canvas(4, 2, (context, side) => drawn.push(side))
  const box = Demo.make("div", {style: "width: 80px"}, stage.canvas)
  stage.canvas.style.width = "100%"
  document.body.append(space(), box, space())
  Object.assign(window, {drawn, stage, box})
}"""
FRAMES = """async (count = 3) => {
  for (let n = 0; n < count; n++) await new Promise(requestAnimationFrame)
  return drawn.length
}"""


def test_nothing_is_drawn_out_of_sight(blank):
    """And once a frame at most in sight, anew after a change of size."""
    blank.evaluate(DRAWING)
    blank.evaluate("for (let n = 0; n < 9; n++) stage.touch()")
    assert blank.evaluate(FRAMES) == 0
    blank.evaluate("box.scrollIntoView({block: 'center'})")
    blank.wait_for_function("drawn.length > 0")
    assert blank.evaluate("drawn[0]") == 20
    before = blank.evaluate(FRAMES)
    assert blank.evaluate(FRAMES, 20) == before, "it draws though nothing changed"
    blank.evaluate("for (let n = 0; n < 9; n++) stage.touch()")
    blank.wait_for_function(f"drawn.length > {before}")
    assert blank.evaluate(FRAMES) == before + 1
    blank.evaluate("box.style.width = '160px'")
    blank.wait_for_function("drawn.at(-1) === 40")


def test_what_is_said_is_said_once_at_rest(blank):
    blank.evaluate("""() => {
      const voice = Demo.voice()
      document.body.append(voice.region)
      window.said = []
      new MutationObserver(() => said.push(voice.region.textContent))
        .observe(voice.region, {childList: true})
      for (let n = 0; n < 50; n++) voice.say(`step ${n}`)
    }""")
    blank.wait_for_function("said.length > 0")
    blank.wait_for_timeout(700)
    assert blank.evaluate("said") == ["step 49"]


def test_what_goes_on_rests_out_of_sight_and_stops(blank):
    """Once a frame, no more often when it is started twice, and not after its own stop."""
    blank.evaluate("""() => {
      const space = () => Demo.make("div", {style: "height: 3000px"})
      const box = Demo.make("div", {style: "height: 20px"})
      document.body.append(space(), box, space())
      const drawn = [], work = Demo.repeat(box, time => {
        drawn.push(time)
        if (drawn.length === 50) work.stop()
      })
      Object.assign(window, {drawn, box, work})
    }""")
    blank.evaluate("work.start()")
    assert blank.evaluate(FRAMES, 5) == 0 and blank.evaluate("work.on")
    blank.evaluate("box.scrollIntoView({block: 'center'})")
    blank.wait_for_function("drawn.length > 3")
    blank.evaluate("work.start()")
    blank.evaluate("scrollTo(0, 0)")
    blank.evaluate(FRAMES, 5)
    assert blank.evaluate(FRAMES, 5) == blank.evaluate("drawn.length") < 50
    blank.evaluate("box.scrollIntoView({block: 'center'})")
    blank.wait_for_function("!work.on")
    assert blank.evaluate(FRAMES, 5) == 50
    assert blank.evaluate("drawn.every((time, n) => !n || time > drawn[n - 1])")
