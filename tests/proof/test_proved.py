"""What became of the listings on other backends: judged, recorded, and refused when stale."""

import pytest

from tests.rules.plant import plant, seen
from tools import __main__ as command
from tools.proof import environments, proved
from tools.proof.runner import Result, Run
from tools.proof.tasks import tasks
from tools.source.backends import TABLE, shown_output
from tools.source.book import Book
from tools.source.faults import BookError

pytestmark = pytest.mark.inputs("tools/proof", "tools/source", "tools/__main__.py", "tests/tiny")

ADD, TORCH = "snippets/home/add.py", "requirements-torch.txt"
FAILED = {"raised": "TypeError: no such thing", "bases": ["TypeError", "Exception"]}


@pytest.fixture
def tiny(tiny):
    """The tiny book, whose lock has JAX, too."""
    plant(tiny, "requirements.txt", "", "jax==0.10.2 \\\n    --hash=sha256:00\n    # via tiny\n")
    plant(tiny, TORCH, "", "# the backend alone\ntorch==2.13.0\n")
    return tiny


def judged(tiny, *results, hidden=None, name="index"):
    """Kind and reason of each listing of a page, if these were the results of its run."""
    (task,) = tasks(Book(tiny), [name])
    told = [Result(**one) for one in hidden] if hidden else [Result() for _ in task.hidden]
    run = Run(task.program.name, [Result(**result) for result in results], hidden=told)
    return [(row.result, row.why) for row in proved.judged(task, run, "jax")]


SAME = [{"stdout": "42\n"}, {"stdout": "10\n30\n60\n"}]


def test_the_kinds(tiny):
    first, second = SAME
    assert judged(tiny, first, second) == [("same", ""), ("same", "")]
    # The hidden line of the file holds, so what is printed otherwise breaks no claim.
    assert judged(tiny, first, {"stdout": "11\n"}) == [("same", ""), ("claims", "")]
    broken = {"raised": "AssertionError", "trace": f'File "{tiny / ADD}", line 13, in x'}
    assert judged(tiny, first, second, hidden=[broken])[1] == (
        "differs",
        "AssertionError in line 13",
    )
    assert judged(tiny, FAILED, second) == [("cannot", FAILED["raised"]), ("same", "")]
    # Of two listings, each has its own assertions; where it has none, those of the file count.
    plant(tiny, ADD, "# --8<-- [end:add]\n", "# --8<-- [end:add]\nassert first\n")
    told = judged(tiny, {"stdout": "7\n"}, {"stdout": "11\n"}, hidden=[{}, broken])
    assert told[0] == ("claims", "") and told[1][0] == "differs"
    plant(tiny, ADD, "assert first\n", "")
    plant(tiny, ADD, "assert total == 60\n", "")
    other = judged(tiny, first, {"stdout": "11\n"})
    assert other == [("same", ""), ("differs", "nothing asserts it")]


def test_a_program_that_breaks_off(tiny):
    (task,) = tasks(Book(tiny), ["index"])
    rows = proved.judged(task, Run("index", [], died="over 600 s\nwhile loading"), "torch")
    assert [row.result for row in rows] == ["cannot", "cannot"]
    assert rows[0].why == "the program ended: while loading"


def test_what_follows_from_a_listing_that_fails(tiny):
    plant(tiny, ADD, "total = 0\n", "total = first\n")
    lost = {"raised": "NameError: name 'first' is not defined", "bases": ["NameError"]}
    assert judged(tiny, FAILED, lost)[1] == ("cannot", f"follows: {lost['raised']}")
    plant(tiny, ADD, "first = 40", "import tensorflow as tf\nfirst = tf.constant(40)")
    assert [kind for kind, _ in judged(tiny, FAILED, lost)] == ["tensorflow", "tensorflow"]
    assert judged(tiny, *SAME)[0] == ("tensorflow", "")


OWN = "import tensorflow as tf\nfound = []\nfound.append(tf.constant(40)); name = 'made.txt'"


