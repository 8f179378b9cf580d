"""Pages as notebooks, in both editions, offered for download.

Every page with Python listings that run becomes a Jupyter notebook, too: prose
becomes Markdown cells, Python listings become code cells. A case, a page with
`notebook: true` in its front matter, is executed, once for both editions;
executions are cached by the code, the lock and the Python version, so that
changing prose executes nothing. The cells of any other page hold the outputs
and pictures that the page shows, which the tests compare with what its
listings print and draw: real outputs, without a second execution.

`python -m tools notebooks [NAME …]` writes build/notebooks/<edition>/<name>.ipynb; without
names, it packs those of each edition into build/downloads/keras-notebooks-<edition>.zip.
"""

from __future__ import annotations

import base64
import os
import re
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_output

from tools.products import downloads
from tools.proof.cases import cache_key, cached_outputs, execute, versions_cell
from tools.source.book import Book
from tools.source.edition import EDITIONS, Edition
from tools.source.faults import BookError, shown_path
from tools.source.packages import to_install
from tools.source.page import Page
from tools.source.programs import stem

_ADMONITION = re.compile(r'^(\s*)(?:===|(?:!!!|\?\?\?\+?) \w+)(?: "(.*)")?\s*$')  # and tabs
_ERROR = re.compile(r"^[\w.]*(?:Error|Exception|Warning)\b", re.M)
_DRAWN = re.compile(r'savefig\("([\w.-]+\.png)"')
_README = {
    "zh": """\
《Keras 入门指南》{book} 版的笔记本：每一页一个，正文、代码和输出都在里面。

先安装：  {pip}
再打开：  jupyter lab

按书里的顺序：
{contents}

已用 Keras {keras}、TensorFlow {tensorflow}、Python {python} 验证。文字 CC BY 4.0，代码 MIT。
""",
    "en": """\
Notebooks of "Getting Started with Keras", version {book}: one for each page, with its text,
its code and its outputs.

Install:  {pip}
Open:     jupyter lab

In the order of the book:
{contents}

Proved with Keras {keras}, TensorFlow {tensorflow}, Python {python}. Text CC BY 4.0, code MIT.
""",
}


def notebook_path(book: Book, edition: Edition, name: str, offline: bool = False) -> Path:
    """Where the notebook of a page is written; `offline`, that of the offline edition."""
    folder = book.build / "notebooks" / ("offline" if offline else "") / edition.code
    return folder / f"{stem(name)}.ipynb"


def compose(
    page: Page, outputs: list[list] | None = None, offline: bool = False, numbered: bool = True
) -> nbformat.NotebookNode:
    """The notebook of a page.

    `outputs` holds, for the version cell and then each listing, its outputs as
    nbformat keeps them; None leaves the cells unexecuted. Cells with
    outputs are `numbered` if they were executed as a notebook. With `offline`, links lead to the
    pages beside the notebook, and not to the published site.
    """
    cells, prose = [], []
    blocks = {b.line: b for b in page.listings}
    codes = {b.line for b in page.python}
    in_cells = {b.output.line for b in page.python if b.output}
    shown = {number: [] for number in range(1, len(page.lines) + 1)}
    for number, line in page.prose():
        shown[number].append(line)
    executed = iter(outputs or [])

    def code(source, raises=None):
        found = next(executed, None)
        cell = _cell("code", source.rstrip("\n"), len(cells), execution_count=None, outputs=[])
        if found is not None:
            cell.outputs = [nbformat.from_dict(o) for o in found]
            if numbered:
                cell.execution_count = sum(c.cell_type == "code" for c in cells) + 1
        if raises:
            cell.metadata["tags"] = ["raises-exception"]
        cells.append(cell)

    def flush():
        text = _portable("\n".join(prose), page, offline).strip()
        if text:
            cells.append(_cell("markdown", text, len(cells)))
        prose.clear()

    for number in range(page.body_start + 1, len(page.lines) + 1):
        block = blocks.get(number)
        if block and number in codes:
            flush()
            if not any(c.cell_type == "code" for c in cells):
                code(versions_cell(page))
            code(block.code, block.raises)
        elif block and number not in in_cells:
            prose += [f"```{block.language}", *block.code.splitlines(), "```"]
        elif not block:
            prose += shown[number]
    flush()
    return nbformat.from_dict(
        {
            "nbformat": 4,
            "nbformat_minor": 5,
            "cells": cells,
            "metadata": {
                "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
                "language_info": {"name": "python"},
            },
        }
    )


