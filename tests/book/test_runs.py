"""Every listing runs: pages top to bottom in one interpreter, files alone in an empty folder.

A file that a page shows whole needs no run of its own (tools/proof/hidden.py).

They run while the other tests do (tests/conftest.py starts them), and are asked here
how it went. A case has run top to bottom as a notebook; what its cells printed is
compared. What was proved before on this machine holds still (tools/proof/proving.py).
"""

import os
import subprocess

import pytest

from tests.support import BOOK
from tools.proof.backends import missing
from tools.proof.cache import Proofs
from tools.proof.chance import unseeded
from tools.proof.compare import verdict
from tools.proof.proving import Proving, picture_faults
from tools.proof.tasks import lone_files, tasks, tasks_for_backends

pytestmark = pytest.mark.keras

# A fault in a page ends the collection of this file, and so the run.
TASKS = tasks(BOOK) + tasks_for_backends(BOOK)
FILES = [file for file in lone_files(TASKS) if os.name != "nt" or file.source.suffix != ".sh"]


def new_files():
    """What stands in the working tree and is neither kept nor ignored by git."""
    command = ["git", "status", "--porcelain", "--untracked-files=all"]
    said = subprocess.run(command, cwd=BOOK.root, capture_output=True, text=True).stdout
    return {line[3:] for line in said.splitlines() if line.startswith("??")}


BEFORE = new_files()


def asked_for(items):
    """The tasks and the snippet files that these tests ask about."""
    asked = [item.callspec.params for item in items if hasattr(item, "callspec")]
    tasks = [task for task in TASKS if any(params.get("task") is task for params in asked)]
    return tasks, [params["file"] for params in asked if "file" in params]


@pytest.fixture(scope="session")
def proving(listings_under_way, say):
    """The proof of all that a test of this file asks about."""
    proved = listings_under_way()
    longest = sorted(proved.runs.values(), key=lambda run: -(run.cpu or run.seconds))[:8]
    for run in longest:
        say(f"{run.seconds:7.1f} s, {run.cpu:6.1f} s of processor, in {run.name}")
    return proved


def listings():
    """One test a listing, named by page and source."""
    for task in TASKS:
        for number, block in enumerate(task.blocks):
            name = f"{task.program.name}-{block.name.removeprefix('snippets/')}"
            yield pytest.param(task, number, id=name)


def insist(what):
    """Skip what is for a backend that has no environment here; its outputs are recorded."""
    if why := missing(what.book, what.backend):
        pytest.skip(why)


@pytest.mark.parametrize("task, number", listings())
def test_listing(task, number, proving):
    insist(task)
    if run := proving.run(task):
        assert not run.died, f"{task.pages[0].path}: {run.died}"
        assert not (wrong := verdict(task.blocks[number], run.results[number])), wrong


@pytest.mark.parametrize("task", TASKS, ids=lambda t: t.program.name)
def test_pictures_and_manners(task, proving):
    insist(task)
    if run := proving.run(task):
        assert not (wrong := run.faults + picture_faults(task, run)), "\n".join(wrong)


@pytest.mark.parametrize(
    "file", FILES, ids=lambda f: f.program.name.removeprefix("alone/snippets/")
)
def test_file_runs_alone(file, proving):
    """Or with a page that shows it whole, if that is asked for too: then its hidden lines hold."""
    insist(file)
    assert not (wrong := proving.faults(file)), "\n".join(wrong)


def test_each_file_is_proved_once():
    proving = Proving(Proofs(BOOK, everything=True), TASKS)
    alone = {program.name for program in proving.programs(TASKS, FILES)}
    alone &= {file.program.name for file in FILES}
    together = {source for task in TASKS for source in task.files}
    here = [file for file in FILES if not missing(BOOK, file.backend)]
    assert alone == {file.program.name for file in here if file.source not in together}
    assert len(together) > len(alone) / 2, "pages should prove most of what they show whole"


def test_the_working_tree_is_untouched(proving):
    left = new_files() - BEFORE
    assert not left, f"these files appeared while the listings ran: {', '.join(sorted(left))}"


@pytest.mark.parametrize("task", TASKS, ids=lambda t: t.program.name)
def test_nothing_is_left_to_chance(task):
    assert not (found := unseeded(task)), "\n".join(found)
