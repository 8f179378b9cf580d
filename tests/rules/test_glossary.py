"""One name for one thing: words that are not the glossary's are named, with the right ones."""

import pytest

from tests.rules.plant import plant, said_by, seen
from tools.rules import glossary
from tools.source.book import Book
from tools.source.edition import EDITIONS
from tools.source.page import Page
from tools.source.tables import TABLES, index_text, initial

ZH, EN, TERMS = "docs/zh/index.md", "docs/en/index.md", "snippets/help/glossary/terms.csv"
GLOSSARY = "docs/zh/help/glossary.md"
LINE, EN_LINE = "结果是 42。", "The result is 42. "

FAULTS = [  # rule, file, what is replaced, by what, what is said then: nothing, if it is no fault
    (glossary.synonyms, ZH, LINE, "合计是 42。", "'合计' is not this book's word. Write '求和'"),
    (glossary.synonyms, ZH, "title: 小书", "title: 合计", "index.md:2: '合计'"),
    (glossary.synonyms, ZH, "## 加起来 {", "## 合计 {", "Write '求和'"),
    (glossary.synonyms, ZH, LINE, "不叫“合计”，不叫 `合计`。", ""),
    (glossary.synonyms, ZH, '!!! tip "换个数"', '!!! tip "合计"', "'合计'"),
    (glossary.synonyms, EN, EN_LINE, "The Total-amount is 42. ", "Write 'sum'"),
    (glossary.synonyms, EN, EN_LINE, "Two total amounts. ", "'total amount'"),
    (glossary.synonyms, EN, EN_LINE, '"total amount", subtotal amount ', ""),
    (glossary.synonyms, TERMS, "把几个数加在一起", "几个数的合计", "terms.csv:2: '合计'"),
    (glossary.term_pairs, "docs/zh/start/first.md", "（slope）", "（rise）", "斜率（slope）"),
    (glossary.term_pairs, "docs/zh/start/first.md", "斜率（", "斜度（", "Write 斜率（slope）"),
    (
        glossary.term_pairs,
        ZH,
        LINE,
        "当场（on the spot）。",
        "当场（on the spot） is not in the glossary",
    ),
    (glossary.term_pairs, ZH, LINE, "`y`（on the spot），某人（Ada Lovelace）。", ""),
    (glossary.places, TERMS, ",index,loop,", ",index,loops,", "index.md#loops, which is not there"),
    (glossary.places, TERMS, ",index,loop,", ",indx,loop,", "which is not there"),
    (glossary.places, TERMS, ",index,loop,", ",index,tiny,", "which does not name it"),
    (glossary.places, EN, "{#loop}", "{#steps}", "docs/en/index.md#loop, which is not there"),
    (glossary.contradictions, TERMS, "坡度", "率", "'率' is forbidden and part of the term '斜率'"),
    (glossary.contradictions, TERMS, "坡度", "合计", "'合计' is forbidden twice"),
    (glossary.contradictions, TERMS, "斜率,slope", "求和,slope", "'求和' occurs twice"),
    (glossary.parts, TERMS, ",start/first,", ",data/first,", "the parts start of data, start"),
    (glossary.parts, GLOSSARY, "index.zh.md", "terms.csv", "does not show the index, once"),
]


@pytest.mark.parametrize(("rule", "file", "old", "new", "told"), FAULTS)
def test_planted_faults(tiny, rule, file, old, new, told):
    seen(rule, tiny, (file, old, new), told)


def test_a_fault_is_named_at_its_line(tiny):
    line = plant(tiny, ZH, LINE, "合计（total）。")
    said = said_by(glossary.synonyms, tiny)
    assert said.startswith(f"{ZH}:{line}: ")
    assert isinstance(next(glossary.introduced(Book(tiny)))[0], Page)


@pytest.mark.parametrize(
    ("name", "letter"),
    [("softmax", "S"), ("ReLU", "R"), ("卷积", "J"), ("批", "P"), ("损失", "S"), ("自助法", "Z")],
)
def test_chinese_stands_under_its_pinyin(name, letter):
    assert initial(name) == letter


def test_the_index_leads_from_each_name_to_the_section(tiny):
    """This book's names are links; those of others lead to them."""
    table = tiny / "snippets" / TERMS.removeprefix("snippets/")
    index = index_text(table, TABLES["help/glossary/terms.csv"], EDITIONS[1])
    assert "[sum](../index.md#loop)" in index
    assert "gradient angle → [slope](../start/first.md#draw)" in index
    assert index.index("**G**") < index.index("**S**") < index.index("**T**")
