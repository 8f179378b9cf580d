"""The book: its editions, their pages, and the folders where things stand.

Everything asks a `Book`: `Book.here()` is the one that these tools belong to, `Book(root)`
any copy. A book is read once; what changes on disk afterwards is seen by a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

import yaml

from tools.source.edition import EDITIONS, Edition
from tools.source.faults import BookError
from tools.source.page import Block, Page
from tools.source.versions import Versions


class _Settings(yaml.SafeLoader):
    """Reads MkDocs' settings; its own tags, such as `!ENV`, stand for nothing."""


_Settings.add_multi_constructor("!", lambda loader, suffix, node: None)


class Book:
    """A copy of the book on disk. `root` is the folder with mkdocs.yml.

    With `missing_outputs`, an output that pages include may not exist yet: it is empty.
    """

    editions = EDITIONS

    def __init__(self, root: Path, missing_outputs: bool = False):
        self.root = Path(root).absolute()
        self.missing_outputs = missing_outputs
        self.snippets = self.root / "snippets"
        self.assets = self.root / "docs" / "assets"
        self.lock = self.root / "requirements.txt"
        self.site = self.root / "site"  # as `make build` leaves it
        self.build = self.root / "build"  # what the tools make
        self.downloads = self.build / "downloads"  # and readers take away
        self.cache = self.root / ".cache"  # what need not be done again
        self._settings: dict[str, dict] = {}  # by the code of the edition

    @classmethod
    def here(cls) -> Book:
        """The book that these tools belong to."""
        return cls(Path(__file__).parents[2])

    def __repr__(self):
        return f"Book({str(self.root)!r})"

    # ---- pages

    @cached_property
    def _pages(self) -> dict[tuple[str, str], Page]:
        found = {}
        for edition in self.editions:
            for path in sorted((self.root / edition.folder).rglob("*.md")):
                page = Page(self, edition, path)
                found[edition.code, page.name] = page
        return found

    def pages(self, edition: Edition | None = None) -> list[Page]:
        """Every page, or those of one edition, by path."""
        return [p for p in self._pages.values() if edition in (None, p.edition)]

    @cached_property
    def names(self) -> list[str]:
        """The names of all pages, each once: `start/install`, the same in every edition."""
        return sorted({page.name for page in self.pages()})

    def page(self, edition: Edition, name: str) -> Page:
        """The page of that name. Raises BookError naming those that there are."""
        if (edition.code, name) not in self._pages:
            self.chosen([name])
            raise BookError(f"There is no {edition.folder}/{name}.md, but its twin is there.")
        return self._pages[edition.code, name]

    def twins(self, name: str) -> list[Page]:
        """The page of that name in each edition that has it."""
        return [p for e in self.editions if (p := self._pages.get((e.code, name)))]

    def chosen(self, names: Iterable[str]) -> list[str]:
        """These names of pages; all, if there are none.

        A name may be cut short to its last part: `install` for `start/install`. Raises
        BookError, with the nearest names, for one that no page has.
        """
        found = []
        for name in names:
            fits = [n for n in self.names if n == name or n.rpartition("/")[2] == name]
            if len(fits) != 1:
                near = fits or get_close_matches(name, self.names, 3, 0.5)
                near = near or [n for n in self.names if name in n]
                hint = f" Did you mean {' or '.join(near)}?" if near else ""
                raise BookError(f"There is no page '{name}'.{hint} Pages: {', '.join(self.names)}.")
            found += fits
        return found or self.names

    def settings(self, edition: Edition) -> dict:
        """MkDocs' settings of an edition, as its file has them."""
        if edition.code not in self._settings:
            text = (self.root / edition.config).read_text(encoding="utf-8")
            self._settings[edition.code] = yaml.load(text, _Settings)
        return self._settings[edition.code]

    def contents(self, edition: Edition) -> list[tuple[str, str | None]]:
        """The names of the pages in the order of the contents, each with the title of its part.

        A page outside of all parts has None.
        """
        return list(_pages_of(self.settings(edition)["nav"], None))

    @cached_property
    def order(self) -> list[str]:
        """The names of the pages in the order of the contents, that of the first edition."""
        return [name for name, _ in self.contents(self.editions[0])]

    def built(self) -> Path:
        """The folder of the built site. Raises BookError if `make build` has not been run."""
        if not (self.site / "index.html").is_file():
            raise BookError("There is no site/ yet. Run make build first.")
        return self.site

    # ---- listings

    def inventory(self) -> Iterator[tuple[Block, tuple[str, ...]]]:
        """Every listing once, with the places (`page:line`) that show it."""
        places: dict[tuple, list[Block]] = {}
        for page in self.pages():
            for block in page.listings:
                if block.is_listing:
                    places.setdefault((block.source, block.section), []).append(block)
        return ((blocks[0], tuple(b.where for b in blocks)) for blocks in places.values())

    # ---- versions

    @cached_property
    def versions(self) -> Versions:
        """The versions it is proved with, and its own."""
        return Versions(self.root)


def _pages_of(nav: list, part: str | None) -> Iterator[tuple[str, str | None]]:
    """The pages of a part of the contents; of one inside another, the inner title."""
    for entry in nav:
        ((title, target),) = entry.items()
        if isinstance(target, list):
            yield from _pages_of(target, title)
        else:
            yield target.removesuffix(".md"), part
