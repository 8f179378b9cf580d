"""Commands that need a network: pip, uv and the table of mirrors say what is wrong with a line."""

import pytest

from tests.rules.plant import plant, said_by, seen
from tools.rules import install
from tools.source import tables
from tools.source.book import Book
from tools.source.edition import EDITIONS
from tools.source.faults import BookError

EN, SHELL = "docs/en/index.md", "snippets/start/first/shell.ps1"
LINE = "The result is 42. "
MIRRORS = "snippets/start/install/mirrors.csv"
ROWS = """key,name_zh,name_en,url,checked
one,一号,First,https://one.example/simple/,high
two,二号,Second,https://two.example/pypi/simple,medium
"""

LINES = [
    ("pip instal keras", "pip does not take this line"),
    ("pip install --fast keras", "--fast"),
    ("python -m pip install keraz", "no package of the lock is called 'keraz'"),
    ("%pip install keraz", "called 'keraz'"),
    ('pip install "keras[nosuch]"', "has no extra 'nosuch'"),
    ('pip install "keras[nosuch"', "is not a requirement"),
    ("pip install keras==2.0", "not the version of the lock. Write keras==3"),
    ("pip install", "names no package"),
    ("pip install --extra-index-url https://one.example/simple/ keras", "unsafe"),
    ("pip install --trusted-host x keras", "turns a check off"),
    ("pip install -q `\n  keraz", "called 'keraz'"),
    ("cd x && pip install keraz", "called 'keraz'"),
    ("pip install -r requirements.txt", ""),
    ("pip install tensorflow-cpu keras numpy", ""),
    ("KERAS_BACKEND=x pip list > all.txt", ""),
]


@pytest.mark.parametrize(("line", "told"), LINES)
def test_pip(tiny, line, told):
    seen(install.pip_lines, tiny, (SHELL, "pip install keras", line), told)


def test_pip_in_the_text_and_over_two_lines(tiny):
    line = plant(tiny, EN, LINE, "`pip instal keras`, `pip install -i ADDRESS PACKAGE` ")
    plant(tiny, "snippets/start/first/shell.sh", 'python -c "', 'pip install \\\n  keraz; echo "')
    said = said_by(install.pip_lines, tiny)
    assert f"{EN}:{line}: pip does not take" in said and "PACKAGE" not in said
    assert "shell.sh:3: no package of the lock is called 'keraz'" in said


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("uv venv --pythn 3.12", "uv does not take this line"),
        ("uv pip install keraz", "no package of the lock is called 'keraz'"),
        ("uv pip install keras", ""),
    ],
)
def test_uv(tiny, line, told):
    seen(install.uv_lines, tiny, (SHELL, "pip install keras", line), told)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("[[index\n", "uv does not read it"),
        ('[[index]]\nurl = "https://one.example/simple/"\ndefualt = true\n', "other indexes"),
        ('[[index]]\nurl = "https://one.example/simple/"\n', "uv would ask other indexes"),
        ('[[index]]\nurl = "https://one.example/simple/"\ndefault = true\n', ""),
    ],
)
def test_uv_settings(tiny, settings, told):
    seen(install.uv_lines, tiny, ("snippets/start/uv.toml", "", settings), told)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            MIRRORS,
            ",https://one",
            ",http://one",
            "mirrors.csv:2: http://one.example/simple/ is not",
        ),
        (MIRRORS, "/pypi/simple", "/pypi", "does not end in /simple"),
        (MIRRORS, "\ntwo,", "\none,", "occurs twice"),
        (MIRRORS, "two.example", "pypi.douban.com", "is dead"),
        (SHELL, "install", "install -i https://three.example/simple", "shell.ps1:1: https://three"),
        (SHELL, "install", "install -i https://one.example/simple", "is not in snippets/start/ins"),
        (SHELL, "install", "install -i https://one.example/pypi", "is not in snippets/start/ins"),
        (SHELL, "install", "install -i https://one.example/simple/", ""),
        (SHELL, "install", "install -i https://pypi.douban.com/simple", "is dead"),
        (EN, LINE, "`https://three.example/simple` ", "docs/en/index.md:26: https://three"),
        (EN, LINE, "`https://example.com` ", ""),
    ],
)
def test_mirrors(tiny, file, old, new, told):
    plant(tiny, MIRRORS, "", ROWS)
    seen(install.mirrors, tiny, (file, old, new), told)


def test_rows_of_tables(tiny):
    """Made of the CSV file, in each language; stale ones are named and written anew."""
    plant(tiny, MIRRORS, "", ROWS)
    assert "mirrors.zh.md:1: these rows are not those of" in said_by(install.rows, tiny)
    tables.write(Book(tiny))
    assert said_by(install.rows, tiny) == ""
    zh, en = ((tiny / MIRRORS).with_suffix(f".{e}.md").read_text("utf-8") for e in EDITIONS)
    assert zh.splitlines()[0] == "| 一号 | `https://one.example/simple/` | 高 |"
    assert en.splitlines()[1] == "| Second | `https://two.example/pypi/simple` | medium |"
    plant(tiny, MIRRORS, "First", "The first")
    said = said_by(install.rows, tiny)
    assert "mirrors.en.md:1: " in said and "mirrors.zh" not in said and "make tables" in said


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("x,甲,A,https://a/simple", "does not fill the columns"),
        ("x,甲,A,https://a/simple,sure", "'sure'"),
    ],
    ids=["ragged", "unknown word"],
)
def test_a_row_that_cannot_be_read(tiny, row, told):
    plant(tiny, MIRRORS, "", f"{ROWS}{row}\n")
    with pytest.raises(BookError, match=told) as caught:
        tables.stale(Book(tiny))
    assert "mirrors.csv:4: " in str(caught.value)
