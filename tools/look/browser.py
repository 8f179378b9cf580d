"""A browser over the built site: an installed Chromium first, Playwright's own otherwise."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tools.setup import system

FLAGS = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ADVICE = (
    f"There is no browser. Install one:  {system.command('browser', 'chinese')}  "
    "(or, where it can be downloaded,  .venv/bin/playwright install chromium)."
)
_TEXT = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".map"}


class NoBrowser(RuntimeError):
    """No Chromium was found; the message says how to get one."""


def find() -> str | None:
    """Path of an installed Chromium or Chrome, or None."""
    return next(filter(None, map(shutil.which, system.BROWSERS)), None)


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
    """Files below a prefix, with gzip, as GitHub Pages serves them, and its 404 page."""

    protocol_version = "HTTP/1.1"
    folder: Path
    prefix: str

    def do_GET(self):
        asked = unquote(urlsplit(self.path).path)
        inside = asked.removeprefix(self.prefix) if asked.startswith(self.prefix) else ".."
        path = self.folder / inside
        if path.is_dir() and not asked.endswith("/"):
            self.send_response(301)
            self.send_header("Location", asked + "/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if path.is_dir():
            path /= "index.html"
        found = path.is_file() and ".." not in inside
        body, packed = answer(path if found else self.folder / "404.html")
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", self.guess_type(str(path) if found else "404.html"))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@cache
def answer(path: Path) -> tuple[bytes, bool]:
    """What is sent for a file, and whether it is gzipped. A served folder does not change."""
    body = path.read_bytes()
    if path.suffix in _TEXT:
        return gzip.compress(body, 6, mtime=0), True
    return body, False


@contextlib.contextmanager
def served(folder: Path, prefix: str = "/") -> Iterator[str]:
    """The address (http://127.0.0.1:PORT/) at which a folder is served until the block ends.

    `prefix` is the path below which it is served, as a project's pages are on
    GitHub (`/keras/`).
    """
    handler = type("Handler", (_Handler,), {"folder": Path(folder), "prefix": prefix})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join()
