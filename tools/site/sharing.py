"""What an edition of the site is made of besides its pages.

Both editions get docs/assets as `assets/`, and pictures and programs of snippets/ as
`snippets/`. A page gets its program (tools/source/programs.py), its notebook
(tools/products/notebooks.py), its text as plain Markdown (tools/products/plain.py) and its
picture for chats (tools/site/social.py). What stands in build/downloads/ is published as
`downloads/` (tools/products/downloads.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File

from tools.products import downloads, feed, notebooks, plain, practice
from tools.proof.proved import Row
from tools.site.kept import Kept, renderers
from tools.site.proved_on import PROOF, proved_on, rows_by_page
from tools.site.social import social_picture
from tools.site.styles import STYLES, stylesheet, write_used
from tools.site.twins import Twins
from tools.source.book import Book
from tools.source.edition import EDITIONS, Edition, edition
from tools.source.faults import BookError
from tools.source.packages import to_install
from tools.source.page import Page
from tools.source.programs import program, stem

SHARED = {"docs/assets": "assets", "snippets": "snippets"}
PUBLISHED = {".css", ".js", ".svg", ".png", ".ico", ".py", ".csv"}
SHIM = "assets/javascripts/iframe-worker.js"  # search without a server
CASES = ("executed", "cached")  # the settings of extra.cases
log = get_plugin_logger("book")


class Making:
    """What one process makes, and where it stands: a build, or the builds of a preview.

    `book` and `edition` are those of the build under way; `kept` holds what was rendered
    before.
    """

    book: Book
    edition: Edition
    kept: Kept
    rows: dict[str, list[Row]]  # what became of the listings on other backends, by page

    def __init__(self, is_preview: bool = False):
        self.is_preview = is_preview
        self.is_offline = False
        self._twins: Twins | None = None

    @property
    def is_site(self) -> bool:
        """True if what is built will be served to others: no preview, no folder."""
        return not (self.is_preview or self.is_offline)

    def source(self, file: File) -> Page:
        """The book's page behind a file of MkDocs."""
        return self.book.page(self.edition, file.src_uri.removesuffix(".md"))

    def begin(self, config: MkDocsConfig):
        """Take up an edition: fill in what its settings leave to the tools."""
        self.book = Book(Path(config.config_file_path).parent)
        self.rows = rows_by_page(self.book)
        self.edition = one = edition(config.extra["edition"])
        self.is_offline = config.plugins["material/offline"].config.enabled
        self.kept = Kept(self.book.cache, f"{one}{'-offline' * self.is_offline}", renderers())
        config.extra["edition"] = one
        if not config.site_url.endswith(f"/{one.prefix}"):
            config.site_url += one.prefix
        config.extra["root"] = config.site_url.removesuffix(one.prefix)
        config.extra["twin_edition"] = one.twin
        config.extra["up"] = "../" * one.prefix.count("/")  # from a home page to the root
        if self.is_offline:
            set_offline(config)
        stated = config.extra["proved"].format(**self.book.versions.proved)
        given = ", ".join(f"{name} {value}" for name, value in self.book.versions.proved.items())
        config.extra["versions"] = f"{self.book.versions.book} ({given})"
        config.copyright = f"{stated}<br>{config.extra['license']}"

    def prepare(self, config: MkDocsConfig):
        """Write notebooks and the zips of code; with the source, start the other editions.

        The cases are executed before: twins share what that gives. Raises Abort if one fails.
        """
        if (cases := config.extra.get("cases", CASES[0])) not in CASES:
            raise Abort(f"{config.config_file_path}: extra.cases is {' or '.join(CASES)}")
        executes = cases == "executed" and not self.is_preview
        is_first = self.edition.is_source and not self.is_offline
        try:
            if executes:
                cases = [page.name for page in self.book.pages(self.edition) if page.is_case]
                self._write_notebooks(executes, cases)
            if is_first or self.is_offline:
                practice.write(self.book, config.extra["root"])
            if is_first:
                downloads.write_snippets(self.book)
                if not config.extra.get("alone"):
                    self.kept.ready()
                    self._twins = Twins(self.book, config, self.is_preview)
            self._write_notebooks(executes)
        except BookError as error:
            log.error(str(error))
            raise Abort("The notebooks could not be written.") from error
        if not self.is_offline:
            config.extra["downloads"] = downloads.offered(self.book, self.edition)

    def _write_notebooks(self, executes: bool, names: Iterable[str] = ()):
        notebooks.write(
            self.book,
            [self.edition],
            may_execute=executes,
            say=log.info,
            offline=self.is_offline,
            names=names,
        )

    def finish(self, config: MkDocsConfig):
        """Add plain Markdown and the feed, shorten the styles, take in the other editions.

        Raises Abort if one of these could not be built.
        """
        if not self.is_offline:
            site, root = Path(config.site_dir), config.extra["root"]
            plain.write(self.book, self.edition, site, root)
            text = feed.feed(self.book, self.edition, root)
            (site / feed.FILE).write_text(text, encoding="utf-8")
        if not self.is_preview:
            write_used(Path(config.site_dir))
        if self._twins:
            twins, self._twins = self._twins, None
            twins.finish(Path(config.site_dir))

    def give_up(self):
        """The source could not be built: say at least what the others have to say."""
        if self._twins:
            twins, self._twins = self._twins, None
            twins.give_up()


