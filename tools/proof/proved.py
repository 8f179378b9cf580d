"""On which backends the listings of the pages were proved: snippets/backends/proved.csv.

`python -m tools backends [PAGE …] [--only jax]` runs the program of each page, hidden lines
included, on JAX and on PyTorch, and writes a row for each listing and backend:

    same        it prints what the page shows, within the tolerance of its output
    claims      it prints something else, as with other random numbers; what the hidden lines
                of its file assert, which is what the page claims, holds
    differs     it prints something else, kept beside the output as NAME.jax.out, and nothing
                asserts what the page says of it; or such an assertion fails
    cannot      it fails
    tensorflow  it is about TensorFlow, by what it imports, uses a part of Keras that works with
                TensorFlow alone, such as text in a model, or needs what such a listing makes

What is marked for JAX or PyTorch has no rows either: it is proved on its backend, as `make test`
does too where that is at hand. TensorFlow itself has no rows: `make test` proves every other
listing on it. `state` is a hash of the program, of what the page shows, and of the versions:
with another one, the row is stale, and `make check` says so, in seconds, without Keras. `kept` is
the hash of what is kept beside the output, so that an edit by hand is seen as well.
"""

from __future__ import annotations

import ast
import csv
import io
import json
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

from tools.proof import codeblocks, environments
from tools.proof.backends import on
from tools.proof.compare import drawings_of, failure, pictures, printed, verdict
from tools.proof.pace import patience
from tools.proof.proving import page_faults
from tools.proof.record import hash_of, short_hash, text_hash, versions, write
from tools.proof.runner import Result, Run, Step, run
from tools.proof.tasks import Task, tasks, tasks_for_backends
from tools.source.backends import BACKENDS, OTHERS, TABLE
from tools.source.book import Book
from tools.source.faults import BookError, Problem, shown_path
from tools.source.packages import imported
from tools.source.page import Block

RESULTS = ("same", "claims", "differs", "cannot", "tensorflow")
PROVED = ("same", "claims")
LIMIT = 1800.0  # seconds for a page: JAX compiles, PyTorch takes one step after the other
# Packages that work with TensorFlow alone.
_ITS_OWN = {"tensorflow", "tf2onnx", "ai_edge_litert", "tensorboard"}
# What parts of Keras, and pip, say where there is none; and what is said of text in a model, since
# tensors of strings are TensorFlow's alone.
_NEEDED = re.compile(
    r"No module named .tensorflow|requires (the )?tensorflow(?! or)"
    r"|metadata was found for tensorflow|with the TensorFlow backend"
    r"|data type 'string' not understood|'tf.string' as a data type"
    r"|string arrays can only be made from NumPy arrays",
    re.I,
)
_PYTHON = re.compile(r"[^\s'\"]+/bin/python[\d.]*")
# The file or module that is not there.
_MISSING = re.compile(r"No such file or directory: '(.+?)'|No module named '(\w+)'")


@dataclass(frozen=True)
class Row:
    """What became of a listing of a page on a backend, and the hash of what was run.

    `kept` is the hash of what it prints otherwise, "" if nothing is kept of that.
    """

    page: str
    listing: str
    backend: str
    result: str
    why: str
    state: str
    kept: str


def path_of(book: Book) -> Path:
    """Where the table stands."""
    return book.snippets / TABLE


def read(book: Book) -> list[Row]:
    """The rows of the table. Raises BookError for a line that is none."""
    path = path_of(book)
    if not path.exists():
        return []
    lines = csv.reader(io.StringIO(path.read_text("utf-8")))
    rows = []
    for number, cells in enumerate(lines, 1):
        if number == 1:
            continue
        if len(cells) != len(fields(Row)) or cells[2] not in OTHERS or cells[3] not in RESULTS:
            where = f"{shown_path(path)}:{number}"
            raise BookError(f"{where}: this is no row. Take it out, and run make backends")
        rows.append(Row(*cells))
    return rows


