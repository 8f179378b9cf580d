"""Which programs must run today, and what their runs say: the proof without its cached part.

A page is proved by its program, or, if it is a case, by its notebook; a snippet file in
the same run if the page shows it whole, or by itself. What was proved before on this
machine, by the same code, outputs, pictures, data files and runner, does not run again
(tools/proof/cache.py).
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.proof import backends, cache, cases, compare, hidden, runner
from tools.proof import tasks as tasks_module
from tools.proof.cache import Proofs
from tools.proof.compare import drawings_of, pictures, verdict
from tools.proof.runner import Program, Run
from tools.proof.tasks import Lone, Task, lone_files
from tools.source import tolerance
from tools.source.faults import BookError, shown_path

_LISTING = {".py", ".sh", ".ps1", ".out", ".png", ".md"}  # of a snippets folder: no data
_MATTERS = ("PYTHON", "LC_", "LANG", "TZ", "OMP_", "MKL_", "OPENBLAS_", "KMP_", "XLA_", "JAX_")
_MATTERS += ("LD_", "DYLD_", "NO_COLOR", "FORCE_COLOR")  # variables that listings may notice
_IMPORT = re.compile(r"^\s*(?:from|import)\s+(\w+)", re.M)


def is_case(task: Task) -> bool:
    """True for a task that runs as a notebook."""
    python = all(block.language == "python" for block in task.blocks)
    return task.pages[0].is_case and not task.backend and python


def holds_by(task: Task) -> list[str | Path]:
    """All that the proof of a page depends on, beside the machine."""
    parts: list[str | Path] = [str(is_case(task)), *backends.made_from(task.book, task.backend)]
    parts += [f"{step.hidden} {step.code}" for step in task.proof.steps]
    for step, block in zip(task.program.steps, task.blocks, strict=True):
        shown = block.output
        parts += [step.language, step.code, str(block.must)]
        parts += [shown.code, repr(sorted(shown.marks.items()))] if shown else [""]
    for drawing in (d for page in task.pages for d in drawings_of(page, task.backend)):
        parts += [str(drawing.fault), drawing.path if drawing.path.exists() else ""]
    code = "\n".join(step.code for step in task.proof.steps)
    return parts + _data(code, {b.source.parent for b in task.blocks}) + surroundings()


def lone_holds_by(file: Lone) -> list[str | Path]:
    """All that the proof of a snippet file by itself depends on, beside the machine."""
    code = file.program.steps[0].code
    parts = [code, str(file.raises), *backends.made_from(file.book, file.backend)]
    return [*parts, *_data(code, {file.source.parent}), *surroundings()]


def _data(code, folders) -> list[str | Path]:
    """The files beside listings that their code could read: data, and modules it imports."""
    imported = set(_IMPORT.findall(code))
    found = []
    for path in sorted(path for folder in folders for path in folder.iterdir()):
        data = path.suffix not in _LISTING or path.suffix == ".py" and path.stem in imported
        if data and path.is_file():
            found += [path.name, path]
    return found


def surroundings() -> list[str | Path]:
    """The environment of the runner, and the code that runs and judges."""
    names = {*runner.SETTINGS, *(name for name in os.environ if name.startswith(_MATTERS))}
    env = runner.environment(Path("home"))
    settings = repr(sorted((name, env[name]) for name in names if name in env))
    return [
        settings,
        *cache.sources(runner, compare, tolerance, cases, hidden, tasks_module, backends),
        Path(__file__),
    ]


def page_faults(task: Task, run: Run) -> list[str]:
    """What is wrong with the run of a page: where, what, mend."""
    if run.died:
        return [f"{shown_path(task.pages[0].path)}: {run.died}"]
    found = [f"{shown_path(task.pages[0].path)}: {fault}." for fault in run.faults]
    found += filter(None, map(verdict, task.blocks, run.results))
    return found + picture_faults(task, run) + hidden_faults(task, run)


def hidden_faults(task: Task, run: Run, file: Path | None = None) -> list[str]:
    """The hidden lines that failed in the run of a page, of one of its files or of all."""
    return [
        f"{shown_path(Path(step.file))}: its hidden lines from line {step.line} fail, "
        f"an assertion or what it needs:\n{result.trace}"
        for step, result in zip(task.hidden, run.hidden, strict=False)
        if result.raised and file in (None, Path(step.file))
    ]


def picture_faults(task: Task, run: Run) -> list[str]:
    """What is wrong with the pictures that a page draws."""
    found = []
    for picture in pictures(task, run):
        name = shown_path(picture.path)
        if not picture.drawn:
            found.append(f"{name}: no listing of {task.program.name} writes it")
        elif not picture.same:
            found.append(f"{name} is not what the listing draws. Run make outputs, and look at it.")
    return found


def lone_faults(file: Lone, run: Run) -> list[str]:
    """What is wrong with the run of a snippet file by itself."""
    found = [f"{shown_path(file.source)}: {fault}." for fault in run.faults]
    return found + [wrong for wrong in [file.verdict(run)] if wrong]


class Proving:
    """The proof of a book's pages and snippet files, in three steps.

    `programs(tasks, files)` names what must run, the longest first; `ended(run)` takes each
    run as it comes; `finish()` executes the cases. Then `run(task)` gives the run, or None
    for what was proved before, and `faults(file)` what is wrong with a file.
    """

    def __init__(self, proofs: Proofs, work: list[Task]):
        self.proofs, self.tasks, self.files = proofs, work, lone_files(work)
        self.runs: dict[str, Run] = {}
        self._waiting: dict[str, tuple] = {}  # program → kind, key, what it is, and its judge
        self._cases: list[Task] = []
        self._with: dict[Path, Task] = {}  # file → the page that proves it

    def programs(self, tasks: Iterable[Task], files: Iterable[Lone]) -> list[Program]:
        """The programs that must run to prove these, since they were not proved before.

        Those for a backend that has no environment here do not run.
        """
        self._with = {source: task for task in tasks for source in task.files}
        tasks = [task for task in tasks if not backends.missing(task.book, task.backend)]
        new = [task for task in tasks if not self._proved("pages", task, holds_by, page_faults)]
        self._cases = [task for task in new if is_case(task)]
        chosen = [task.proof for task in new if task not in self._cases]
        chosen += [
            file.program
            for file in files
            if file.source not in self._with
            and not backends.missing(file.book, file.backend)
            and not self._proved("snippet files", file, lone_holds_by, lone_faults)
        ]
        return sorted(chosen, key=self.proofs.seconds, reverse=True)

    def _proved(self, kind, what, depends, judge) -> bool:
        key = self.proofs.key(*depends(what))
        self._waiting[what.program.name] = kind, key, what, depends, judge
        return self.proofs.proved_before(kind, key)

    def ended(self, run: Run) -> None:
        """Keep the run, and that it proved what it is to prove, if it did."""
        self.runs[run.name] = run
        self.proofs.note_seconds(run)
        if run.name not in self._waiting:
            return
        kind, key, what, depends, judge = self._waiting[run.name]
        # What it depends on may have changed since: then this run proves nothing.
        if not judge(what, run) and self.proofs.key(*depends(what)) == key:
            self.proofs.remember(kind, key)

    def finish(self) -> None:
        """Execute the cases that must run, or take what this machine printed before."""
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for run in pool.map(self._executed, self._cases):
                self.ended(run)
        self._cases = []

    def _executed(self, task) -> Run:
        page, run = task.pages[0], Run(task.program.name, [])
        key = self.proofs.key(cases.cache_key(page), *surroundings())
        outputs, started = cases.cached_outputs(page), time.monotonic()
        try:
            if not self.proofs.proved_before("notebooks executed", key) or outputs is None:
                outputs = cases.execute(page, say=lambda _: None)
                self.proofs.remember("notebooks executed", key)
                run.seconds = time.monotonic() - started  # its kernel's processor time is not told
            run.results, run.images = cases.results(outputs), cases.drawn(page)
        except BookError as error:
            run.died = str(error)
        return run

    def run(self, what: Task | Lone) -> Run | None:
        """The run of a page or file; None if it was proved before."""
        return self.runs.get(what.program.name)

    def faults(self, file: Lone) -> list[str]:
        """What is wrong with a file, by its own run or by that of its page."""
        task = self._with.get(file.source)
        if not (run := self.run(task or file)):
            return []
        if not task:
            return lone_faults(file, run)
        return hidden_faults(task, run, file.source) + ([run.died] if run.died else [])
