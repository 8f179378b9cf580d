"""The worker's verdicts on programs that do what readers' programs may do; none needs Keras."""

import importlib.util
import os
import sys

import pytest

from tests.support import BOOK

pytestmark = pytest.mark.inputs("practice/worker.py")

CHECK = """
def check(program):
    if program.x != 1:
        raise Wrong("other")
    if hasattr(program, "f"):
        program.f(2)
"""
RIGHT = "x = 1\nprint('done')\n"


@pytest.fixture(scope="module")
def worker():
    spec = importlib.util.spec_from_file_location("worker", BOOK.root / "practice/worker.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def as_before(tmp_path, monkeypatch):
    """What a program changes in its process is put back."""
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    monkeypatch.setattr(sys, "stdin", open(os.devnull))
    monkeypatch.chdir(tmp_path)
    limit, environment = sys.getrecursionlimit(), dict(os.environ)
    yield
    sys.setrecursionlimit(limit)
    os.environ.clear()
    os.environ.update(environment)


def raised(error, line, text):
    return {"verdict": "raised", "error": error, "line": line, "text": text}


CATCHES = """
def check(program):
    try:
        found = program.x
    except Exception:
        raise Wrong("other") from None
"""

VERDICTS = {
    "right": (RIGHT, {"verdict": "passed"}),
    "wrong": ("x = 2", {"verdict": "wrong", "says": "other"}),
    "missing": ("y = 1", {"verdict": "missing", "name": "x"}),
    "raised": (
        "def f():\n    return 1 / 0\n\n\nf()\n",
        raised("ZeroDivisionError: division by zero", 2, "return 1 / 0"),
    ),
    "raised elsewhere": (
        "import json\njson.loads('{')\n",
        raised(
            "json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: "
            "line 1 column 2 (char 1)",
            2,
            "json.loads('{')",
        ),
    ),
    "raised in the check": (
        "x = 1\ndef f(n):\n    return [][n]\n",
        raised("IndexError: list index out of range", 3, "return [][n]"),
    ),
    "exits in the check": ("x = 1\ndef f(n):\n    raise SystemExit\n", {"verdict": "exits"}),
    "exits": ("import sys\nsys.exit('bye')\n", {"verdict": "exits"}),
    "quits": ("raise SystemExit(0)\n", {"verdict": "exits"}),
    "asks": ("name = input('name? ')\n", {"verdict": "asks"}),
    "interrupted": (
        "raise KeyboardInterrupt\n",
        raised("KeyboardInterrupt", 1, "raise KeyboardInterrupt"),
    ),
    "says nothing": (
        "class Odd(Exception):\n    def __str__(self):\n        1 / 0\n\n\nraise Odd\n",
        raised("Odd: <exception str() failed>", 6, "raise Odd"),
    ),
    "closes stdout": ("import sys\nsys.stdout.close()\n" + RIGHT, {"verdict": "passed"}),
    "other stdout": ("import io, sys\nsys.stdout = io.StringIO()\n" + RIGHT, {"verdict": "passed"}),
    "changes folder": (
        "import os\nos.mkdir('a')\nos.chdir('a')\nos.environ.clear()\n" + RIGHT,
        {"verdict": "passed"},
    ),
    "leaves a thread": (
        "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        + RIGHT,
        {"verdict": "passed"},
    ),
    "line ends of Windows": (
        "x = 1\r\ny = 1 / 0\r\n",
        raised("ZeroDivisionError: division by zero", 2, "y = 1 / 0"),
    ),
}


@pytest.mark.parametrize("name", VERDICTS)
def test_verdict(worker, name):
    program, wanted = VERDICTS[name]
    found, printed = worker.judge(program, CHECK)
    if found.get("error", "").startswith("__main__."):
        found["error"] = found["error"].removeprefix("__main__.")
    assert found == wanted, printed


def test_a_name_that_is_gone_is_not_what_the_check_catches(worker):
    assert worker.judge("x = 1", CATCHES)[0] == {"verdict": "passed"}
    assert worker.judge("y = 1", CATCHES)[0] == {"verdict": "missing", "name": "x"}


def test_deep_recursion(worker):
    found, _ = worker.judge("def f(n):\n    return f(n + 1)\n\n\nf(0)\n", CHECK)
    assert found["verdict"] == "raised" and "RecursionError" in found["error"]
    assert found["text"] == "return f(n + 1)"


SYNTAX = {
    "print(": (1, "print("),
    "x = 1\nif x\n    y": (2, "if x"),
    "def f():\n": (1, "def f():"),
    "x = '\0'": (0, ""),
    "x = 1\n  y = 2": (2, "y = 2"),
}


@pytest.mark.parametrize("program", SYNTAX)
def test_syntax(worker, program):
    found, _ = worker.judge(program, CHECK)
    assert found["verdict"] == "syntax" and found["error"]
    assert (found["line"], found["text"]) == SYNTAX[program], found


def test_much_is_printed(worker):
    """The end is kept, and little memory taken."""
    program = RIGHT + "for n in range(300_000):\n    print('line', n)\n"
    found, printed = worker.judge(program, CHECK)
    assert found == {"verdict": "passed"} and printed.endswith("line 299999\n")
    assert len(printed) <= 2 * worker.MOST_PRINTED


def test_a_check_that_fails_by_itself_is_our_fault(worker):
    found, _ = worker.judge("x = 1", "def check(program):\n    [][program.x]\n")
    assert found["verdict"] == "broken" and "IndexError" in found["error"]


def test_the_source_of_a_function_is_found(worker):
    program = RIGHT + "import inspect\ndef g():\n    return 1\nprint(inspect.getsource(g))\n"
    found, printed = worker.judge(program, CHECK)
    assert found == {"verdict": "passed"} and "return 1" in printed
