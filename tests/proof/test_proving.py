"""What was proved before does not run again, and what changed does."""

import multiprocessing
import os
import random
import shutil
from pathlib import Path

import pytest

from tools.proof import cases, runner
from tools.proof.cache import Proofs, fingerprint
from tools.proof.compare import same_picture
from tools.proof.proving import Proving, holds_by
from tools.proof.runner import running
from tools.proof.tasks import tasks
from tools.source.faults import BookError

pytestmark = pytest.mark.inputs("tools/proof", "tools/source", "tests/tiny")


@pytest.fixture
def prove(tiny_book):
    """Call it to prove pages of the tiny book; gives the names of the programs that ran."""

    def prove(*names, everything=False):
        book = tiny_book()
        proving = Proving(Proofs(book, everything), tasks(book, names))
        programs = proving.programs(proving.tasks, proving.files)
        with running(programs, report=proving.ended, forks=False) as finish:
            finish()
        prove.report = proving.proofs.report()
        return [program.name for program in programs]

    return prove


HOME = ["index"]  # which proves its file, too


def test_what_is_proved_does_not_run_again(prove, monkeypatch):
    assert prove("index") == HOME
    assert "pages: 1 ran, 0 were proved before" in prove.report
    monkeypatch.setattr(runner.subprocess, "Popen", None)  # no process starts
    assert prove("index") == []
    assert any(line.startswith("pages: 0 ran, 1 were proved before (the") for line in prove.report)
    monkeypatch.undo()
    assert prove("index", everything=True) == HOME


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text, f"nothing to break in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_data_file(prove, tiny):
    data = tiny / "snippets/home/rows.csv"
    data.write_text("1\n")
    assert prove("index") == HOME
    data.write_text("2\n")
    assert prove("index") == HOME
    assert prove("index") == []


def test_a_helper_module_that_is_imported(prove, tiny):
    (tiny / "snippets/home/other.py").write_text("x = 1\n")
    assert prove("index") == HOME
    (tiny / "snippets/home/other.py").write_text("x = 2\n")
    assert prove("index") == []  # nobody imports it
    code = "try:\n    import other\nexcept ImportError:\n    pass\nfirst = 40"
    edit(tiny / "snippets/home/add.py", "first = 40", code)
    assert prove("index") == HOME
    (tiny / "snippets/home/other.py").write_text("x = 3\n")
    assert prove("index") == HOME


def test_the_lock(prove, tiny):
    prove("index")
    lock = tiny / "requirements.txt"
    with lock.open("a") as file:
        file.write("    # via another\n")
    assert prove("index") == [], "who asks for a package changes no listing"
    lock.write_text(lock.read_text("utf-8").replace("numpy==", "numpy==0", 1), encoding="utf-8")
    assert prove("index") == HOME


def test_the_code_and_the_output(prove, tiny):
    prove("index")
    edit(tiny / "snippets/home/add.py", "first = 40", "first = 41")
    assert prove("index") == HOME == prove("index")  # now it prints 43; no failure is kept
    edit(tiny / "snippets/home/add.add.out", "42", "43")
    assert prove("index") == HOME
    assert prove("index") == []
    edit(tiny / "snippets/home/add.add.out", "43", "44")
    assert prove("index") == HOME == prove("index")


def test_the_hidden_lines(prove, tiny):
    prove("index")
    edit(tiny / "snippets/home/add.py", "assert total == 60", "assert total == 61")
    assert prove("index") == HOME == prove("index")
    edit(tiny / "snippets/home/add.py", "assert total == 61", "assert total > 50")
    assert prove("index") == HOME
    assert prove("index") == []


def test_the_longest_first_and_a_file_without_its_page(tiny_book):
    book = tiny_book()
    proofs, work = Proofs(book), tasks(book, ["index", "start/first"])
    proving = Proving(proofs, work)
    names = [program.name for program in proving.programs(work, proving.files)]
    assert names == ["start/first", "index", *sorted(names[2:], key=names.index)]
    proofs.note_seconds(runner.Run("index", [], seconds=60))
    assert proving.programs(work, proving.files)[0].name == "index"
    (file,) = (file for file in proving.files if file.source.name == "add.py")
    assert proving.programs([], [file]) == [file.program]


def test_a_tolerance_and_a_picture(tiny_book, tiny):
    def now():
        (task,) = tasks(tiny_book(), ["start/first"])
        return fingerprint(*holds_by(task))

    keys = [now(), now()]
    for page in tiny.glob("docs/*/start/first.md"):
        edit(page, 'data-tolerance="', 'data-tolerance="1')
    keys.append(now())
    picture = tiny / "snippets/start/first/line.png"
    picture.write_bytes(picture.read_bytes() + b"\0")
    keys.append(now())
    assert keys[0] == keys[1] and len(set(keys)) == 3


