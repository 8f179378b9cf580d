"""Hidden lines run with the page that shows their file, and change nothing on it."""

import pytest

from tools.proof.hidden import in_places, proved_with
from tools.proof.proving import hidden_faults, page_faults
from tools.proof.runner import Program, Step, run
from tools.proof.tasks import tasks

pytestmark = pytest.mark.inputs("tools/proof", "tools/source", "tests/tiny")

SEEDED = """\
import random
import keras
import numpy as np
import tensorflow as tf
keras.utils.set_random_seed({seed})
x = np.arange(8.0).reshape(4, 2)
def build():
    return keras.Sequential([keras.layers.Dense(3), keras.layers.Dropout(0.5)])
def draw():
    print(random.random(), np.random.rand(), tf.random.normal([2]).numpy())
    print(keras.random.normal([2]).numpy(), keras.random.randint([1], 0, 9999).numpy())
    print([t.numpy() for t in tf.data.Dataset.range(4).shuffle(4)])
    model = build()
    model.compile(optimizer="sgd", loss="mse")
    loss = model.fit(x, x[:, :1].repeat(3, 1), batch_size=1, epochs=2, verbose=0)
    print(model.name, [layer.name for layer in model.layers], loss.history["loss"])
draw()
"""


@pytest.mark.keras
def test_chance_and_names_stay_as_they_were():
    """Also where hidden lines set a seed, or have Keras forget its names."""
    listings = [
        Step("python", SEEDED.format(seed=3)),
        Step("python", "draw()"),
        Step("python", "draw()"),
    ]
    lines = [
        "draw(); draw()",
        SEEDED.format(seed=3) + "draw()",
        "keras.utils.clear_session(); draw()",
    ]
    hidden = [Step("python", code, "f.py", hidden=True) for code in lines]
    first, second, third = listings
    programs = [
        Program("plain", listings),
        Program("with", [first, hidden[0], second, hidden[1], hidden[2], third]),
        Program("seed", [first, hidden[1], second, hidden[0], third]),
    ]
    plain, *others = run(programs)
    assert len({result.stdout for result in plain.results}) == 3, "nothing was drawn"
    for other in others:
        assert not any(result.raised for result in other.results + other.hidden)
        assert [r.stdout for r in other.results] == [r.stdout for r in plain.results]


def test_names_of_hidden_lines_are_theirs():
    """The next hidden lines of the file have them; listings, and other files, do not."""
    code = [
        ("x = y = 1", False),
        ("x, z = 5, 6\nprint(x)\ndef f(): return y + z", True),
        ("print(x, 'z' in globals())\ny = 2", False),
        ("assert (x, y, z, f()) == (5, 2, 6, 8)\ndel y", True),
        ("print(x, y)\nx = 3", False),
        ("assert x == 3", True),
        ("1 / 0", True),
        ("print(x)", False),
    ]
    steps = [Step("python", text, "f.py", 7, hidden=hidden) for text, hidden in code]
    steps.append(Step("python", "assert 'z' not in globals()", "g.py", hidden=True))
    (found,) = run([Program("names", steps)], forks=False)
    assert [r.stdout for r in found.results] == ["", "1 False\n", "1 2\n", "3\n"]
    assert [r.raised for r in found.hidden] == [None] * 3 + [
        "ZeroDivisionError: division by zero",
        None,
    ]
    assert 'f.py", line 7' in found.hidden[3].trace


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text, f"nothing to break in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_assertion_that_fails_is_named(tiny_book, tiny):
    (task,) = tasks(tiny_book(), ["index"])
    assert task.files == [tiny / "snippets/home/add.py"]
    (found,) = run([task.proof], forks=False)
    assert page_faults(task, found) == []
    edit(tiny / "snippets/home/add.py", "total == 60", "total == 61")
    (task,) = tasks(tiny_book(), ["index"])
    (found,) = run([task.proof], forks=False)
    (fault,) = page_faults(task, found)
    assert fault.startswith("snippets/home/add.py: its hidden lines from line 12 fail")
    assert 'add.py", line 13' in fault and fault.rstrip().endswith("AssertionError")
    assert hidden_faults(task, found, task.files[0]) == [fault]


def test_in_which_places(tiny_book, tiny):
    path = tiny / "snippets/home/add.py"
    edit(path, "# --8<-- [start:add]", "import math\n\n# --8<-- [start:add]")
    edit(path, "# --8<-- [start:loop]", "assert first\n\n# --8<-- [start:loop]")
    page = tasks(tiny_book(), ["index"])[0].pages[0]
    shown = [(one.code if isinstance(one, Step) else one.section) for one in in_places(page)]
    assert [text.strip() for text in shown] == [
        "import math",
        "add",
        "assert first",
        "loop",
        "assert total == 60",
    ]


@pytest.mark.parametrize(
    "line, listing, together",
    [
        ("print(1)", "before = 1", True),
        ("print(number)", "number = 2", True),  # the loop gives it its value
        ("print(first)", "first = 2", False),  # the file would take it from the listing
        ("print(print)", "def print(x): pass", False),
        ("print(math)\nimport math", "import math", True),
        ("print(math)\nimport math", "import cmath as math", False),
    ],
)
def test_files_that_a_page_shows_in_turn(tiny_book, tiny, line, listing, together):
    """A listing of another file between those of a file must not give it anything."""
    path = tiny / "snippets/home/add.py"
    edit(path, "total = 0", "total = 0\nnumber = first" if "first" in line else "total = 0")
    edit(path, "    print(total)\n", f"    print(total)\n{line.partition(chr(10))[0]}\n")
    if "import" in line:
        edit(path, "first = 40", line.partition("\n")[2] + "\nfirst = 40")
    (tiny / "snippets/home/other.py").write_text(listing + "\n")
    for docs in tiny.glob("docs/*/index.md"):
        include = '```python\n--8<-- "home/other.py"\n```\n\n'
        edit(
            docs,
            '```python\n--8<-- "home/add.py:loop"',
            include + '```python\n--8<-- "home/add.py:loop"',
        )
    page = tasks(tiny_book(), ["index"])[0].pages[0]
    assert (path in proved_with(page)) is together


@pytest.mark.parametrize(
    "change", ["a section is left out", "another order", "raises", "a loop goes on"]
)
def test_files_that_run_alone(tiny_book, tiny, change):
    path = tiny / "snippets/home/add.py"
    if change == "a loop goes on":
        edit(path, "\nassert total == 60", "    assert total <= 60")
    for docs in tiny.glob("docs/*/index.md"):
        if change == "a loop goes on":
            continue
        if change == "a section is left out":
            edit(docs, '```python\n--8<-- "home/add.py:add"\n```', "")
            edit(docs, '```{.text .output}\n--8<-- "home/add.add.out"\n```', "")
        elif change == "another order":
            text = (
                docs.read_text("utf-8")
                .replace("add.py:add", "X")
                .replace("add.py:loop", "add.py:add")
            )
            docs.write_text(text.replace("X", "add.py:loop"), encoding="utf-8")
        else:
            edit(
                docs,
                '```python\n--8<-- "home/add.py:add"',
                '```{.python .raises data-exception="ValueError"}\n--8<-- "home/add.py:add"',
            )
    (task,) = tasks(tiny_book(), ["index"])
    assert path not in task.files and task.hidden == []
