"""`make serve`: both editions at one address, and every kind of edit shows without a restart."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.support import copy_book


def get(url):
    """The text at a local address, or "" while it cannot be had."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.read().decode("utf-8")
    except OSError:
        return ""


def wait_for(condition, what, seconds=120):
    """Poll until `condition()` is true; fail naming what did not come."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return
        time.sleep(0.1)
    pytest.fail(f"{what} did not show within {seconds} s")


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    """A running preview of a copy: (folder, address)."""
    book = copy_book(tmp_path_factory.mktemp("serve") / "book")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {k: v for k, v in os.environ.items() if k not in {"SITE_URL", "REPO_URL", "REPO_NAME"}}
    env["NO_MKDOCS_2_WARNING"] = "1"
    with open(book / "serve.log", "w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
            cwd=book,
            env=env,
            stdout=log,
            stderr=log,
        )
    address = f"http://127.0.0.1:{port}/"
    try:
        wait_for(lambda: process.poll() is not None or get(address), "the preview")
        assert process.poll() is None, (book / "serve.log").read_text()
        yield book, address
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_both_editions_are_served(preview):
    _, address = preview
    assert '<html lang="zh"' in get(address) and '<html lang="en"' in get(address + "en/")


EDITS = [
    ("docs/en/start/verify.md", "{#verify}", "en-edit {#verify}", "en/start/verify/", "en-edit"),
    ("docs/zh/start/verify.md", "{#verify}", "zh-edit {#verify}", "start/verify/", "zh-edit"),
    ("snippets/start/verify/log.txt", "oneDNN", "snippet-edit", "en/start/verify/", "snippet-edit"),
    ("mkdocs.en.yml", "Getting Started", "Config-edit", "en/", "Config-edit"),
    ("mkdocs.yml", "site_name: Keras", "site_name: Zh-config-edit", "", "Zh-config-edit"),
]


@pytest.mark.parametrize("file, old, new, page, sign", EDITS, ids=[e[0] for e in EDITS])
def test_an_edit_shows_and_the_other_edition_stays(preview, file, old, new, page, sign):
    book, address = preview
    edit(book / file, old, new)
    wait_for(lambda: sign in get(address + page), f"the edit of {file}")
    assert '<html lang="zh"' in get(address) and '<html lang="en"' in get(address + "en/")


def test_a_faulty_edit_is_named_and_mended(preview):
    book, address = preview
    page, log = book / "docs/zh/start/verify.md", book / "serve.log"
    edit(page, "one_line.sh:ask", "one_line.sh:gone")
    wait_for(lambda: "has no section 'gone'" in log.read_text("utf-8"), "the fault")
    assert "Traceback" not in log.read_text("utf-8")
    edit(page, "one_line.sh:gone", "one_line.sh:ask")
    edit(page, "{#verify}", "mended {#verify}")
    wait_for(lambda: "mended" in get(address + "start/verify/"), "the mended page")
    assert '<html lang="en"' in get(address + "en/")
