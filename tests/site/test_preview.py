"""`make serve`: both editions at one address, and every kind of edit shows without a restart."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.support import BOOK, copy_tiny
from tools.proof.pace import patience

pytestmark = pytest.mark.inputs("tools", "overrides", "docs/assets", "tests/tiny")
CHINESE, ENGLISH = '<html lang="zh"', '<html lang="en"'


def get(url):
    """The text at a local address, or "" while it cannot be had."""
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.read().decode("utf-8")
    except OSError:
        return ""


class Preview:
    """A running preview of a copy of the tiny book."""

    def __init__(self, root):
        self.root, self.log = root, root / "serve.log"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.host = f"127.0.0.1:{probe.getsockname()[1]}"
        named = {"SITE_URL", "REPO_URL", "REPO_NAME", "NOTEBOOKS", "OFFLINE"}
        env = {k: v for k, v in os.environ.items() if k not in named}
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", self.host],
                cwd=root,
                env={**env, "NO_MKDOCS_2_WARNING": "1"},
                stdout=log,
                stderr=log,
            )
        self.wait_for(lambda: self.page(""), "the preview")

    def page(self, address):
        return get(f"http://{self.host}/{address}")

    def said(self):
        return self.log.read_text("utf-8")

    def wait_for(self, condition, what):
        """Poll until `condition()` is true; fail when the preview ends, or after long."""
        until = time.monotonic() + 120 * patience()
        while not condition():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < until, f"{what} did not show:\n{self.said()}"
            time.sleep(0.1)

    def edit(self, file, old, new):
        path = self.root / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    """A preview from a fresh clone: nothing is built, no case was executed."""
    tiny = copy_tiny(tmp_path_factory.mktemp("serve") / "tiny")
    (tiny / "overrides").unlink()  # a link to the book's
    shutil.copytree(BOOK.root / "overrides", tiny / "overrides")
    running = Preview(tiny)
    try:
        yield running
    finally:
        running.process.send_signal(signal.SIGINT)
        running.process.wait(timeout=60)


def test_both_editions_are_served_without_executed_cases(preview):
    assert CHINESE in preview.page("") and ENGLISH in preview.page("en/")
    assert "executing" not in preview.said()
    assert preview.page("en/start/first/first.ipynb").startswith("{")
    assert 'http-equiv="Content-Security-Policy"' not in preview.page("")


EDITS = [
    ("docs/en/start/first.md", "{#first}", "en-edit {#first}", "en/start/first/", "en-edit"),
    ("docs/zh/start/first.md", "{#first}", "zh-edit {#first}", "start/first/", "zh-edit"),
    ("snippets/home/add.loop.out", "60", "60 snippet-edit", "", "snippet-edit"),
    ("snippets/home/add.loop.out", "60", "60 again", "en/", "60 again"),
    ("snippets/help/glossary/terms.en.md", "|", "| row-edit", "en/help/glossary/", "row-edit"),
    ("mkdocs.en.yml", "A tiny book", "Config-edit", "en/", "Config-edit"),
    ("mkdocs.yml", "site_name: ", "site_name: Zh-config-edit", "", "Zh-config-edit"),
    ("overrides/partials/logo.html", "</svg>", "</svg><!-- T-edit -->", "en/", "T-edit"),
    ("mkdocs.en.yml", "Draw a line", "Nav-edit", "en/", "Nav-edit"),
]


@pytest.mark.parametrize("file, old, new, page, sign", EDITS, ids=[e[4] for e in EDITS])
def test_an_edit_shows_and_the_other_edition_stays(preview, file, old, new, page, sign):
    preview.edit(file, old, new)
    preview.wait_for(lambda: sign in preview.page(page), f"the edit of {file}")
    assert CHINESE in preview.page("") and ENGLISH in preview.page("en/")
    assert "docs" in preview.page("search/search_index.json")


def test_search_of_a_preview_knows_edited_and_other_pages(preview):
    preview.edit("docs/en/index.md", "{#tiny}", "words-to-find {#tiny}")
    index = "en/search/search_index.json"
    preview.wait_for(lambda: "words-to-find" in preview.page(index), "the edit in the index")
    assert '"location":"start/first/' in preview.page(index)


def test_a_faulty_edit_is_named_and_mended(preview):
    """Also after the other edition was built: what failed stays to be built."""
    preview.edit("docs/zh/start/first.md", "line.py:draw", "line.py:gone")
    preview.wait_for(lambda: "no section 'gone'" in preview.said(), "the fault")
    said = len(preview.said())
    preview.edit("docs/en/start/first.md", "{#draw}", "meanwhile {#draw}")
    preview.wait_for(lambda: "no section 'gone'" in preview.said()[said:], "the fault again")
    preview.edit("docs/zh/start/first.md", "line.py:gone", "line.py:draw")
    preview.wait_for(lambda: CHINESE in preview.page("start/first/"), "the mended page")
    assert "meanwhile" in preview.page("en/start/first/")
    assert "Traceback" not in preview.said()
