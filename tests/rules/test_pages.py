"""What every page owes its reader: each fault, planted in the tiny book, is named."""

import pytest

from tests.rules.plant import plant, said_by, seen
from tools.rules import pages
from tools.source.book import Book
from tools.source.faults import BookError
from tools.source.snippets import sections

ZH, EN, CASE = "docs/zh/index.md", "docs/en/index.md", "docs/en/start/first.md"
FENCE = '```python\n--8<-- "home/add.py:add"\n```'
TITLE = "# A tiny book {#tiny}\n"
LINE = "The result is 42. "

FENCES = [
    ("```py", "would not be tested"),
    ("``` python", "would not be tested"),
    ("```Python", "would not be tested"),
    ('```python title="x"', "would not be tested"),
    ("```", "would not be tested"),
    ("~~~python", "exactly three backticks"),
    ("````python", "exactly three backticks"),
    ("```{.python .raises}", "needs data-exception"),
    ("```{.python .warns}", "needs data-warning"),
    ('```{.sh .warns data-warning="UserWarning"}', "does not belong on sh"),
    ("```{.python .not-run}", "needs data-reason"),
    ("```{.python .rases}", "would not be tested"),
    ("```{.powershell}", "powershell is not run here"),
    ("```{.python .backend}", "needs data-backend"),
    ('```{.python .backend data-backend="theano"}', "the backends are tensorflow, jax, torch"),
    (
        '```{.python .backend .not-run data-backend="jax" data-reason="x"}',
        "cannot be not-run and backend",
    ),
    (
        '```{.python .raises .warns data-exception="E" data-warning="W"}',
        "cannot be raises and warns",
    ),
    ('```{.python data-tolerance="0.1"}', "belongs to .output"),
]


@pytest.mark.parametrize(("opening", "told"), FENCES)
def test_fence_that_would_not_be_tested(tiny, opening, told):
    ticks = opening[: len(opening) - len(opening.lstrip("`~"))]
    line = plant(
        tiny, ZH, FENCE, FENCE.replace("```python", opening).replace("\n```", f"\n{ticks}")
    )
    said = said_by(pages.fences, tiny)
    assert f"{ZH}:{line}: " in said and told in said
    with pytest.raises(BookError, match="index.md"):
        _ = Book(tiny).page(Book.editions[0], "index").listings


INCLUDES = [
    ('--8<-- "home/add.py:add"', "print(1)", "must hold exactly one include"),
    ("add.py:add", "add.py:no_such", "has no section 'no_such'. Its sections are: add, loop"),
    ("home/add.py:add", "home/gone.py:add", "there is no file snippets/home/gone.py"),
    ("add.py:add", "add.py:1:5", "line ranges are not allowed"),
    (FENCE, "", "does not follow a listing"),
    ('.output}\n--8<-- "home/add.add.out"', '.output}\n--8<-- "home/add.py:add"', ".out files"),
    ("title: 小书", "title: 小书: 大", "the front matter is not YAML"),
]


@pytest.mark.parametrize(("old", "new", "told"), INCLUDES)
def test_includes_and_front_matter(tiny, old, new, told):
    seen(pages.fences, tiny, (ZH, old, new), told)


def test_section_never_closed(tiny):
    plant(tiny, "snippets/home/add.py", "# --8<-- [end:loop]\n", "")
    assert "add.py:7: section 'loop' is never closed" in said_by(pages.fences, tiny)
    with pytest.raises(BookError):
        sections(tiny / "snippets/home/add.py")