@pytest.mark.parametrize(
    ("code", "result", "told"),
    [  # an object that the lost listing would have filled, a file and a module that it would write
        ("total = len(found)\n", {"stdout": "nan\n"}, "follows: what it takes"),
        ("total = 0\n", "No such file or directory: 'in/made.txt'", "follows: "),
        ("total = 0\n", "No such file or directory: 'in/other.txt'", None),
        ("total = 0\n", "No module named 'made'", None),
    ],
)
def test_what_follows_without_a_name_of_its_own(tiny, code, result, told):
    plant(tiny, ADD, "total = 0\n", code)
    if isinstance(result, str):
        result = {"raised": f"FileNotFoundError: {result}", "bases": ["OSError"]}
    plant(tiny, ADD, "first = 40", OWN)
    kind, why = judged(tiny, FAILED, result)[1]
    assert (kind == "tensorflow") == (told is not None) and why.startswith(told or "FileNot")
    # Where the first listing has run, nothing is missing, so the second has its own fault.
    assert judged(tiny, SAME[0], result)[1][0] in ("cannot", "claims")


def test_what_shows_nothing_proves_nothing_of_what_is_lost(tiny):
    """A loop over what was not filled runs to its end."""
    plant(tiny, ADD, "total = 0\n", "total = len(found)\n")
    plant(tiny, ADD, "first = 40", OWN)
    for edition in ("zh", "en"):
        output = '```{.text .output}\n--8<-- "home/add.loop.out"\n```\n'
        plant(tiny, f"docs/{edition}/index.md", output, "")
    told = judged(tiny, FAILED, {"stdout": ""})[1]
    assert told == ("tensorflow", "follows: what it takes was not made")
    assert judged(tiny, SAME[0], {"stdout": ""})[1] == ("same", "")


def test_what_fails_with_what_tensorflow_made(tiny):
    plant(tiny, ADD, "total = 0\n", "total = first\n")
    plant(tiny, ADD, "first = 40", "import tensorflow as tf\nfirst = tf.constant(40)")
    told = judged(tiny, SAME[0], FAILED)
    assert told == [("tensorflow", ""), ("tensorflow", f"follows: {FAILED['raised']}")]
    plant(tiny, ADD, "total = first\n", "first = 0\ntotal = first\n")
    assert judged(tiny, SAME[0], FAILED)[1] == ("cannot", FAILED["raised"])


def test_a_module_that_a_lost_listing_writes(tiny):
    plant(tiny, ADD, "first = 40", OWN.replace("made.txt", "made.py"))
    lost = {"raised": "ModuleNotFoundError: No module named 'made'", "bases": ["ImportError"]}
    assert judged(tiny, FAILED, lost)[1] == ("tensorflow", f"follows: {lost['raised']}")


def test_what_a_listing_prints_of_text_in_a_model(tiny):
    """A program that it starts has failed, and its hidden lines say so."""
    said = {"stdout": "TypeError: data type 'string' not understood\n"}
    told = judged(tiny, SAME[0], said)[1]
    assert told == ("tensorflow", "prints: data type 'string' not understood")


def test_where_python_stands_is_not_in_the_table(tiny):
    said = {"raised": "E: Command '['/home/me/.venv/bin/python', 'x.py']'", "bases": ["E"]}
    assert judged(tiny, said, SAME[1])[0][1] == "E: Command '['python', 'x.py']'"


@pytest.mark.parametrize(
    "why",
    [
        "ImportError: Layer TextVectorization requires TensorFlow. Install it.",
        "ImportError: This requires the tensorflow module. You can install it.",
        "NotImplementedError: TFSMLayer is only supported with the TensorFlow backend.",
        "ModuleNotFoundError: No module named 'tensorflow'",
        "importlib.metadata.PackageNotFoundError: No package metadata was found for tensorflow",
        "TypeError: data type 'string' not understood",
        "TypeError: Cannot interpret 'tf.string' as a data type",
        "TypeError: Exception encountered.\nCurrently, string arrays can only be made from NumPy "
        "arrays. Got: x",
    ],
)
def test_what_keras_itself_needs_tensorflow_for(tiny, why):
    assert judged(tiny, {"raised": why, "bases": ["ImportError"]}, SAME[1])[0][0] == "tensorflow"


def test_what_must_fail(tiny):
    """With this error and that text it is the same; with none, or another one, it differs."""
    (task,) = tasks(Book(tiny), ["start/first"])
    at = next(n for n, block in enumerate(task.blocks) if block.raises)
    texts = [{"stdout": block.output.code if block.output else ""} for block in task.blocks]
    right = {"raised": "ZeroDivisionError: x", "bases": ["ZeroDivisionError"]}
    texts[at] |= right
    assert judged(tiny, *texts, name="start/first")[at] == ("same", "")
    texts[at] = {"stdout": ""}
    told = judged(tiny, *texts, name="start/first")[at]
    assert told == ("differs", "raises no ZeroDivisionError")
    texts[at] = FAILED
    told = judged(tiny, *texts, name="start/first")[at]
    assert told == ("differs", "raises TypeError: no such thing")


