"""Listings for a backend run apart from the page's program, in an environment of their own."""

import sys

import pytest

from tests.rules.plant import plant
from tools.products import notebooks
from tools.proof import backends, codeblocks, outputs, proved
from tools.proof.proving import page_faults
from tools.proof.record import expected
from tools.proof.runner import Program, Step, run
from tools.proof.tasks import lone_files, tasks, tasks_for_backends
from tools.source.faults import BookError
from tools.source.inventory import how_proved
from tools.source.programs import program

pytestmark = pytest.mark.inputs("tools/proof", "tools/source", "tools/products", "tests/tiny")

TABS = """
=== "TensorFlow"

    ```{.python .backend data-backend="tensorflow"}
    --8<-- "home/on_tensorflow.py:where"
    ```

=== "JAX"

    ```{.python .backend data-backend="jax"}
    --8<-- "home/on_jax.py:where"
    ```

    ```{.text .output}
    --8<-- "home/on_jax.where.out"
    ```

    ```{.python .backend .raises data-backend="jax" data-exception="NameError"}
    --8<-- "home/on_jax_fails.py:fail"
    ```

    ```{.text .output}
    --8<-- "home/on_jax_fails.fail.out"
    ```

"""
WHERE = """\
# --8<-- [start:where]
import os

print(os.environ.get("KERAS_BACKEND", "none"), "first" in globals())
# --8<-- [end:where]
assert os.environ["KERAS_BACKEND"] == "jax"
"""
FILES = {
    "on_tensorflow.py": WHERE.replace('assert os.environ["KERAS_BACKEND"] == "jax"', "assert os"),
    "on_jax.py": WHERE,
    "on_jax_fails.py": "# --8<-- [start:fail]\nprint(first + 2)\n# --8<-- [end:fail]\n",
    "on_jax.where.out": "jax False\n",
    "on_jax_fails.fail.out": "NameError: name 'first' is not defined\n",
}


@pytest.fixture
def tabs(tiny, tiny_book):
    """Call it for the tiny book, whose home page has listings for backends in tabs."""
    for name, text in FILES.items():
        plant(tiny, f"snippets/home/{name}", "", text)
    for edition in ("zh", "en"):
        head = {"zh": "## 加起来 {#add}", "en": "## Add {#add}"}[edition]
        plant(tiny, f"docs/{edition}/index.md", head, f"{TABS}{head}")
    return tiny_book


def test_they_are_programs_of_their_own(tabs):
    book = tabs()
    (own,) = tasks(book, ["index"])
    assert [b.section for b in own.blocks] == ["add", "loop"] and own.backend is None
    assert "KERAS_BACKEND" not in program(own.pages[0])
    apart = tasks_for_backends(book)
    assert [task.program.name for task in apart] == ["index.tensorflow", "index.jax"]
    assert [len(task.blocks) for task in apart] == [1, 2] and len(apart[0].pages) == 2
    assert not apart[0].program.fresh and apart[1].program.fresh
    assert apart[1].program.changes["KERAS_BACKEND"] == "jax"
    assert how_proved(apart[1].blocks[0]) == "run on jax, output compared"


def test_they_run_with_their_hidden_lines(tabs):
    (task,) = (task for task in tasks_for_backends(tabs()) if task.backend == "jax")
    (found,) = run([task.proof], forks=False)
    assert page_faults(task, found) == []
    assert found.results[0].stdout == "jax False\n" and not found.hidden[0].raised
    (file,) = (file for file in lone_files([task]) if file.source.name == "on_jax.py")
    (alone,) = run([file.program], forks=False)
    assert file.verdict(alone) is None, "by itself, too, it runs on its backend"


def test_a_fault_in_them_is_seen(tabs, tiny):
    (tiny / "snippets/home/on_jax.where.out").write_text("tensorflow False\n")
    (task,) = (task for task in tasks_for_backends(tabs()) if task.backend == "jax")
    (found,) = run([task.proof], forks=False)
    (said,) = page_faults(task, found)
    assert "on_jax.where.out is not what the listing prints" in said


def test_make_backends_proves_them_too(tabs, tiny):
    plant(tiny, "requirements.txt", "", "jax==0.10.2 \\\n    --hash=sha256:00\n    # via tiny\n")
    said = []
    assert proved.main(tabs(), ["index"], "jax", say=said.append) == 0
    (tiny / "snippets/home/on_jax.where.out").write_text("tensorflow False\n")
    assert proved.main(tabs(), ["index"], "jax", say=said.append) == 1
    assert any("on_jax.where.out is not what the listing prints" in line for line in said)


def test_other_runners_leave_them_out(tabs):
    page = tabs().page(tabs().editions[0], "index")
    fates = [item.fate for item in codeblocks.items(page)]
    assert fates == ["runs", "skipped", "skipped", "skipped"]
    notebook = notebooks.compose(page)
    code = "".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    text = "".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert "KERAS_BACKEND" not in code and text.count("KERAS_BACKEND") == 2


def test_their_outputs_are_recorded(tabs):
    made = {item.path.name: item.program for item in expected(tabs())}
    assert made["on_jax.where.out"] == "index.jax" and made["add.add.out"] == "index"


def test_a_backend_that_is_not_installed(tabs, tiny, monkeypatch):
    book = tabs()
    assert backends.python(book, "torch").startswith(str(tiny))
    assert backends.missing(book, "tensorflow") is None
    assert "PyTorch has no environment here: run make backends" in backends.missing(book, "torch")
    monkeypatch.setattr(backends.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(BookError, match="JAX is not installed here: run make venv"):
        outputs.main(book, ["index"])


def test_another_interpreter_comes_first_on_the_path(tmp_path):
    """Shell listings of a program find its interpreter, too."""
    link = tmp_path / "bin" / "python"
    link.parent.mkdir()
    link.symlink_to(sys.executable)
    step = Step("sh", "command -v python; echo $KERAS_BACKEND")
    (found,) = run([Program("sh", [step], python=str(link), changes={"KERAS_BACKEND": "torch"})])
    assert found.results[0].stdout == f"{link}\ntorch\n"
