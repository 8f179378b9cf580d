"""MkDocs hook: one `mkdocs build` or `mkdocs serve` makes both editions.

mkdocs.yml is the Chinese edition; after it, mkdocs.en.yml is built into `en/`
of the same output. Both editions also get the shared files: docs/assets as
`assets/`, and pictures and programs of snippets/ as `snippets/`. Pages get
their programs (tools/source/programs.py) and their notebooks (tools/products/notebooks.py),
which mkdocs-jupyter puts beside the page; a preview executes none. What stands
in build/downloads/ is published as `downloads/` (tools/products/downloads.py). What a
build adds to a preview: pictures for links in chats (tools/site/social.py) and each
page's Content-Security-Policy (tools/site/policy.py).

With OFFLINE=true one edition is built, for reading from a folder (tools/products/offline.py).
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tools.products import downloads
from tools.products import notebooks  # noqa: E402
from tools.source.book import Book  # noqa: E402
from tools.source.edition import EDITIONS, edition  # noqa: E402
from tools.source.faults import BookError  # noqa: E402
from tools.source.page import Page  # noqa: E402
from tools.site.policy import with_policy  # noqa: E402
from tools.source.programs import program, stem  # noqa: E402
from tools.site.social import social_picture  # noqa: E402

SHARED = {"docs/assets": "assets", "snippets": "snippets"}
PUBLISHED = {".css", ".js", ".svg", ".png", ".ico", ".py", ".csv"}
SHIM = "assets/javascripts/iframe-worker.js"  # search without a server
log = get_plugin_logger("book")
SOURCE, *TWINS = EDITIONS
BOTH = ["docs/assets", "snippets", "overrides", "tools", "mkdocs.yml", "requirements.txt"]
INPUTS = {SOURCE: [SOURCE.folder], **{e: [e.folder, e.config] for e in TWINS}, None: BOTH}
_command = "build"
_parts: set = set()  # the editions that changed, in a live preview; None for all


def on_startup(command, dirty):
    """Remember whether this is a build or a live preview."""
    global _command
    _command = command


def is_offline(config) -> bool:
    """True if the edition is built for reading from a folder."""
    return config.plugins["material/offline"].config.enabled


def is_site(config) -> bool:
    """True if what is built will be served to others: no preview, no folder."""
    return _command != "serve" and not is_offline(config)


def on_config(config):
    """Fill in what both editions share: address of the English one, versions in the footer."""
    book, one = Book(ROOT), edition(config.extra["edition"])
    config.extra["book"], config.extra["edition"] = book, one
    if not config.site_url.endswith(f"/{one.prefix}"):
        config.site_url += one.prefix
    config.extra["root"] = config.site_url.removesuffix(one.prefix)
    config.extra["twin_edition"] = one.twin
    config.extra["up"] = "../" * one.prefix.count("/")  # from a home page to the root
    if is_offline(config):
        set_offline(config)
    stated = config.extra["proved"].format(**book.versions.proved)
    config.copyright = f"{stated}<br>{config.extra['license']}"
    return config


def set_offline(config):
    """No address of its own; the switch leads to the published twin, if there is one.

    Material's plugin would fetch its shim from another host: ours comes along.
    """
    published = not re.match(r"https?://(127\.|localhost)", config.site_url)
    config.extra["offline"] = True
    config.extra["alternate"] = published
    config.extra["polyfills"] = [SHIM]
    config.site_url = ""


def on_pre_build(config):
    """Write the notebooks of the edition; before the first one, the zip of snippets."""
    book, edition, offline = config.extra["book"], config.extra["edition"], is_offline(config)
    preview = _command == "serve" or os.environ.get("NOTEBOOKS") == "cached"
    try:
        notebooks.write(book, [edition], may_execute=not preview, say=log.info, offline=offline)
    except BookError as error:
        log.error(str(error))
        raise Abort("The notebooks could not be written.") from error
    if not offline:
        if edition is SOURCE:
            downloads.write_snippets(book)
        config.extra["downloads"] = downloads.offered(book, edition)


def on_files(files, config):
    """Add the files both editions share, the pages' programs, and what can be downloaded."""
    book, one = config.extra["book"], config.extra["edition"]
    for file in list(files.documentation_pages()):
        page = page_of(file, config)
        if not page.problems and (text := program(page)):
            uri = Path(file.dest_uri).with_name(program_name(page)).as_posix()
            files.append(File.generated(config, uri, content=text))
    for folder, url in SHARED.items():
        base = book.root / folder
        for path in sorted(base.rglob("*")):
            if path.suffix in PUBLISHED and path.is_file():
                uri = f"{url}/{path.relative_to(base).as_posix()}"
                files.append(File.generated(config, uri, abs_src_path=str(path)))
    if one is SOURCE and not is_offline(config):
        for path in downloads.files(book):
            uri = f"downloads/{path.name}"
            files.append(File.generated(config, uri, abs_src_path=str(path)))
        maps = "".join(f"Sitemap: {config.site_url}{e.prefix}sitemap.xml\n" for e in EDITIONS)
        robots = f"User-agent: *\nAllow: /\n\n{maps}"
        files.append(File.generated(config, "robots.txt", content=robots))
    return files