def run(tiny, *options, said=None):
    """`python -m tools backends` on JAX, which the tiny home page does not import."""
    said = [] if said is None else said
    return proved.main(Book(tiny), ["index"], "jax", *options, say=said.append), said


def test_the_table_is_written_and_kept(tiny):
    status, said = run(tiny)
    assert status == 0 and said[0].startswith("index.jax: 2 same (")
    assert said[1].endswith("2 of 2 that are not about TensorFlow run (100.0%)")
    text = (tiny / "snippets" / TABLE).read_text("utf-8")
    head, row, _ = text.splitlines()
    assert head == "page,listing,backend,result,why,state,kept"
    assert row.startswith("index,home/add.py:add,jax,same,,")
    assert not any("index.jax" in line for line in run(tiny)[1]), "it has its rows"
    assert any("index.jax" in line for line in run(tiny, True)[1])
    assert (tiny / "snippets" / TABLE).read_text("utf-8") == text


def test_what_is_otherwise_than_before_is_said(tiny):
    run(tiny)
    plant(tiny, ADD, "assert total == 60\n", "")
    plant(tiny, ADD, "first = 40", "first = 41")
    status, said = run(tiny)
    assert status == 1
    assert "home/add.py:add on jax: it was same, it is differs nothing asserts it" in said
    kept = tiny / "snippets/home/add.add.jax.out"
    assert kept.read_text("utf-8") == "43\n" and shown_output(kept).name == "add.add.out"
    assert list(RULE(Book(tiny))) == []
    # An edit by hand is seen, and so is a file of which the table says nothing; both are mended.
    for file, text in ((kept, "44\n"), (kept.with_name("add.loop.jax.out"), "11\n"), (kept, None)):
        file.write_text(text, "utf-8") if text else file.unlink()
        (fault,) = RULE(Book(tiny))
        assert f"{file.name} was edited by hand, or is not in {TABLE}" in str(fault)
        assert str(fault).endswith("Run make backends PAGE=index.")
        run(tiny)
        assert list(RULE(Book(tiny))) == [] and kept.read_text("utf-8") == "43\n"
    plant(tiny, ADD, "first = 41", "first = 40")
    assert run(tiny)[0] == 1 and not kept.exists()


RULE = proved.RULES[0]
CHANGES = [
    (ADD, "first = 40", "first = 39 + 1", "the rows of index for jax are older than its listings"),
    (ADD, "total == 60", "total > 50", "the rows of index for jax are older"),
    ("snippets/home/add.add.out", "42", "43", "the rows of index for jax are older"),
    ("snippets/" + TABLE, "add.py:loop", "add.py:pool", "the rows of index for jax are older"),
    ("snippets/" + TABLE, "index,home/add.py:add,jax,", "index,x,", "3: this is no row"),
    ("snippets/" + TABLE, "same", "fine", "this is no row"),
    ("docs/en/index.md", "The result is 42.", "It is 42.", ""),
]


@pytest.mark.parametrize(("name", "old", "new", "told"), CHANGES)
def test_stale_rows_are_named(tiny, name, old, new, told):
    book = Book(tiny)
    rows = [
        proved.Row(task.program.name, listing, backend, "same", "", proved.state(task, backend), "")
        for task in tasks(book)
        for backend in ("jax", "torch")
        for listing in proved.names_of(task)
    ]
    proved.write(proved.path_of(book), proved.text_of(rows).encode())
    seen(RULE, tiny, (name, old, new), told.replace("3: ", ":2: "))


def test_rows_of_no_page(tiny):
    run(tiny)
    assert list(RULE(Book(tiny))) == [], "a page without rows says nothing"
    plant(tiny, f"snippets/{TABLE}", "", "gone,gone.py:x,jax,same,,0,\n")
    said = "\n".join(map(str, RULE(Book(tiny))))
    assert "no page has the program gone. Run make backends, which forgets its rows." in said
    run(tiny, True)
    assert "gone" not in (tiny / "snippets" / TABLE).read_text("utf-8")


def test_another_version_makes_rows_stale(tiny):
    (task,) = tasks(Book(tiny), ["index"])
    before = [proved.state(task, backend) for backend in ("jax", "torch")]
    plant(tiny, TORCH, "2.13.0", "2.14.0")
    (task,) = tasks(Book(tiny), ["index"])
    after = [proved.state(task, backend) for backend in ("jax", "torch")]
    assert before[0] == after[0] and before[1] != after[1] and before[0] != before[1]


