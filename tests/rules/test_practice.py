"""The exercises of practice: each fault, planted in the tiny book, is named."""

import pytest

from tests.rules.plant import plant, said_by, seen
from tools.rules import install, practice
from tools.source import tables
from tools.source.book import Book
from tools.source.exercises import LINES, ROWS

FILE = "practice/exercises/010_add.py"
EXERCISE = """\
#: about
# page = "index#add"
# [zh]
# title = "加起来"
# task = "让 `total` 等于两个数的和。"
# hints = [
#   "看看 `total` 是什么。",
#   "要加，不要减。",
#   "写 `a + b`。",
# ]
# why = "加法是从这里开始的。"
# [zh.says]
# broken = "`total` 是差，不是和。"
# typed = "换两个数就不对了。"
# [en]
# title = "Add them"
# task = "Make `total` the sum of both numbers."
# hints = [
#   "Look at `total`.",
#   "Add, do not subtract.",
#   "Write `a + b`.",
# ]
# why = "All begins with adding."
# [en.says]
# broken = "`total` is the difference, not the sum."
# typed = "With other numbers it would be wrong."
#: program
a, b = 3, 4
#: broken
total = a - b
#: solution
total = a + b
#: wrong typed
total = 7.0
#: end
print(total)


#: check
def check(program):
    if program.total == -1:
        raise Wrong("broken")
    if program.total != 7:
        raise Wrong("typed")
"""
LINE = '\n--8<-- "practice/index.{}.md"\n'


@pytest.fixture
def book(tiny):
    """The tiny book with an exercise, named by its page."""
    plant(tiny, FILE, "", EXERCISE)
    for edition in Book.editions:
        plant(tiny, f"{edition.folder}/index.md", "", LINE.format(edition))
    tables.write(Book(tiny))
    return tiny


FAULTS = [
    (practice.whole, "#: wrong typed", "#: wrong  typed", ":33: not a part"),
    (practice.whole, "#: broken\n", "#: broke\n", "not a part"),
    (practice.whole, "#: solution\ntotal = a + b\n", "", "the parts are"),
    (practice.whole, "#: end\n", "#: broken\nx = 1\n#: end\n", "a choice has no solution"),
    (practice.whole, '# title = "Add them"', "# title = Add them", "are not TOML"),
    (practice.texts, "# [en]\n", "# [de]\n", "[en] has no title"),
    (practice.whole, '# page = "index#add"\n', "", "no page"),
    (practice.whole, "print(total)", f"print(total)  # {'x' * 79}", ":36: 95 columns"),
    (practice.whole, "print(total)", "print(total)\n" * 30, "lines, at most 25"),
    (practice.whole, 'Wrong("typed")', 'Wrong("typd")', ":44: [zh.says] has no typd"),
    (practice.texts, '# title = "Add them"\n', "", "[en] has no title"),
    (practice.texts, '# task = "让 `total` 等于两个数的和。"\n', "", ":3: [zh] has no task"),
    (practice.texts, '# why = "All begins with adding."', '# why = ""', "[en] has no why"),
    (practice.texts, '#   "Write `a + b`.",\n', "", ":18: 2 hints in [en], not 3"),
    (practice.texts, '# typed = "With other numbers it would be wrong."\n', "", "[en.says] has no"),
    (practice.texts, "#: wrong typed", "#: wrong guess", "nothing is said to the guess program"),
    (practice.texts, "# broken = ", "# other = ", "has no "),
    (practice.texts, "加起来", "Add them", ":4: this is not in the language of [zh]"),
    (practice.texts, "Look at `total`", "看看 `total`", ":19: this is not in the language of [en]"),
    (practice.texts, "`total` is the difference", "`total` 是差", ":25: this is not in the lang"),
    (practice.named_by_pages, "index#add", "indx#add", "there is no page indx in docs/zh"),
    (practice.named_by_pages, "index#add", "index#subtract", ":2: docs/zh/index.md has no section"),
    (practice.named_by_pages, "index#add", "index", "has no section #"),
]


@pytest.mark.parametrize(("rule", "old", "new", "told"), FAULTS)
def test_exercise(book, rule, old, new, told):
    seen(rule, book, (FILE, old, new), told)
    assert f"{FILE}:" in said_by(rule, book)


@pytest.mark.parametrize("name", ["020_add.py", "010_sum.py"])
def test_a_name_or_a_number_twice(book, name):
    seen(practice.whole, book, (f"practice/exercises/{name}", "", EXERCISE), "is called ")


@pytest.mark.parametrize("name", ["020-more.py", "20_more.py", "020_More.py"])
def test_a_name_that_is_none(book, name):
    seen(practice.whole, book, (f"practice/exercises/{name}", "", EXERCISE), "is not a name for")


@pytest.mark.parametrize("edition", Book.editions, ids=str)
def test_a_page_names_its_exercises(book, edition):
    page = f"{edition.folder}/index.md"
    seen(
        practice.named_by_pages,
        book,
        (page, LINE.format(edition), ""),
        "does not name its exercises",
    )
    assert f"{page}:" in said_by(practice.named_by_pages, book)
    assert LINE.format(edition).strip() in said_by(practice.named_by_pages, book)


def test_a_section_that_one_edition_lacks(book):
    seen(
        practice.named_by_pages,
        book,
        ("docs/en/index.md", "{#add}", "{#sum}"),
        "docs/en/index.md has no",
    )


def test_lines_and_rows_are_those_of_the_exercises(book):
    for edition in Book.editions:
        line = (book / "snippets" / LINES.format("index", edition)).read_text("utf-8")
        assert "[`add`](start/practice.md#exercise-add)" in line
        rows = (book / "snippets" / ROWS.format(edition)).read_text("utf-8")
        assert "| `add`{ #exercise-add } | [" in rows and "](../index.md#add) |" in rows
    seen(install.rows, book, (FILE, "Add them", "Add both"), "Run make tables")
    tables.write(Book(book))
    assert said_by(install.rows, book) == ""
    (book / FILE).unlink()
    assert "snippets/practice/index.en.md:1: this is not what" in said_by(install.rows, book)
    tables.write(Book(book))
    assert not list((book / "snippets").rglob("*/practice/*.md"))
    assert said_by(install.rows, book) == ""
