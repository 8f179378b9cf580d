"""Files: bytes that do not belong, a lock that does not fit, Python that is too new."""

import pytest

from tests.rules.plant import plant, said_by, seen
from tools.rules import sources

EN, ADD, LOCK, WANTED = (
    "docs/en/index.md",
    "snippets/home/add.py",
    "requirements.txt",
    "requirements.in",
)
LINE = "The result is 42. "
DOCTOR = "snippets/start/verify/doctor.py"

FAULTS = [
    (
        sources.clean,
        EN,
        LINE,
        "<<<<<<< HEAD\nThe result is 42.\n",
        "index.md:26: a mark of a merge",
    ),
    (sources.clean, EN, LINE, "\n=======\n", "a mark of a merge is left: ======="),
    (sources.clean, ADD, "first = 40", ">>>>>>> zh\nfirst = 40", "add.py:2: a mark of a merge"),
    (sources.clean, "mkdocs.yml", "strict", "||||||| base\nstrict", "a mark of a merge"),
    (sources.clean, EN, LINE, "The result\r\nis 42. ", "index.md:26: the line ends in CR"),
    (sources.clean, EN, LINE, "The\tresult is 42. ", "index.md:26: a tab"),
    (sources.clean, ADD, "    total = ", "\ttotal = ", "add.py:9: a tab"),
    (
        sources.clean,
        EN,
        "---\ntitle",
        "\ufeff---\ntitle",
        "index.md:1: the file begins with a byte",
    ),
    (
        sources.clean,
        ADD,
        "# --8<-- [start:add]",
        "\ufeff# --8<-- [start:add]",
        "add.py:1: the file",
    ),
    (sources.clean, ADD, "assert total == 60\n", "assert total == 60", "no line end at the end"),
    (
        sources.keys,
        "mkdocs.yml",
        "strict:",
        "strict: true\nstrict:",
        "strict has a value in line",
    ),
    (sources.keys, EN, "title:", "title: One\ntitle:", "index.md:3: title has a value in line 2"),
    (sources.keys, "mkdocs.yml", "", "more: {a: 1, a: 2}\n", "95: a has a value in line 95"),
    (
        sources.lock,
        WANTED,
        "keras>=3.15,<3.16",
        "keras>=3.16",
        "requirements.in:1: the lock has keras",
    ),
    (sources.lock, WANTED, "# adds the numbers", "", "requirements.in:2: no reason for numpy"),
    (sources.lock, WANTED, "", "six  # a bridge over Pythons\n", "six is not in the lock"),
    (
        sources.lock,
        LOCK,
        "keras==",
        "keras>=",
        "requirements.txt:2: not pinned with a hash: keras>=",
    ),
    (sources.lock, LOCK, "--hash=sha256:", "--hash=md5:", "not pinned with a hash"),
    (sources.lock, LOCK, "", "--index-url https://x\n", "the lock names an index"),
    (sources.lock, "pyproject.toml", ">=3.11", ">=3.9", "pip refuses numpy"),
]


@pytest.mark.parametrize(("rule", "file", "old", "new", "told"), FAULTS)
def test_planted_faults(tiny, rule, file, old, new, told):
    seen(rule, tiny, (file, old, new), told)


def test_a_page_that_is_not_utf8(tiny):
    path = tiny / EN
    path.write_bytes(path.read_bytes().replace(b"The result", b"The \xff result"))
    assert f"{EN}:26: not UTF-8 text" in said_by(sources.clean, tiny)


NEWER = [
    ("match x:\n    case 1:\n        pass\n", "3: Python 3.8 cannot read it"),
    ("with (open(a) as b, open(c) as d):\n    pass\n", "cannot read it"),
    ("def f(x: int | None): ...\n", "int | None is newer"),
    ("def f(x: list[int]): ...\n", "list[int] is newer"),
    ("from __future__ import annotations\ndef f(x: list[int] | None): ...\n", ""),
    ("'a'.removeprefix('b')\n", "removeprefix is newer than Python 3.8"),
    ("import tomllib\n", "tomllib is newer"),
    ("from functools import cache\n", "functools.cache is newer"),
    ("import functools as f\nf.cache\n", "doctor.py:2: functools.cache is newer"),
    ("zip(a, b, strict=True)\n", "zip(strict=…) is newer"),
    ("import os\nos.walk('.')\n'a'.replace('a', 'b')\nx = 1 | 2\n", ""),
    ("from pathlib import Path\nPath('.').walk()\n", "walk is newer"),
    ("raise ExceptionGroup('x', [])\n", "ExceptionGroup is newer"),
    ("try:\n    pass\nexcept* ValueError:\n    pass\n", "cannot read it"),
    ("f'{x!r:>{width}}'\nif (n := 1): pass\n", ""),
]


@pytest.mark.parametrize(("code", "told"), NEWER)
def test_python_that_is_too_new(tiny, code, told):
    plant(tiny, DOCTOR, "", code)
    said = said_by(sources.old_python, tiny)
    assert told in said if told else said == ""
