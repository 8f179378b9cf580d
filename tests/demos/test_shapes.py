"""The shape calculator: what Keras says of any stack, right or wrong, and any way of using it."""

import ast
import json
import random
import re
from itertools import product
from math import prod
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.demos.hand import DEMOS, EN, INPUTS, ZH, address, labels, listen, opened, place, press
from tests.support import BOOK
from tools.proof.runner import Program, Step, run

pytestmark = pytest.mark.inputs(*INPUTS, "tools/proof")

NAME = "shapes"
# The network to count with, and the one of the page whose kernel is too big.
NETWORK = {
    "in": "28 28 3",
    "l": "Conv2D_8_2__valid*Conv2D_4_2__valid*MaxPooling2D_2__valid*Flatten*Dense_128*Dense_10",
}
# What a reader sees of the running demo.
SEEN = """() => {
  const live = document.querySelector(".demo-live")
  const all = selector => [...live.querySelectorAll(selector)]
  const one = selector => live.querySelector(selector).textContent
  return {
    rows: all(".demo-layers > li").map(row => ({
      shape: row.querySelector("b")?.textContent,
      costs: [...row.querySelectorAll(".demo-out > span")].map(e => e.textContent),
      shares: [...row.querySelectorAll(".demo-out > span")]
        .map(e => parseFloat(getComputedStyle(e).getPropertyValue("--demo-share"))),
      error: row.querySelector(".demo-out .demo-bad")?.textContent,
      unreached: row.className === "demo-unreached",
      kind: row.querySelector("select").value,
      fields: [...row.querySelectorAll("label > *")].map(e => e.value),
    })),
    total: one(".demo-sum"), bad: one("[role=alert]"),
    code: live.querySelector("textarea").value,
    tops: all(".demo-line > label > input").slice(0, 2).map(e => e.value),
    invalid: all("[aria-invalid]").map(e => e.value),
    pressed: all("[aria-pressed=true]").map(e => e.textContent),
    said: one(".demo-voice"), whole: live.textContent,
  }
}"""
# The same for many settings, one after the other, as if each stood in the address.
ALL_SEEN = """settings => settings.map(setting => {
  Demo.read = () => setting
  dispatchEvent(new Event("hashchange"))
  return (SEEN)()
})""".replace("SEEN", SEEN)


def numbers(text):
    """The whole numbers of a sentence, in order."""
    return [int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?!\.\d)\b", text)]


def layers_of(page):
    return [row["kind"] for row in page.evaluate(SEEN)["rows"]]


# ---- the numbers, and the errors


def sides(chance, count, most):
    """A side, or one for each direction, as an address has it."""
    if count == 1 or chance.random() < 0.7:
        return str(chance.randint(1, most))
    return " ".join(str(chance.randint(1, most)) for _ in range(count))


def layer(chance, rank):
    """A layer for so many directions."""
    kind = chance.choice(["Conv"] * 4 + ["MaxPooling", "AveragePooling"])
    stride = sides(chance, rank, 3) if chance.random() < 0.4 else ""
    padding = chance.choice(["valid", "same"])
    size = sides(chance, rank, 4 if chance.random() < 0.9 else 12)
    count = f"_{chance.randint(1, 6)}" if kind == "Conv" else ""
    return f"{kind}{rank}D{count}_{size}_{stride}_{padding}"


