"""Numbers in the text of the tiny book: another in the twin, or not what the page prints now."""

import pytest

from tests.rules.plant import plant, said_by, seen
from tools.rules import numbers, twins
from tools.source.book import Book

ZH, EN = "docs/zh/index.md", "docs/en/index.md"
CASE_ZH, CASE = "docs/zh/start/first.md", "docs/en/start/first.md"

AGREE = [
    (
        EN,
        "The result is 42.",
        "The result is 44.",
        "44 is not said in docs/zh/index.md:10, whose numbers are 40, 2, 42",
    ),
    (EN, "The result is 42.", "The result is forty-two.", ""),
    (ZH, "结果是 42。", "结果是四十二。", ""),
    (EN, "first add 40 and 2", "first add 45 and 2", "docs/en/index.md:3: 45 is not said"),
    (CASE, "| highest point | 12 |", "| highest point | 21 |", "21 is not said"),
    (CASE, "| highest point | 12 |", "| highest point | twelve |", ""),
    (CASE, "0.5 apart", "0.6 apart", "whose numbers are 0.5"),
    (CASE, "from 0 to 12", "from 0 to 13", "13 is not said"),
    (CASE, "[home page]", "[home page, 99%]", "99 is not said"),
    (EN, "`total` starts", "`total + 77` starts", ""),
    (EN, "1. The first", "3. The first", ""),
]


@pytest.mark.parametrize(("file", "old", "new", "told"), AGREE)
def test_twins_say_the_same_numbers(tiny, file, old, new, told):
    seen(numbers.agree, tiny, (file, old, new), told)


@pytest.mark.parametrize(
    ("code", "text", "value"),
    [
        ("en", "forty-six of them", 46),
        ("en", "two thousand", 2000),
        ("en", "in November", 11),
        ("en", "nine in ten", 9),
        ("en", "twenties", None),
        ("zh", "四十六个", 46),
        ("zh", "两千", 2000),
        ("zh", "一万二千", 12000),
        ("zh", "九成五", 95),
        ("zh", "1.2 万", 12000),
        ("zh", "十二", 12),
    ],
)
def test_number_words(code, text, value):
    found = numbers.in_words(text, code)
    assert value in found if value else not found


TIED = [
    ("snippets/home/add.add.out", "42", "43", f"{ZH}:25: 42 was both said here and printed"),
    ("snippets/home/add.py", "(10, 20, 30)", "(10, 20, 40)", ""),  # the output says it still
    ("snippets/home/add.loop.out", "10\n30\n60", "11\n31\n61", ""),  # the code holds it still
    ("docs/assets/images/slope.svg", ">30<", ">35<", "slope.svg:1: the drawing had 30"),
    (CASE_ZH, "上升 30", "上升 35", f"{CASE_ZH}:27: 30 was both said here"),
    (ZH, "40 和 2", "46 和 2", f"{ZH}:3: 40 was both said here and printed by the page; now the"),
    (ZH, "最后一行是 60", "最后一行是 66", "now the text says 66 and the page prints 60"),
    ("docs/zh/help/changelog.md", "3.15.1", "3.14.1", "says 3.14.1 and the page prints 3.15.1"),
    (ZH, "最后一行是 60", "最后一行是 60，共 40 和 30", ""),
    ("docs/numbers.csv", "index,loop,10 60", "index,sum,10 60", "nothing like it"),
]


@pytest.mark.parametrize(("file", "old", "new", "told"), TIED)
def test_what_was_tied_is_tied_still(tiny, file, old, new, told):
    seen(numbers.tied, tiny, (file, old, new), told)


def test_a_drawing_that_is_not_the_text_of_its_page(tiny):
    """Numbers of a drawing are recorded, whether the text says them or not."""
    plant(tiny, "docs/assets/images/slope.svg", ">10<", ">11<")
    assert "the drawing had 10 when docs/zh/start/first.md was read, now" in said_by(
        numbers.tied, tiny
    )


@pytest.mark.parametrize(
    ("said", "printed", "tied"),
    [
        ("42", "42", True),
        ("43", "42", False),
        ("1,797", "1797", True),
        ("0.97", "0.9735", True),
        ("0.98", "0.9735", False),
        ("97 %", "0.9735", True),
        ("97", "0.9735", False),
        ("12", "12.3", False),
        ("123", "123.4", True),
    ],
)
def test_what_is_tied(tiny, said, printed, tied):
    """Rounded, and as a share in per cent; a small number only to itself."""
    plant(tiny, ZH, "结果是 42", f"结果是 {said} 或")
    (tiny / "snippets/home/add.add.out").write_text(f"{printed}\n")
    found = numbers.ties(Book(tiny).page(Book.editions[0], "index")).get("add", [])
    assert (said.split()[0] in found) is tied


def test_stamp_records_ties_and_says_what_is_lost(tiny, capsys):
    plant(tiny, ZH, "最后一行是 60", "最后一行是 66")
    plant(tiny, EN, "The last line is 60", "The last line is 66")
    before = said_by(numbers.tied, tiny)
    twins.stamp_pages(Book(tiny), ["index"])
    assert f"no longer tied: {before}" in capsys.readouterr().out
    assert said_by(numbers.tied, tiny) == ""


def test_a_page_without_a_record(tiny):
    (tiny / "docs/numbers.csv").unlink()
    assert "has no line for this page" in said_by(numbers.tied, tiny)


VERSIONS = [
    ("Keras 3.15.1", "Keras 3.14.1", "Keras 3.14.1 is not the version of the book, 3.15.1"),
    ("Keras 3.15.1", "Keras 3.15", ""),
    ("Keras 3.15.1", "Keras 3.1", "Keras 3.1 is not"),
    ("Keras 3.15.1", "`keras==3.14.0`", "keras 3.14.0 is not"),
    ("Keras 3.15.1", "Python 3.11, 3.12 or 3.13", ""),
    ("Keras 3.15.1", "Python 3.11–3.14", "Python 3.14 is not the version of the book, 3.11–3.13"),
    ("Keras 3.15.1", "TensorFlow 2.20", "TensorFlow 2.20 is not"),
]


@pytest.mark.parametrize(("old", "new", "told"), VERSIONS)
def test_versions(tiny, old, new, told):
    seen(numbers.versions, tiny, ("docs/en/help/changelog.md", old, new), told)


def test_a_version_of_the_past(tiny):
    plant(tiny, "docs/gone.csv", "", "name,why\nKeras 2.3.1,the last of its kind\n")
    seen(numbers.versions, tiny, (EN, "The result is", "Keras 2.3.1 said"), "")
