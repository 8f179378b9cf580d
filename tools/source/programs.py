"""A page's program: its Python listings as one file, which a reader takes away and the tests run.

`parts(page)` composes the file, a part for each listing; tools/proof/outputs.py runs
the parts in turn, so that the file offered is, byte for byte, what was proved.
Comments name the sections of the page by their ids: ASCII, the same in both
editions. A listing that is meant to fail stands in a `try`, which prints the
error as the page shows it and keeps it as `failed`, for the tests; one that is
meant to warn says so. Shell listings, and those that cannot run here, are left out.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from tools.source.backends import BACKENDS
from tools.source.page import Block, Page

_HEAD = """\
# {name}: the Python listings of this page of "Getting Started with Keras", in order.
# Proved with Keras {keras}, TensorFlow {tensorflow}, Python {python}. MIT licence.
# A marker such as (1) names the note of that number under the listing on the page.
"""
_FOR = """\
# {name}: the listings for {backend} on this page of "Getting Started with Keras", in order.
# They run with KERAS_BACKEND={value}. Proved with Keras {keras}, Python {python}. MIT licence.
"""
_WARNS = "# Meant to warn: {warns}.\n"
_FAILS = """\
# Meant to fail: {raises}.
try:
{body}
except Exception as error:
    failed = error
    print("".join(traceback.format_exception_only(error)).strip())
else:
    print("This should have failed but did not: your versions are not those of the book.")
"""


@dataclass(frozen=True)
class Part:
    """The lines of a page's program that hold one listing; `line` is that of the first."""

    block: Block
    text: str
    line: int


def stem(name: str) -> str:
    """What the files of a page are called: `tables/function-fitting`; `home` for the home page."""
    return "home" if name == "index" else name


def parts(page: Page, backend: str | None = None) -> list[Part]:
    """The program of a page, a part for each listing; no parts if no Python of it runs.

    With a backend, that of the listings for it, which no page offers.
    """
    listings = [block for block in page.program(backend) if block.language == "python"]
    versions = {
        key: value.replace("\u2013", "-") for key, value in page.book.versions.proved.items()
    }
    text = _HEAD.format(name=stem(page.name), **versions)
    if backend:
        title = BACKENDS[backend].title
        text = _FOR.format(name=stem(page.name), backend=title, value=backend, **versions)
    if any(block.raises for block in listings):
        text += "\nimport traceback\n"
    out, line, last = [], 1, None
    for block in listings:
        section = page.outline.at(block.line).id
        text += f"\n# ---- {section}\n\n" if section and section != last else "\n"
        last = section
        if block.raises:
            body = textwrap.indent(block.code.rstrip("\n"), "    ")
            text += _FAILS.format(raises=block.raises, body=body)
        else:
            text += (_WARNS.format(warns=block.warns) if block.warns else "") + block.code
        out.append(Part(block, text, line))
        line += text.count("\n")
        text = ""
    return out


def program(page: Page) -> str:
    """The text of the file; empty if no Python listing of the page runs."""
    return "".join(part.text for part in parts(page))
