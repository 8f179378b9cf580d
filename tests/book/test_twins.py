"""Both editions say the same, and every page keeps what it owes its reader."""

import pytest

from tools.rules.twins import compare_all
from tools.source.listings import EDITIONS, pages

NAMES = sorted({page.name for edition in EDITIONS for page in pages(edition)})


@pytest.mark.parametrize("name", NAMES)
def test_twins(name):
    problems = compare_all(names=[name])
    assert not problems, "\n".join(map(str, problems))
