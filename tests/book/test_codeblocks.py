"""Every page runs with the stock pytest-codeblocks, which agrees with ours on what ran."""

import pytest

from tests.support import BOOK
from tools.proof import codeblocks
from tools.proof.tasks import tasks

pytestmark = pytest.mark.keras

TASKS = tasks(BOOK)


@pytest.fixture(scope="session")
def found(pages_under_way):
    """What came of the pages, once all have run (tests/conftest.py); a test has a time limit."""
    return pages_under_way()


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.program.name)
def test_page(task, found):
    name = task.program.name
    if why := codeblocks.ELSEWHERE.get(name):
        pytest.skip(why)
    assert not (wrong := found.wrong[name]), "\n\n".join(wrong)
    if name not in found.kept:
        line = codeblocks.Kept(BOOK)
        assert not line.is_long(task) or line.vouches(task), (
            f"snippets/codeblocks.lock: its line is of another state of {name}, which takes long. "
            f"Run  make codeblocks PAGE={name}  (what was proved here is not run again)"
        )
