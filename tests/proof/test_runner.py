"""The runner: what comes back of a program, however it ends, and what it must not do."""

import time

import pytest

from tools.proof.runner import Program, Step, run, running

pytestmark = pytest.mark.inputs("tools/proof")


def alone(*programs, **how):
    """Run programs that need no Keras, each in a process of its own."""
    return run(programs, forks=False, **how)


def python(name, *code, **options):
    """A program of Python steps."""
    return Program(name, [Step("python", text) for text in code], **options)


def test_without_fork():
    """Windows and macOS: each program has a fresh process, and all comes back the same."""
    names, new, fails, dies = alone(
        python("names", "x = 1", "import sys; print(x)"),
        python("new", "import sys; print('keras' in sys.modules)"),
        python("fails", "1 / 0", "print(2)"),
        python("dies", "import os; os._exit(3)"),
    )
    assert names.results[1].stdout == "1\n"
    assert new.results[0].stdout == "False\n"
    assert fails.results[0].raised == "ZeroDivisionError: division by zero"
    assert fails.results[1].stdout == "2\n"
    assert "status 3" in dies.died


def test_warnings_come_back_with_their_step():
    (ran,) = alone(
        python(
            "warns",
            "import warnings\nwarnings.warn('too old')\nwarnings.warn('soon', FutureWarning)",
            "print(1)",
        )
    )
    assert ran.results[0].warned == ["UserWarning: too old", "FutureWarning: soon"]
    assert ran.results[1].warned == [] and ran.results[1].stdout == "1\n"


@pytest.mark.keras
def test_exit_crash_and_hanging():
    """A listing that exits, kills its process or never ends fails alone, with a reason."""
    programs = [
        python("exits", "import sys; sys.exit(3)", "print(2)"),
        python("crashes", "import os; os.kill(os.getpid(), 9)"),
        python("hangs", "while True: pass", limit=2),
        python("names", "x = 1", "print(x, __name__)"),
        Program("shell", [Step("sh", "echo hi > f"), Step("python", "print(open('f').read())")]),
        Program("fails", [Step("sh", "false; echo no")]),
        python("fresh", "import sys; print('keras' in sys.modules)", fresh=True),
    ]
    runs = {r.name: r for r in run(programs)}
    assert runs["exits"].results[0].raised.startswith("SystemExit")
    assert runs["exits"].results[1].stdout == "2\n"
    assert "status -9" in runs["crashes"].died
    assert "over 2 s" in runs["hangs"].died
    assert runs["names"].results[1].stdout == "1 __main__\n"
    assert runs["shell"].results[1].stdout == "hi\n\n"
    assert runs["fails"].results[0].raised and runs["fails"].results[0].stdout == ""
    assert runs["fresh"].results[0].stdout == "False\n"


def test_limits_are_longer_where_the_machine_is_slow():
    (quick,) = alone(python("hangs", "while True: pass", limit=0.5), patience=4)
    assert "over 2 s" in quick.died


def test_limits_are_longer_for_what_leaves_the_processor_to_others():
    (polite,) = alone(python("hangs", "while True: pass", limit=1), politely=True)
    assert "over 3 s" in polite.died


@pytest.mark.keras
@pytest.mark.parametrize("forks", [False, True])
def test_what_runs_in_the_background_ends_with_its_block(tmp_path, forks):
    """A test run that is broken off leaves no training behind."""
    beat = tmp_path / "beat"
    code = f"import time\nwhile True:\n    open({str(beat)!r}, 'a').write('.'), time.sleep(0.05)"
    with running([python("endless", code)], politely=True, forks=forks):
        while not beat.exists():  # the test's limit ends it
            time.sleep(0.05)
    beats = beat.stat().st_size
    time.sleep(0.5)
    assert beats and beat.stat().st_size == beats


def test_a_report_that_raises_is_not_lost():
    def report(run):
        raise KeyError("report")

    with pytest.raises(KeyError, match="report"):
        alone(python("any", "x = 1"), report=report)


# ---- what no listing may do

SLEEPS = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; {}'])"
LEFT = SLEEPS.format("time.sleep(300)")
ENDS = SLEEPS.format("time.sleep(0.2)")


def test_a_process_left_running_is_named_and_ended():
    left, ends, shell = alone(
        python("left", LEFT),
        python("ends", ENDS),
        Program("shell", [Step("sh", "sleep 300 > log &")]),
    )
    assert len(left.faults) == 1 and "left a process running: python" in left.faults[0]
    assert "End it" in left.faults[0]
    assert "sleep" in shell.faults[0]
    assert ends.faults == []


@pytest.mark.parametrize(
    "code, names",
    [
        ("open('../beside.txt', 'w').close()", "program0/beside.txt"),
        ("open('../../above.txt', 'w').close()", "above.txt"),
        ("import pathlib; (pathlib.Path.home() / 'notes.txt').touch()", "program0/home/notes.txt"),
        ("import pathlib; (pathlib.Path.home() / '.keras').mkdir(); open('here.txt', 'w')", None),
        ("import tempfile; tempfile.mkstemp()", None),
    ],
)
def test_a_file_beside_the_folder_is_named(code, names):
    (found,) = alone(python("writes", code))
    assert found.results[0].raised is None
    if names:
        assert len(found.faults) == 1 and f"it wrote {names}," in found.faults[0]
        assert "Write into the folder" in found.faults[0]
    else:
        assert found.faults == []


def test_no_program_sees_the_files_of_another():
    """Nor those in the folder for temporary files, nor in its home."""
    places = "import pathlib, tempfile\nfor p in ('x', tempfile.gettempdir() + '/x', "
    places += "pathlib.Path.home() / '.keras-x'):\n    {}"
    writes, reads = alone(
        python("writes", places.format("open(p, 'w').close()")),
        python("reads", "import time; time.sleep(1)", places.format("print(open(p).read())")),
    )
    assert writes.results[0].raised is None
    assert reads.results[1].raised.startswith("FileNotFoundError")
    (found,) = alone(python("tools", "import tools.proof"))
    assert found.results[0].raised.startswith("ModuleNotFoundError")


def test_environment_can_be_changed():
    code = "import os, pathlib; print(os.environ['COLUMNS'], pathlib.Path.home().name)"
    (found,) = alone(python("says", code), changes={"COLUMNS": "40"}, home="小明 的 home")
    assert found.results[0].stdout == "40 小明 的 home\n"
