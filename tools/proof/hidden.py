"""The hidden lines of snippet files, run where a page shows the rest of the file.

What stands outside the sections of a file, mostly assertions, holds the prose to the
truth. A page that shows every section of a Python file, in the file's order, runs the
hidden lines in their places too, as steps of their own (tools/proof/runner.py's `aside`):
then one run proves the page and the file. A file runs by itself if no page does that, or
if on the page it would take something from a listing of another file.
"""

from __future__ import annotations

import ast
import dis
from pathlib import Path
from types import CodeType

from tools.proof.runner import Step
from tools.source.page import Block, Page
from tools.source.snippets import pieces


def proved_with(page: Page, backend: str | None = None) -> list[Path]:
    """The snippet files that a run of this page proves, their hidden lines among it.

    With a backend, those that a run of its listings for it proves.
    """
    blocks = page.program(backend)
    if not all(_is_python(block.code) for block in blocks if block.language == "python"):
        return []  # a fault that the rules and the run name
    sources = dict.fromkeys(block.source for block in blocks)
    return [source for source in sources if _whole(source, blocks) and _apart(source, blocks)]


def in_places(page: Page, backend: str | None = None) -> list[Block | Step]:
    """The listings of a page that run, and between them the hidden lines of files."""
    files = {source: pieces(source) for source in proved_with(page, backend)}
    found: list[Block | Step] = []
    for block in page.program(backend):
        if block.section is None or block.source not in files:
            found.append(block)
            continue
        order = files[block.source]
        at = next(n for n, (name, _) in enumerate(order) if name == block.section)
        before = order[:at] if at == 1 else []  # the top of the file
        after = [piece for piece in order[at + 1 : at + 2] if piece[0] is None]
        found += [_step(block.source, piece) for name, piece in before if name is None]
        found += [block, *(_step(block.source, piece) for _, piece in after)]
    return found


def _step(source, piece) -> Step:
    return Step("python", piece.text, str(source), piece.line, hidden=True)


def _is_python(code) -> bool:
    try:
        ast.parse(code)
    except SyntaxError:
        return False
    return True


def _whole(source, blocks) -> bool:
    """Whether these listings show all sections of a file, each once and in order.

    What is hidden must stand by itself, not go on with a loop that a section began.
    """
    own = [block for block in blocks if block.source == source]
    if any(block.language != "python" or block.raises for block in own):
        return False
    try:
        for name, piece in pieces(source):
            compile(piece.text if name is None else "", str(source), "exec")
    except SyntaxError:
        return False
    shown = [block.section for block in own]
    return shown in ([None], [name for name, _ in pieces(source) if name])


def _apart(source, blocks) -> bool:
    """Whether a file takes nothing from the listings of other files on its page.

    They may import what it imports itself. A shell listing before it may leave files.
    """
    places = [number for number, block in enumerate(blocks) if block.source == source]
    for number, block in enumerate(blocks[: places[-1]]):
        if block.source == source:
            continue
        if block.language != "python":
            return False
        head, tail = _parted(source, sum(place < number for place in places))
        mine, theirs = _imports(head + tail), _imports(block.code)
        given = {n for n in _names(block.code)[0] if n not in theirs or theirs[n] != mine.get(n)}
        bound, taken, called = _names(tail)
        if given & (taken | called - bound | _names(head)[2]):
            return False
    return True


def _parted(source, shown) -> tuple[str, str]:
    """A file in two: down to what is hidden below its first `shown` sections, and the rest."""
    order = pieces(source)
    starts = [number for number, (name, _) in enumerate(order) if name] + [len(order)]
    starts[0] = 0
    texts = [piece.text for _, piece in order]
    return "".join(texts[: starts[shown]]), "".join(texts[starts[shown] :])


def _names(code: str) -> tuple[set[str], set[str], set[str]]:
    """The names that code binds, takes from before, and that its functions take when called."""
    bound, taken, called = set(), set(), set()
    module = compile(code, "listing", "exec")
    for step in dis.get_instructions(module):
        if step.opname.startswith("STORE_NAME"):
            bound.add(step.argval)
        elif step.opname.startswith("LOAD_NAME") and step.argval not in bound:
            taken.add(step.argval)
    inside = [const for const in module.co_consts if isinstance(const, CodeType)]
    for function in inside:
        inside += [const for const in function.co_consts if isinstance(const, CodeType)]
        for step in dis.get_instructions(function):
            if step.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
                called.add(step.argval)
            elif step.opname == "STORE_GLOBAL":
                bound.add(step.argval)
    return bound, taken, called


def _imports(code: str) -> dict[str, str]:
    """The names that code imports, each with what it stands for."""
    found = {}
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                name = alias.asname or alias.name.partition(".")[0]
                found[name] = f"{getattr(node, 'module', '')} {alias.name}"
    return found
