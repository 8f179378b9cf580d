"""Every page runs with the stock pytest-codeblocks, which agrees with ours on what ran."""

import pytest

from tests.support import BOOK
from tools.proof import codeblocks
from tools.proof.tasks import tasks

pytestmark = pytest.mark.keras

TASKS = tasks(BOOK)


@pytest.fixture(scope="session")
def disagreements(request, proofs, listings_under_way):
    """What is wrong, by page; all pages asked about run once our own runner has done."""
    if listings_under_way:
        listings_under_way()
    asked = [i.callspec.params for i in request.session.items if "disagreements" in i.fixturenames]
    return codeblocks.prove([p["task"] for p in asked], proofs, say=lambda _: None)


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.program.name)
def test_page(task, disagreements):
    if why := codeblocks.ELSEWHERE.get(task.program.name):
        pytest.skip(why)
    assert not (found := disagreements[task.program.name]), "\n\n".join(found)
