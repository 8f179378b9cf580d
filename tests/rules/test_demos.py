"""Demos: each fault, planted in the tiny book, is named; twins have the same demos."""

import pytest

from tests.rules.plant import plant, seen
from tools.rules import demos, pages, twins
from tools.source.book import Book

ZH, EN = "docs/zh/index.md", "docs/en/index.md"
FOLDER = "docs/assets/demos/add"
SCRIPT = "Demo.add = (live, words) => live.append(words.sum, words[name]) // name: first\n"
OPENING = '<div class="demo" data-demo="add" markdown>'
PICTURE = '![1 + 2]({up}assets/demos/add/add.svg){{ width="160" height="80" }}'
DEMO = f"""
{OPENING}

{PICTURE}

{{sentence}}

<div hidden data-search-exclude markdown>

- open: {{open}}
- loading: {{wait}}…
- failed: {{wait}}?
- sum: {{sum}} {{{{sum}}}}
- first: {{first}}

</div>

</div>
"""
WORDS = {
    ZH: dict(sentence="加起来是三。", open="打开", wait="等一下", sum="和是", first="第一个数"),
    EN: dict(sentence="It is three.", open="Open", wait="Wait", sum="Sum", first="First"),
}


@pytest.fixture
def book(tiny):
    """The tiny book with a demo at the end of its home page."""
    plant(tiny, f"{FOLDER}/add.js", "", SCRIPT)
    plant(tiny, f"{FOLDER}/add.svg", "", "<svg xmlns='http://www.w3.org/2000/svg'/>\n")
    for name, words in WORDS.items():
        plant(tiny, name, "", DEMO.format(up="", **words))
    return tiny


def test_the_outline_knows_it(book):
    (demo,) = Book(book).page(Book.editions[1], "index").outline.demos
    assert demo.name == "add" and [image.alt for image in demo.images] == ["1 + 2"]
    assert [piece.text for piece in demo.sentences] == ["It is three."]
    assert [label.key for label in demo.labels] == ["open", "loading", "failed", "sum", "first"]
    assert demo.labels[3].text == "Sum {sum}" and demo.labels[3].gaps == ["{sum}"]


def test_a_page_with_a_demo_is_no_fault_of_other_rules(book):
    for rule in (*pages.RULES, twins.structure, twins.language):
        assert not list(rule(Book(book))), rule.__name__


FAULTS = [
    (demos.form, EN, OPENING, '<div data-demo="add" class="demo" markdown>', "not read as one"),
    (demos.form, EN, OPENING, '<div class="demo" data-demo="add">', "not read as one"),
    (demos.form, EN, "", DEMO.format(up="", **WORDS[EN]), "the demo add is on this page twice"),
    (demos.complete, EN, 'data-demo="add"', 'data-demo="ad"', "no demo ad. The demos are: add"),
    (demos.complete, EN, "assets/demos/add/add.svg", "assets/images/slope.svg", "shows no picture"),
    (demos.complete, EN, "It is three.\n", "", "the demo add says nothing before it runs"),
    (demos.complete, EN, "- sum:", "- summe:", "the demo add has no label sum"),
    (demos.complete, EN, "- sum:", "- summe:", "never says its label summe"),
    (demos.complete, EN, "- open: Open\n", "", "the demo add has no label open"),
    (demos.complete, EN, "- first:", "- open: Again\n- first:", "has the label open twice"),
    (demos.complete, EN, "- open: Open", "- open:", "the label open of the demo add is empty"),
    (demos.complete, f"{FOLDER}/add.js", "words.sum", "words.total", "no label total"),
    (demos.shown, "docs/assets/demos/lost/lost.js", "", "1\n", "no page shows the demo lost"),
    (twins.structure, EN, "- first:", "- second:", "demo is add with the labels open loading"),
    (twins.structure, EN, "{sum}", "{total}", "sum {total} first, but in docs/zh"),
    (twins.structure, EN, "- first: First\n", "", "bullet is missing from docs/en/index.md"),
    (twins.structure, ZH, "add.svg", "plus.svg", "image is assets/demos/add/add.svg"),
    (twins.language, EN, "- first: First", "- first: 第一个数", "this bullet is not in the lang"),
    (twins.language, ZH, "加起来是三。", "It is three and not four.", "this paragraph is not in"),
    (pages.pictures, EN, 'width="160" height="80"', "", "the picture has no size"),
    (pages.links, EN, "assets/demos/add/add.svg", "assets/demos/add/ad.svg", "leads to nothing"),
]


@pytest.mark.parametrize(("rule", "file", "old", "new", "told"), FAULTS)
def test_fault(book, rule, file, old, new, told):
    seen(rule, book, (file, old, new), told)
