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
    #: wrong NAME raises … the same, where that ends in an exception: the message is `raised`
    #: end               what all variants share again
    #: check             check(program), which raises Wrong("NAME") or is content

A program is what is shared with one variant of each choice; what a choice does not name, a
wrong repair or the broken program itself, takes its solution.

Each page names its exercises, and the page start/practice lists all: `make tables` writes
these lines (`made` below) from the exercises.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tools.source.book import Book
from tools.source.edition import Edition
from tools.source.faults import BookError, Problem
from tools.source.page import Page

_PART = re.compile(r"^ *#: (about|program|broken|solution|wrong [a-z-]+( raises)?|end|check)$")
HOUSE = "start/practice"  # the page about the exercises
ZIP = "keras-practice.zip"  # which readers download
ROWS = f"{HOUSE}/exercises.{{}}.md"  # in snippets/: the table of all
LINES = "practice/{}.{}.md"  # in snippets/: the line of a page, by page and edition


class ExerciseError(BookError):
    """A file that does not hold an exercise."""

    def __init__(self, path, line, what, mend):
        self.problem = Problem(path, line, what, mend)
        super().__init__(str(self.problem))


@dataclass(frozen=True)
class Exercise:
    """A broken program with its repairs, its check and its texts."""

    path: Path
    about: dict
    pieces: tuple  # str, or {variant: str} where the variants differ
    raising: frozenset  # the wrong repairs that raise an exception
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

    def line(self, *keys: str) -> int:
        """The line of a text: line("zh", "says", "flat"). 1 if it is not there."""
        table = ".".join(keys[:-1])
        here = ""
        for number, line in enumerate(self.path.read_text("utf-8").splitlines(), 1):
            if found := re.match(r"#\s*\[([\w.]+)\]\s*$", line):
                here = found[1]
            told = re.match(r'#\s*"?([\w-]+)"?\s*=', line)
            if (told and here == table and told[1] == keys[-1]) or here == ".".join(keys):
                return number
        return 1


def read(path: Path) -> Exercise:
    """An exercise. Raises ExerciseError for a file that does not hold one."""
    parts: list[list] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(keepends=True), 1):
        if found := _PART.match(line.rstrip("\n")):
            parts.append([found[1], number, ""])
        elif line.lstrip().startswith("#:") or not parts:
            known = "about, program, broken, solution, wrong NAME (raises), end, check"
            raise ExerciseError(path, number, "not a part", f"Write #: and one of {known}")
        else:
            parts[-1][2] += line
    kinds = [kind for kind, *_ in parts]
    if kinds[:2] != ["about", "program"] or kinds[-1] != "check" or "solution" not in kinds:
        what = f"the parts are {', '.join(kinds)}"
        mend = "Begin with about and program, give a broken and a solution, and end with check"
        raise ExerciseError(path, 1, what, mend)
    about, number, text = parts[0]
    try:
        about = tomllib.loads(re.sub(r"(?m)^# ?", "", text))
    except tomllib.TOMLDecodeError as error:
        what = f"its texts are not TOML: {error}"
        raise ExerciseError(path, number, what, 'Write  # key = "text"') from None
    for language in (None, *(edition.code for edition in Book.editions)):
        kind, table = (dict, about.get(language)) if language else (str, about.get("page"))
        if not isinstance(table, kind):
            what = f"its texts have no {f'[{language}]' if language else 'page'}"
            raise ExerciseError(path, number, what, "Write it, as in the other exercises")
    pieces: list = []
    raising: set[str] = set()
    for kind, number, text in parts[1:-1]:
        choice = pieces[-1] if pieces and isinstance(pieces[-1], dict) else None
        if kind in ("program", "end"):
            pieces.append(text)
        elif kind == "broken" or (kind == "solution" and (not choice or kind in choice)):
            pieces.append({kind: text})
        elif choice:
            _, *name = kind.split()  # wrong NAME raises
            choice[name[0] if name else kind] = text
            raising |= {name[0]} if name[1:] else set()
        else:
            what = f"{kind} does not follow a broken or a solution"
            raise ExerciseError(path, number, what, "Begin a choice with one of these")
    for piece in pieces:
        if isinstance(piece, dict) and "solution" not in piece:
            raise ExerciseError(path, 1, "a choice has no solution", "Add #: solution")
    check = parts[-1][2].strip("\n") + "\n"
    return Exercise(path, about, tuple(pieces), frozenset(raising), check)


def exercises(book: Book) -> Iterator[Exercise]:
    """The exercises, in the order of practice."""
    return map(read, paths(book))


def paths(book: Book) -> list[Path]:
    """The files of the exercises, in the order of practice."""
    return sorted((book.root / "practice" / "exercises").glob("*.py"))


# ---- what the pages say of them


def made(book: Book) -> dict[Path, str]:
    """The files that `make tables` writes from the exercises: what stands in each."""
    known = list(exercises(book))
    found = {}
    for edition in book.editions if known else ():
        pages = {page.name: page for page in book.pages(edition)}
        order = [pages[name] for name in book.order if name in pages]
        own = {page.name: [e for e in known if e.page == page.name] for page in order}
        rows = (_row(page, exercise) for page in order for exercise in own[page.name])
        found[book.snippets / ROWS.format(edition)] = "".join(rows)
        for page in order:
            if own[page.name]:
                path = book.snippets / LINES.format(page.name, edition)
                found[path] = _line(page, own[page.name], edition)
    return found


def written(book: Book) -> list[Path]:
    """Those of these files that are there, wanted or not."""
    rows = (book.snippets / ROWS.format(edition) for edition in book.editions)
    return [*(p for p in rows if p.exists()), *sorted((book.snippets / "practice").rglob("*.md"))]


def _row(page: Page, exercise: Exercise) -> str:
    """A row of the table: page, name, and what it is about, with a link to the section."""
    title = exercise.about[page.edition.code].get("title", "").replace("|", "\\|")
    to = _between(HOUSE, page.name)
    name = f"`{exercise.name}`{{ #exercise-{exercise.name} }}"
    return f"| [{page.meta['title']}]({to}) | {name} | [{title}]({to}#{exercise.section}) |\n"


def _line(page: Page, own: list[Exercise], edition: Edition) -> str:
    """What a page says of its exercises."""
    to = _between(page.name, HOUSE)
    links = (f"[`{exercise.name}`]({to}#exercise-{exercise.name})" for exercise in own)
    return edition.words["practice"].format(links=edition.words["comma"].join(links)) + "\n"


def _between(page: str, other: str) -> str:
    """The address of a page's file as another page names it."""
    return os.path.relpath(f"{other}.md", os.path.dirname(page) or ".").replace(os.sep, "/")