def test_the_runner_and_its_environment(tiny_book, monkeypatch, tmp_path):
    (task,) = tasks(tiny_book(), ["index"])
    before = fingerprint(*holds_by(task))
    copy = tmp_path / "runner.py"
    shutil.copy(runner.__file__, copy)
    monkeypatch.setattr(runner, "__file__", str(copy))
    assert fingerprint(*holds_by(task)) == before
    copy.write_text(copy.read_text("utf-8") + "# another\n", encoding="utf-8")
    assert fingerprint(*holds_by(task)) != before
    monkeypatch.undo()
    monkeypatch.setenv("MKL_NUM_THREADS", "1")
    assert fingerprint(*holds_by(task)) != before


def test_what_changes_while_it_runs_is_not_kept(tiny_book, tiny):
    book = tiny_book()
    proving = Proving(Proofs(book), tasks(book, ["index"]))
    programs = proving.programs(proving.tasks, [])
    (tiny / "snippets/home/rows.csv").write_text("1\n")
    with running(programs, report=proving.ended, forks=False) as finish:
        finish()
    (tiny / "snippets/home/rows.csv").unlink()
    proving = Proving(Proofs(book), tasks(book, ["index"]))
    assert proving.programs(proving.tasks, [])


def test_a_proof_cut_short_proves_nothing(tiny_book):
    """As after a power cut; the other files of the folder do not disturb."""
    proofs = Proofs(tiny_book())
    key = proofs.key("x")
    proofs.remember("pages", key)
    assert proofs.proved_before("pages", key) and not proofs.proved_before("files", key)
    (proofs.folder / "pages" / key).write_bytes(b"")
    (proofs.folder / "pages" / "draft-x").write_bytes(b"2026")
    assert not proofs.proved_before("pages", key)
    (proofs.folder / "pages" / key).write_bytes(b"\xff")
    assert not proofs.proved_before("pages", key)


def test_the_clock_decides_nothing(tiny_book):
    proofs = Proofs(tiny_book())
    key = proofs.key("x")
    proofs.remember("pages", key)
    for seconds in (0, 2**33):
        os.utime(proofs.folder / "pages" / key, (seconds, seconds))
        assert proofs.proved_before("pages", key)


def _many(book, first):
    proofs = Proofs(book)
    for number in range(first, first + 50):
        proofs.remember("pages", proofs.key(str(number)))


def test_two_runs_at_once(tiny_book):
    book = tiny_book()
    context = multiprocessing.get_context("fork" if os.name != "nt" else "spawn")
    both = [context.Process(target=_many, args=(book, first)) for first in (0, 25)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    proofs = Proofs(book)
    assert all(proofs.proved_before("pages", proofs.key(str(n))) for n in range(75))
    assert len(list((proofs.folder / "pages").iterdir())) == 75


def test_a_case_is_executed_once(tiny_book, tiny):
    book = tiny_book()
    page = book.page(book.editions[0], "start/first")
    assert cases.cached_outputs(page) is None
    said = []
    outputs = cases.execute(page, said.append)
    assert said[-1] == "executing start/first: cell 3 of 3"
    line, fails = cases.results(outputs)
    assert line.stdout == page.python[0].output.code and line.raised is None
    assert fails.raised == "ZeroDivisionError: division by zero"
    assert cases.cached_outputs(page) == outputs
    edit(tiny / "docs/zh/start/first.md", "## 画", "## 再画")
    assert cases.cached_outputs(tiny_book().page(book.editions[0], "start/first")) == outputs
    (drawn,) = cases.drawn(page).items()
    assert drawn[0] == "line.png"
    assert same_picture(tiny / "snippets/start/first/line.png", Path(drawn[1]))
    edit(tiny / "snippets/start/first/fails.py", "0", "0  # again")
    assert cases.cached_outputs(tiny_book().page(book.editions[0], "start/first")) is None


def test_the_hidden_lines_of_a_case(tiny_book, tiny):
    """They run in the notebook, which shows nothing of them."""
    file = tiny / "snippets/start/first/line.py"
    hidden = (
        "import random\nstate = random.getstate()\nprint(random.random(), In)\nassert len(x) == 9\n"
    )
    second = "# --8<-- [start:again]\nprint(random.random())\n# --8<-- [end:again]\n"
    edit(file, "import numpy as np", "import numpy as np\nimport random\nrandom.seed(1)")
    file.write_text(file.read_text("utf-8") + hidden + second + "assert random.getstate() != state")
    for docs in tiny.glob("docs/*/start/first.md"):
        edit(docs, "```sh", '```python\n--8<-- "start/first/line.py:again"\n```\n\n```sh')
    page = tasks(tiny_book(), ["start/first"])[0].pages[0]
    outputs = cases.execute(page, say=lambda _: None)
    line, fails, again = cases.results(outputs)
    assert again.stdout == f"{random.Random(1).random()}\n" and len(outputs) == 4
    edit(file, "assert len(x) == 9", "assert len(x) == 8")
    with pytest.raises(BookError, match="line.py: what is hidden from line 14 fails") as told:
        cases.execute(tasks(tiny_book(), ["start/first"])[0].pages[0], say=lambda _: None)
    assert "line.py:17" in str(told.value) and "AssertionError" in str(told.value)
