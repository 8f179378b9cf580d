"""Fewer marks in listings: what a reader sees stays as it is."""

import re

import pytest
from bs4 import BeautifulSoup

from tests.support import BOOK, SITE, soup
from tools.products.chapters import COLOURS
from tools.site.lighter import _PLAIN, _SAME, TABLE, lighter, tighter
from tools.site.styles import STYLES

pytestmark = pytest.mark.inputs(*SITE)

MOST_ELEMENTS, MOST_MARKS = 4100, 7  # of a page; of a line of its code, on average

BLOCK = '<div class="language-python highlight"><pre><span></span><code>{}</code></pre></div>'


def marked(code):
    return BeautifulSoup(lighter(BLOCK.format(code), "Copy"), "html.parser").code


def test_neighbours_of_one_colour_share_a_mark():
    code = marked('<span class="p">[</span><span class="p">(</span> <span class="o">-</span>')
    assert str(code) == '<code><span class="p">[( -</span></code>'


def test_names_and_blanks_have_none():
    code = marked('<span class="n">x</span><span class="w"> </span><span class="k">if</span>\n')
    assert str(code) == '<code>x <span class="k">if</span>\n</code>'


def test_other_colours_lines_and_letters_stay():
    inside = '<span class="s2">"&lt;a"</span><span class="si">{</span>\n<span class="s2">b</span>'
    code = marked(inside)
    assert code.text == BeautifulSoup(inside, "html.parser").text
    assert [mark["class"][0] for mark in code.select("span")] == ["s2", "si", "s2"]


def test_other_tags_stay():
    code = marked('<span class="hll"><span class="n">x</span></span>')
    assert str(code) == '<code><span class="hll">x</span></code>'


def test_listings_have_a_button_and_outputs_have_none():
    text = BLOCK.replace("language-python", "language-text output")
    html = lighter("".join([BLOCK, text, BLOCK]).format("a", "b", "c"), 'Copy "it"')
    boxes = BeautifulSoup(html, "html.parser").select(".highlight")
    buttons = [box.select("pre > nav > button") for box in boxes]
    assert [len(found) for found in buttons] == [1, 0, 1]
    for box, (button,) in ((boxes[0], buttons[0]), (boxes[2], buttons[2])):
        target = BeautifulSoup(html, "html.parser").select(button["data-clipboard-target"])
        assert [code.text for code in target] == [box.code.text]
        assert button["title"] == 'Copy "it"'


def test_tables_stand_in_a_box():
    """Those without a class, so all that Markdown makes."""
    html = lighter("<table><tr><td>1</td></tr></table><table class='own'></table>", "Copy")
    first, own = BeautifulSoup(html, "html.parser").select("table")
    assert first["class"] == [TABLE] and first.td.text == "1"
    assert first.parent["class"] == ["md-typeset__table"]
    assert first.parent.parent["class"] == ["md-typeset__scrollwrap"]
    assert own.parent.name == "[document]"


def test_blanks_go_where_nobody_sees_them():
    code = "<pre><code>if x:\n\n    y\n</code></pre>"
    script = "<script>\n  `a\n\n  b`\n</script>"
    html = f"<div>\n\n  <p>one\n    two</p>\n  {code}\n\n{script}\n  </div>\n"
    assert tighter(html) == f"<div>\n<p>one\ntwo</p>\n{code}\n{script}\n</div>\n"


def test_what_loses_its_mark_has_no_colour(site):
    """Neither on the site nor in the books; what is joined has one colour in both."""
    css = (site / STYLES).read_text("utf-8")
    rules = {
        name: colour
        for names, colour in re.findall(r"([^{}]*)\{color:var\((--md-code-hl-[a-z]+-color)\)", css)
        for name in re.findall(r"\.highlight \.(\w+)", names)
    }
    value = dict(re.findall(r"(--md-code-hl-[a-z]+-color):([^;]+);", css))
    in_books = {mark for marks in COLOURS.values() for mark in marks}
    for name in _PLAIN:
        assert name not in in_books
        assert value.get(rules.get(name), "var(--md-code-fg-color)") == "var(--md-code-fg-color)"
    for name, other in _SAME.items():
        assert value[rules[name]] == value[rules[other]]
        assert not {name, other} & in_books


def heavy(page, where):
    """What is too much on a built page."""
    faults, elements = [], len(page.find_all(True))
    if elements > MOST_ELEMENTS:
        faults.append(f"{where}: {elements} elements, more than {MOST_ELEMENTS}: split the page")
    listings = page.select(".highlight > pre > code")
    marks = sum(len(code.select("span")) for code in listings)
    lines = sum(max(1, code.text.count("\n")) for code in listings)
    if marks > MOST_MARKS * lines:
        faults.append(f"{where}: {marks} marks in {lines} lines of code, not {MOST_MARKS} a line")
    sheets = page.select("link[rel=stylesheet]")
    if waits := [s["src"] for s in page.select("script[src*=bundle]") if not s.has_attr("defer")]:
        faults.append(f"{where}: the first paint waits for {waits}")
    if len(sheets) != 1:
        faults.append(f"{where}: {len(sheets)} stylesheets, not one")
    return faults


def test_pages_are_light(site):
    files = [site / page.address / "index.html" for page in BOOK.pages()]
    faults = [fault for file in files for fault in heavy(soup(file), file.parent.name)]
    assert not faults, "\n".join(faults)


def test_heavy_pages_are_named(site):
    text = (site / "basics/functional-api/index.html").read_text("utf-8")
    spans = '<span class="n">x</span>' * 4000
    text = text.replace("</article>", f"{BLOCK.format(spans)}</article>")
    text = text.replace("</title>", '</title><link rel="stylesheet" href="x.css">')
    text = text.replace("<script defer src=", "<script src=")
    faults = "\n".join(heavy(BeautifulSoup(text, "html.parser"), "page"))
    for what in ("elements", "marks in", "2 stylesheets", "the first paint waits"):
        assert what in faults
