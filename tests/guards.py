"""Guards of the tests themselves: each file holds tests, and each test comes to an end.

Hooks of pytest, which tests/conftest.py imports.
"""

import faulthandler
import signal
import threading

import pytest

from tools.proof.pace import patience

LIMIT = 300.0  # seconds for the body of a test, on a quick machine; @pytest.mark.limit(…)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    """A file of tests that holds none, or that skips itself, is an error."""
    report = yield
    if isinstance(collector, pytest.Module) and not report.failed and not report.result:
        why = "skips itself" if report.skipped else "holds no test"
        report.outcome, report.result = "failed", []
        report.longrepr = f"{collector.nodeid} {why}. Remove it, or see why its tests are not found"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """A test that does not end fails; where there is no alarm, it ends the run."""
    marker = item.get_closest_marker("limit")
    limit = (marker.args[0] if marker else LIMIT) * patience()
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        faulthandler.dump_traceback_later(limit, exit=True)
        try:
            return (yield)
        finally:
            faulthandler.cancel_dump_traceback_later()

    def ring(*_):
        pytest.fail(f"over its limit of {limit:.0f} s (tests/guards.py)")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        return (yield)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
