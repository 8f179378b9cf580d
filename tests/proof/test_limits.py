"""Guards of the tests themselves (tests/guards.py), in a run of pytest of their own."""

import os
import subprocess
import sys

import pytest

from tools.source.book import Book

pytestmark = pytest.mark.inputs("tools/proof/pace.py", "tools/source")

CONFTEST = "from tests.guards import pytest_make_collect_report, pytest_runtest_call\n"
INI = "[pytest]\nmarkers = limit: seconds\n    keras: x\n"
INI += "empty_parameter_set_mark = fail_at_collect\naddopts = --continue-on-collection-errors\n"
GOOD = "def test_good():\n    pass\n"


@pytest.fixture
def result(tmp_path):
    """Call it with the text of a test file, beside which a good one stands."""

    def result(text, *options):
        for name, content in {
            "conftest.py": CONFTEST,
            "pytest.ini": INI,
            "test_one.py": text,
            "test_two.py": GOOD,
        }.items():
            (tmp_path / name).write_text(content)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options]
        env = {**os.environ, "PYTHONPATH": str(Book.here().root)}
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    return result


@pytest.mark.parametrize(
    "text, says",
    [
        ("raise RuntimeError('at import')", "at import"),
        ("import pytest\npytest.skip('no', allow_module_level=True)", "skips itself"),
        ("x = 1", "test_one.py holds no test"),
        ("import pytest\n@pytest.mark.parametrize('x', [])\ndef test_x(x): pass", "test_x"),
    ],
)
def test_a_file_without_tests_fails_the_run(result, text, says):
    """Yet the other files are run."""
    status, said = result(text)
    assert status == 1 and says in said and "1 passed" in said, said


def test_what_the_user_leaves_out_is_no_fault(result):
    assert result(GOOD, "-k", "test_two")[0] == 0
    assert result("x = 1", "test_two.py")[0] == 0
    assert result(GOOD)[0] == 0


@pytest.mark.skipif(os.name == "nt", reason="there is no alarm")
def test_a_test_that_does_not_end_fails(result):
    text = "import pytest, time\n@pytest.mark.limit(0.2)\ndef test_hangs():\n    time.sleep(300)\n"
    status, said = result(text)
    assert status == 1 and "over its limit" in said and "1 passed" in said
