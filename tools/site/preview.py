"""The live preview: an edit rebuilds the edition that it belongs to, the others stay.

What belongs to all editions (templates, snippets, tools) rebuilds all of them.
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from tools.site.twins import build_edition
from tools.source.book import Book
from tools.source.edition import Edition

SHARED = ("docs/assets", "snippets", "overrides", "tools", "requirements.txt", "pyproject.toml")


class Preview:
    """A preview that serves the site of a book; `config` is that of its source."""

    def __init__(self, book: Book, server: LiveReloadServer, config: MkDocsConfig):
        self.book, self.server = book, server
        self.site, self.site_url, self.strict = Path(server.root), config.site_url, config.strict
        self._seen = {path: newest(book.root / path) for path in self._inputs()}
        self._stale: set[Edition] = set()  # to be built; stays when a build fails

    def begin(self):
        """Watch all inputs from now on, and rebuild what they change."""
        for path in self._inputs():
            self.server.watch(str(self.book.root / path))
        self.server.builder = self.rebuild

    def _inputs(self) -> dict[str, set[Edition]]:
        """Folders and files, and the editions that are made from them."""
        editions = self.book.editions
        own = {path: {e} for e in editions for path in (e.folder, e.config)}
        own[editions[0].config] = set(editions)  # the others inherit it
        return own | dict.fromkeys(SHARED, set(editions))

    def rebuild(self):
        """Build the editions whose inputs changed. Raises what MkDocs raises for a fault."""
        for path, editions in self._inputs().items():
            if (now := newest(self.book.root / path)) != self._seen[path]:
                self._seen[path] = now
                self._stale |= editions
        for edition in self.book.editions:
            if edition in self._stale:
                self._build(edition)
                self._stale.remove(edition)

    def _build(self, edition: Edition):
        """Build one edition where it is served. The others, below it, are put aside meanwhile."""
        target = self.site / edition.prefix
        others = [self.site / e.prefix for e in self.book.editions if e is not edition]
        aside = {
            path: self.site.with_name(f"{self.site.name}-{number}")
            for number, path in enumerate(others)
            if path.is_relative_to(target) and path.exists()
        }
        for path, kept in aside.items():
            path.rename(kept)
        try:
            config = self.book.root / edition.config
            build_edition(config, target, self.site_url, self.strict, "serve", alone=True)
        finally:
            for path, kept in aside.items():
                kept.rename(path)


def newest(path: Path) -> float:
    """When a file, or anything in a folder, last changed (a removal changes its folder)."""
    found = (path, *path.rglob("*"))
    return max((file.stat().st_mtime for file in found if file.exists()), default=0.0)