# ---- environments

LOCK = """\
keras==3.15.1 \\
    --hash=sha256:01
    # via -r requirements.in
numpy==2.4.6 \\
    --hash=sha256:02
    # via
    #   keras
    #   scipy
scipy==1.17.1 ; sys_platform != "x" \\
    --hash=sha256:03
    # via jax
six==1.17.0 \\
    --hash=sha256:04
    # via numpy
jax==0.10.2 \\
    --hash=sha256:05
    # via -r requirements.in
tensorflow==2.21.0 \\
    --hash=sha256:06
    # via -r requirements.in
"""


def test_an_environment_has_what_listings_import_and_what_that_brings(tiny):
    (tiny / "requirements.txt").write_text(LOCK, "utf-8")
    part = environments.locked(Book(tiny), "torch")
    names = [line.partition("==")[0] for line in part.splitlines() if "==" in line]
    assert names == ["keras", "numpy", "six"] and "sha256:04" in part
    plant(tiny, "requirements.txt", "", "uvicorn==1 \\\n    # via -r requirements.in\n")
    plant(tiny, ADD, "first = 40", 'first, server = 40, ["-m", "uvicorn"]')
    assert "uvicorn==1" in environments.locked(Book(tiny), "torch"), "what listings start"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("torch==2.13.0", "torch>=2", "requirements-torch.txt:2: this pins nothing"),
        ("torch==2.13.0\n", "", "requirements-torch.txt:1: it pins no torch"),
    ],
)
def test_an_environment_that_is_not_pinned(tiny, old, new, told):
    plant(tiny, TORCH, old, new)
    with pytest.raises(BookError, match=told):
        environments.make(Book(tiny), "torch")
    assert not (tiny / ".venv-torch").exists()


def test_an_environment_that_cannot_be_made_bears_no_stamp(tiny, monkeypatch):
    steps = []
    monkeypatch.setattr(
        environments.subprocess, "call", lambda step: steps.append(step) or len(steps) == 3
    )
    with pytest.raises(BookError, match="If torch was not found, or is too large"):
        environments.make(Book(tiny), "torch", say=lambda _: None)
    assert "--require-hashes" in steps[1] and steps[2][-1].endswith(TORCH)
    assert not (tiny / ".venv-torch/made-from").exists()


def test_an_environment_of_these_pins_is_not_made_again(tiny, monkeypatch):
    calls = []
    (tiny / ".venv-torch").mkdir()
    monkeypatch.setattr(environments.subprocess, "call", lambda step: calls.append(step))
    for _ in range(2):
        environments.make(Book(tiny), "torch", say=lambda _: None)
    assert len(calls) == 3
    plant(tiny, TORCH, "2.13.0", "2.14.0")
    environments.make(Book(tiny), "torch", say=lambda _: None)
    assert len(calls) == 6


def test_a_wrong_backend(capsys, monkeypatch, tiny):
    """On the command line it is an error; in the reader's own shell it does not count."""
    with pytest.raises(SystemExit):
        command.main(["backends", "--only", "theano"])
    assert "invalid choice: 'theano'" in capsys.readouterr().err
    monkeypatch.setenv("KERAS_BACKEND", "theano")
    assert run(tiny)[0] == 0


def test_what_another_run_denies():
    def rows(*results):
        return [proved.Row("index", str(n), "jax", r, "", "", "") for n, r in enumerate(results)]

    said = rows("same", "claims", "differs", "cannot", "tensorflow")
    assert not proved.worse(said, said)
    assert not proved.worse(said, rows("claims", "same", "claims", "cannot", "tensorflow"))
    for kind in ("differs", "cannot", "tensorflow"):
        assert proved.worse(rows("same"), rows(kind)), kind
        assert proved.worse(rows("claims"), rows(kind)), kind
    told = proved.worse(said, rows("same", "same", "cannot", "same", "cannot"))
    assert told == [
        f"2 on jax: {TABLE} says differs, it is cannot",
        f"3 on jax: {TABLE} says cannot, it is same",
        f"4 on jax: {TABLE} says tensorflow, it is cannot",
    ]
    assert "other listings" in proved.worse(said[:4], said)[0]
    assert "other listings" in proved.worse([], said)[0]
