"""What tests share: the built site, the runs of all listings, times by stage."""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest

from tests.guards import pytest_make_collect_report, pytest_runtest_call  # noqa: F401 (hooks)
from tests.support import BOOK, PREFIX, build_site, copy_tiny
from tests.unchanged import Unchanged
from tools.look.browser import NoBrowser, browser, served
from tools.proof import codeblocks, proved
from tools.proof.backends import missing
from tools.proof.cache import Proofs
from tools.proof.pace import patience
from tools.proof.proving import Proving
from tools.proof.runner import running

# As listings run: threads of NumPy that wait for each other take the processor from the rest.
os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")

EXECUTING = threading.Lock()  # the proof executes the cases; the downloads take what it kept
PROOFS = pytest.StashKey[Proofs]()
_seconds = defaultdict(float)
_report_lines: list[str] = []

# Quick stages first: a fault in a source shows before anything is built or run.
CHECK = ["book/test_rules", "book/test_install", "book/test_listings", "book/test_site"]
SLOW = [
    "site/",
    "products/",
    "demos/",
    "book/test_search",
    "book/test_browser",
]  # the last of what needs no Keras


def pytest_addoption(parser):
    """`--all`: prove again what was proved before. CI has proved nothing before."""
    parser.addoption("--all", action="store_true", help="prove everything again")


def pytest_configure(config):
    """Open what was proved before, and leave out the test modules that are."""
    proofs = Proofs(BOOK, config.getoption("--all") or os.environ.get("CI") == "true")
    config.stash[PROOFS] = proofs
    config.pluginmanager.register(Unchanged(proofs))


def pytest_collection_modifyitems(config, items):
    """Mark what `make check` runs; put the quick stages first and the listings last.

    Windows runs what needs no bash, no fork and no signals: the check, and every
    Python file of snippets/ in a process of its own.
    """
    if os.name == "nt":
        kept = [i for i in items if place(i) < len(CHECK) or i.name.startswith("test_file_runs_")]
        left_out = [item for item in items if item not in kept]
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept
        _report_lines.append(
            f"Windows leaves out {len(left_out)} tests (outputs, shell listings, the site in a "
            "browser, the tools); Linux and macOS run them."
        )
    for item in items:
        if place(item) < len(CHECK):
            item.add_marker(pytest.mark.check)
    items.sort(key=lambda item: (item.get_closest_marker("keras") is not None, place(item)))


def place(item) -> int:
    """Where a test stands in the order of stages."""
    name = item.path.relative_to(Path(__file__).parent).as_posix()
    for number, stage in enumerate(CHECK):
        if name.startswith(stage):
            return number
    return len(CHECK) + next((n for n, s in enumerate(SLOW, 1) if name.startswith(s)), 0)


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """Both editions, built once from an unchanged tree."""
    target = tmp_path_factory.mktemp("built") / "site"
    built = build_site(BOOK.root, target)
    assert built.returncode == 0, built.stdout + built.stderr
    return target


@pytest.fixture(scope="session")
def proofs(pytestconfig) -> Proofs:
    """What was proved before on this machine (tools/proof/cache.py); told at the run's end."""
    return pytestconfig.stash[PROOFS]


@pytest.fixture(scope="session", autouse=True)
def listings_under_way(request, tmp_path_factory):
    """Start, at the first test, what tests/book/test_runs.py asks about and must run.

    The programs take what the other tests leave of the processor. Call it to wait for the
    runs; it gives the proof.
    """
    asked = [item for item in request.session.items if "proving" in item.fixturenames]
    if not asked:
        yield None
        return
    from tests.book.test_runs import TASKS, asked_for

    proving = Proving(request.getfixturevalue("proofs"), TASKS)
    programs = proving.programs(*asked_for(asked))
    keep = tmp_path_factory.mktemp("images")

    def execute():
        with EXECUTING:
            proving.finish()

    with (
        running(programs, keep, proving.ended, politely=True, patience=patience()) as finish,
        ThreadPoolExecutor(1) as pool,
    ):
        cases = pool.submit(execute)  # at once: none of the programs takes longer

        def wait():
            finish()
            cases.result()
            return proving

        yield wait


@pytest.fixture(scope="session", autouse=True)
def pages_under_way(request, proofs, listings_under_way):
    """Run pages with pytest-codeblocks once our own runner has done, while other tests go on.

    Call it to wait for what tests/book/test_codeblocks.py asks about.
    """
    module = Path(__file__).parent / "book" / "test_codeblocks.py"
    asked = [i.callspec.params["task"] for i in request.session.items if i.path == module]
    kept = None if request.config.getoption("--all") else codeblocks.Kept(BOOK)
    if not asked:
        yield None
        return

    def work():
        if listings_under_way:
            listings_under_way()
        found = codeblocks.prove(asked, proofs, kept, say=lambda _: None, politely=True)
        if found.kept:
            _report_lines.append(
                f"{codeblocks.KIND}: {len(found.kept)} that take long were not run, "
                "since snippets/codeblocks.lock vouches for them"
            )
        return found

    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(work).result


@pytest.fixture(scope="session", autouse=True)
def backends_under_way(request, pages_under_way):
    """After that, run on JAX and PyTorch what tests/book/test_backends.py asks about.

    Call it to wait for the runs; it gives the rows that the table should have.
    """
    module = Path(__file__).parent / "book" / "test_backends.py"
    items = [i for i in request.session.items if i.path == module and hasattr(i, "callspec")]
    asked = [(i.callspec.params["task"], i.callspec.params["backend"]) for i in items]
    pairs = [(task, backend) for task, backend in asked if not missing(BOOK, backend)]
    if not pairs:
        yield list
        return

    def work():
        if pages_under_way:
            pages_under_way()
        return proved.prove(BOOK, pairs, say=lambda _: None, politely=True)

    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(work).result


@pytest.fixture(scope="session")
def executed() -> dict:
    """The notebooks of the cases by path, executed if their code has changed."""
    from tools.products import notebooks

    with EXECUTING:
        written = notebooks.write(BOOK, say=lambda _: None)
    return {path: nbformat.read(path, 4) for path in written}


@pytest.fixture(scope="module")  # Playwright starts once at a time
def chromium():
    """One browser for a file of tests. Without one, each test says how to get it."""
    try:
        with browser() as running:
            yield running
    except NoBrowser as error:
        pytest.fail(str(error))


@pytest.fixture(scope="module")
def root(site) -> str:
    """The address at which the built site is served to a file of tests."""
    with served(site, PREFIX) as address:
        yield address


@pytest.fixture
def tiny(tmp_path) -> Path:
    """The root of a copy of the tiny book, to break; MkDocs can build it."""
    return copy_tiny(tmp_path / "tiny")


@pytest.fixture(scope="session")
def say():
    """Call it with a line to print at the end of the whole run."""
    return _report_lines.append


def pytest_runtest_logreport(report):
    """Add up the time of each test module."""
    _seconds[report.location[0].removesuffix(".py")] += report.duration


def pytest_terminal_summary(terminalreporter, config):
    """Print the time by stage, what tests had to say, and what was proved before."""
    terminalreporter.section("time by stage")
    for name, seconds in _seconds.items():
        terminalreporter.write_line(f"{seconds:7.1f} s  {name}")
    for line in (*_report_lines, *config.stash[PROOFS].report()):
        terminalreporter.write_line(line)
