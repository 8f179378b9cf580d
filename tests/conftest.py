"""What tests share: the built site, the runs of all listings, times by stage."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import nbformat
import pytest

from tools.products import notebooks
from tools.proof.runner import running
from tools.source.book import Book
from tools.source.listings import ROOT

# What the tiny book of tests/tiny takes from the book around it.
SHARED_WITH_TINY = [
    "LICENSE",
    "tools",
    "overrides",
    "docs/assets/stylesheets",
    "docs/assets/javascripts",
]

_seconds = defaultdict(float)
_report_lines: list[str] = []

# Quick stages first: a fault in a source shows before anything is built or run. `make check`
# is the first list, in this order; the second comes after all that needs no Keras.
CHECK = ["test_style", "test_glossary", "test_listings", "test_twins", "test_site"]
CHECK += ["test_downloads"]
SLOW = ["test_serve", "test_offline", "test_books", "test_browser"]


def pytest_collection_modifyitems(config, items):
    """Mark what `make check` runs; put the quick stages first and the listings last.

    Windows runs what needs no bash, no fork and no signals: the check, and every
    Python file of snippets/ in a process of its own.
    """
    if os.name == "nt":
        kept = [i for i in items if i.path.stem in CHECK or i.name.startswith("test_file_runs_")]
        left_out = [item for item in items if item not in kept]
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept
        _report_lines.append(
            f"Windows leaves out {len(left_out)} tests (outputs, shell listings, the site in a "
            "browser, the tools); Linux and macOS run them."
        )
    for item in items:
        if item.path.stem in CHECK:
            item.add_marker(pytest.mark.check)

    def stage(item):
        name = item.path.stem
        keras = item.get_closest_marker("keras") is not None
        if name in CHECK:
            return keras, CHECK.index(name)
        return keras, len(CHECK) + (SLOW.index(name) + 1 if name in SLOW else 0)

    items.sort(key=stage)


def build_site(root: Path, target: Path) -> subprocess.CompletedProcess:
    """Build both editions of a copy of the book, strictly.

    Not with --quiet: MkDocs counts only the warnings it would print.
    """
    env = {k: v for k, v in os.environ.items() if k not in {"SITE_URL", "REPO_URL", "REPO_NAME"}}
    env.update(SITE_URL="https://book.example/keras/", NOTEBOOKS="cached", NO_MKDOCS_2_WARNING="1")
    env.update(REPO_URL="https://github.com/you/keras-book", REPO_NAME="you/keras-book")
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)],
        cwd=root,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def copy_book(target: Path) -> Path:
    """A copy of the book's sources, to plant faults in."""
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    return target


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """Both editions, built once from an unchanged tree."""
    target = tmp_path_factory.mktemp("built") / "site"
    built = build_site(ROOT, target)
    assert built.returncode == 0, built.stdout + built.stderr
    return target


@pytest.fixture(scope="session", autouse=True)
def listings_under_way(request, tmp_path_factory):
    """Start, at the first test, the programs that tests/book/test_runs.py asks about.

    They take what the other tests leave of the processor. Call it to wait for the runs.
    """
    programs = []
    if any("runs" in item.fixturenames for item in request.session.items):
        from tests.book.test_runs import asked_for

        _, programs = asked_for(request.session.items)
    keep = tmp_path_factory.mktemp("images") if programs else None
    with running(programs, keep, politely=True) as finish:
        yield finish


@pytest.fixture(scope="session")
def executed() -> dict:
    """The notebooks of the cases by path, executed if their code has changed."""
    return {path: nbformat.read(path, 4) for path in notebooks.write(say=lambda _: None)}


@pytest.fixture
def book(tmp_path) -> Path:
    """A copy of the book to break."""
    return copy_book(tmp_path / "book")


@pytest.fixture
def tiny(tmp_path) -> Path:
    """The root of a copy of the tiny book, to break; MkDocs can build it."""
    target = tmp_path / "tiny"
    here = Book.here().root
    shutil.copytree(here / "tests" / "tiny", target)
    for name in SHARED_WITH_TINY:
        (target / name).symlink_to(here / name, target_is_directory=True)
    return target


@pytest.fixture(scope="session")
def say():
    """Call it with a line to print at the end of the whole run."""
    return _report_lines.append


def pytest_runtest_logreport(report):
    """Add up the time of each test module."""
    _seconds[Path(report.location[0]).stem] += report.duration


def pytest_terminal_summary(terminalreporter):
    """Print the time by stage, and what tests had to say."""
    terminalreporter.section("time by stage")
    for name, seconds in _seconds.items():
        terminalreporter.write_line(f"{seconds:7.1f} s  {name}")
    for line in _report_lines:
        terminalreporter.write_line(line)
