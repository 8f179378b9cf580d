"""Languages and marks of fences: what a code block may be, and what that means.

A fence opens with a language, ```` ```python ````, or, where a mark says more, with both in
braces: ```` ```{.python .raises data-exception="ValueError"} ````. A new language or mark is
a row here; pages, twins, the proof, the notebooks and the inventory read these tables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from tools.source import backends, tolerance

RUN = ("python", "sh")  # what this machine runs
CODE = (*RUN, "powershell")  # what a reader types
DATA = ("text", "toml", "ini", "json")  # what a reader looks at
LANGUAGES = (*CODE, *DATA)


@dataclass(frozen=True)
class Mark:
    """A word about a code block.

    `name` is the class, as in `.raises`. `attribute` goes with it: `needed` says that it
    must be there. `languages` are those it may stand on, `runs` says whether a listing
    that bears it is run, `means` what it says to a reader of CONTRIBUTING.md. `fault` is
    asked what is wrong with the attribute's value. `beside` are the marks that it may stand
    beside; others stand alone.
    """

    name: str
    attribute: str
    needed: bool
    languages: tuple[str, ...]
    runs: bool
    example: str
    means: str
    fault: Callable[[str], str | None] = lambda value: None
    beside: tuple[str, ...] = ()


MARKS = (
    Mark(
        name="raises",
        attribute="data-exception",
        needed=True,
        languages=RUN,
        runs=True,
        example='{.python .raises data-exception="ValueError"}',
        means="must raise this exception, or end with a status other than 0",
    ),
    Mark(
        name="warns",
        attribute="data-warning",
        needed=True,
        languages=("python",),
        runs=True,
        example='{.python .warns data-warning="UserWarning"}',
        means="must run to its end and give this warning",
    ),
    Mark(
        name="not-run",
        attribute="data-reason",
        needed=True,
        languages=CODE,
        runs=False,
        example='{.sh .not-run data-reason="needs a GPU"}',
        means="cannot run here, for this reason",
    ),
    Mark(
        name="backend",
        attribute="data-backend",
        needed=True,
        languages=RUN,
        runs=True,
        example='{.python .backend data-backend="jax"}',
        means="runs on this backend, with those of the page that bear the same mark",
        fault=backends.fault,
        beside=("raises", "warns"),
    ),
    Mark(
        name="output",
        attribute="data-tolerance",
        needed=False,
        languages=("text",),
        runs=False,
        example='{.text .output data-tolerance="0.05"}',
        means="what the listing directly before it prints",
        fault=tolerance.fault,
    ),
)
BY_NAME = {mark.name: mark for mark in MARKS}
ATTRIBUTES = {mark.attribute: mark for mark in MARKS}
EXAMPLES = ", ".join(mark.example for mark in MARKS)


def misuse(language: str, marks: dict[str, str]) -> list[tuple[str, str]]:
    """What is wrong with the marks of a fence, as pairs of fault and mend.

    `marks` maps the names of marks to "", and attributes to their values.
    """
    faults = []
    for mark in MARKS:
        there, value = mark.name in marks, marks.get(mark.attribute)
        if there and language not in mark.languages:
            what = f".{mark.name} does not belong on {language}"
            faults.append((what, f"It goes on {', '.join(mark.languages)}: {mark.example}"))
        elif there and mark.needed and not value:
            what = f".{mark.name} needs {mark.attribute}, since the block {mark.means}"
            faults.append((what, f"Write {mark.example}"))
        elif there and value is not None and (why := mark.fault(value)):
            what = f'{mark.attribute}="{value}" cannot be: {why}'
            faults.append((what, f"Write {mark.example}"))
        elif value is not None and not there:
            what = f"{mark.attribute} belongs to .{mark.name}"
            faults.append((what, f"Write {mark.example}"))
    for one, other in combinations([mark for mark in MARKS if mark.name in marks], 2):
        if other.name not in one.beside and one.name not in other.beside:
            what = f"a block cannot be {one.name} and {other.name}"
            faults.append((what, "Keep one of these marks"))
    if language in CODE and language not in RUN and "not-run" not in marks:
        what = f"{language} is not run here, so it must say so"
        faults.append((what, f'Write {{.{language} .not-run data-reason="Windows only"}}'))
    return faults
