"""A browser over the built site: an installed Chromium first, Playwright's own otherwise."""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

FLAGS = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ADVICE = (
    "There is no browser. Install one:  apt-get install chromium fonts-noto-cjk  "
    "(or, where it can be downloaded,  .venv/bin/playwright install chromium)."
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_TEXT = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".map"}


class NoBrowser(RuntimeError):
    """No Chromium was found; the message says how to get one."""


def find() -> str | None:
    """Path of an installed Chromium or Chrome, or None."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


@contextlib.contextmanager
def browser() -> Iterator:
    """A running headless browser of Playwright. Raises NoBrowser, with advice."""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        sandbox = hasattr(os, "geteuid") and os.geteuid() != 0  # root has none
        try:
            running = playwright.chromium.launch(
                executable_path=find(), args=FLAGS, chromium_sandbox=sandbox
            )
        except Error as error:
            raise NoBrowser(f"{ADVICE}\n{error}") from error
        try:
            yield running
        finally:
            running.close()


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Files with gzip, as GitHub Pages serves them, and its 404 page."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            if not self.path.partition("?")[0].endswith("/"):
                return super().do_GET()  # redirects
            path = path / "index.html"
        status = 200
        if not path.is_file():
            path, status = Path(self.directory) / "404.html", 404
        body = path.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in _TEXT:
            body = gzip.compress(body, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address (http://127.0.0.1:PORT/) at which a folder is served until the block ends."""
    handler = functools.partial(_Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