def _cell(kind: str, source: str, number: int, **more) -> NotebookNode:
    """A cell. nbformat's own makers check each by itself, which takes most of a composition.

    The whole notebook is checked when it is written.
    """
    return nbformat.from_dict(
        {"id": f"cell-{number}", "cell_type": kind, "source": source, "metadata": {}, **more}
    )


def proved_outputs(page: Page) -> list[list]:
    """The outputs that the page shows, and the tests compare, as a notebook keeps them.

    A picture belongs to the cell that saves it. The version cell has none.
    """
    outputs: list[list] = [[]]
    for block in page.python:
        text, found = block.output.code if block.output else "", []
        error = _ERROR.search(text) if block.raises else None
        printed = text[: error.start()] if error else text
        if printed:
            name = "stderr" if block.warns else "stdout"
            found.append(new_output("stream", name=name, text=printed))
        if error:
            message = text[error.start() :].rstrip()
            name, _, value = message.partition(":")
            shown = message.splitlines()
            found.append(new_output("error", ename=name, evalue=value.strip(), traceback=shown))
        for picture in (block.source.parent / name for name in _DRAWN.findall(block.code)):
            data = {"image/png": base64.b64encode(picture.read_bytes()).decode()}
            found.append(new_output("display_data", data))
        outputs.append(found)
    return outputs


def _portable(text: str, page: Page, offline: bool) -> str:
    """Markdown that any notebook viewer shows: no ids, admonitions as quotes, full links."""
    site = os.environ.get("SITE_URL", "http://127.0.0.1:8000/")
    site += page.edition.prefix
    # Text that begins indented goes on with an admonition that a code cell cut in two.
    out, quote = [], 4 if re.match(r"\n* {4}\S", text) else None
    for line in text.splitlines():
        admonition = _ADMONITION.match(line)
        if admonition:
            quote = len(admonition[1]) + 4
            out += ["", f"> **{admonition[2] or ''}**", ">"]
            continue
        if quote and line.strip() and not line.startswith(" " * quote):
            quote = None
        if quote:
            line = "> " + line[quote:]
        out.append(line)
    text = "\n".join(out)
    text = re.sub(r"^(#{1,6} .*?)\s*\{\s*#[\w-]+[^}]*\}\s*$", r"\1", text, flags=re.M)
    text = re.sub(r"^!\[[^\]]*\]\((?:\.\./)*snippets/[^)]*\)(\{[^}]*\})?\s*$", "", text, flags=re.M)
    text = re.sub(r"(\]\([^)]*\))\{[^}]*\}", r"\1", text)
    text = re.sub(r"^<div hidden [^>]*>$.*?^</div>$", "", text, flags=re.M | re.S)  # of a demo
    text = re.sub(r"^(<div [^>]*markdown>|</div>)$", "", text, flags=re.M)

    def full(link):
        target, _, anchor = link[2].partition("#")
        if "://" in link[2] or not target:
            return link[0]
        if offline:
            return (
                f"{link[1]}({re.sub(r'[.]md$', '.html', target)}{'#' + anchor if anchor else ''})"
            )
        folder = Path(page.name).parent
        path = os.path.normpath(folder / target).replace(os.sep, "/")
        path = re.sub(r"(^|/)index\.md$", r"\1", path)
        path = re.sub(r"\.md$", "/", path)
        return f"{link[1]}({site}{path}{'#' + anchor if anchor else ''})"

    text = re.sub(r"(!?\[[^\]]*\])\(([^)\s]+)\)", full, text)
    return re.sub(r"\n{3,}", "\n\n", text)


