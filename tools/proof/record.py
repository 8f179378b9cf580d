"""What made each output and each picture that the book shows: snippets/outputs.lock.

`make outputs` runs the listings and writes a line for each output and picture:

    snippets/tables/function_fitting/fits.png tables/function-fitting code=… versions=… shown=…

the file, the program that made it, and hashes of: the program's code down to the listing
that made it; the versions in requirements.txt of what these listings import (not of the
whole lock, or each new version of a tool would ask for a new run); the file itself.
Listings run in an empty folder, so the data that they read comes inside these packages,
or is made by them.

So a check that takes seconds, without Keras, sees an output that was edited by hand or is
older than its code. What no listing makes, because it was copied from a terminal or
measured (`.txt` files, measurements in `.csv`, their pictures in docs/assets), has a line

    snippets/start/verify/log.txt quoted shown=…

which `python -m tools outputs --quoted` renews, and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tools.proof.compare import drawings_of, file_of, misplaced
from tools.proof.tasks import Task, tasks, tasks_for_backends
from tools.source.backends import TABLE as PROVED
from tools.source.book import Book
from tools.source.faults import Problem, shown_path
from tools.source.packages import packages
from tools.source.page import Block
from tools.source.tables import TABLES

QUOTED = "quoted"  # in the place of a program
HEAD = """\
# What made each output and picture (tools/proof/record.py). `make outputs` writes this file;
# where two branches both changed a line, keep either and run make outputs for its page.
"""
_LINE = re.compile(
    r"^(?P<path>\S+) (?P<program>\S+)(?P<hashes>( (code|versions|shown)=[0-9a-f]{12})+)$"
)
_WITH = {
    "keras": ("tensorflow", "numpy"),
    "scikit-learn": ("numpy",),
}  # what also makes its numbers


@dataclass(frozen=True)
class Made:
    """An output or a picture, with what makes it: `where` it is shown, and the hashes."""

    path: Path
    program: str
    where: tuple[Path, int]
    page: str
    hashes: dict[str, str]

    @property
    def key(self) -> tuple[str, str]:
        """The beginning of its line."""
        return shown_path(self.path), self.program


def made(task: Task) -> Iterator[Made]:
    """The outputs and pictures of a program, each once."""
    seen = set()
    for page in task.pages:
        here = page.program(task.backend)
        shows = [(b.output.source, b, b.output.line) for b in here if b.output]
        drawn = drawings_of(page, task.backend)
        shows += [(d.path, d.listing, d.image.line) for d in drawn if d.listing]
        for path, block, line in shows:
            if path not in seen:
                seen.add(path)
                until = here[: here.index(block) + 1]
                hashes = {"code": _code(until), "versions": versions(page.book, until)}
                yield Made(path, task.program.name, (page.path, line), page.name, hashes)


def quoted(book: Book) -> Iterator[Made]:
    """What the pages quote and no listing makes, each once."""
    seen = set()
    for page in book.pages():
        shows = [(b.source, b.line) for b in page.blocks if b.source.suffix == ".txt"]
        for image in page.outline.images:
            path = file_of(page, image.src)
            if path and path.suffix != ".svg" and path.is_relative_to(book.assets):
                shows.append((path, image.line))
        for path, line in shows:
            if path not in seen:
                seen.add(path)
                yield Made(path, QUOTED, (page.path, line), page.name, {})
    for path in sorted(book.snippets.rglob("*.csv")):
        if path.relative_to(book.snippets).as_posix() not in {*TABLES, PROVED}:
            yield Made(path, QUOTED, (path, 1), "", {})


def _code(blocks: list[Block]) -> str:
    return short_hash(json.dumps([[b.language, b.code, b.must] for b in blocks]).encode())


def versions(book: Book, blocks: Iterable[Block]) -> str:
    """The hash of the pinned versions of what these listings import."""
    blocks = list(blocks)
    names = {name for b in blocks for name in packages(book.versions, b.code)}
    names |= {other for name in names for other in _WITH.get(name, ())}
    pins = sorted(f"{p}=={book.versions.of(p)}" for p in names)
    return short_hash("\n".join(pins).encode())


def short_hash(content: bytes) -> str:
    """The hash that a record keeps of something."""
    return hashlib.sha256(content).hexdigest()[:12]


def text_hash(content: bytes) -> str:
    """The hash of a text, whose line ends do not count."""
    return short_hash(content.replace(b"\r\n", b"\n"))


def hash_of(path: Path) -> str:
    """The hash of an output or a picture; line ends of text do not count."""
    content = path.read_bytes()
    return short_hash(content) if path.suffix == ".png" else text_hash(content)


class Record:
    """The lines of snippets/outputs.lock: {(path, program): (number, hashes)}."""

    def __init__(self, book: Book):
        self.book, self.path = book, book.snippets / "outputs.lock"
        self.lines: dict[tuple[str, str], tuple[int, dict[str, str]]] = {}
        self.problems: list[Problem] = []
        text = self.path.read_text("utf-8") if self.path.exists() else ""
        for number, line in enumerate(text.splitlines(), 1):
            if line.startswith("#") or not line.strip():
                continue
            found = _LINE.match(line)
            key = (found["path"], found["program"]) if found else ("", "")
            if not found or key in self.lines:
                what = "this is not a line of the record" if not found else f"{key[0]} stands twice"
                mend = "Take the line out, then run make outputs for the page that it names"
                self.problems.append(Problem(self.path, number, what, mend))
                continue
            hashes = dict(word.split("=") for word in found["hashes"].split())
            self.lines[key] = number, hashes

    def hashes(self, made: Made) -> dict[str, str]:
        """What is recorded of an output or picture; {} if nothing is."""
        return self.lines.get(made.key, (0, {}))[1]

    def vouches(self, made: Made) -> bool:
        """True if the file is, letter by letter, what was recorded."""
        return made.path.exists() and self.hashes(made).get("shown") == hash_of(made.path)

    def renew(self, items: Iterable[Made]) -> None:
        """Record these as they are now, in the file as it is now; forget what no page shows."""
        now = Record(self.book)
        for item in items:
            now.lines[item.key] = 0, {**item.hashes, "shown": hash_of(item.path)}
        whole = not any(page.problems for page in self.book.pages())
        known = {item.key for item in expected(self.book)} if whole else set(now.lines)
        rows = [
            " ".join([*key, *(f"{name}={value}" for name, value in hashes.items())])
            for key, (_, hashes) in sorted(now.lines.items())
            if key in known
        ]
        write(self.path, (HEAD + "".join(f"{row}\n" for row in rows)).encode())
        self.lines, self.problems = now.lines, []


def expected(book: Book) -> Iterator[Made]:
    """All that the record should hold. Raises BookError if a page breaks the rules."""
    for task in (*tasks(book), *tasks_for_backends(book)):
        yield from made(task)
    yield from quoted(book)


def renew_quoted(book: Book) -> list[Path]:
    """Say that what is quoted was compared with what it quotes; returns what is new."""
    record = Record(book)
    items = list(quoted(book))
    new = [item.path for item in items if not record.vouches(item)]
    record.renew(items)
    return new


def write(path: Path, content: bytes) -> None:
    """Replace a file in one go, so that it is never there by half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        draft = Path(file.name)
    try:
        draft.write_bytes(content)
        draft.chmod(0o644)
        draft.replace(path)
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()


