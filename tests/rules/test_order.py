"""Terms before the page that introduces them, and what pages say that they need."""

import pytest

from tests.rules.plant import plant, said_by, seen
from tools.rules import order
from tools.source.book import Book

ZH, EN, FIRST = "docs/zh/index.md", "docs/en/index.md", "docs/zh/start/first.md"
ADD = "snippets/home/add.py"
LINE, EN_LINE = "结果是 42。", "The result is 42. "
BEFORE = "is used before start/first, which introduces it"
NEEDS = "notebook: true\nneeds: [{}]"

FAULTS = [  # rule, file, what is replaced, by what, what is said then: nothing, if it is no fault
    (order.order, ZH, LINE, "斜率是 42。", f"'斜率' {BEFORE}. Use another word, link it"),
    (order.order, EN, EN_LINE, "Two Slopes. ", f"'slope' {BEFORE}"),
    (order.order, ZH, '!!! tip "换个数"', '!!! tip "斜率"', BEFORE),
    (order.order, ZH, "## 加起来 {", "## 斜率 {", BEFORE),
    (order.order, ZH, LINE, "它叫[斜率](start/first.md#draw)，斜率是 42。", ""),
    (order.order, ZH, LINE, "不是“斜率”，也不是 `斜率`。", ""),
    (order.order, ZH, "title: 小书", "title: 斜率", ""),
    (
        order.order,
        ZH,
        "title: 小书",
        "title: 小书\nahead: [斜率]",
        "ahead: '斜率' is not used here",
    ),
    (order.order, FIRST, "画的是", "画的是求和，是", ""),
    (order.needs, ZH, "title: 小书", "title: 小书\nneeds: 求和", "'needs' is no list"),
    (order.needs, ZH, "title: 小书", "title: 小书\nneeds: [sum]", "'sum' is not a term of this"),
    (order.needs, ZH, "title: 小书", "title: 小书\nneeds: [斜率]", "which does not come before"),
    (order.needs, FIRST, "notebook: true", NEEDS.format("求和"), "does not speak of '求和'"),
]


@pytest.mark.parametrize(("rule", "file", "old", "new", "told"), FAULTS)
def test_planted_faults(tiny, rule, file, old, new, told):
    seen(rule, tiny, (file, old, new), told)


def test_a_fault_is_named_at_its_line(tiny):
    line = plant(tiny, ZH, LINE, "斜率是 42。")
    assert said_by(order.order, tiny).startswith(f"{ZH}:{line}: ")


def test_a_term_explained_ahead_is_no_fault(tiny):
    plant(tiny, ZH, LINE, "斜率，也就是升得多陡，是 42。")
    seen_by = said_by(order.order, tiny)
    assert BEFORE in seen_by
    plant(tiny, ZH, "title: 小书", "title: 小书\nahead: [斜率]")
    assert said_by(order.order, tiny) == ""


def test_both_editions_need_the_same(tiny):
    """One edition alone is named; both are right."""
    plant(tiny, FIRST, "画的是", "画的是求和，是")
    plant(tiny, FIRST, "notebook: true", NEEDS.format("求和"))
    assert "the editions do not need the same terms" in said_by(order.needs, tiny)
    plant(tiny, "docs/en/start/first.md", "the slope of", "the sum and the slope of")
    plant(tiny, "docs/en/start/first.md", "notebook: true", NEEDS.format("sum"))
    assert said_by(order.needs, tiny) == ""


def test_the_order_is_that_of_the_contents(tiny):
    assert Book(tiny).order == ["index", "start/first", "help/glossary", "help/changelog"]
    moved = "  - 开始:\n      - 画一条线: start/first.md\n"
    plant(tiny, "mkdocs.yml", moved, "")
    plant(tiny, "mkdocs.yml", "  - 首页: index.md\n", moved + "  - 首页: index.md\n")
    assert Book(tiny).order[:2] == ["start/first", "index"]
    seen(order.order, tiny, (ZH, LINE, "斜率是 42。"), "")


@pytest.mark.parametrize(
    ("code", "text", "told"),
    [
        ("np.zeros(1)", LINE, ""),
        ("np.ones(1)", LINE, "home/add.py:7: np.ones is not on the page start/numpy"),
        ("np.linalg.norm(x)", LINE, "np.norm is not on the page"),
        ("np.ones(1)  # (2)", LINE, ""),
        ("np.ones(1)", "`np.ones` 给出 1。", ""),
    ],
)
def test_numpy_is_taught_or_explained(tiny, code, text, told):
    """What the page on NumPy shows, a note, and the text of the page are enough."""
    plant(tiny, "snippets/home/zeros.py", "", "import numpy as np\n\nnp.zeros(3)\n")
    page = '# NumPy\n\n```python\n--8<-- "home/zeros.py"\n```\n'
    plant(tiny, "docs/zh/start/numpy.md", "", page)
    plant(tiny, ADD, "total = 0", f"total = {code}")
    plant(tiny, ZH, LINE, text)
    said = said_by(order.numpy_names, tiny)
    assert told in said if told else said == "", said