PAGE = [
    (pages.front_matter, "title: A tiny book\n", "", "has no title"),
    (pages.lengths, "title: A tiny book", "title: Abc", "has 3 characters, not 4 to 45"),
    (pages.lengths, "title: A tiny book", f"title: {'Long ' * 10}", "has 49 characters"),
    (pages.lengths, '"Four pages', f'"{"Many " * 20}pages', "not 50 to 160"),
    (pages.lengths, "Four pages for guards to break: first add", "Add", "not 50 to 160"),
    (pages.headings, "## Add {#add}", "## Add", "the heading 'Add' has no id"),
    (pages.headings, "## Add {#add}", "#### Add {#add}", "a heading level is skipped"),
    (pages.headings, "## Add {#add}", "# Add {#add}", "its one heading of level 1"),
    (pages.headings, "{#loop}", "{#add}", "the id add occurs twice"),
    (pages.headings, TITLE, "", "begins with its one heading"),
    (pages.headings, "## Add {#add}", "<h2 id='add'>Add</h2>", "makes a heading that neither"),
    (pages.headings, "## Add {#add}", "##Add {#add}", "makes a heading that neither"),
    (pages.headings, "## Add {#add}", " ## Add {#add}", "makes a heading that neither"),
    (pages.headings, "## Add {#add}", "Add\n---", "makes a heading that neither"),
    (pages.headings, LINE, "`<h2>` is a tag. ", ""),
    (pages.own_host, LINE, '<script src="//cdn.example.com/x.js"></script> ', "another host"),
    (pages.own_host, LINE, '<link href="https://fonts.example.com/css" rel="x"> ', "another host"),
    (pages.own_host, LINE, "![x](https://example.com/x.png) ", "another host"),
    (pages.own_host, LINE, '<img srcset="a.png, https://example.com/b.png 2x"> ', "example.com/b"),
    (pages.own_host, LINE, '<div style="background: url(//example.com/b)"> ', "another host"),
    (pages.own_host, LINE, '<video\nposter="https://example.com/b"></video> ', "another host"),
    (pages.own_host, LINE, '<a href="https://example.com/b">b</a> ', ""),
    (pages.typed_code, LINE, "`import keras`<br>`keras.Model()`", "would not be tested"),
    (pages.typed_code, LINE, "`import keras`  \n`keras.Model()`\n", "would not be tested"),
    (pages.typed_code, LINE, "1. `import keras`<br/>`keras.Model()`\n", "would not be tested"),
    (pages.typed_code, LINE, "<pre>print(1)</pre>", "code in <pre>"),
    (pages.typed_code, LINE, "<code>print(1)</code>", "code in <code>"),
    (pages.typed_code, TITLE, f"{TITLE}\n    print(1)\n", "becomes a code block"),
    (pages.typed_code, LINE, "- an item\n\n    and its second paragraph\n\n", ""),
    (pages.typed_code, LINE, "`a` and `b`: ", ""),
    (pages.literal, LINE, "[here][nosuch] ", "nothing defines [nosuch]"),
    (pages.literal, LINE, "[here][] ", "nothing defines [here]"),
    (pages.literal, LINE, "so.[^9] ", "nothing defines [^9]"),
    (pages.literal, LINE, "so.[^9]\n\n[^9]: Why.\n\n", ""),
    (pages.literal, LINE, "`x[0][1]` ", ""),
    (pages.literal, LINE, "[here] (start/first.md) ", "stays as it is typed"),
    (pages.literal, LINE, "[here]（start/first.md）", "stays as it is typed"),
    (pages.literal, LINE, "``a `` b` ", "a backtick stays"),
    (pages.hidden, LINE, "<!-- The result is 42. -->", "index.md:26: a comment is hidden"),
    (pages.hidden, LINE, "`<!-- x -->` ", ""),
    (pages.links, "start/first.md)", "start/second.md)", "leads to nothing"),
    (pages.links, "glossary.md#terms", "glossary.md#term", "leads to no heading"),
    (pages.links, LINE, "[x](#nowhere) ", "leads to no heading"),
    (pages.links, LINE, "[x](snippets/home/subtract.py) ", "leads to nothing"),
    (pages.links, LINE, "[x](snippets/home/add.py) [y](#loop) ", ""),
]


@pytest.mark.parametrize(("rule", "old", "new", "told"), PAGE)
def test_page(tiny, rule, old, new, told):
    seen(rule, tiny, (EN, old, new), told)
    if told:
        assert f"{EN}:" in said_by(rule, tiny)


def test_a_fault_is_named_with_its_line(tiny):
    line = plant(tiny, EN, LINE, '<img\nalt="x" src="//example.com/x.png"> ')
    assert f"{EN}:{line}: the page would load //example.com/x.png" in said_by(pages.own_host, tiny)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("![10 across, 30 up]", "![]", "no alternative text"),
        ('{ width="160" height="80" }', "", "no size"),
        ('{ width="160" height="80" }', '{ width="160" }', "no size"),
        ("![10 across", '<img src="../assets/images/logo.svg" width="1" height="1">![10', "no alt"),
    ],
)
def test_pictures(tiny, old, new, told):
    seen(pages.pictures, tiny, (CASE, old, new), told)


def test_line_end_inside_a_chinese_paragraph(tiny):
    line = plant(tiny, ZH, "结果是 42。换成", "结果是四十二。\n换成")
    assert f"{ZH}:{line + 1}: a line end" in said_by(pages.line_ends, tiny)
    plant(tiny, EN, LINE, "The result\nis 42. ")
    assert f"{EN}:" not in said_by(pages.line_ends, tiny)


NOTES = [
    (EN, "1. The first number, an integer.\n", "", "explains [2]"),
    (EN, "1. The first", "1. One more.\n2. The first", "explains [1, 2, 2]"),
    (
        "snippets/home/add.py",
        "  # (2)",
        "",
        "has markers 1 to 1, the list under it explains [1, 2]",
    ),
    ("snippets/home/add.py", "# (2)", "# (3)", "are [1, 3], not 1 to 2"),
    ("snippets/start/first/line.py", "  # (1)", "", "markers that it does not have"),
    (EN, "The last line is 60", "1. One.\n2. Two.\n\nThe last line is 60", "does not have"),
    (EN, "The last line is 60", "Now:\n\n1. One.\n2. Two.\n\nThe last line is 60", ""),
]


@pytest.mark.parametrize(("file", "old", "new", "told"), NOTES)
def test_notes(tiny, file, old, new, told):
    seen(pages.notes, tiny, (file, old, new), told)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("docs/zh/index.md#gone", "leads to no heading"),
        ("CONTRIBUTING.md", "leads to nothing"),
        ("#a-tiny-books", "leads to no heading"),
        ("#a-tiny-book", ""),
    ],
)
def test_links_beside_the_pages(tiny, address, told):
    seen(pages.links, tiny, ("README.md", "", f"\n[x]({address})\n"), told)
