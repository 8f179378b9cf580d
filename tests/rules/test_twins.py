"""Twins: what differs between editions of the tiny book is named; a stamp says both were read."""

import pytest

from tests.rules.plant import plant, said_by, seen
from tools.rules import twins
from tools.source.book import Book
from tools.source.faults import BookError

ZH, EN = "docs/zh/index.md", "docs/en/index.md"
CASE, TERMS = "docs/en/start/first.md", "docs/en/help/glossary.md"
LINE = "The result is 42. Try again with other numbers.\n"

STRUCTURE = [
    (
        EN,
        "## Add {#add}\n",
        "",
        "heading ## {#loop} stands where docs/zh/index.md:10 has ## {#add}",
    ),
    (EN, "", "\n## More {#more}\n", "the heading 'More' is missing from docs/zh/index.md"),
    (EN, "## Add", "### Add", "heading ### {#add}"),
    (EN, "add.py:loop", "add.py:add", "code block is snippets/home/add.py:add"),
    (EN, '```python\n--8<-- "home/add.py:loop"\n```\n\n', "", "in docs/zh/index.md:31 it is"),
    (CASE, ' data-tolerance="0.05"', "", "code block is snippets/start/first/line.draw.out"),
    (CASE, "slope.svg", "logo.svg", "image is ../assets/images/logo.svg"),
    (EN, "[glossary](help/glossary.md#terms)", "glossary", "the link to help/glossary.md#terms"),
    (EN, "1. The first number, an integer.\n", "", "numbered item is missing from docs/en"),
    (EN, LINE, "", "paragraph is missing from docs/en/index.md under {#add}"),
    (ZH, "结果是 42。换成别的数再试一次。\n", "", "paragraph is missing from docs/zh/index.md"),
    (EN, LINE, f"{LINE}\n- A point.\n", "bullet is missing from docs/zh"),
    (EN, LINE, f"{LINE}\n<p>A point.</p>\n", "html is missing from docs/zh"),
    (EN, "!!! tip", "!!! warning", "box is !!! warning"),
    (EN, "!!! tip", "??? tip", "box is ??? tip"),
    (EN, LINE, LINE.replace(". ", ".\n"), ""),
    (CASE, "| slope | 3 | `np.diff` |\n", "", "row is of 3 columns"),
    (CASE, "| slope | 3 | `np.diff` |", "| slope | 3 |", "row is of 2 columns"),
    (CASE, "`np.diff`", "`np.sum`", "row is of 3 columns `np.sum`, but in docs/zh/start/first.md"),
    (CASE, "| slope | 3 | `np.diff` |", "| 3 `np.diff` | slope | [computed](#draw) |", "link"),
    (CASE, "notebook: true\n", "", "the front matter has other keys"),
]


@pytest.mark.parametrize(("file", "old", "new", "told"), STRUCTURE)
def test_structure(tiny, file, old, new, told):
    seen(twins.structure, tiny, (file, old, new), told)


def test_a_box_may_be_open_in_one_edition_and_folded_in_the_other(tiny):
    plant(tiny, ZH, "!!! tip", "???+ tip")
    plant(tiny, EN, "!!! tip", "??? tip")
    assert not said_by(twins.structure, tiny)


def test_missing_twin(tiny):
    (tiny / EN).unlink()
    assert f"{ZH}:1: there is no {EN}" in said_by(twins.exist, tiny)


