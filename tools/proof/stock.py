"""Inside a process of its own: run one page with the stock pytest-codeblocks.

`python stock.py PAGE.md OUTCOMES.json`, run by its path, in the folder that the listings
are to run in. What became of each item of the plugin goes to OUTCOMES.json: {"items": {"line
7": {"outcome": "passed", "expected": false, "raised": [], "text": ""}}, "cpu": 4.2}. `raised`
are the names of the exception's class and their bases, `expected` says that the item was
marked to fail, `cpu` how many seconds of processor all took together.
"""

import json
import os
import sys

import pytest


class Outcomes:
    """A pytest plugin that listens."""

    def __init__(self):
        self.items = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item, call):
        """Note what came of running an item, or of its being skipped before."""
        report = yield
        if report.when == "call" or report.outcome != "passed":
            error = call.excinfo.value if call.excinfo else None
            cause = getattr(error, "__context__", None) or error  # the plugin wraps it
            self.items[item.name] = {
                "outcome": report.outcome,
                "expected": hasattr(report, "wasxfail"),
                "raised": [c.__name__ for c in type(cause).__mro__] if cause else [],
                "text": str(report.longrepr or ""),
            }
        return report


if __name__ == "__main__":
    page, target = sys.argv[1:]
    sys.argv, outcomes = ["pytest"], Outcomes()
    sys.path.insert(0, "")
    options = ["--codeblocks", "-q", "-p", "no:cacheprovider", "-c", page + ".ini"]
    status = pytest.main([*options, page], plugins=[outcomes])
    with open(target, "w", encoding="utf-8") as file:
        json.dump({"items": outcomes.items, "cpu": sum(os.times()[:4])}, file)
    sys.exit(int(status) not in (0, 1, 5))  # 1: some failed, 5: none ran; the outcomes say so
