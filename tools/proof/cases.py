"""Cases, pages whose front matter says `notebook: true`, run as Jupyter notebooks.

A case is executed once for all editions that have the same code. What its cells printed
and drew is kept by the code, the lock and the Python version, so that changing prose
executes nothing: tools/products/notebooks.py composes the notebook around it. The hidden
lines of its files are executed in cells of their own, which leave no trace in it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tools.proof import runner
from tools.proof.cache import fingerprint
from tools.proof.hidden import in_places
from tools.proof.pace import patience
from tools.proof.runner import Result, Step, environment
from tools.source.faults import BookError, shown_path
from tools.source.packages import packages
from tools.source.page import Block, Page

_VERSIONS = """\
from importlib.metadata import version

proved = {proved}
for name, wanted in proved.items():
    print(f"{{name:12}} proved with {{wanted:10}} here {{version(name)}}")
"""
_ASIDE = f"""\
import importlib.util, sys
if "_runner" not in sys.modules:
    spec = importlib.util.spec_from_file_location("_runner", {runner.__file__!r})
    sys.modules["_runner"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules["_runner"])
sys.modules["_runner"].aside(*lines, listings)
"""
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_LOG_LINE = re.compile(
    r"^(WARNING: All log|[IWE]\d{4} |\d{4}-\d\d-\d\d .*: [IWE] |To enable the fol)"
)
_WARNED = re.compile(r"^\S+:\d+: (\w*Warning: .*?)(?=\n  |\Z|^\S+:\d+: )", re.M | re.S)


def versions_cell(page: Page) -> str:
    """The first code cell: the versions proved with, beside those it finds."""
    used = packages(page.book.versions, "\n".join(b.code for b in page.python))
    names = dict.fromkeys(["keras", "tensorflow", *used])
    pinned = ",\n".join(f'    "{p}": "{page.book.versions.of(p)}"' for p in names)
    return _VERSIONS.format(proved="{\n" + pinned + ",\n}")


def cache_key(page: Page) -> str:
    """Changes with the code, the lock, the Python version, and how cells are run and tidied."""
    code = [versions_cell(page), *(repr((type(one), one.code)) for one in _cells(page))]
    python = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return fingerprint(
        *code, page.book.versions.pinned, python, Path(__file__), Path(runner.__file__)
    )


def _cells(page) -> list[Block | Step]:
    return [block for block in in_places(page) if block.language == "python"]


def _kept(page):
    return page.book.cache / "notebooks" / f"{page.name.replace('/', '-')}-{cache_key(page)}.json"


def cached_outputs(page: Page) -> list[list] | None:
    """The outputs of an earlier execution of the same code, or None."""
    path = _kept(page)
    return json.loads(path.read_text("utf-8")) if path.exists() else None


def execute(page: Page, say: Callable[[str], None] = print) -> list[list]:
    """Execute a page's code cells in a fresh kernel and an empty folder; cache the outputs.

    Raises BookError naming page, listing and line if a cell raises what it should not,
    or if a plot lacks a glyph; and the file if its hidden lines fail.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, DeadKernelError
    from nbformat.v4 import new_code_cell, new_notebook

    blocks, target = [None, *_cells(page)], _kept(page)
    cells = [new_code_cell(_source(page, block)) for block in blocks]
    for cell, block in zip(cells, blocks, strict=True):
        if isinstance(block, Block) and block.raises:
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
            where = f"{block.where}: {block.name}" if isinstance(block, Block) else page.name
            if isinstance(block, Step):
                where = f"{shown_path(Path(block.file))}: what is hidden from line {block.line}"
                error = _COLOUR.sub("", str(error)).rpartition("-" * 18)[2]
            raise BookError(f"{where} fails as a notebook cell:\n{error}") from None
        shutil.rmtree(target.with_suffix(""), ignore_errors=True)
        shutil.copytree(here, target.with_suffix(""), ignore=_no_pictures)
    outputs = []
    for cell, block in zip(cells, blocks, strict=True):
        if isinstance(block, Step):
            continue
        outputs.append(_joined([o for o in map(_tidy, cell.outputs) if o]))
        if "missing from font" in json.dumps(cell.outputs):
            raise BookError(
                f"{block.where}: the plot lacks a glyph. Label it in English or symbols."
            )
    with tempfile.NamedTemporaryFile("w", dir=target.parent, delete=False) as draft:
        json.dump(outputs, draft)
    for old in target.parent.glob(f"{target.stem.rpartition('-')[0]}-*"):
        if old.stem != target.stem:
            shutil.rmtree(old) if old.is_dir() else old.unlink(missing_ok=True)
    Path(draft.name).replace(target)
    return outputs


def _source(page, block) -> str:
    """The code of a cell; that of hidden lines has the runner run them."""
    if not isinstance(block, Step):
        return (block.code if block else versions_cell(page)).rstrip("\n")
    lines = block.code, block.file, block.line
    return f"exec({_ASIDE!r}, {{'lines': {lines!r}, 'listings': globals()}})"


def _no_pictures(folder, names) -> list[str]:
    return [n for n in names if not n.endswith(".png") and not Path(folder, n).is_dir()]


def drawn(page: Page) -> dict[str, str]:
    """The pictures that the listings wrote when they were executed: name → path."""
    folder = _kept(page).with_suffix("")
    return {p.relative_to(folder).as_posix(): str(p) for p in sorted(folder.rglob("*.png"))}


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
        elif output["output_type"] == "stream":
            result.warned += _WARNED.findall(output["text"])
        elif output["output_type"] == "error":
            result.raised = f"{output['ename']}: {output['evalue']}"
            result.stdout += f"{result.raised}\n"  # as a page's program prints it
            result.bases = [output["ename"]]
            result.trace = "\n".join(output["traceback"])
    return result
