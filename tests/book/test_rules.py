"""Every rule on the book as it is; the rules themselves are proved in tests/rules."""

import re

import pytest

from tools.rules import glossary, install
from tools.rules.check import RULES
from tools.source.book import Book
from tools.source.tables import TABLES


@pytest.fixture(scope="module")
def real():
    return Book.here()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule(real, rule):
    problems = list(rule(real))
    assert not problems, "\n".join(map(str, problems))


def test_the_rules_see_something(real):
    """A rule that reads nothing finds nothing: the book has what each of them is about."""
    assert all((real.snippets / name).exists() for name in TABLES)
    assert len(glossary.terms(real)) >= 100
    assert len(list(glossary.introduced(real))) >= 150
    assert sum(len(words) for t in glossary.terms(real) for words in t.forbidden.values()) >= 150
    programs = [program for _, _, program, _ in install.commands(real)]
    assert programs.count("pip") >= 30 and programs.count("uv") >= 2
    assert sum(len(page.outline.links) for page in real.pages()) >= 300
    numbered = [p for page in real.pages() for p in page.outline.pieces if re.search(r"\d", p.text)]
    assert len(numbered) >= 500