def write(
    book: Book, editions=EDITIONS, may_execute=True, say=print, offline=False, names=()
) -> list[Path]:
    """Write the notebooks of the pages that have one (or of the named ones), by edition.

    Executes the cases that are not in the cache if `may_execute`, as many at a
    time as there are cores; otherwise such a notebook is written with empty
    outputs, which is enough for a preview. `offline` writes those of the
    offline edition, in a folder of their own.
    """
    wanted = [
        page
        for edition in editions
        for page in book.pages(edition)
        if page.python and not (names and page.name not in names)
    ]
    if may_execute:
        # Twins with the same code have the same key.
        found = {f"{p.name} {cache_key(p)}": p for p in wanted if p.is_case}
        new = [page for page in found.values() if cached_outputs(page) is None]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(lambda page: execute(page, say), new))
    written = []
    for page in wanted:
        path = notebook_path(book, page.edition, page.name, offline)
        written.append(path)
        state = _state(page)
        if path.exists() and _written.get(path) == state:
            continue  # a preview rebuilds often
        if page.is_case:
            notebook = compose(page, cached_outputs(page), offline)
        else:
            notebook = compose(page, proved_outputs(page), offline, numbered=False)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".draft")
        draft.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
        draft.rename(path)
        _written[path] = state
    return written


_written: dict[Path, tuple] = {}  # what this process wrote, and from what


def _state(page: Page) -> tuple:
    """All that a page's notebook is made of."""
    folders = {block.source.parent for block in page.python}
    pictures = [file.stat().st_mtime for folder in folders for file in folder.glob("*.png")]
    return page.expanded(), cache_key(page), cached_outputs(page) is None, max(pictures, default=0)


def packed(book: Book, edition: Edition) -> dict[str, bytes]:
    """The files of the zip of an edition's notebooks: those written last, and a README.

    Raises BookError if one was not written.
    """
    found, rows, codes = {}, [], []
    for name, _ in book.contents(edition):
        page = book.page(edition, name)
        if not page.python:
            continue
        path = notebook_path(book, edition, name)
        if not path.exists():
            raise BookError(f"{shown_path(path)}: there is no such notebook. Run make notebooks.")
        found[f"{stem(name)}.ipynb"] = path.read_bytes()
        rows.append(f"  {stem(name)}.ipynb: {page.meta['title']}")
        codes += [block.code for block in page.python]
    packages = " ".join(["jupyterlab", *to_install(book.versions, codes)])
    lines = textwrap.wrap(packages, 65, break_on_hyphens=False)
    found["README.txt"] = (
        _README[edition.code]
        .format(
            **book.versions.proved,
            book=book.versions.book,
            pip="\n          ".join(f"pip install {line}" for line in lines),
            contents="\n".join(rows),
        )
        .encode()
    )
    found["LICENSE"] = (book.root / "LICENSE").read_bytes()
    return found


def write_zip(book: Book, edition: Edition) -> Path:
    """Make build/downloads/keras-notebooks-<edition>.zip of the notebooks written last."""
    name = downloads.KINDS["notebooks"].format(edition=edition)
    top = name.removesuffix(".zip")
    files = {f"{top}/{inside}": body for inside, body in packed(book, edition).items()}
    return downloads.save(book, name, downloads.pack(files))


def main(book: Book, names: list[str]) -> int:
    """Write the notebooks of the named pages, or of all, executing the cases that changed."""
    paths = write(book, names=book.chosen(names))
    if not names:
        paths += [write_zip(book, edition) for edition in book.editions]
    for path in paths:
        print(f"wrote {shown_path(path)}")
    return 0