def stack(chance):
    """A setting of up to twelve layers; about half of them fail somewhere."""
    rank = chance.randint(1, 3)
    axes = rank + 1 if chance.random() < 0.9 else chance.randint(1, 4)
    most = {1: 40, 2: 20, 3: 10}[rank]
    shape = [chance.randint(max(1, most // 3), most) for _ in range(axes - 1)]
    shape.append(chance.randint(1, 4))
    found = []
    for _ in range(chance.randint(1, 5)):
        found.append(layer(chance, rank if chance.random() < 0.94 else chance.randint(1, 3)))
        if chance.random() < 0.15:
            found.append(chance.choice(["Dropout_0.25", f"Dense_{chance.randint(1, 9)}"]))
    if chance.random() < 0.8:
        pooling = f"GlobalAveragePooling{rank if chance.random() < 0.9 else chance.randint(1, 3)}D"
        found.append(chance.choice(["Flatten", pooling]))
        found += [f"Dense_{chance.randint(1, 20)}"] * chance.randint(0, 2)
    if chance.random() < 0.05:
        found.append(layer(chance, rank))
    found = found[:12]
    if chance.random() < 0.05:
        chance.shuffle(found)
    return {
        "in": " ".join(map(str, shape)),
        "l": "*".join(found),
        "n": str(chance.randint(1, 300)),
    }


# Runs the code that the page gives, line by line, and looks at each layer.
KERAS = """
import json, re
import keras
from keras.src.utils.summary_utils import readable_memory_size

found = []
for case in json.loads({cases!r}):
    keras.backend.clear_session(free_memory=False)  # names begin anew
    space, rows = {{}}, []
    for line in case["code"].splitlines():
        if line == "model.summary()":
            rows.append({{"total": space["model"].count_params()}})
            continue
        try:
            exec(line, space)
        except ValueError as error:
            text = re.sub("\\x1b\\\\[\\\\d+m", "", str(error))  # it is printed in bold
            rows.append({{"error": text.partition("\\n\\nArguments received")[0]}})
            break
        name = line.partition(" =")[0]
        if name in ("x", "outputs"):
            made = space[name]
            layer = made._keras_history.operation
            size = 4 * case["n"]
            for side in made.shape[1:]:
                size *= side
            rows.append({{
                "shape": str(made.shape),
                "params": layer.count_params(),
                "kernel": list(layer.kernel.shape) if layer.weights else [],
                "memory": readable_memory_size(size),
            }})
    found.append(rows)
print(json.dumps(found))
"""


def by_keras(cases):
    code = KERAS.format(cases=json.dumps(cases))
    (found,) = run([Program("stacks", [Step("python", code, "stacks.py", 1)])])
    assert not found.died and found.results[0].raised is None, found.results[0].trace
    return json.loads(found.results[0].stdout)


KINDS_OF_ERROR = {
    "expected min_ndim=": 10,
    "expected ndim=": 20,
    "Kernel shape must have": 5,
    "zero or negative. Received `inputs shape": 40,
    "zero or negative. Received: `inputs.shape": 20,
}


@pytest.mark.keras
def test_a_stack_is_what_keras_says_of_it(visit, say):
    """Shapes, parameters, multiplications, memory, the error; by way of the page's own code."""
    chance = random.Random(12)
    settings = [stack(chance) for _ in range(600)]
    assert len({setting["l"] for setting in settings}) > 550
    page = opened(visit, address(EN, NAME))
    ours = page.evaluate(ALL_SEEN, settings)
    cases = [
        {"code": seen["code"], "n": int(s["n"])} for s, seen in zip(settings, ours, strict=True)
    ]
    whole, errors, rows = 0, [], 0
    for setting, seen, theirs in zip(settings, ours, by_keras(cases), strict=True):
        assert seen["bad"] == "" and len(seen["rows"]) == setting["l"].count("*") + 1, setting
        params = work = 0
        for mine, keras in zip(seen["rows"], theirs, strict=False):
            rows += 1
            if "error" in keras:
                assert mine["error"] == f"ValueError: {keras['error']}", setting
                errors.append(keras["error"])
                continue
            assert mine["error"] is None and mine["shape"] == keras["shape"], setting
            places = prod(ast.literal_eval(keras["shape"])[1:-1])
            times = places * prod(keras["kernel"]) if keras["kernel"] else 0
            told = [numbers(text)[0] for text in mine["costs"][:2]]
            assert told == [keras["params"], times], setting
            assert mine["costs"][2].endswith(f" {keras['memory']}"), setting
            params, work = params + keras["params"], work + times
        failed = "error" in theirs[-1]
        reached = len(theirs) if failed else len(theirs) - 1
        assert failed or theirs[-1]["total"] == params
        assert [row["unreached"] for row in seen["rows"]] == [
            n >= reached for n in range(len(seen["rows"]))
        ]
        told = numbers(seen["total"])
        assert params in told and work in told, (setting, seen["total"])
        whole += not failed
    for text, least in KINDS_OF_ERROR.items():
        assert sum(text in error for error in errors) >= least, text
    assert whole >= 200 and len(errors) >= 200 and whole + len(errors) == 600
    say(f"the shape calculator: {whole} stacks and {len(errors)} errors, {rows} layers, as Keras")
    assert not page.complaints


SMALL = [
    ("9 2", "Conv1D_3_4_2_valid"),
    ("9 2", "Conv1D_3_4_2_same"),
    ("5 6 2", "Conv2D_3_2 3__valid"),
    ("5 6 2", "Conv2D_3_3_2_same"),
    ("4 3 5 2", "Conv3D_2_2_1 2 3_valid"),
    ("4 5", "Dense_3"),
    ("7", "Dense_3"),
]


def counted(inside, kind, count, size=None, strides=None, padding=None):
    """Multiplications of a layer, one by one, as a loop over windows makes them."""
    shape = [int(side) for side in inside.split()]
    if kind == "Dense":
        return sum(1 for _ in product(*map(range, shape), range(int(count))))
    rank = len(shape) - 1

    def each(text):
        found = [int(side) for side in (text or "1").split()]
        return found if len(found) == rank else found * rank

    kernel, step = each(size), each(strides)
    total = 0
    starts = [range(0, side, by) for side, by in zip(shape[:-1], step, strict=True)]
    for start in product(*starts):
        ends = [at + side for at, side in zip(start, kernel, strict=True)]
        if padding == "valid" and any(end > side for end, side in zip(ends, shape, strict=False)):
            continue
        for _ in product(*map(range, kernel), range(shape[-1]), range(int(count))):
            total += 1
    return total


def test_multiplications_are_those_that_a_loop_makes(visit):
    page = opened(visit, address(EN, NAME))
    settings = [{"in": inside, "l": one} for inside, one in SMALL]
    for (inside, one), seen in zip(SMALL, page.evaluate(ALL_SEEN, settings), strict=True):
        wanted = counted(inside, *one.split("_"))
        assert numbers(seen["rows"][0]["costs"][1])[0] == wanted > 0, one


def test_the_largest_sizes_are_counted_to_the_last_one(visit):
    """They do not fit into the numbers of JavaScript."""
    page = opened(visit, address(EN, NAME))
    setting = {"in": "4096 4096 4096 4096", "l": "Conv3D_4096_4095_1_same*Flatten*Dense_4096"}
    (seen,) = page.evaluate(ALL_SEEN, [{**setting, "n": "4096"}])
    kernel = 4095**3 * 4096 * 4096
    told = [numbers(text)[0] for text in seen["rows"][0]["costs"][:2]]
    assert told == [kernel + 4096, 4096**3 * kernel]
    assert seen["rows"][1]["shape"] == f"(None, {4096**4})"
    assert numbers(seen["rows"][2]["costs"][0])[0] == 4096**5 + 4096
    assert "NaN" not in seen["whole"] and "Infinity" not in seen["whole"]


def test_it_begins_as_its_picture_shows(visit):
    """The still picture and the running one say the same numbers, which are the page's."""
    page = visit(place(EN, NAME))
    seen = page.evaluate(SEEN)
    drawn = re.sub("<[^>]+>", "\n", (DEMOS / "shapes/shapes.svg").read_text("utf-8"))
    assert "28 28 3" == seen["tops"][0].replace(",", "") and "(28, 28, 3)" in drawn
    for row in seen["rows"]:
        shape = ast.literal_eval(row["shape"])[1:]
        assert f"\n{shape}\n" in drawn, row
        for text, share, total in zip(row["costs"], row["shares"], (88_182, 244_320), strict=False):
            assert text.split()[-1] in drawn
            assert share == pytest.approx(100 * numbers(text)[0] / total, abs=0.1)
    assert "88,182 parameters (344.46 KB); 244,320 multiplications" in seen["total"]
    assert "88,182" in drawn and "244,320" in drawn
    output = (BOOK.snippets / "pictures/conv_shapes/network.check.out").read_text("utf-8")
    for line in output.splitlines()[1:-1]:
        assert line.split()[-1] in [row["costs"][0].split()[-1] for row in seen["rows"]]
    assert urlsplit(page.url).fragment == "" and not page.complaints


def test_the_kernel_that_is_too_big_raises_the_error_of_the_page(visit):
    page = visit(place(EN, NAME))
    page.locator(".demo-live button", has_text="A kernel too big").click()
    seen = page.evaluate(SEEN)
    output = (BOOK.snippets / "pictures/conv_shapes/kernel_too_big.too_big.out").read_text("utf-8")
    assert [row["error"] for row in seen["rows"]] == [None] * 3 + [output.strip()] + [None] * 2
    assert [row["unreached"] for row in seen["rows"]] == [False] * 4 + [True] * 2
    assert seen["total"].startswith("Layer 4, Conv2D, raises an error. The layers before it have")
    assert seen["pressed"] == ["A kernel too big"] and "Conv2D(64, 26" in seen["code"]


# ---- the reader's hand


def test_what_is_typed_counts_and_what_is_wrong_gets_a_sentence(visit):
    page = visit(place(EN, NAME))
    live = page.locator(".demo-live")
    shape, samples = (
        live.get_by_label(name, exact=True) for name in ("Input shape", "Samples in a batch")
    )
    for text in ("32 32 3", "(32, 32, 3)", "32×32×3", "３２，３２，3", " 32,32 , 3,"):
        shape.fill(text)
        seen = page.evaluate(SEEN)
        assert seen["bad"] == "" and seen["rows"][0]["shape"] == "(None, 31, 31, 8)", text
        assert "shape=(32, 32, 3)" in seen["code"]
    for text in ("None, 32, 32, 3", "0 3", "-1", "5000", "3.5", "1 2 3 4 5", "28;28", "abc", "1e3"):
        shape.fill(text)
        now = page.evaluate(SEEN)
        assert f"Input shape: “{text}” is not a shape here" in now["bad"], text
        assert "32, 32, 3 counts" in now["bad"] and now["invalid"] == [text]
        assert now["rows"] == seen["rows"]
    shape.fill("  ")
    assert page.evaluate(SEEN)["bad"].startswith("Input shape is empty")
    shape.fill("32, 32, 3")
    samples.fill("0")
    assert (
        "Samples in a batch: “0” is not a whole number from 1 to 4096" in page.evaluate(SEEN)["bad"]
    )
    samples.fill("1")
    assert page.evaluate(SEEN)["rows"][-1]["costs"][2] == "Output 40.00 B"

    def field(number, name):
        return live.locator(".demo-layers > li").nth(number).get_by_label(name, exact=True)

    for number, name, text, told in (
        (
            0,
            "Kernels",
            "x",
            "Layer 1, Kernels: “x” is not a whole number from 1 to 4096. Until it is, 8 counts.",
        ),
        (0, "Kernels", "4097", "“4097” is not a whole number"),
        (0, "Kernels", "2, 2", "“2, 2” is not a whole number"),
        (0, "Kernels", "", "Layer 1, Kernels is empty. Until there is something in it, 8 counts."),
        (
            0,
            "Kernel side",
            "2 2 2",
            "is not a whole number from 1 to 4096, nor 2 of them. Until it is, 2 counts.",
        ),
        (
            2,
            "Stride",
            "0",
            "Layer 3, Stride: “0” is not a whole number from 1 to 4096, nor 2 of them. Until it "
            "is, 2, 2 counts.",
        ),
        (4, "Units", "１２8.0", "Layer 5, Units"),
    ):
        before = field(number, name).input_value()
        field(number, name).fill(text)
        assert told in page.evaluate(SEEN)["bad"], text
        field(number, name).fill(before)
        assert page.evaluate(SEEN)["bad"] == ""
    field(0, "Kernels").fill("<img src=x onerror=alert(1)>")
    assert live.locator(".demo-bad img").count() == 0 and "<img" in page.evaluate(SEEN)["bad"]
    field(0, "Kernels").fill("8")
    field(0, "Kernel side").fill("2, 3")
    seen = page.evaluate(SEEN)
    assert (
        seen["rows"][0]["shape"] == "(None, 31, 30, 8)" and "Conv2D(8, (2, 3), act" in seen["code"]
    )
    live.locator(".demo-layers select").nth(0).select_option("Dropout")
    field(0, "Share dropped").fill("1.5")
    assert (
        "“1.5” is not a number from 0 to 1. Until it is, 0.5 counts." in page.evaluate(SEEN)["bad"]
    )
    field(0, "Share dropped").fill("0.25")
    assert "layers.Dropout(0.25)(inputs)" in page.evaluate(SEEN)["code"]
    assert not page.complaints


def test_layers_are_added_moved_changed_and_removed(visit):
    page = visit(place(EN, NAME))
    live = page.locator(".demo-live")
    focused = "document.activeElement.getAttribute('aria-label')"
    start = ["Conv2D", "Conv2D", "MaxPooling2D", "Flatten", "Dense", "Dense"]
    assert layers_of(page) == start
    live.get_by_label("Move layer 4 up").click()
    assert layers_of(page) == ["Conv2D", "Conv2D", "Flatten", "MaxPooling2D", "Dense", "Dense"]
    assert page.evaluate(focused) == "Move layer 3 up"
    assert "'max_pooling2d' is incompatible" in page.evaluate(SEEN)["rows"][3]["error"]
    for _ in range(2):
        page.keyboard.press("Enter")
    assert layers_of(page)[0] == "Flatten" and page.evaluate(focused) == "Move layer 1 down"
    live.get_by_label("Remove layer 1").click()
    assert layers_of(page) == ["Conv2D", "Conv2D", "MaxPooling2D", "Dense", "Dense"]
    assert page.evaluate(SEEN)["rows"][3]["shape"] == "(None, 13, 13, 128)"
    live.locator(".demo-layers select").nth(2).focus()
    live.locator(".demo-layers > li").nth(2).locator("select").nth(0).select_option(
        "GlobalAveragePooling2D"
    )
    assert page.evaluate(focused) == "Kind of layer"
    assert page.evaluate(SEEN)["rows"][-1]["shape"] == "(None, 10)"
    for _ in range(7):
        live.get_by_text("Add this layer").click()
    assert len(layers_of(page)) == 12 and not page.evaluate(SEEN)["bad"]
    live.get_by_text("Add this layer").click()
    assert page.evaluate(SEEN)["bad"] == "A stack holds 12 layers at most."
    for _ in range(11):
        live.get_by_label("Remove layer 1", exact=True).click()
    assert layers_of(page) == ["Dense"] and live.get_by_label("Remove layer 1").is_disabled()
    assert page.evaluate(focused) == "Kind of layer"
    live.locator(".demo-layers select").nth(0).select_option("Conv3D")
    seen = page.evaluate(SEEN)
    assert "expected min_ndim=5, found ndim=4" in seen["rows"][0]["error"]
    assert seen["rows"][0]["error"].startswith(
        "ValueError: Input 0 with name 'None' of layer 'conv3d'"
    )
    assert not page.complaints


def test_reset_begins_anew(visit):
    """The kind of the layer that would be added next, too."""
    page = opened(visit, address(EN, NAME, **NETWORK))
    begun = page.evaluate(SEEN), (last := page.get_by_label("Kind of layer").last).input_value()
    last.select_option("Conv1D")
    press(page, "Add this layer")
    assert layers_of(page)[-1] == "Conv1D"
    press(page, labels(EN, NAME)["reset"])
    page.evaluate("book.rest()")
    now = page.evaluate(SEEN) | {"said": begun[0]["said"], "whole": begun[0]["whole"]}
    assert (now, last.input_value()) == begun


def test_a_setting_is_in_the_address_and_can_be_shared(visit):
    page = visit(place(EN, NAME))
    live = page.locator(".demo-live")
    live.locator("button", has_text="Readings in 1D").click()
    live.get_by_label("Samples in a batch").fill("7")
    live.get_by_label("Stride", exact=True).nth(0).fill("3")
    live.locator(".demo-layers select[aria-label]").nth(1).select_option("AveragePooling1D")
    live.get_by_label("Units").fill("none")  # what is wrong does not count
    page.wait_for_timeout(600)
    setting = parse_qs(urlsplit(page.url).fragment, keep_blank_values=True)
    layers = "Conv1D_16_5_3_valid*AveragePooling1D_2__valid*Conv1D_32_5__valid*"
    assert setting["demo"] == ["shapes"] and setting["in"] == ["100 2"] and setting["n"] == ["7"]
    assert setting["l"] == [layers + "GlobalAveragePooling1D*Dense_3"]
    shared = opened(visit, page.url.split("/keras/")[1])
    mine, theirs = page.evaluate(SEEN), shared.evaluate(SEEN)
    for key in ("total", "code", "tops"):
        assert mine[key] == theirs[key], key
    assert [row["costs"] for row in mine["rows"]] == [row["costs"] for row in theirs["rows"]]
    assert mine["invalid"] == ["none"] and theirs["invalid"] == []
    top = "document.querySelector('.demo').getBoundingClientRect().top"
    assert 48 <= shared.evaluate(top) < 200, "not in sight below the header"
    shared.locator(".demo-live button", has_text="Reset").click()
    shared.wait_for_timeout(600)
    assert "#" not in shared.url and "88,182" in shared.evaluate(SEEN)["total"]


@pytest.mark.parametrize(
    "setting",
    [
        {"in": "", "l": "", "n": "x"},
        {"in": "0", "l": "Conv4D_1*Dense", "n": "-1"},
        {"in": "9 9 9 9 9", "l": "constructor*__proto__", "n": "5000"},
        {"in": "NaN", "l": "*" * 99},
    ],
)
def test_an_address_that_is_no_setting_does_no_harm(visit, setting):
    page = opened(visit, address(ZH, NAME, **setting))
    seen = page.evaluate(SEEN)
    assert "88,182" in seen["total"] and seen["tops"] == ["28, 28, 3", "32"]
    assert not page.complaints and not seen["bad"]


def test_an_address_with_wrong_fields_gets_those_of_a_new_layer(visit):
    setting = {"in": "9 9 1", "l": "Conv2D_0_x_9999_full*Dense*Dropout_7" + "*Flatten" * 20}
    page = opened(visit, address(ZH, NAME, **setting))
    seen = page.evaluate(SEEN)
    assert len(seen["rows"]) == 12 and seen["rows"][0]["fields"] == ["8", "3", "", "valid"]
    assert not seen["bad"] and not page.complaints


def test_the_code_is_copied_or_selected(visit):
    page = visit(place(EN, NAME), permissions=["clipboard-read", "clipboard-write"])
    page.locator(".demo-live").get_by_text("Copy the code").click()
    expect(page.locator(".demo-live [role=status]").first).to_have_text("Copied.")
    wanted = page.evaluate(SEEN)["code"]
    assert page.evaluate("navigator.clipboard.readText()") == wanted
    page.locator(".demo-live input").nth(0).fill("9 9 3")
    expect(page.locator(".demo-live [role=status]").first).to_have_text("")
    for closed in (
        "navigator.clipboard.writeText = () => Promise.reject(new Error('denied'))",
        "Object.defineProperty(navigator, 'clipboard', {value: undefined})",  # from a folder
    ):
        page.evaluate(closed + "; getSelection().removeAllRanges(); document.body.focus()")
        page.locator(".demo-live").get_by_text("Copy the code").click()
        expect(page.locator(".demo-live [role=status]").first).to_contain_text("Press Ctrl+C")
        selected = page.evaluate("""(area => area.value.slice(area.selectionStart,
          area.selectionEnd))(document.activeElement)""")
        assert selected == page.evaluate(SEEN)["code"] and "shape=(9, 9, 3)" in selected
    assert not page.complaints


def test_the_code_reads_as_the_book_writes_it(visit):
    page = visit(place(EN, NAME))
    assert page.evaluate(SEEN)["code"].splitlines()[3:7] == [
        "inputs = keras.Input(shape=(28, 28, 3))",
        'x = layers.Conv2D(8, 2, activation="relu")(inputs)',
        'x = layers.Conv2D(4, 2, activation="relu")(x)',
        "x = layers.MaxPooling2D(pool_size=2)(x)",
    ]
    assert page.evaluate(SEEN)["code"].splitlines()[-3:] == [
        "outputs = layers.Dense(10)(x)",
        "model = keras.Model(inputs, outputs)",
        "model.summary()",
    ]


def test_the_live_region_says_the_result_and_not_each_step(visit):
    page = visit(place(EN, NAME))
    listen(page)
    page.locator(".demo-live input").nth(0).focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("100, 100, 3")
    page.wait_for_timeout(1500)
    assert page.evaluate("said") == [page.evaluate(SEEN)["total"]]
    page.locator(".demo-live button", has_text="A kernel too big").click()
    page.wait_for_timeout(1500)
    said = page.evaluate("said")
    assert len(said) == 2 and said[1].startswith("Layer 4, Conv2D, raises an error")
    assert "Computed output size would be zero or negative" in said[1]
