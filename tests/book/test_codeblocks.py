"""Every page runs with the stock pytest-codeblocks, which agrees with ours on what ran."""

import pytest

from tests.support import BOOK
from tools.proof import codeblocks
from tools.proof.tasks import tasks

pytestmark = pytest.mark.keras

TASKS = tasks(BOOK)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.program.name)
def test_page(task, pages_under_way):
    if why := codeblocks.ELSEWHERE.get(task.program.name):
        pytest.skip(why)
    assert not (found := pages_under_way()[task.program.name]), "\n\n".join(found)
