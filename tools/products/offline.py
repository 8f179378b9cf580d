"""`make offline`: each edition as a zip that is read without a server and without a network.

The edition is built with Material's offline plugin (OFFLINE=true): addresses
end in .html, and search asks an index in a script. With the pages go their
notebooks and programs, and the zip of snippets unpacked. Left out is what only
a server or a programmer needs. The zip holds one folder; its index.html is the
home page.

`python -m tools offline` writes build/downloads/keras-book-<edition>-offline.zip.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tools.products import downloads
from tools.source.book import Book
from tools.source.edition import EDITIONS, Edition, edition
from tools.source.faults import BookError, shown_path

_SERVER = ("404.html", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json")
_README = """\
《Keras 入门指南》离线版，{book} 版：用浏览器打开 index.html。
Getting Started with Keras, version {book}, to read offline: open index.html in a browser.

阅读、搜索、图片和书内的链接都不需要网络；通往别的网站的链接需要。
Reading, search, pictures and links within the book need no network; links to other sites do.

NAME.py        页面 NAME.html 的 Python 代码，可以直接运行
               the Python listings of the page NAME.html, to run
NAME.ipynb     同一页的 Jupyter 笔记本 / the same page as a Jupyter notebook
snippets/      每一段代码和它的输出 / every listing, and its output

Keras {keras} · TensorFlow {tensorflow} · Python {python}
文字 CC BY 4.0，代码 MIT / Text CC BY 4.0, code MIT
"""


def build(book: Book, edition: Edition, target: Path):
    """Build one edition for reading from a folder. Raises BookError with what MkDocs says."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["--config-file", edition.config, "--site-dir", str(target)]
    built = subprocess.run(
        command,
        cwd=book.root,
        env={**os.environ, "OFFLINE": "true"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if built.returncode:
        raise BookError(f"{edition.config} cannot be built:\n{built.stdout}{built.stderr}")


def contents(book: Book, site: Path) -> dict[str, bytes]:
    """The files of the zip, by their names below its folder."""
    found = {}
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if path.is_file() and name not in _SERVER and not _is_for_programmers(name):
            found[name] = path.read_bytes()
    for name, body in downloads.snippets(book).items():
        # Page programs stand beside their pages.
        if "/" in name and not name.startswith("pages/"):
            found[f"snippets/{name}"] = body
    found["README.txt"] = _README.format(**book.versions.proved, book=book.versions.book).encode()
    found["LICENSE"] = (book.root / "LICENSE").read_bytes()
    return found


def _is_for_programmers(name):
    """Maps of minified files; the rules of languages that the search does not use."""
    return name.endswith(".map") or name.startswith("assets/javascripts/lunr/")


def write(book: Book, editions: Iterable[Edition] = EDITIONS) -> list[Path]:
    """Make the zips; returns their paths."""
    written = []
    for one in editions:
        with tempfile.TemporaryDirectory(prefix="offline-") as site:
            build(book, one, Path(site))
            top = f"keras-book-{one}"
            files = {f"{top}/{name}": body for name, body in contents(book, Path(site)).items()}
        name = downloads.KINDS["offline"].format(edition=one)
        written.append(downloads.save(book, name, downloads.pack(files)))
    return written


def main(book: Book, codes: list[str]) -> int:
    """Make the zips of the named editions, or of all, and say how large they are."""
    for path in write(book, [edition(code) for code in codes] or EDITIONS):
        print(f"wrote {shown_path(path)} ({downloads.size(path.stat().st_size)})")
    return 0