def set_offline(config: MkDocsConfig):
    """No address of its own; the switch leads to the published twin, if there is one.

    Material's plugin would fetch its shim from another host: ours comes along.
    """
    published = not re.match(r"https?://(127\.|localhost)", config.site_url)
    config.extra["offline"] = True
    config.extra["alternate"] = published
    config.extra["polyfills"] = [SHIM]
    config.site_url = ""


def files(making: Making, config: MkDocsConfig, pages: Iterable[File]) -> Iterator[File]:
    """The files that an edition gets besides its pages, which are given."""
    book = making.book
    for file in list(pages):
        page = making.source(file)
        if not page.problems and (text := program(page)):
            uri = Path(file.dest_uri).with_name(program_name(page)).as_posix()
            yield File.generated(config, uri, content=text)
    for path, uri in shared(book):
        if uri == STYLES:
            try:
                content = stylesheet(path.read_text("utf-8"), config)
            except ValueError as error:
                raise PluginError(str(error)) from error
            yield File.generated(config, uri, content=content)
        else:
            yield File.generated(config, uri, abs_src_path=str(path))
    main = making.edition.is_source and not making.is_offline
    for path in downloads.files(book):
        if main or path.name == downloads.PRACTICE:  # a page of each edition links to that
            yield File.generated(config, f"downloads/{path.name}", abs_src_path=str(path))
    if main:
        maps = "".join(f"Sitemap: {config.site_url}{e.prefix}sitemap.xml\n" for e in EDITIONS)
        robots = f"User-agent: *\nAllow: /\n\n{maps}"
        yield File.generated(config, "robots.txt", content=robots)


def shared(book: Book) -> Iterator[tuple[Path, str]]:
    """The files that both editions get, and their addresses below the edition's home."""
    for folder, url in SHARED.items():
        base = book.root / folder
        for path in sorted(base.rglob("*")):
            if path.suffix in PUBLISHED and path.is_file():
                yield path, f"{url}/{path.relative_to(base).as_posix()}"


def program_name(page: Page) -> str:
    """What the program of a page is called, beside it."""
    return f"{Path(stem(page.name)).name}.py"


def give(making: Making, config: MkDocsConfig, page, files):
    """Give a page of MkDocs its program, notebook and picture, and its place in the book.

    Raises PluginError with what is wrong with its listings.

    The notebook is published by mkdocs-jupyter, which takes for a notebook what the page's
    file names as its source (`abs_src_path`, which MkDocs lets anybody set). It is named
    here and not earlier, when mkdocs-jupyter chooses who renders the page: the page is
    rendered like all others, as JupyterLab's HTML weighs nine times as much. Its one other
    setting for files beside a page, `data_files`, works for notebooks only.
    """
    source = making.source(page.file)
    if source.problems:
        raise PluginError("\n" + "\n".join(map(str, source.problems)))
    notebook = notebooks.notebook_path(making.book, making.edition, source.name, making.is_offline)
    if source.python and notebook.exists():
        page.py_url = program_name(source)
        page.nb_url = notebook.name
        codes = (block.code for block in source.python)
        page.packages = " ".join(to_install(making.book.versions, codes))
        page.file.abs_src_path = str(notebook)
        page.proved_on, page.but = proved_on(source, making.rows.get(source.name, []))
        told = files.get_file_from_path(f"{PROOF}.md")
        page.proof = f"{told.url}#backends" if told else None
    order = making.book.order
    page.position = order.index(source.name) + 1 if source.name in order else None
    if making.is_site:
        title, text = page.meta["title"], page.meta["description"]
        folder = making.book.cache / "social"
        shown = first_drawn(source) if page.is_homepage else None
        words = (config.site_name, title, text)
        if drawn := social_picture(folder, making.edition, *words, shown=shown):
            uri = f"social/{source.name}.png"
            files.append(File.generated(config, uri, abs_src_path=str(drawn)))
            page.meta["social"] = config.site_url + uri


def first_drawn(page: Page) -> Path | None:
    """The first picture of a page that a listing drew, or None."""
    names = (image.src.partition("snippets/")[2] for image in page.outline.images)
    return next((page.book.snippets / name for name in names if name.endswith(".png")), None)
