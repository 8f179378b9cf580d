"""Every page runs with the stock pytest-codeblocks, which agrees with ours on what ran."""

import pytest

from tests.support import BOOK
from tools.proof import codeblocks
from tools.proof.tasks import tasks

pytestmark = pytest.mark.keras

TASKS = tasks(BOOK)


@pytest.fixture(scope="session")
def disagreements(pages_under_way):
    """What is wrong, by page, once all have run (tests/conftest.py); a test has a time limit."""
    return pages_under_way()


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.program.name)
def test_page(task, disagreements):
    if why := codeblocks.ELSEWHERE.get(task.program.name):
        pytest.skip(why)
    assert not (found := disagreements[task.program.name]), "\n\n".join(found)
