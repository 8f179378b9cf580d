"""Listings whose numbers are left to chance: what they print holds in one run only.

Found in the code, without running it: a random generator without a seed, a split without
`random_state`. Weights drawn without a seed are not among them: what they lead to, if it is
shown, is not what the next run prints.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tools.proof.tasks import Task

_SEEDS = ("set_random_seed", "seed", "set_seed", "manual_seed")
_SPLITS = ("train_test_split", "ShuffleSplit", "StratifiedShuffleSplit")
_FOLDS = ("KFold", "StratifiedKFold")  # in order unless they shuffle
_NUMPY = ("default_rng", "Generator", "SeedSequence", "PCG64")


def unseeded(task: Task) -> list[str]:
    """The listings of a program that chance decides: where, what, mend."""
    found, seeded, modules = [], False, set()
    for block in task.blocks:
        if block.language != "python":
            continue
        modules |= _modules(block.code)
        for line, name, call in _calls(block.code):
            head, _, last = name.rpartition(".")
            seeded = seeded or last in _SEEDS
            what = "" if block.raises else _fault(head, last, call, seeded, modules)
            if what:
                place = f"{block.where}: {block.name}, line {line}"
                found.append(f"{place}: {what}, so each run prints another number.")
    return found


def _modules(code) -> set[str]:
    """What `import` calls by name: {"random", "np"}."""
    nodes = ast.walk(ast.parse(code))
    names = [alias for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    return {alias.asname or alias.name for alias in names}


def _calls(code) -> Iterator[tuple[int, str, ast.Call]]:
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        yield node.lineno, ast.unparse(node.func), node


def _fault(head, last, call, seeded, modules) -> str:
    given = {keyword.arg for keyword in call.keywords}
    if last == "default_rng" and not call.args and "seed" not in given:
        return "default_rng() has no seed"
    if last in _SPLITS and "random_state" not in given:
        return f"{last} has no random_state"
    if last in _FOLDS and "shuffle" in given and "random_state" not in given:
        return f"{last} shuffles and has no random_state"
    if seeded or last in _SEEDS:
        return ""
    if head in ("np.random", "numpy.random") and last not in _NUMPY:
        return f"np.random.{last} is used before a seed is set"
    if head == "random" and "random" in modules and last != "Random":
        return f"random.{last} is used before a seed is set"
    if head == "keras.random" and "seed" not in given and last != "SeedGenerator":
        return f"keras.random.{last} is used before a seed is set"
    return ""