def page_of(file, config) -> Page:
    """The book's page behind a file of MkDocs."""
    return config.extra["book"].page(config.extra["edition"], file.src_uri.removesuffix(".md"))


def program_name(page: Page) -> str:
    """What the program of a page is called, beside it."""
    return f"{Path(stem(page.name)).name}.py"


def on_page_markdown(markdown, page, config, files):
    """Refuse a page with faulty listings; give a page its program and its notebook.

    mkdocs-jupyter is told of the notebook only now, when the page's Markdown is
    read and its renderer is chosen: the page is rendered like all others
    (JupyterLab's HTML weighs nine times as much), and mkdocs-jupyter publishes
    the executed notebook beside it.
    """
    source = page_of(page.file, config)
    if source.problems:
        raise PluginError("\n" + "\n".join(map(str, source.problems)))
    notebook = notebooks.notebook_path(
        source.book, source.edition, source.name, is_offline(config)
    )
    if source.python and notebook.exists():
        page.py_url = program_name(source)
        page.nb_url = notebook.name
        page.file.abs_src_path = str(notebook)
    if is_site(config):
        add_social_picture(page, config, files)
    return markdown


def add_social_picture(page, config, files):
    """Publish the page's picture at social/NAME.png, and tell the template its address."""
    title = page.meta["title"]
    text = page.meta["description"]
    picture = social_picture(
        config.extra["book"].cache / "social",
        config.extra["edition"],
        config.site_name,
        title,
        text,
    )
    if picture:
        uri = f"social/{page.file.src_uri[:-3]}.png"
        files.append(File.generated(config, uri, abs_src_path=str(picture)))
        page.meta["social"] = config.site_url + uri


def on_post_page(output, page, config):
    """Give a page of the site its policy; a preview, and search in a folder, would stop at it."""
    return with_policy(output) if is_site(config) else output


def on_post_template(output, template_name, config):
    """The same for the page that says that there is no such page."""
    return on_post_page(output, None, config) if template_name == "404.html" else output


def on_post_build(config):
    """After the source, build its twins."""
    if config.extra["edition"] is SOURCE and _parts != {SOURCE} and not is_offline(config):
        for twin in TWINS:
            build_twin(twin, Path(config.site_dir), config.site_url, config.strict)


def build_twin(twin, site: Path, site_url: str, strict: bool):
    """Build an edition into its folder of the site at `site_url`."""
    config = load_config(
        str(ROOT / twin.config),
        site_dir=str(site / twin.prefix),
        site_url=site_url,
        strict=strict,
    )
    config.plugins.on_startup(command=_command, dirty=False)
    build(config)


def on_serve(server, config, builder):
    """Watch the English pages too, and rebuild only the edition that changed."""
    (twin,) = TWINS
    for path in INPUTS[twin]:
        server.watch(str(ROOT / path))
    site, kept = Path(server.root), Path(f"{server.root}-kept")
    seen = {part: newest(paths) for part, paths in INPUTS.items()}

    def rebuild():
        global _parts
        now = {part: newest(paths) for part, paths in INPUTS.items()}
        _parts = {part for part in INPUTS if now[part] != seen[part]}
        seen.update(now)
        if _parts == {twin}:
            build_twin(twin, site, config.site_url, config.strict)
        elif _parts == {SOURCE}:
            (site / twin.prefix).rename(kept)  # that build empties the site's folder
            try:
                builder()
            finally:
                kept.rename(site / twin.prefix)
        else:
            builder()

    server.builder = rebuild


def newest(paths) -> float:
    """When anything below these paths last changed (a removal changes its folder)."""
    found = (file for path in paths for file in (ROOT / path, *(ROOT / path).rglob("*")))
    return max((file.stat().st_mtime for file in found if file.exists()), default=0.0)
