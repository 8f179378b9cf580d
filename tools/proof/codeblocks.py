"""Run the pages with the stock pytest-codeblocks: a second runner, independent of ours.

Each page is written out with its includes, marked with the plugin's own comments, and
handed to `pytest --codeblocks` in an empty folder and a process of its own. The plugin
compares no outputs, which tools/proof/runner.py does; but both must agree on how many
listings a page has, and on which run, fail as they must, or are skipped.

A page that takes long is run once, by `make codeblocks`, which writes a line for it into
snippets/codeblocks.lock:

    basics/overfitting page=… versions=… cpu=180

hashes of the page as the plugin gets it and of the versions in requirements.txt of what it
imports, and the seconds of processor. `make test` believes the line while they hold, and
fails when they no longer do; `make test ALL=1` and the weekly workflow run all pages again.

The plugin joins a block marked `cont` to the block just before it, whatever that is, so:

- a listing that must warn stands in `with pytest.warns(…)`;
- outputs and data are fenced with tildes, which it does not read;
- a listing for a backend is skipped: it has an environment of its own;
- the Python listings that run come first, joined; a listing that must fail follows, joined
  to copies of the listings that define the names it uses; then shell listings and those
  that cannot run here.

PowerShell it does not know; ELSEWHERE names the pages that it cannot run, and why.
"""

from __future__ import annotations

import ast
import builtins
import dis
import json
import os
import re
import subprocess
import symtable
import sys
import tempfile
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools.proof import cache, runner, stock
from tools.proof.cache import Proofs
from tools.proof.pace import patience
from tools.proof.proving import surroundings
from tools.proof.record import short_hash, versions
from tools.proof.tasks import Task, tasks
from tools.source.book import Book
from tools.source.faults import shown_path
from tools.source.page import Block, Page

KNOWN = ("python", "sh")  # languages of the book that the plugin collects
ELSEWHERE: dict[str, str] = {}  # page → why the stock plugin cannot run it
LIMIT = 900.0  # seconds for a page, on a quick machine
AT_A_TIME = 2  # pages: each imports Keras by itself
QUICK = 15  # seconds of processor; what takes no longer is run each time
KIND = "pages by pytest-codeblocks"
HEAD = """\
# What the stock pytest-codeblocks has run (tools/proof/codeblocks.py). `make codeblocks` writes
# this file; where two branches both changed a line, keep either and run it for that page.
"""
_LINE = re.compile(r"^(\S+) page=([0-9a-f]{12}) versions=([0-9a-f]{12}) cpu=(\d+)$")


@dataclass(frozen=True)
class Item:
    """What the plugin takes for one test: listings that it joins, the last of them `blocks[-1]`.

    Of an item that must fail, the listings before the last are copies.
    """

    blocks: tuple[Block, ...]
    comment: str = ""

    @property
    def counts(self) -> int:
        """How many listings of the page it stands for."""
        return 1 if self.blocks[-1].raises else len(self.blocks)

    @property
    def fate(self) -> str:
        """What must become of it: "runs", "fails" or "skipped"."""
        last = self.blocks[-1]
        return "skipped" if last.not_run or last.backend else "fails" if last.raises else "runs"


def items(page: Page) -> list[Item]:
    """The listings of a page as the plugin is to take them."""
    listed = [b for b in page.listings if b.is_listing and b.language in KNOWN]
    state = [b for b in page.python if not b.raises]
    found = [Item(tuple(state))] if state else []
    for block in listed:
        if block in state:
            continue
        comment, before = "", ()
        if reason := block.not_run or (block.backend and f"for {block.backend} alone"):
            comment = f"pytest.mark.skip(reason={reason!r})"
        elif block.raises:
            comment = "pytest.mark.xfail(strict=True)"
            if block.language == "python":
                before = needed(block, [b for b in state if b.line < block.line])
        found.append(Item((*before, block), comment))
    shell_first = found[1:] if state and listed[0].language == "sh" else []
    early = [i for i in shell_first if i.blocks[-1].line < state[0].line]
    return early + [i for i in found if i not in early]


def needed(block: Block, before: list[Block]) -> tuple[Block, ...]:
    """Those of the listings `before` that define, or change, what a listing uses."""
    names, found = names_in(block.code)[0], []
    for earlier in reversed(before):
        free, bound, changed = names_in(earlier.code)
        if names & (bound | changed):
            found.append(earlier)
            names = (names - bound) | free
    return tuple(reversed(found))


