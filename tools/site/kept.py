"""What was rendered before and has not changed: pages, their search entries, templates.

It stands in .cache. A page's HTML is kept under a digest of all that it is made from: its
text and the snippets in it, Markdown's settings, the addresses of all files (which links
become), the versions of what renders, and tools/site itself. A page at which MkDocs has
something to say is not kept, so that it says it again.

Search reads a page without the colours of its code: they are most of its tags, and no part
of its words.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import sys
from collections.abc import Iterator
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path

import jieba
from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from tools.source.page import Page as Source

_RENDER = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "pygments", "jieba")
_INCLUDE = re.compile(r"--8<--(?:[ \t]+\"([^\"]+)\")?")
_COLOUR = re.compile(r'<span class="[a-z]{1,3}[0-9]?">|<span>|</span>')
_CODE = re.compile(r"(<pre\b[^>]*>.*?</pre>)", re.S)


class Kept:
    """What is kept of one edition under its `name`, in the folder of the book's cache.

    `made_with` says what renders it: when that changes, all is rendered anew.
    """

    def __init__(self, folder: Path, name: str, made_with: list[str]):
        self._cache, self._made_with = folder, made_with
        self._pages = folder / "pages" / name
        self._basis = ""  # a digest of what all pages depend on
        self._files: Files
        self._config: MkDocsConfig
        self._records: dict[str, tuple[Path, dict]] = {}  # of the pages of this build

    def ready(self):
        """Read the Chinese dictionary, if nothing is kept yet, before processes part.

        Search needs it for both editions (the English pages have a few Chinese words), and
        reading it takes seconds.
        """
        if not self._pages.exists():
            jieba.initialize()

    def begin(self, config: MkDocsConfig, files: Files):
        """Take the settings of a build and the files that its pages may link to."""
        self._config, self._files = config, files
        addresses = sorted((file.src_uri, file.url) for file in files)
        extensions = [config.markdown_extensions, config.mdx_configs]
        self._basis = _digest(self._made_with, config.use_directory_urls, addresses, extensions)
        if search := config.plugins.get("material/search"):
            index = search.search_index
            add = index.add_entry_from_context
            index.add_entry_from_context = partial(self._index, search, add)

    def templates(self, env: Environment):
        """Let Jinja keep what it compiles; it compares each template with its source."""
        folder = self._cache / "templates"
        folder.mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = FileSystemBytecodeCache(str(folder))

    # ---- pages

    def offer(self, page: Page, source: Source):
        """Have a page of MkDocs rendered by what is kept of it, if that is still true."""
        page.render = partial(self._render, page, source)

    def _render(self, page: Page, source: Source, config: MkDocsConfig, files: Files):
        """As Page.render of MkDocs, which this calls if nothing is kept."""
        key = _digest(self._basis, page.markdown, list(_included(source)))
        path = self._pages / f"{source.name.replace('/', '-')}.json"
        record = _read(path)
        if record.get("key") == key:
            page.content = record["content"]
            page.toc = get_toc(record["toc"])
            page._title_from_render = record["title"]
            page.present_anchor_ids = set(record["ids"])
            page.links_to_anchors = {
                self._files.get_file_from_path(uri): links for uri, links in record["links"].items()
            }
        else:
            with _Listener() as heard:
                Page.render(page, config, files)
            if heard.something or page.links_to_anchors is None:
                return
            record = {
                "key": key,
                "content": page.content,
                "toc": [_token(item) for item in page.toc],
                "title": page._title_from_render,
                "ids": sorted(page.present_anchor_ids),
                "links": {file.src_uri: links for file, links in page.links_to_anchors.items()},
            }
            _write(path, record)
        self._records[page.file.src_uri] = path, record

    # ---- search

    def _index(self, search, add_entry_from_context, page: Page):
        """Add a page to Material's search index, as its own method does, which this calls."""
        path, record = self._records.get(page.file.src_uri, (None, {}))
        entries = search.search_index.entries
        key = _digest(page.content, page.title, page.url, page.meta, dict(search.config))
        if record.get("search_key") == key:
            entries += record["entries"]
            return
        content, count = page.content, len(entries)
        page.content = without_colours(content)
        add_entry_from_context(page)
        page.content = content
        if path:
            _write(path, {**record, "search_key": key, "entries": entries[count:]})


def without_colours(html: str) -> str:
    """HTML without the spans that Pygments put into its code blocks."""
    parts = _CODE.split(html)
    parts[1::2] = [_COLOUR.sub("", part) for part in parts[1::2]]
    return "".join(parts)


class _Listener(logging.Handler):
    """Hears whether MkDocs or Markdown said something that a user would see."""

    def __init__(self):
        super().__init__(logging.INFO)
        self.something = False
        self._loggers = [logging.getLogger(name) for name in ("mkdocs", "MARKDOWN")]

    def emit(self, record):
        self.something = True

    def __enter__(self):
        for logger in self._loggers:
            logger.addHandler(self)
        return self

    def __exit__(self, *error):
        for logger in self._loggers:
            logger.removeHandler(self)


def _included(source: Source) -> Iterator[str]:
    """The files that a page includes, and those that they include: names and texts."""
    seen, todo = set(), ["\n".join(source.lines)]
    while todo:
        for name in _INCLUDE.findall(todo.pop()):
            path = source.book.snippets / name.partition(":")[0]
            if path not in seen and path.is_file():
                seen.add(path)
                todo.append(path.read_text("utf-8", errors="replace"))
                yield from (name, todo[-1])


def _token(item) -> dict:
    """An entry of a page's contents as Markdown gives it."""
    children = [_token(child) for child in item.children]
    return {"name": item.title, "id": item.id, "level": item.level, "children": children}


def _write(path: Path, record: dict):
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(record), encoding="utf-8")
    draft.replace(path)


def _read(path: Path) -> dict:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


@cache
def renderers() -> list[str]:
    """The versions of what renders, and the text of tools/site."""
    texts = [path.read_text("utf-8") for path in sorted(Path(__file__).parent.glob("*.py"))]
    return [sys.version, *map(version, _RENDER), *texts]


def _digest(*parts) -> str:
    text = json.dumps(parts, default=_plain, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value) -> str:
    return os.fspath(value) if hasattr(value, "__fspath__") else str(value)