LANGUAGE = [
    (ZH, "## 加起来 {#add}", "## Add {#add}", "this heading is not in the language"),
    (EN, "## Add {#add}", "## 加起来 {#add}", "this heading is not in the language"),
    (ZH, "title: 小书", "title: A tiny book", "this title is not"),
    (EN, "Four pages for", "四页的小书，给检查程序找错用。Four pages for", "this description is"),
    (EN, LINE, "结果是四十二。换成别的数再试一次。\n", "this paragraph is not"),
    (EN, LINE, f"{LINE[:-1]} 换成别的数再试一次，看看结果。\n", "this paragraph is not"),
    (ZH, "结果是 42。", LINE[:-1], "this paragraph is not"),
    (ZH, "结果是 42。", f"{LINE[:-1]} 结果是 42。", "this paragraph is not"),
    (
        EN,
        "1. The first number, an integer.",
        "1. 第一个数，是一个整数。",
        "this numbered item is not",
    ),
    (CASE, "| name |", "| 名字 |", "this row is not"),
    (EN, "The first number", "The first number (加数, in Chinese)", ""),
    (EN, '!!! tip "Another number"', '!!! tip "换个数"', "this box is not"),
    (ZH, "结果是 42。", "报错“the result is not a number”，见 `a long bit of code`。", ""),
    (ZH, "结果是 42。", "求和（the sum of all the numbers）是 42。", ""),
    (ZH, "结果是 42。", "NumPy、scikit-learn、TensorFlow 都会算。", ""),
    (TERMS, "terms.en.md", "terms.zh.md", "includes a file of the other edition"),
    (
        "snippets/help/glossary/terms.en.md",
        "several numbers",
        "把几个数字一个一个地加在一起",
        "row",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "told"), LANGUAGE)
def test_language(tiny, file, old, new, told):
    seen(twins.language, tiny, (file, old, new), told)


# ---- stamps


@pytest.mark.parametrize(
    ("file", "old", "new", "changed"),
    [
        (ZH, "换成别的数", "别换成别的数", ZH),
        (EN, "Try again", "Do not try again", EN),
        (EN, "title: A tiny", "title: No tiny", EN),
        ("snippets/help/glossary/terms.zh.md", "几个数", "几个别的数", "docs/zh/help/glossary.md"),
        (EN, "42. Try", "42.  \nTry", ""),
        ("snippets/home/add.add.out", "42", "43", None),
    ],
)
def test_a_change_on_either_side_is_stale(tiny, file, old, new, changed):
    told = f"stale: {changed} changed since the two were last read side by side" if changed else ""
    if changed == "":
        told = f"stale: {EN}"
    seen(twins.stamps, tiny, (file, old, new), told)


def test_stamp(tiny, capsys):
    """It says that both were read, and it leaves the rest of the page as it was."""
    plant(tiny, EN, "Try again", "Do not try again")
    plant(tiny, ZH, "换成别的数", "别换成别的数")
    said = said_by(twins.stamps, tiny)
    assert f"{EN}:1: stale: {ZH} and {EN} changed" in said and "make stamp PAGE=index." in said
    before = (tiny / EN).read_text("utf-8").splitlines()
    assert twins.stamp_pages(Book(tiny), ["start/first"]) == 0
    assert said_by(twins.stamps, tiny) == said
    assert twins.stamp_pages(Book(tiny), ["index"]) == 0
    assert f"stamped {EN}" in capsys.readouterr().out
    after = (tiny / EN).read_text("utf-8").splitlines()
    assert [a for a, b in zip(after, before, strict=True) if a != b] == [after[3]]
    assert said_by(twins.stamps, tiny) == ""


def test_a_page_without_a_stamp_is_stale(tiny):
    line = next(t for t in (tiny / EN).read_text("utf-8").splitlines() if t.startswith("twins:"))
    plant(tiny, EN, f"{line}\n", "")
    assert f"nothing says that this page and {ZH} say the same" in said_by(twins.stamps, tiny)
    twins.stamp_pages(Book(tiny), ["index"])
    assert said_by(twins.stamps, tiny) == ""


def test_what_is_built_differently_is_not_stamped(tiny):
    plant(tiny, EN, LINE, "")
    with pytest.raises(BookError, match="paragraph is missing"):
        twins.stamp_pages(Book(tiny), ["index"])
    with pytest.raises(BookError, match="There is no page 'indx'. Did you mean index"):
        twins.stamp_pages(Book(tiny), ["indx"])
