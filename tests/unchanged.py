"""Test modules that passed here, and whose inputs are as they were then, do not run again.

    pytestmark = pytest.mark.inputs("tools/setup", ".ci", "Makefile")

names the files and folders that the tests of a module depend on. Counted in besides, without
being named: the module itself and what it imports of tests/, the folder tests/data, the lock,
the Python and the machine. A module without the mark always runs; so does every one that is
asked for by its path, and all of them with `--all`, which `make test ALL=1` and CI give.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

from tests.support import BOOK, sources
from tools.proof.cache import Proofs

KIND = "test modules"


class Unchanged:
    """A plugin of pytest; `proofs` says what was proved before."""

    def __init__(self, proofs: Proofs):
        self.proofs = proofs
        self.paths: dict[str, tuple[str, ...]] = {}  # module → its inputs
        self.keys: dict[str, str] = {}  # module → key of them
        self.wanted: dict[str, set[str]] = defaultdict(set)  # module → its tests
        self.passed: dict[str, set[str]] = defaultdict(set)
        self.failed: set[str] = set()

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, config, items):
        """Leave out the modules that are proved; note the tests of the others."""
        if config.args_source != pytest.Config.ArgsSource.TESTPATHS or config.option.keyword:
            return
        for item in items:
            module = item.nodeid.partition("::")[0]
            self.wanted[module].add(item.nodeid)
            if mark := item.get_closest_marker("inputs"):
                self.paths[module] = mark.args
        proved = set()
        for module, paths in self.paths.items():
            self.keys[module] = inputs_key(self.proofs, module, paths)
            if self.proofs.proved_before(KIND, self.keys[module]):
                proved.add(module)
        gone = [item for item in items if item.nodeid.partition("::")[0] in proved]
        items[:] = [item for item in items if item not in set(gone)]
        if gone:
            config.hook.pytest_deselected(items=gone)

    def pytest_runtest_logreport(self, report):
        """Note what passed and what did not."""
        module = report.nodeid.partition("::")[0]
        if report.failed or report.skipped:
            self.failed.add(module)
        elif report.when == "call":
            self.passed[module].add(report.nodeid)

    def pytest_sessionfinish(self, session):
        """Remember the modules whose every test passed."""
        for module, key in self.keys.items():
            whole = self.passed[module] == self.wanted[module] and module not in self.failed
            # Inputs that changed under way were proved by nothing.
            if whole and inputs_key(self.proofs, module, self.paths[module]) == key:
                self.proofs.remember(KIND, key)


def inputs_key(proofs: Proofs, module: str, paths: tuple[str, ...]) -> str:
    """A key that changes with the inputs of a test module.

    Raises ValueError for a path that names no file of the book.
    """
    named = sources(*paths)
    for path in paths:
        if not any(name == path or name.startswith(f"{path}/") for name in named):
            raise ValueError(f"{module}: pytest.mark.inputs names {path}, which is not there")
    names = sorted({*named, *sources("tests/data", "tests/conftest.py"), *imported(module)})
    return proofs.key(module, *(part for name in names for part in (name, BOOK.root / name)))


def imported(module: str) -> set[str]:
    """A test module and the modules of tests/ that it imports, as paths."""
    found, waiting = set(), [module]
    while waiting:
        name = waiting.pop()
        found.add(name)
        for node in ast.walk(ast.parse((BOOK.root / name).read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests."):
                path = Path(*node.module.split(".")).with_suffix(".py").as_posix()
                if path not in found and (BOOK.root / path).is_file():
                    waiting.append(path)
    return found
