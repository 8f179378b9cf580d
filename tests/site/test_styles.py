"""One stylesheet with no more than the pages need: they look as they do with all of it."""

import re
from pathlib import Path
from types import SimpleNamespace

import material
import pytest

from tests.support import BOOK, framed
from tools.site.styles import STYLES, Words, stylesheet, used


THEME = SimpleNamespace(theme=SimpleNamespace(dirs=[Path(material.__file__).parent / "templates"]))
WORDS = Words(
    elements={"p", "input"},
    attributes={"dir", "ltr", "open"},
    classes={"md-nav", "tabbed-set", "note"},
    scripts={"md-dialog--active", "md-tag", "book"},
    begun={"md-tag--", "tabbed-control--"},
    tabs=3,
)
# Most of one page's kind and most that a page can do: tabs, notes, tables, a demo, search.
PAGES = ["index", "basics/functional-api", "further/backends", "pictures/conv-shapes"]
pytestmark = pytest.mark.inputs(*framed(*PAGES), "tools/look")
LOOK = """() => {
  const found = {}, names = [...getComputedStyle(document.body)].filter(n => !n.startsWith("--"));
  for (const one of document.querySelectorAll("html, body, body *"))
    for (const part of ["", "::before", "::after"]) {
      const style = getComputedStyle(one, part || null);
      if (part && style.content === "none") continue;
      const name = `${one.tagName}.${one.className.baseVal ?? one.className}${part}`;
      let sum = found[name] || 7;
      for (const letter of names.map(name => style[name]).join(";"))
        sum = (sum * 31 + letter.charCodeAt(0)) | 0;
      found[name] = sum;
    }
  return found;
}"""


def all_of_it():
    return stylesheet((BOOK.assets / "stylesheets/book.css").read_text("utf-8"), THEME)


@pytest.mark.parametrize(
    "selector",
    [
        "p",
        ".md-nav>p",
        ".note:not(.nothing-here)",
        "#__nothing,.note",  # the latter
        "[dir=ltr] .note",
        ".md-dialog--active",  # by a script
        ".book",
        ".tabbed-control--next",  # put together by a script
        ".tabbed-set>input:nth-child(3)",
        "p::before",
        "p:hover",
        ":root",
        "*",
    ],
)
def test_what_can_match_stays(selector):
    assert used(f"{selector}{{color:red}}", WORDS).endswith("{color:red}")


@pytest.mark.parametrize(
    "selector",
    [
        "blockquote",
        ".nothing-here",
        "#nothing-here",
        ".nothing-here p",
        "p .nothing-here::after",
        "[dir=rtl] .note",
        "[data-md-color-switching] *",
        ".md-tag--new",  # scripts could, but the book has no tags
        ".tabbed-set>input:nth-child(4)",
    ],
)
def test_what_cannot_match_goes(selector):
    assert used(f"{selector}{{color:red}}", WORDS) == ""
    assert used(f"@media print{{{selector}{{color:red}}}}", WORDS) == ""
    assert used(f"p,{selector}{{color:red}}", WORDS) == "p{color:red}"


def test_properties_that_nothing_refers_to_go():
    sheet = ":root{--a:var(--b);--b:1px;--c:2px;--d:3px}p{margin:var(--a)}"
    assert used(sheet, WORDS) == ":root{--a:var(--b);--b:1px}p{margin:var(--a)}"
    words = Words(**{**vars(WORDS), "referred": {"--d"}})
    assert "--d:3px" in used(sheet, words) and "--c" not in used(sheet, words)


def test_what_is_no_rule_of_selectors_stays():
    sheet = (
        '@charset "utf-8";@font-face{font-family:"A";src:local("B")}'
        "@keyframes x{0%{top:0}to{top:1px}}"
    )
    assert used(sheet, WORDS) == sheet
    important = "p{color:red!important;margin:0 auto}"
    assert used(f"/* a */ p {{ color: red !important; /* b */ margin: 0\n auto; }}", WORDS) == (
        important
    )


@pytest.mark.parametrize("sheet", ["p{color:red", "p{color:red}}", "p{b{color:red}}", "p{;:red}"])
def test_a_stylesheet_with_a_fault_is_refused(sheet):
    if sheet.count("{") > sheet.count("}"):
        assert used(sheet, WORDS) == "p{color:red}"  # as CSS says: a file's end closes all
        return
    with pytest.raises(ValueError, match=r"line \d+ of the styles"):
        used(sheet, WORDS)


def test_the_line_of_a_fault_is_told():
    own = "p { color: red; }\n\n.a { color red; }\n"
    with pytest.raises(ValueError, match="docs/assets/stylesheets/book.css: line 3 of the styles"):
        stylesheet(own, THEME)
    assert stylesheet("p { color: red; }", THEME).endswith("p { color: red; }")


def test_words_are_those_of_pages_and_of_scripts_that_see_them(tmp_path):
    (tmp_path / "index.html").write_text(
        '<p class="a b-c" id=x data-k="v">no-word in <b>text</b></p>'
        '<script>e.className = "js"; f(`kind--${n}`); k.style.setProperty("--y", 1)</script>'
    )
    for name, text in {"on.js": "let bare='quoted'", "workers/w.js": "'worker-only'"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "demo.css").write_text("p{color:var(--z)}")
    words = Words.of(tmp_path)
    assert words.elements == {"p", "b", "script"}
    assert words.classes == {"a", "b-c", "x"}
    assert words.in_scripts("js") and words.in_scripts("quoted") and words.in_scripts("kind--2")
    assert not words.in_scripts("bare") and not words.in_scripts("worker-only")
    assert words.referred == {"--y", "--z"}


def test_material_without_its_stylesheet_is_told(tmp_path):
    nowhere = SimpleNamespace(theme=SimpleNamespace(dirs=[tmp_path]))
    with pytest.raises(FileNotFoundError, match=r"main\.\*\.min\.css"):
        stylesheet("", nowhere)


# ---- the real pages


def looks(context, address, sheet):
    """What each kind of element of a page looks like, with this stylesheet."""
    page = context.new_page()
    page.route("**/book.css", lambda r: r.fulfill(body=sheet, content_type="text/css"))
    try:
        page.goto(address, wait_until="networkidle")
        page.add_style_tag(content="*,::before,::after{transition:none!important}")
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.evaluate("document.querySelectorAll('.md-toggle').forEach(one => one.checked = true)")
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 100)))")
        return page.evaluate(LOOK)
    finally:
        page.close()


def changed(context, address, sheet):
    """What looks otherwise with this stylesheet than with all of it."""
    whole, short = (looks(context, address, one) for one in (all_of_it(), sheet))
    return sorted(name for name in whole.keys() | short.keys() if whole.get(name) != short.get(name))


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_pages_look_as_with_all_of_it(chromium, root, site, width, scheme):
    sheet = (site / STYLES).read_text("utf-8")
    assert len(sheet) < 0.65 * len(all_of_it())
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    with context:
        for name in [*map(BOOK.editions[0].address, PAGES), "404.html"]:
            assert not (found := changed(context, root + name, sheet)), f"{name}: {found[:20]}"


def test_a_missing_rule_is_seen(chromium, root, site):
    sheet = (site / STYLES).read_text("utf-8")
    shorter = re.sub(r"\.md-typeset table\.book-table th\{min-width.*?\}", "", sheet, count=1)
    assert shorter != sheet
    with chromium.new_context(bypass_csp=True) as context:
        found = changed(context, f"{root}basics/functional-api/", shorter)
    assert any(name.startswith("TH") for name in found)