# ---- rules


def outputs_are_those_of_their_code(book: Book) -> list[Problem]:
    """Outputs and pictures that were edited by hand, or are older than what makes them."""
    if any(page.problems for page in book.pages()):
        return []  # they are told by another rule, and what is shown is not known
    record, items = Record(book), list(expected(book))
    found = record.problems + [p for p in (_stale(record, item) for item in items) if p]
    known = {item.key for item in items}
    for key, (number, _) in record.lines.items():
        if key not in known:
            what = f"no listing makes {key[0]} any more, or no page shows it"
            mend = "Run python -m tools outputs --quoted, which forgets it"
            found.append(Problem(record.path, number, what, mend))
    return found


def _stale(record, item) -> Problem | None:
    hashes, name = record.hashes(item), shown_path(item.path)
    run = f"Run make outputs PAGE={item.page}"
    if item.program == QUOTED:
        run = f"Compare {name} with what it quotes, then run python -m tools outputs --quoted"
    if not item.path.exists():
        what = f"there is no {name}"
    elif not hashes:
        what = f"{name} is not in outputs.lock, so nothing says where it comes from"
    elif hashes.get("shown") != hash_of(item.path):
        what = f"{name} was edited by hand"
    elif hashes.get("code") != item.hashes.get("code"):
        what = f"{name} is older than its code"
    elif hashes.get("versions") != item.hashes.get("versions"):
        what = f"{name} is older than the versions in requirements.txt that its code imports"
    else:
        return None
    return Problem(*item.where, what, run)


def pictures_stand_below_their_listings(book: Book) -> list[Problem]:
    """Pictures that another listing draws than the one before them, or that no proof sees."""
    return [p for page in book.pages() if not page.problems for p in misplaced(page)]


RULES: list[Callable[[Book], Iterable[Problem]]] = [
    outputs_are_those_of_their_code,
    pictures_stand_below_their_listings,
]
