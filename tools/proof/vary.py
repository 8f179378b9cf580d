"""Run the listings in several environments, and name what the book shows in only some.

What is shown must hold on another reader's machine: on Intel and AMD, with one core or
many, in a narrow terminal, in another time zone and language, whatever their name is.
It must also hold without the hidden lines of the snippet files, which nothing here runs.
"""

from __future__ import annotations

import difflib
import locale
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tools.proof.compare import failure, pictures, printed, verdict
from tools.proof.pace import patience
from tools.proof.runner import Run, run
from tools.proof.tasks import Task, tasks
from tools.source.book import Book
from tools.source.faults import shown_path


@dataclass(frozen=True)
class Surroundings:
    """What differs from the environment in which the book is proved."""

    name: str
    changes: Mapping[str, str] = field(default_factory=dict)
    home: str = "home"


def known_locale(*names: str) -> str:
    """The first of these locales that this machine has; "C" if it has none."""
    before = locale.setlocale(locale.LC_ALL)
    for name in names:
        try:
            locale.setlocale(locale.LC_ALL, name)
        except locale.Error:
            continue
        locale.setlocale(locale.LC_ALL, before)
        return name
    return "C"


def surroundings() -> list[Surroundings]:
    """The environments to try, by what a reader's machine may differ in."""
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_NUM_INTRAOP_THREADS")
    chinese = known_locale("zh_CN.UTF-8", "zh_CN.utf8")
    user = dict.fromkeys(("USER", "LOGNAME", "USERNAME"), "xiaoming")
    return [
        Surroundings("as a reader pastes it"),  # the proof also ran the hidden lines
        Surroundings("without oneDNN", {"TF_ENABLE_ONEDNN_OPTS": "0"}),
        Surroundings("several threads", dict.fromkeys(threads, "4")),
        Surroundings("in Shanghai", {"TZ": "Asia/Shanghai", "LC_ALL": chinese, "LANG": chinese}),
        Surroundings("another user", user, home="小明 的 home"),
        # Not narrower than what is shown: Keras cuts a table off at the terminal's edge.
        Surroundings("a narrow terminal", {"COLUMNS": "72"}),
        Surroundings("a wide terminal", {"COLUMNS": "200"}),
        Surroundings("another hash seed", {"PYTHONHASHSEED": "4711"}),
    ]


def differences(task: Task, found: Run) -> dict[str, str]:
    """What a page's run says otherwise than the book, by the place that shows it."""
    place = shown_path(task.pages[0].path)
    if found.died:
        return {place: found.died}
    out = {place: "\n".join(found.faults)} if found.faults else {}
    for block, result in zip(task.blocks, found.results, strict=False):
        if not verdict(block, result):
            continue
        text = failure(block, result)
        if not text:
            shown = block.output.code.splitlines()
            lines = difflib.unified_diff(
                shown, printed(block, result).splitlines(), n=0, lineterm=""
            )
            text = "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))
        out[f"{block.where}: {block.name}"] = text
    for picture in pictures(task, found):
        if not picture.same:
            out[shown_path(picture.path)] = "another picture, or none"
    return out


def main(
    book: Book,
    names: list[str],
    where: list[Surroundings] | None = None,
    say: Callable[[str], None] = print,
    **how,
) -> int:
    """Run pages (default: all) in each environment; say what differs; status 1 if anything.

    `where` is a list of environments, `how` what tools/proof/runner.py's `running` takes.
    """
    work = tasks(book, names)
    found: dict[str, dict[str, list[str]]] = {}  # place → what differs → environments
    where = surroundings() if where is None else where
    for here in where:
        with tempfile.TemporaryDirectory() as keep:
            runs = run(
                [task.program for task in work],
                Path(keep),
                changes=here.changes,
                home=here.home,
                patience=patience(),
                **how,
            )
            for task, ran in zip(work, runs, strict=True):
                for place, text in differences(task, ran).items():
                    found.setdefault(place, {}).setdefault(text, []).append(here.name)
    for place, texts in found.items():
        for text, names_ in texts.items():
            everywhere = len(names_) == len(where) > 1
            say(f"- {place}, {'everywhere' if everywhere else ', '.join(names_)}:\n")
            say("\n".join(f"      {line}" for line in text.strip().splitlines()) + "\n")
    if not found:
        say(f"Every output holds in {len(where)} environments.")
    return 1 if found else 0
