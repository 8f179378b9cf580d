"""The practice exercises: one source each, from which everything about them is made.

A file of practice/exercises/ has parts, each under a line that begins with `#: `:

    #: about             TOML behind `# `: the page it belongs to, and the texts
    # page = "start/numpy#shape"
    # [zh]
    # title, task, hints (three), why, and [zh.says]: key → what a check or a repair says
    # [en]
    # …
    #: program           what all variants share, until one begins
    #: broken            … a line as the reader finds it
    #: solution          … as it should be
    #: wrong NAME        … as readers repair it wrongly; [zh.says] has a message NAME
    #: end               what all variants share again
    #: check             check(program), which raises Wrong("NAME") or is content

A program is what is shared with one variant of each choice; a wrong repair that a choice
does not name takes its solution.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tools.source.book import Book
from tools.source.faults import BookError, shown_path

_PART = re.compile(r"^ *#: (about|program|broken|solution|wrong [a-z-]+|end|check)$")


@dataclass(frozen=True)
class Exercise:
    """A broken program with its repairs, its check and its texts."""

    path: Path
    about: dict
    pieces: tuple  # str, or {variant: str} where the variants differ
    check: str

    @property
    def name(self) -> str:
        """Its name, `column`: that of the file without the number that orders them."""
        return self.path.stem.partition("_")[2]

    @property
    def page(self) -> str:
        """The page it belongs to."""
        return self.about["page"].partition("#")[0]

    @property
    def section(self) -> str:
        """The section of that page."""
        return self.about["page"].partition("#")[2]

    @cached_property
    def wrong(self) -> list[str]:
        """The names of the wrong repairs."""
        names = {name for piece in self.pieces if isinstance(piece, dict) for name in piece}
        return sorted(names - {"broken", "solution"})

    def program(self, variant: str) -> str:
        """The program with one variant: "broken", "solution" or a wrong repair."""
        text = ""
        for piece in self.pieces:
            if isinstance(piece, dict):
                piece = piece.get(variant, piece["solution"])
            text += piece
        return text.strip("\n") + "\n"

    def says(self, language: str) -> dict[str, str]:
        """What its check may say."""
        return self.about[language]["says"]


def read(path: Path) -> Exercise:
    """An exercise. Raises BookError, naming the line, for a file that does not hold one."""
    parts: list[list] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(keepends=True), 1):
        if found := _PART.match(line.rstrip("\n")):
            parts.append([found[1], number, ""])
        elif line.lstrip().startswith("#:") or not parts:
            known = "about, program, broken, solution, wrong NAME, end, check"
            raise BookError(f"{shown_path(path)}:{number}: not a part. Write #: and one of {known}")
        else:
            parts[-1][2] += line
    kinds = [kind for kind, *_ in parts]
    if kinds[:2] != ["about", "program"] or kinds[-1] != "check" or "solution" not in kinds:
        raise BookError(
            f"{shown_path(path)}: the parts are {', '.join(kinds)}. Begin with about and program, "
            "give a broken and a solution, and end with check"
        )
    about, number, text = parts[0]
    try:
        about = tomllib.loads(re.sub(r"(?m)^# ?", "", text))
    except tomllib.TOMLDecodeError as error:
        raise BookError(f"{shown_path(path)}:{number}: its texts are not TOML: {error}") from None
    pieces: list = []
    for kind, number, text in parts[1:-1]:
        if kind in ("program", "end"):
            pieces.append(text)
        elif kind == "broken":
            pieces.append({"broken": text})
        elif pieces and isinstance(pieces[-1], dict):
            pieces[-1][kind.removeprefix("wrong ")] = text
        else:
            what = f"{kind} does not follow a broken"
            raise BookError(f"{shown_path(path)}:{number}: {what}. A choice begins with #: broken")
    for piece in pieces:
        if isinstance(piece, dict) and "solution" not in piece:
            raise BookError(f"{shown_path(path)}: a choice has no solution. Add #: solution")
    return Exercise(path, about, tuple(pieces), parts[-1][2].strip("\n") + "\n")


def exercises(book: Book) -> Iterator[Exercise]:
    """The exercises, in the order of practice."""
    return map(read, sorted((book.root / "practice" / "exercises").glob("*.py")))
