"""Snippet files and their named sections, and how a page includes them.

A page includes a whole file or a named section, `--8<-- "folder/file.py:section"`.
Sections are marked by comments: `# --8<-- [start:section]` and `# --8<-- [end:section]`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.source.faults import BookError, Problem, shown_path

INCLUDE = re.compile(r'^[ \t]*--8<--[ \t]+"(?P<target>[^"]+)"[ \t]*$')
_TARGET = re.compile(r"^(?P<path>[\w./-]+?)(?::(?P<section>[A-Za-z][\w-]*))?$")
_MARKER = re.compile(r"--8<--[ \t]+\[(?P<kind>start|end):(?P<name>[A-Za-z][\w-]*)\]")


@dataclass(frozen=True)
class Section:
    """A named part of a snippet file: its text and the line it starts on."""

    text: str
    line: int


@dataclass(frozen=True)
class Included:
    """What an include stands for: text, file, section (None: the whole file), first line."""

    text: str
    source: Path
    section: str | None
    line: int


class SectionError(BookError):
    """A snippet file whose section markers do not match."""

    def __init__(self, path, line, what, mend):
        self.problem = Problem(path, line, what, mend)
        super().__init__(str(self.problem))


def sections(path: Path) -> dict[str | None, Section]:
    """The named sections of a snippet file; under None, the whole file without markers.

    Raises SectionError if a section is opened twice, nested, or never closed.
    """
    return _sections(path, path.stat().st_mtime_ns)[0]


def pieces(path: Path) -> list[tuple[str | None, Section]]:
    """A snippet file from top to bottom: its sections, and under None what stands outside.

    Raises SectionError as `sections` does.
    """
    return _sections(path, path.stat().st_mtime_ns)[1]


@cache
def _sections(path: Path, _mtime: int):
    found, whole, opened, body, first = {}, [], None, [], 1
    order: list[tuple[str | None, Section]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        marker = _MARKER.search(line)
        if not marker:
            whole.append(line)
            body.append(line)
            continue
        name, piece = marker["name"], Section("\n".join(body) + "\n", first)
        if marker["kind"] == "start":
            if opened or name in found:
                what = f"section '{name}' opens inside another section, or twice"
                raise SectionError(path, number, what, "Name each section once, do not nest them")
            opened = name
            order.append((None, piece))
        elif opened != name:
            what = f"section '{name}' ends but is not open"
            raise SectionError(path, number, what, "Match every [end:…] with its [start:…]")
        else:
            found[name], opened = piece, None
            order.append((name, piece))
        body, first = [], number + 1
    if opened:
        what, mend = f"section '{opened}' is never closed", f"Add  # --8<-- [end:{opened}]"
        raise SectionError(path, first, what, mend)
    found[None] = Section("\n".join(whole).rstrip("\n") + "\n", 1)
    order.append((None, Section("\n".join(body) + "\n", first)))
    return found, [(name, piece) for name, piece in order if name or piece.text.strip()]


def include(
    target: str, snippets: Path, page: Path, line: int, missing_outputs: bool = False
) -> Included | Problem:
    """What `--8<-- "target"` on a line of a page stands for, or why it cannot be had.

    `snippets` is the folder in which targets are looked up. With `missing_outputs`, a .out
    file that is not there is empty.
    """
    parsed = _TARGET.match(target)
    if not parsed:
        what = f'the include "{target}" is not a file or a named section'
        mend = 'Write --8<-- "folder/file.py:section"; line ranges are not allowed'
        return Problem(page, line, what, mend)
    source, section = snippets / parsed["path"], parsed["section"]
    if missing_outputs and source.suffix == ".out" and not source.exists():
        return Included("", source, section, 1)
    if not source.is_file():
        what = f"there is no file {shown_path(source)}"
        return Problem(page, line, what, "Create it, or correct the include")
    try:
        found = sections(source)
    except SectionError as error:
        return error.problem
    if section not in found:
        names = ", ".join(sorted(n for n in found if n)) or "none"
        what = f"{shown_path(source)} has no section '{section}'"
        return Problem(page, line, what, f"Its sections are: {names}")
    return Included(found[section].text, source, section, found[section].line)