def text_of(rows: Iterable[Row]) -> str:
    """The table as it is kept, in the order of its columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([field.name for field in fields(Row)])
    writer.writerows(astuple(row) for row in sorted(rows, key=lambda r: (r.page, r.backend)))
    return out.getvalue()


def names_of(task: Task) -> list[str]:
    """What the table calls the listings of a program, in their order; none occurs twice."""
    seen, names = Counter(), []
    for block in task.blocks:
        name = block.name.removeprefix("snippets/")
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def state(task: Task, backend: str) -> str:
    """The hash of all that the rows of a program on a backend depend on."""
    shown = [
        [b.language, b.must, b.output and [b.output.code, sorted(b.output.marks.items())]]
        for b in task.blocks
    ]
    code = [[step.hidden, step.code] for step in task.proof.steps]
    pins = [versions(task.book, task.blocks), environments.version(task.book, backend)]
    return short_hash(json.dumps([shown, code, pins]).encode())


# ---- what became of the listings


def judged(task: Task, found: Run, backend: str) -> list[Row]:
    """The rows of a program that has run on a backend."""
    name, now = task.program.name, state(task, backend)
    if found.died:
        why = _short(found.died.strip().splitlines()[-1])
        every = [("cannot", f"the program ended: {why}")] * len(task.blocks)
    else:
        every = list(_results(task, found))
    others = _otherwise(task, found, [result for result, _ in every])
    return [
        Row(name, listing, backend, result, why, now, text_hash(other) if other else "")
        for listing, (result, why), other in zip(names_of(task), every, others, strict=True)
    ]


def _otherwise(task: Task, found: Run, kinds: list[str]) -> list[bytes | None]:
    """What each listing prints that is to be kept, since it is judged to differ; or None."""
    results = found.results or [None] * len(kinds)
    return [
        printed(block, result).encode()
        if kind == "differs" and block.output and verdict(block, result)
        else None
        for block, result, kind in zip(task.blocks, results, kinds, strict=True)
    ]


def _results(task, found) -> Iterator[tuple[str, str]]:
    drawn = {d.path: d.listing for d in drawings_of(task.pages[0], None)}
    redrawn = {id(drawn.get(p.path)) for p in pictures(task, found) if p.drawn and not p.same}
    pictured = {id(listing) for listing in drawn.values()}
    fails, holds = _asserted(task, found)
    lost = _Lost()
    for block, result in zip(task.blocks, found.results, strict=True):
        same = not verdict(block, result) and id(block) not in redrawn
        told = result.raised or ("" if same else result.stdout)
        needed = _NEEDED.search(told)
        own = bool(_ITS_OWN & set(imported(block.code)) or needed)
        follows = lost.behind(block, result.raised or "")
        if block.must and failure(block, result):
            instead = f"raises no {block.raises}" if block.raises else f"gives no {block.warns}"
            why = f"raises {result.raised}" if result.raised else instead
            yield "tensorflow" if own else "differs", _short(why)
            continue
        if result.raised is not None and not block.raises:
            why = _short(result.raised)
            own = own or any(follows)
            lost.add(block, own)
            yield ("tensorflow" if own else "cannot"), ("follows: " if follows else "") + why
            continue
        fault = _short(fails.get(id(block), ""))
        shows = block.output or id(block) in pictured  # if not, it proves nothing
        if any(follows) and (fault or not same or not shows):
            lost.add(block, True)
            yield "tensorflow", f"follows: {fault or 'what it takes was not made'}"
            continue
        lost.forget(block, own)
        if own:
            yield "tensorflow", f"prints: {needed[0]}" if needed else ""
        elif fault:
            yield "differs", fault
        elif same:
            yield "same", ""
        else:
            asserted = id(block) in holds or block.source in holds
            yield ("claims", "") if asserted else ("differs", "nothing asserts it")


class _Lost:
    """What listings that failed would have made: names, what these refer to, and files.

    Each with True if the listing is TensorFlow's own. `own` are the names that such listings
    have made: what fails with them, as with a tensor of TensorFlow, misses TensorFlow.
    """

    def __init__(self):
        self.names: dict[str, bool] = {}
        self.files: dict[str, bool] = {}
        self.own: set[str] = set()
        self.modules: set[str] = set()  # imported, so that calling into them makes nothing

    def behind(self, block: Block, raised: str) -> list[bool]:
        """Of all that a listing misses, whether it is TensorFlow's own; [] if it misses nothing."""
        if block.language != "python":
            return []
        nodes = list(ast.walk(ast.parse(block.code)))
        aliases = [node for node in nodes if isinstance(node, ast.alias)]
        self.modules |= {(a.asname or a.name).partition(".")[0] for a in aliases}
        free, _, _ = codeblocks.names_in(block.code)
        if not raised:  # so what it imports is there
            free -= self.modules
        missing = [self.names[name] for name in free & self.names.keys()]
        missing += [True] if raised and free & self.own else []
        if found := _MISSING.search(raised):
            file = Path(found[1]).name if found[1] else f"{found[2]}.py"
            missing += [self.files[file]] if file in self.files else []
        return missing

    def add(self, block: Block, own: bool) -> None:
        """A listing has failed."""
        if block.language == "python":
            _, bound, changed = codeblocks.names_in(block.code)
            self.names |= dict.fromkeys(bound | (changed - self.modules), own)
            for node in ast.walk(ast.parse(block.code)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    self.files[Path(node.value).name] = own

    def forget(self, block: Block, own: bool) -> None:
        """A listing has run: what it binds is there."""
        if block.language == "python":
            bound = codeblocks.names_in(block.code)[1]
            self.names = {name: it for name, it in self.names.items() if name not in bound}
            self.own = self.own | (bound - self.modules) if own else self.own - bound


def _asserted(task, found) -> tuple[dict[int, str], set[Path | int]]:
    """What hidden lines say: of a listing, how they fail behind it; where all assertions hold.

    That is a file, or a listing with assertions behind it, by its id.
    """
    fails: dict[int, str] = {}
    holds: dict[Path | int, bool] = {}
    blocks, results = iter(task.blocks), iter(found.hidden)
    last: dict[str, Block] = {}
    waiting: dict[str, str] = {}  # hidden at the top of a file, before its first listing
    for step in task.proof.steps:
        if not step.hidden:
            block = next(blocks)
            last[str(block.source)] = block
            if why := waiting.pop(str(block.source), ""):
                fails[id(block)] = why
            continue
        result: Result = next(results)
        source = Path(step.file)
        if "assert" in step.code:
            for place in (source, id(last.get(step.file))):
                holds[place] = holds.get(place, True) and not result.raised
        if result.raised:
            why = f"{result.raised.splitlines()[-1]} in line {_line(result, step)}"
            if block := last.get(step.file):
                fails.setdefault(id(block), why)
            else:
                waiting[step.file] = why
    return fails, {place for place, all_hold in holds.items() if all_hold}


def _line(result: Result, step: Step) -> str:
    lines = [
        line.rpartition("line ")[2].partition(",")[0]
        for line in result.trace.splitlines()
        if f'File "{step.file}"' in line
    ]
    return lines[0] if lines else str(step.line)


def _short(text: str) -> str:
    """One line of what a listing raised, for a cell; where Python stands is no part of it."""
    line = _PYTHON.sub("python", (text.strip().splitlines() or [""])[0])
    return line if len(line) <= 120 else f"{line[:119]}…"


_STANDS = {"same": "proved", "claims": "proved"}  # what is printed may move with the machine


def worse(said: list[Row], found: list[Row]) -> list[str]:
    """What the table says of a program and another run denies, a line for each listing.

    Whether a listing prints what the page shows, or only holds what it claims, is not told
    apart; nor is it a fault if what differed is proved.
    """
    listings = [row.listing for row in found]
    if [row.listing for row in said] != listings:
        return [f"the table has rows of other listings than {', '.join(listings)}: make backends"]
    lines = []
    for one, now in zip(said, found, strict=True):
        stands, is_now = (_STANDS.get(row.result, row.result) for row in (one, now))
        if stands != is_now and (stands, is_now) != ("differs", "proved"):
            lines.append(
                f"{now.listing} on {now.backend}: {TABLE} says {one.result}, it is {now.result} "
                f"{now.why}".rstrip()
            )
    return lines


# ---- running


def prove(
    book: Book,
    pairs: list[tuple[Task, str]],
    say: Callable[[str], None] = print,
    keep: Callable[[Task, Run, list[Row]], None] = lambda task, ran, rows: None,
    **how,
) -> list[Row]:
    """Run programs, with their hidden lines, each on a backend; gives their rows.

    `keep` gets a program, its run and its rows as soon as it has ended; `how` is what
    tools/proof/runner.py's `running` takes. Raises BookError if a backend cannot be had.
    """
    for backend in dict.fromkeys(backend for _, backend in pairs):
        environments.make(book, backend, say)
    named = {f"{task.program.name}.{backend}": (task, backend) for task, backend in pairs}
    programs = [
        replace(on(task.proof, book, backend), name=name, limit=LIMIT)
        for name, (task, backend) in named.items()
    ]
    rows: list[Row] = []

    def ended(ran):
        task, backend = named[ran.name]
        mine = judged(task, ran, backend)
        rows.extend(mine)
        keep(task, ran, mine)
        counts = Counter(row.result for row in mine)
        told = ", ".join(f"{counts[result]} {result}" for result in RESULTS if counts[result])
        say(f"{ran.name}: {told} ({ran.seconds:.1f} s, {ran.cpu:.1f} s of processor)")

    with tempfile.TemporaryDirectory() as folder:
        run(programs, Path(folder), ended, patience=patience(), **how)
    return rows


def other_output(shown: Path, backend: str) -> Path:
    """Where it is kept what a backend prints otherwise: `add.loop.jax.out`."""
    return shown.with_name(f"{shown.stem}.{backend}{shown.suffix}")


def keep_outputs(task: Task, found: Run, rows: list[Row]) -> None:
    """Write what a backend prints otherwise than the book, and forget what it no longer does."""
    others = _otherwise(task, found, [row.result for row in rows])
    for block, row, other in zip(task.blocks, rows, others, strict=True):
        if block.output:
            path = other_output(block.output.source, row.backend)
            if other:
                write(path, other)
            else:
                path.unlink(missing_ok=True)


def programs(book: Book) -> dict[tuple[str, str], tuple[Task, str]]:
    """What can have rows: the programs, each on each other backend, by their names."""
    return {(task.program.name, b): (task, b) for task in tasks(book) for b in OTHERS}


def stale(book: Book, rows: list[Row]) -> list[tuple[Task, str]]:
    """The programs, each with a backend, that have not the rows that they should have."""
    known: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        known.setdefault((row.page, row.backend), []).append(row)
    return [
        (task, backend)
        for name, (task, backend) in programs(book).items()
        if not _fresh(task, backend, known.get(name, []))
    ]


def _fresh(task, backend, rows) -> bool:
    return _of_today(task, backend, rows) and not _edited(task, rows)


def _of_today(task, backend, rows) -> bool:
    listings = [row.listing for row in rows]
    return listings == names_of(task) and {row.state for row in rows} == {state(task, backend)}


def _edited(task, rows) -> list[Path]:
    """What is kept beside the outputs of a program, but is not what its rows say."""
    paths = [
        other_output(b.output.source, r.backend) if b.output else None
        for b, r in zip(task.blocks, rows, strict=True)
    ]
    return [
        path
        for path, row in zip(paths, rows, strict=True)
        if path and row.kept != (hash_of(path) if path.exists() else "")
    ]


def main(
    book: Book,
    names: Iterable[str] = (),
    only: str | None = None,
    everything: bool = False,
    say: Callable[[str], None] = print,
    **how,
) -> int:
    """Run what has no rows of today, or everything, and write the table.

    The pages that took least come first; each is written down when it has ended. Says what
    became of listings that the table told otherwise, and what is wrong with those that are
    marked for a backend; then the status is 1.
    """
    before = {(r.page, r.listing, r.backend): r.result for r in read(book)}
    chosen, there = book.chosen(names), programs(book)
    pairs = list(there.values()) if everything else stale(book, read(book))
    pairs = [
        (task, backend)
        for task, backend in pairs
        if task.pages[0].name in chosen and only in (None, backend)
    ]
    took = codeblocks.Kept(book).lines
    pairs.sort(key=lambda pair: took.get(pair[0].program.name, ("", 0))[1])

    def keep(task, ran, mine):
        keep_outputs(task, ran, mine)
        old = there.keys() - {(row.page, row.backend) for row in mine}
        rows = [r for r in read(book) if (r.page, r.backend) in old]
        write(path_of(book), text_of([*rows, *mine]).encode())

    prove(book, pairs, say, keep, **how)
    rows, faults = read(book), _faults_of_marked(book, names, only, say, **how)
    others = len(faults)
    for fault in faults:
        say(fault)
    for row in rows:
        was = before.get((row.page, row.listing, row.backend), row.result)
        if was != row.result:
            others += 1
            say(f"{row.listing} on {row.backend}: it was {was}, it is {row.result} {row.why}")
    for line in summary(rows):
        say(line)
    return 1 if others else 0


def _faults_of_marked(book, names, only, say, **how) -> list[str]:
    """What is wrong with the listings that are marked for another backend than TensorFlow."""
    marked = [
        t for t in tasks_for_backends(book, names) if t.backend in ({only} if only else OTHERS)
    ]
    for backend in dict.fromkeys(task.backend for task in marked):
        environments.make(book, backend, say)
    with tempfile.TemporaryDirectory() as folder:
        ran = run([task.proof for task in marked], Path(folder), patience=patience(), **how)
        return [
            f for task, found in zip(marked, ran, strict=True) for f in page_faults(task, found)
        ]


def summary(rows: Iterable[Row]) -> list[str]:
    """A line for each backend: of how many listings it was proved what."""
    lines = []
    for backend in OTHERS:
        counts = Counter(row.result for row in rows if row.backend == backend)
        if of := counts.total() - counts["tensorflow"]:
            runs = of - counts["cannot"]
            told = ", ".join(f"{counts[result]} {result}" for result in RESULTS)
            lines.append(
                f"{BACKENDS[backend].title}: {told}; {runs} of {of} that are not about "
                f"TensorFlow run ({runs / of:.1%})"
            )
    return lines


# ---- rules


def rows_are_of_their_listings(book: Book) -> list[Problem]:
    """The table of backends against the listings: rows that are stale or of nothing.

    A page without any has not been run on that backend, and says nothing of it.
    """
    if any(page.problems for page in book.pages()):
        return []  # they are told by another rule
    path = path_of(book)
    if not path.exists():
        return []
    try:
        rows = read(book)
    except BookError as error:
        return [Problem(path, 1, str(error), "Or take the file of the main branch")]
    at: dict[tuple[str, str], int] = {}
    of: dict[tuple[str, str], list[Row]] = {}
    for number, row in enumerate(rows, 2):
        at.setdefault((row.page, row.backend), number)
        of.setdefault((row.page, row.backend), []).append(row)
    found = []
    for task, backend in stale(book, rows):
        name, mend = task.program.name, f"Run make backends PAGE={task.pages[0].name}"
        if not (mine := of.get((name, backend))):
            continue
        edited = _edited(task, mine) if _of_today(task, backend, mine) else []
        for file in edited:
            what = f"{shown_path(file)} was edited by hand, or is not in {TABLE}"
            found.append(Problem(file, 1, what, mend))
        if not edited:
            what = f"the rows of {name} for {backend} are older than its listings, or its versions"
            found.append(Problem(path, at[name, backend], what, mend))
    there = programs(book)
    for (name, backend), line in at.items():
        if (name, backend) not in there:
            what = f"no page has the program {name}"
            found.append(Problem(path, line, what, "Run make backends, which forgets its rows"))
    return found


RULES: list[Callable[[Book], Iterable[Problem]]] = [rows_are_of_their_listings]