def names_in(code) -> tuple[set[str], set[str], set[str]]:
    """The names that code takes from before, those it binds, those whose methods it calls."""
    free, bound = set(), set()
    for step in dis.get_instructions(compile(code, "listing", "exec")):
        if step.opname == "STORE_NAME":  # in their order: what is stored first is its own
            bound.add(step.argval)
        elif step.opname == "LOAD_NAME" and step.argval not in bound:
            free.add(step.argval)
    free |= _inner(symtable.symtable(code, "listing", "exec")) - bound  # called when all is bound
    free -= set(dir(builtins))
    calls = [node.func for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    owners = [call.value for call in calls if isinstance(call, ast.Attribute)]
    return free, bound, {o.id for o in owners if isinstance(o, ast.Name)} & free


def _inner(table: symtable.SymbolTable) -> set[str]:
    """The global names that functions and classes take."""
    found = set()
    for inner in table.get_children():
        found |= {symbol.get_name() for symbol in inner.get_symbols() if symbol.is_global()}
        found |= _inner(inner)
    return found


def written(page: Page) -> tuple[str, dict[str, Item]]:
    """The page as the plugin gets it, and its items by the plugin's names, "line 7"."""
    lines, named = [f"# {page.name}", ""], {}
    for item in items(page):
        for number, block in enumerate(item.blocks):
            if number:
                lines.append("<!--pytest-codeblocks:cont-->")
            elif item.comment:
                lines.append(f"<!--{item.comment}-->")
            lines.append(f"```{block.language}")
            if not number:
                named[f"line {len(lines)}"] = item
            code = block.code
            if block.warns:
                code = "import pytest\n" + f"with pytest.warns({block.warns}):\n"
                code += textwrap.indent(block.code, "    ")
            lines += [*code.splitlines(), "```"]
            if block.output:
                lines += ["~~~text", *block.output.code.splitlines(), "~~~"]
            lines.append("")
    return "\n".join(lines), named


def ran(page: Page, text: str, politely: bool = False) -> tuple[dict[str, dict], float]:
    """What became of each item of a page, written as `text`, and the seconds of processor.

    tools/proof/stock.py says how.

    `politely` leaves the processor to others who want it.

    Raises RuntimeError if the plugin does not come to its end.
    """
    with tempfile.TemporaryDirectory(prefix="codeblocks-") as scratch:
        folders = {name: Path(scratch, name) for name in ("here", "home", "tmp")}
        for folder in folders.values():
            folder.mkdir()
        file, outcomes = Path(scratch, "page.md"), Path(scratch, "outcomes.json")
        file.write_text(text, encoding="utf-8")
        Path(f"{file}.ini").write_text("[pytest]\n")
        env = runner.environment(folders["home"], dict.fromkeys(_TMP, str(folders["tmp"])))
        done = subprocess.Popen(
            [sys.executable, "-P", stock.__file__, str(file), str(outcomes)],
            cwd=folders["here"],
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        if politely and hasattr(os, "setpriority"):
            os.setpriority(os.PRIO_PROCESS, done.pid, 10)
        limit = LIMIT * patience() * (runner.BESIDE_OTHERS if politely else 1)
        try:
            said, _ = done.communicate(timeout=limit)
        finally:
            runner.end(done)
        if done.returncode or not outcomes.exists():
            where = shown_path(page.path)
            raise RuntimeError(f"{where}: pytest-codeblocks broke off:\n{said[-3000:]}")
        found = json.loads(outcomes.read_text("utf-8"))
        return found["items"], found["cpu"]


_TMP = ("TMPDIR", "TEMP", "TMP")


def disagreements(page: Page, named: dict[str, Item], outcomes: dict[str, dict]) -> list[str]:
    """Where the plugin and the book do not say the same of a page's listings."""
    found, ours, theirs = [], Counter(), Counter()
    for name in sorted({*named, *outcomes}, key=lambda name: int(name.split()[-1])):
        item, outcome = named.get(name), outcomes.get(name)
        if item is None or outcome is None:
            who = "the plugin" if item is None else "the book"
            found.append(f"{shown_path(page.path)}: only {who} has a listing at {name}")
            continue
        fate = {"passed": "runs", "failed": "broke"}.get(outcome["outcome"], "skipped")
        fate = "fails" if outcome["expected"] and fate == "skipped" else fate
        ours[item.fate] += item.counts
        theirs[fate] += item.counts
        last = item.blocks[-1]
        where = f"{last.where}: {last.name}"
        if fate != item.fate:
            found.append(
                f"{where}: pytest-codeblocks says that it {_SAYS[fate]}, the book that it "
                f"{_SAYS[item.fate]}. Correct the mark of its fence, or the listing.\n"
                + outcome["text"]
            )
        elif fate == "fails" and last.language == "python" and last.raises not in outcome["raised"]:
            found.append(
                f"{where}: it must raise {last.raises}, and with pytest-codeblocks raised "
                f"{(outcome['raised'] or ['nothing'])[0]}.\n{outcome['text']}"
            )
    listed = Counter(
        Item((block,)).fate
        for block in page.listings
        if block.is_listing and block.language in KNOWN
    )
    if not found and not listed == ours == theirs:
        found.append(
            f"{shown_path(page.path)}: its listings are {dict(listed)}, of which "
            f"pytest-codeblocks was given {dict(ours)} and saw {dict(theirs)}."
        )
    return found


_SAYS = {"runs": "runs", "fails": "fails", "skipped": "is skipped", "broke": "fails by mistake"}


class Kept:
    """The lines of snippets/codeblocks.lock: what was run, and how long it took.

    A line that is none is as good as missing: the page is run.
    """

    def __init__(self, book: Book):
        self.book, self.path = book, book.snippets / "codeblocks.lock"
        text = self.path.read_text("utf-8") if self.path.exists() else ""
        found = [_LINE.match(line) for line in text.splitlines()]
        self.lines = {m[1]: ((m[2], m[3]), int(m[4])) for m in found if m}

    def now(self, task: Task) -> tuple[str, str]:
        """The hashes of a page as it is."""
        text, named = written(task.pages[0])
        raises = [item.blocks[-1].raises for item in named.values()]
        page = short_hash(json.dumps([text, raises]).encode())
        return page, versions(self.book, task.blocks)

    def is_long(self, task: Task) -> bool:
        """True if the page took long when it last ran."""
        return self.lines.get(task.program.name, ("", 0))[1] > QUICK

    def vouches(self, task: Task) -> bool:
        """True if the page took long, and is as it was."""
        return self.is_long(task) and self.lines[task.program.name][0] == self.now(task)

    def renew(self, took: dict[str, float], work: Iterable[Task]) -> None:
        """Write the lines of these pages anew, and drop those of pages that are gone."""
        for task in work:
            if task.program.name in took:
                cpu = round(took[task.program.name])
                self.lines[task.program.name] = self.now(task), cpu
        there = {task.program.name for task in tasks(self.book)}
        lines = [
            f"{name} page={page} versions={pins} cpu={cpu}\n"
            for name, ((page, pins), cpu) in sorted(self.lines.items())
            if name in there
        ]
        draft = self.path.with_suffix(".draft")
        draft.write_text(HEAD + "".join(lines), encoding="utf-8")
        os.replace(draft, self.path)


@dataclass
class Found:
    """What came of running pages: disagreements and seconds of processor, by program.

    `kept` are the pages that were not run, since their lines vouch for them.
    """

    wrong: dict[str, list[str]]
    took: dict[str, float]
    kept: list[str]


def prove(
    work: Iterable[Task],
    proofs: Proofs,
    kept: Kept | None = None,
    say: Callable[[str], None] = print,
    politely: bool = False,
) -> Found:
    """Run pages, but not those of ELSEWHERE, nor what was proved before.

    What `kept` vouches for was, on some machine; else it must have been on this one.
    """
    work = [task for task in work if task.program.name not in ELSEWHERE]
    found = Found({task.program.name: [] for task in work}, {}, [])

    def one(task):
        page, name = task.pages[0], task.program.name
        if kept and kept.vouches(task):
            found.kept.append(name)
            return
        text, named = written(page)
        raises = [item.blocks[-1].raises for item in named.values()]
        code = [Path(__file__), *cache.sources(stock), *surroundings()]
        key = proofs.key(text, repr(raises), *code)
        if note := proofs.recall(KIND, key):
            found.took[name] = float(note)
            say(f"{name}: as it is, it was run before on this machine")
            return
        outcomes, cpu = ran(page, text, politely)
        if wrong := disagreements(page, named, outcomes):
            found.wrong[name] = wrong
        else:
            found.took[name] = cpu
            proofs.remember(KIND, key, f"{cpu:.1f}")
        counts = Counter(item.fate for item in named.values() for _ in range(item.counts))
        say(f"{name}: " + ", ".join(f"{n} {_SAYS[fate]}" for fate, n in sorted(counts.items())))

    work.sort(key=lambda task: proofs.seconds(task.program), reverse=True)
    with ThreadPoolExecutor(min(AT_A_TIME, os.cpu_count() or 1)) as pool:
        list(pool.map(one, work))
    return found


def main(book: Book, names: list[str]) -> int:
    """Run the pages, or the named ones, and write their lines; status 1 on disagreement."""
    work = tasks(book, names)
    found = prove(work, Proofs(book))
    Kept(book).renew(found.took, work)
    faults = [fault for wrong in found.wrong.values() for fault in wrong]
    print(*faults, sep="\n\n", end="\n" if faults else "")
    return 1 if faults else 0
