"""A picture is the one that its listing draws, and stands below it."""

import re

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tools.proof.compare import drawings, misplaced, pictures, same_picture
from tools.proof.runner import Run
from tools.proof.tasks import tasks
from tools.source.book import Book
from tools.source.edition import EDITIONS

pytestmark = pytest.mark.inputs("snippets", "tools/proof", "tools/source", "tests/tiny")

PICTURES = sorted(Book.here().snippets.rglob("*.png"))
PAGE = "start/first"
LINK = re.compile(r"!\[[^\]]*\]\(\.\./(snippets/start/first/line\.png)\)\{[^}]*\}")


# ---- what is drawn


def inked(pixels, width=80, height=24):
    """The corner of the piece of a picture that holds most ink: a label, a legend, a line."""
    dark = pixels.mean(axis=-1) < 200  # a grey ground is no ink
    ink = np.pad(dark.astype(int).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    ink = (
        ink[height:, width:]
        - ink[:-height, width:]
        - ink[height:, :-width]
        + ink[:-height, :-width]
    )
    y, x = np.unravel_index(ink.argmax(), ink.shape)
    return int(x), int(y)


def painted(pixels, text=""):
    picture = Image.fromarray(pixels)
    x, y = inked(pixels)
    ImageDraw.Draw(picture).rectangle([x, y, x + 80, y + 24], fill="white")
    ImageDraw.Draw(picture).text((x, y), text, fill="black")
    return np.asarray(picture)


CHANGES = {
    "nothing": (lambda a: a, True),
    "a pixel to the side": (lambda a: np.roll(a, 1, axis=1), True),
    "a pixel down": (lambda a: np.roll(a, 1, axis=0), True),
    "painted over": (painted, False),
    "another label": (lambda a: painted(a, "other word"), False),
    "empty": (lambda a: np.full_like(a, 255), False),
    "another size": (lambda a: a[1:], False),
}
GROSS = {
    "negative": (lambda a: 255 - a, False),
    "upside down": (lambda a: a[::-1], False),
    "noise": (lambda a: np.random.default_rng(0).integers(0, 256, a.shape, np.uint8), False),
}


@pytest.mark.parametrize("picture", PICTURES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_another_picture(picture, tmp_path):
    """Painted over, empty or of another size, it is not the book's; a pixel to the side, it is."""
    shown = np.asarray(Image.open(picture).convert("RGB"))
    changes = CHANGES | GROSS if picture == PICTURES[0] else CHANGES
    assert [name for name, c in changes.items() if wrong(picture, shown, tmp_path, *c)] == []


def wrong(picture, shown, folder, change, same):
    """True if a changed copy is not told from the picture, or one that is the same is."""
    drawn = folder / "drawn.png"
    Image.fromarray(np.ascontiguousarray(change(shown))).save(drawn)
    return same_picture(picture, drawn) is not same


def test_a_picture_that_varies(tmp_path):
    """Other examples pass where a picture says so, and no empty plot, noise or other size."""
    picture = PICTURES[0]
    shown = np.asarray(Image.open(picture).convert("RGB"))
    drawn = tmp_path / "drawn.png"
    for change, same in [
        (lambda a: np.roll(a, 8, axis=1), True),
        CHANGES["empty"],
        CHANGES["another size"],
        GROSS["noise"],
    ]:
        Image.fromarray(np.ascontiguousarray(change(shown))).save(drawn)
        assert same_picture(picture, drawn, varies=True) is same


@pytest.fixture
def plot(tmp_path):
    """Call it to draw a plot of two curves; what it takes is what may differ."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    def draw(name, **given):
        x = np.linspace(0, 10, 50)
        figure, axes = plt.subplots(figsize=(6.4, 2.56), layout="constrained")
        axes.plot(x, np.exp(-x) + given.get("moved", 0), label=given.get("legend", "training"))
        if given.get("second", True):
            axes.plot(x, np.exp(-x / 2), "--", label="validation")
        axes.set_xlabel(given.get("xlabel", "epoch"))
        axes.set_title(given.get("title", "loss"))
        if given.get("legend", "training"):
            axes.legend()
        figure.savefig(tmp_path / name, dpi=100)
        plt.close(figure)
        return tmp_path / name

    return draw


@pytest.mark.parametrize(
    "given, same",
    [
        ({}, True),
        ({"moved": 0.01}, True),  # another processor's values: up to three pixels
        ({"moved": 0.02}, True),
        ({"moved": 0.1}, False),
        ({"second": False}, False),
        ({"legend": None}, False),
        ({"legend": "validate"}, False),
        ({"xlabel": "batch"}, False),
        ({"xlabel": ""}, False),
        ({"title": "accuracy"}, False),
    ],
)
def test_another_plot(plot, given, same):
    assert same_picture(plot("shown.png"), plot("drawn.png", **given)) is same


# ---- where it stands


def page_with(tiny, old, new):
    """The case of the tiny book with something else in the place of its picture."""
    path = tiny / "docs/zh/start/first.md"
    text = path.read_text("utf-8")
    assert re.search(old, text), f"nothing to break: {old}"
    path.write_text(re.sub(old, lambda found: new.replace("{0}", found[0]), text, count=1), "utf-8")
    return Book(tiny).page(EDITIONS[0], PAGE)


ANOTHER = """
# --8<-- [start:again]
plt.figure(figsize=(3.2, 1.6))
plt.plot(x, -3 * x)
plt.savefig("{name}.png", dpi=100)
# --8<-- [end:again]
"""


def with_another(tiny, name):
    """A second listing that draws, above the section on failing, with its picture below it."""
    with (tiny / "snippets/start/first/line.py").open("a", encoding="utf-8") as file:
        file.write(ANOTHER.replace("{name}", name))
    picture = (tiny / "snippets/start/first/line.png").read_bytes()
    (tiny / f"snippets/start/first/{name}.png").write_bytes(picture)
    listing = '```python\n--8<-- "start/first/line.py:again"\n```\n\n'
    image = f'![又一条线](../snippets/start/first/{name}.png){{ width="320" height="160" }}\n\n'
    return page_with(tiny, r"## 出错", listing + image + "{0}")


def test_a_picture_belongs_to_the_listing_above_it(tiny):
    page = with_another(tiny, "fall")
    assert misplaced(page) == []
    assert [d.listing.section for d in drawings(page)] == ["draw", "again"]


@pytest.mark.parametrize("says", [False, True])
def test_a_page_says_that_a_picture_varies(tiny, tmp_path, says):
    """The drawing of another machine passes where all editions have data-varies."""
    for edition in EDITIONS if says else EDITIONS[:1]:
        page = tiny / edition.folder / f"{PAGE}.md"
        text = page.read_text("utf-8")
        page.write_text(text.replace('width="320"', 'data-varies="which" width="320"'), "utf-8")
    drawn = tmp_path / "line.png"
    shown = np.asarray(Image.open(tiny / "snippets/start/first/line.png").convert("RGB"))
    Image.fromarray(np.roll(shown, 8, axis=1)).save(drawn)
    task = next(t for t in tasks(Book(tiny)) if t.program.name == PAGE)
    (picture,) = pictures(task, Run(PAGE, [], images={"line.png": str(drawn)}))
    assert picture.varies is says and picture.same is says
    (picture,) = pictures(task, Run(PAGE, []))
    assert picture.drawn is None and not picture.same


def test_links_to_two_pictures_swapped(tiny):
    page = with_another(tiny, "fall")
    text = page.path.read_text("utf-8")
    text = text.replace("line.png", "other").replace("fall.png", "line.png")
    page.path.write_text(text.replace("other", "fall.png"), "utf-8")
    page = Book(tiny).page(EDITIONS[0], PAGE)
    first, second = misplaced(page)
    lines = [image.line for image in page.outline.images if "snippets" in image.src]
    assert [first.line, second.line] == lines
    assert "fall.png does not stand below the listing that draws it" in str(first)
    assert 'savefig("fall.png")' in first.mend and "line.py:again" in first.mend


def test_two_listings_that_save_one_name(tiny):
    page = with_another(tiny, "line")
    assert all("more than one listing" in str(problem) for problem in misplaced(page))
    assert misplaced(page)


@pytest.mark.parametrize(
    "old, new, says",
    [
        (r"## 画 ", "![早](../snippets/start/first/line.png){ width=1 }\n\n{0}", "does not stand"),
        (r"first/line\.png", "first/gone.png", "does not stand below"),
        (r"first/line\.png", "line.png", "does not stand below"),  # another folder
        (LINK.pattern, '<img src="../snippets/start/first/line.png" alt="a">', "does not see"),
        (LINK.pattern, "![线][1]\n\n[1]: ../snippets/start/first/line.png", "does not see"),
        (LINK.pattern, "![线](../../snippets/start/first/line.png)", "does not see"),
    ],
)
def test_a_picture_that_no_listing_above_it_draws(tiny, old, new, says):
    page = page_with(tiny, old, new)
    (problem, *_) = misplaced(page)
    assert says in str(problem) and str(problem).startswith(f"docs/zh/{PAGE}.md:{problem.line}: ")


@pytest.mark.parametrize(
    "image",
    [
        "![在 [0, 1] 之间](../snippets/start/first/line.png){ width=1 }",
        "![f[a[0]] 与 `x[1]`](../snippets/start/first/line.png){ width=1 }",
        r"![左 \[ 右](../snippets/start/first/line.png){ width=1 }",
        "![a line\nthat goes on](../snippets/start/first/line.png){ width=1 }",
        '![线](../snippets/start/first/line.png "一条线"){ width=1 }',
        "[![线](../snippets/start/first/line.png)](../index.md)",
        "- 一\n- ![线](../snippets/start/first/line.png)",
        "| ![线](../snippets/start/first/line.png) |\n| --- |",
        "!!! note\n    ![线](../snippets/start/first/line.png)",
        "![线](./../snippets/start/../start/first/line.png)",
    ],
)
def test_however_a_picture_is_written_it_is_seen(tiny, image):
    page = page_with(tiny, LINK.pattern, image)
    assert misplaced(page) == []
    assert [d.path.name for d in drawings(page)] == ["line.png"]
