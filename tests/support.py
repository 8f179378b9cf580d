"""What several test modules need: the real book, copies of it, its built pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from tools.source.book import Book
from tools.source.page import Page

BOOK = Book.here()
DATA = Path(__file__).parent / "data"
ADDRESS = "https://book.example/keras/"  # where the tested site would be served
PREFIX = urlsplit(ADDRESS).path
SHARED_WITH_TINY = ["tools", "overrides", "LICENSE"]
SHARED_WITH_TINY += ["docs/assets/stylesheets", "docs/assets/javascripts"]
REPOSITORY = "https://github.com/you/keras-book"


# What the built site depends on: inputs of the tests that look at it (tests/unchanged.py).
SITE = (
    "docs",
    "snippets",
    "practice",
    "overrides",
    "mkdocs.yml",
    "mkdocs.en.yml",
    "pyproject.toml",
    "LICENSE",
)
SITE += ("tools/source", "tools/site", "tools/products", "tools/proof/proved.py")
SITE += ("tools/setup/make_venv.py",)


# The same without the pages: what stands round their text, and how it is made.
FRAME = tuple(name for name in SITE if name not in ("docs", "snippets", "practice"))
FRAME += ("docs/assets",)


def framed(*names: str) -> tuple[str, ...]:
    """What these pages of the built site depend on, in both editions: for tests that visit them."""
    pages = [page for page in BOOK.pages() if page.name in names]
    shown = {block.source for page in pages for block in page.listings}
    files = {*(page.path for page in pages), *shown}
    return (*FRAME, *sorted(file.relative_to(BOOK.root).as_posix() for file in files))


def name_of(page: Page) -> str:
    """What a page is called in a test's name: `en/start/install`."""
    return f"{page.edition}/{page.name}"


def build_site(root: Path, target: Path) -> subprocess.CompletedProcess:
    """Build both editions of a copy of the book, strictly, as they would be published.

    Not with --quiet: MkDocs counts only the warnings it would print.
    """
    env = dict(os.environ, NOTEBOOKS="cached", NO_MKDOCS_2_WARNING="1")
    env.update(SITE_URL=ADDRESS, REPO_URL=REPOSITORY, REPO_NAME="you/keras-book")
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
    for name in sources():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(BOOK.root / name, target / name)
    return target


def copy_tiny(target: Path) -> Path:
    """A copy of the tiny book, to break, with what it shares with the real one."""
    shutil.copytree(BOOK.root / "tests" / "tiny", target)
    for name in SHARED_WITH_TINY:
        (target / name).symlink_to(BOOK.root / name, target_is_directory=True)
    return target


def sources(*below: str) -> list[str]:
    """The files of the book that git knows or does not ignore, or those below some folders."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *below]
    names = subprocess.run(command, cwd=BOOK.root, capture_output=True, text=True, check=True)
    return [name for name in names.stdout.split("\0") if name and (BOOK.root / name).is_file()]


def html_of(site: Path, page: Page) -> Path:
    """The built HTML of a page."""
    return site / page.address / "index.html"


def soup(file: Path) -> BeautifulSoup:
    """A built page, parsed."""
    return BeautifulSoup(file.read_text("utf-8"), "html.parser")
