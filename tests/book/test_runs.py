"""Every listing runs: pages top to bottom in one interpreter, files alone in an empty folder.

They run while the other tests do (tests/conftest.py starts them), and are asked here
how it went. A case has run top to bottom as a notebook; what its cells printed is
compared.
"""

import os

import pytest

from tools.products import notebooks
from tools.proof.outputs import lone_files, pictures, same_picture, tasks, verdict
from tools.proof.runner import Result, Run
from tools.source.listings import ROOT, BookError, shown_path

pytestmark = pytest.mark.keras

try:
    TASKS = tasks()
except BookError as error:  # test_listings says it better
    TASKS = []
    pytestmark = pytest.mark.skip(reason=str(error))

FILES = [file for file in lone_files(TASKS) if os.name != "nt" or file.source.suffix != ".sh"]


def is_case(task):
    return notebooks.is_notebook(task.pages[0]) and all(
        block.language == "python" for block in task.blocks
    )


def asked_for(items):
    """What these tests ask about: tasks that run as notebooks, and programs to run."""
    asked = [item.callspec.params for item in items if "runs" in item.fixturenames]
    tasks = [task for task in TASKS if any(p.get("task") is task for p in asked)]
    as_notebooks = [task for task in tasks if is_case(task)]
    sources = {p["file"].source for p in asked if "file" in p}
    sources |= {block.source for task in as_notebooks for block in task.blocks}
    programs = [file.program for file in FILES if file.source in sources]
    programs += [task.program for task in tasks if not is_case(task)]
    return as_notebooks, programs


@pytest.fixture(scope="session")
def runs(request, say, listings_under_way):
    """Every page and every snippet file that a test asks about, run once: {program name: Run}."""
    found = {r.name: r for r in listings_under_way()}
    for name, r in sorted(found.items(), key=lambda item: -item[1].seconds)[:5]:
        say(f"{r.seconds:7.1f} s  of it in {name}")
    as_notebooks, _ = asked_for(request.session.items)
    executed = request.getfixturevalue("executed") if as_notebooks else {}
    for task in as_notebooks:
        cells = [cell for cell in executed[case_notebook(task)].cells if cell.cell_type == "code"]
        drawn = {}
        for block in task.blocks:
            drawn |= found[f"alone/{shown_path(block.source)}"].images
        results = [cell_result(cell) for cell in cells[1:]]  # the first one prints versions
        found[task.program.name] = Run(task.program.name, results, drawn)
    return found


def case_notebook(task):
    page = task.pages[0]
    return notebooks.notebook_path(page.edition, page.name)


def cell_result(cell):
    """What a notebook's cell did, as the runner would tell it."""
    result = Result()
    for output in cell.outputs:
        if output.output_type == "stream" and output.name == "stdout":
            result.stdout += output.text
        elif output.output_type == "error":
            result.raised = f"{output.ename}: {output.evalue}"
            result.stdout += f"{result.raised}\n"  # as a page's program prints it
            result.bases = [output.ename]
            result.trace = "\n".join(output.traceback)
    return result


def cases():
    """One case a listing, named by page and source."""
    for task in TASKS:
        for number, block in enumerate(task.blocks):
            section = f":{block.section}" if block.section else ""
            name = f"{task.program.name}-{shown_path(block.source)[9:]}{section}"
            yield pytest.param(task, number, id=name)


@pytest.mark.parametrize("task, number", cases())
def test_listing(task, number, runs):
    found = runs[task.program.name]
    assert not found.died, f"{task.pages[0].path}: {found.died}"
    wrong = verdict(task.blocks[number], found.results[number])
    assert not wrong, wrong


@pytest.mark.parametrize("task", TASKS, ids=lambda t: t.program.name)
def test_pictures(task, runs):
    for book, drawn in pictures(task, runs[task.program.name]):
        assert drawn, f"{shown_path(book)}: no listing of {task.program.name} writes it"
        assert same_picture(book, drawn), (
            f"{shown_path(book)} is not what the listing draws. Run make outputs, and look at it."
        )


@pytest.mark.parametrize("file", FILES, ids=lambda file: shown_path(file.source)[9:])
def test_file_runs_alone(file, runs):
    wrong = file.verdict(runs[file.program.name])
    assert not wrong, wrong


def test_something_ran():
    assert TASKS and FILES and ROOT
