"""Cases, pages whose front matter says `notebook: true`, run as Jupyter notebooks.

A case is executed once for all editions that have the same code. What its cells printed
and drew is kept by the code, the lock and the Python version, so that changing prose
executes nothing: tools/products/notebooks.py composes the notebook around it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tools.proof.cache import fingerprint
from tools.proof.pace import patience
from tools.proof.runner import Result, environment
from tools.source.faults import BookError
from tools.source.page import Page

_VERSIONS = """\
from importlib.metadata import version

proved = {proved}
for name, wanted in proved.items():
    print(f"{{name:12}} proved with {{wanted:10}} here {{version(name)}}")
"""
_PACKAGES = ("keras", "tensorflow", "numpy", "scikit-learn", "matplotlib", "mlxtend")
_LOG_LINE = re.compile(
    r"^(WARNING: All log|[IWE]\d{4} |\d{4}-\d\d-\d\d .*: [IWE] |To enable the fol)"
)


def versions_cell(page: Page) -> str:
    """The first code cell: the versions proved with, beside those it finds."""
    used = "\n".join(b.code for b in page.python)
    modules = {"scikit-learn": "sklearn"}
    names = [
        p
        for p in _PACKAGES
        if p in ("keras", "tensorflow") or re.search(rf"\b{modules.get(p, p)}\b", used)
    ]
    pinned = ",\n".join(f'    "{p}": "{page.book.versions.of(p)}"' for p in names)
    return _VERSIONS.format(proved="{\n" + pinned + ",\n}")


def cache_key(page: Page) -> str:
    """Changes with the code, the lock, the Python version, and how cells are run and tidied."""
    code = [versions_cell(page), *(block.code for block in page.python)]
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return fingerprint(*code, page.book.lock, python, Path(__file__))


def _kept(page):
    return page.book.cache / "notebooks" / f"{page.name.replace('/', '-')}-{cache_key(page)}.json"


def cached_outputs(page: Page) -> list[list] | None:
    """The outputs of an earlier execution of the same code, or None."""
    path = _kept(page)
    return json.loads(path.read_text("utf-8")) if path.exists() else None


def execute(page: Page, say: Callable[[str], None] = print) -> list[list]:
    """Execute a page's code cells in a fresh kernel and an empty folder; cache the outputs.

    Raises BookError naming page, listing and line if a cell raises what it should not,
    or if a plot lacks a glyph.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, DeadKernelError
    from nbformat.v4 import new_code_cell, new_notebook

    blocks, target = [None, *page.python], _kept(page)
    cells = [new_code_cell(block.code if block else versions_cell(page)) for block in blocks]
    for cell, block in zip(cells, blocks, strict=True):
        cell.source = cell.source.rstrip("\n")
        if block and block.raises:
            cell.metadata["tags"] = ["raises-exception"]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    done = []

    def begin(cell, cell_index):
        done.append(cell)
        say(f"executing {page.name}: cell {len(done)} of {len(cells)}")

    with tempfile.TemporaryDirectory(prefix="notebook-") as folder:
        here, home = Path(folder, "here"), Path(folder, "home")
        here.mkdir(), home.mkdir()
        env = {**environment(home), "MPLBACKEND": "module://matplotlib_inline.backend_inline"}
        client = NotebookClient(
            book,
            timeout=int(300 * patience()),
            kernel_name="python3",
            resources={"metadata": {"path": str(here)}},
            on_cell_start=begin,
        )
        try:
            client.execute(env=env, stderr=subprocess.DEVNULL)
        except (CellExecutionError, DeadKernelError) as error:
            block = blocks[len(done) - 1]
            where = f"{block.where}: {block.name}" if block else page.name
            raise BookError(f"{where} fails as a notebook cell:\n{error}") from error
    outputs = []
    for cell, block in zip(cells, blocks, strict=True):
        outputs.append(_joined([o for o in map(_tidy, cell.outputs) if o]))
        if "missing from font" in json.dumps(cell.outputs):
            raise BookError(
                f"{block.where}: the plot lacks a glyph. Label it in English or symbols."
            )
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=target.parent, delete=False) as draft:
        json.dump(outputs, draft)
    for old in target.parent.glob(f"{target.stem.rpartition('-')[0]}-*.json"):
        old.unlink(missing_ok=True)
    Path(draft.name).replace(target)
    return outputs


def _tidy(output):
    """An output without TensorFlow's log lines and without times; None if nothing is left."""
    output = dict(output)
    if output["output_type"] == "stream" and output["name"] == "stderr":
        kept = [line for line in output["text"].splitlines(True) if not _LOG_LINE.match(line)]
        output["text"] = "".join(kept)
        return output if output["text"].strip() else None
    output.pop("execution_count", None)
    if output["output_type"] == "execute_result":
        output["output_type"] = "display_data"
    return output


def _joined(outputs):
    """Neighbouring pieces of one stream as one output."""
    out = []
    for output in outputs:
        last = out[-1] if out else {}
        if output["output_type"] == "stream" and last.get("name") == output["name"]:
            last["text"] += output["text"]
        else:
            out.append(output)
    return out


def results(outputs: list[list]) -> list[Result]:
    """What the cells of the listings did, as the runner would tell it."""
    return [_result(of_cell) for of_cell in outputs[1:]]  # the first cell prints versions


def _result(outputs):
    result = Result()
    for output in outputs:
        if output["output_type"] == "stream" and output["name"] == "stdout":
            result.stdout += output["text"]
        elif output["output_type"] == "error":
            result.raised = f"{output['ename']}: {output['evalue']}"
            result.stdout += f"{result.raised}\n"  # as a page's program prints it
            result.bases = [output["ename"]]
            result.trace = "\n".join(output["traceback"])
    return result
