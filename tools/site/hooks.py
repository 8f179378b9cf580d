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
from tools.source.listings import BookError, Page  # noqa: E402
from tools.site.policy import with_policy  # noqa: E402
from tools.source.programs import code_blocks, program, stem  # noqa: E402
from tools.site.social import social_picture  # noqa: E402
from tools.source.versions import proved  # noqa: E402

SHARED = {"docs/assets": "assets", "snippets": "snippets"}
PUBLISHED = {".css", ".js", ".svg", ".png", ".ico", ".py", ".csv"}
SHIM = "assets/javascripts/iframe-worker.js"  # search without a server
log = get_plugin_logger("book")
_command = "build"
_parts: set[str] = set()  # what changed, in a live preview
INPUTS = {
    "zh": ["docs/zh"],
    "en": ["docs/en", "mkdocs.en.yml"],
    "both": ["docs/assets", "snippets", "overrides", "tools", "mkdocs.yml", "requirements.txt"],
}


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
    if is_offline(config):
        set_offline(config)
    elif config.extra["edition"] == "en" and not config.site_url.endswith("/en/"):
        config.site_url += "en/"
    config.copyright = f"{config.extra['proved'].format(**proved())}<br>{config.extra['license']}"
    return config


def set_offline(config):
    """No address of its own; the switch leads to the published twin, if there is one.

    Material's plugin would fetch its shim from another host: ours comes along.
    """
    published = not re.match(r"https?://(127\.|localhost)", config.site_url)
    config.extra["offline"] = True
    config.extra["twin_root"] = config.site_url + ("en/" if config.extra["edition"] == "zh" else "")
    config.extra["alternate"] = published
    config.extra["polyfills"] = [SHIM]
    config.site_url = ""


def on_pre_build(config):
    """Write the notebooks of the edition; before the first one, the zip of snippets."""
    edition, offline = config.extra["edition"], is_offline(config)
    preview = _command == "serve" or os.environ.get("NOTEBOOKS") == "cached"
    try:
        notebooks.write([edition], may_execute=not preview, say=log.info, offline=offline)
    except BookError as error:
        log.error(str(error))
        raise Abort("The notebooks could not be written.") from error
    if not offline:
        if edition == "zh":
            downloads.write_snippets()
        config.extra["downloads"] = downloads.offered(edition)


def on_files(files, config):
    """Add the files both editions share, the pages' programs, and what can be downloaded."""
    for file in list(files.documentation_pages()):
        page = Page(Path(file.abs_src_path))
        if not page.problems and (text := program(page)):
            uri = Path(file.dest_uri).with_name(program_name(page)).as_posix()
            files.append(File.generated(config, uri, content=text))
    for folder, url in SHARED.items():
        base = ROOT / folder
        for path in sorted(base.rglob("*")):
            if path.suffix in PUBLISHED and path.is_file():
                uri = f"{url}/{path.relative_to(base).as_posix()}"
                files.append(File.generated(config, uri, abs_src_path=str(path)))
    if config.extra["edition"] == "zh" and not is_offline(config):
        for path in downloads.files():
            uri = f"downloads/{path.name}"
            files.append(File.generated(config, uri, abs_src_path=str(path)))
        robots = f"User-agent: *\nAllow: /\n\nSitemap: {config.site_url}sitemap.xml\n"
        robots += f"Sitemap: {config.site_url}en/sitemap.xml\n"
        files.append(File.generated(config, "robots.txt", content=robots))
    return files


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
    source = Page(Path(page.file.abs_src_path))
    if source.problems:
        raise PluginError("\n" + "\n".join(map(str, source.problems)))
    notebook = notebooks.notebook_path(source.edition, source.name, is_offline(config))
    if code_blocks(source) and notebook.exists():
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
    picture = social_picture(config.extra["edition"], config.site_name, title, text)
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
    """After the Chinese edition, build the English one into `en/`."""
    if config.extra["edition"] == "zh" and _parts != {"zh"} and not is_offline(config):
        build_english(Path(config.site_dir), config.site_url, config.strict)


def build_english(site: Path, site_url: str, strict: bool):
    """Build mkdocs.en.yml into `en/` of the site at `site_url`."""
    english = load_config(
        str(ROOT / "mkdocs.en.yml"),
        site_dir=str(site / "en"),
        site_url=f"{site_url}en/",
        strict=strict,
    )
    english.plugins.on_startup(command=_command, dirty=False)
    build(english)


def on_serve(server, config, builder):
    """Watch the English pages too, and rebuild only the edition that changed."""
    for path in ("docs/en", "mkdocs.en.yml"):
        server.watch(str(ROOT / path))
    site, kept = Path(server.root), Path(f"{server.root}-kept")
    seen = {part: newest(paths) for part, paths in INPUTS.items()}

    def rebuild():
        global _parts
        now = {part: newest(paths) for part, paths in INPUTS.items()}
        _parts = {part for part in INPUTS if now[part] != seen[part]}
        seen.update(now)
        if _parts == {"en"}:
            build_english(site, config.site_url, config.strict)
        elif _parts == {"zh"}:
            (site / "en").rename(kept)  # the Chinese build empties the site's folder
            try:
                builder()
            finally:
                kept.rename(site / "en")
        else:
            builder()

    server.builder = rebuild


def newest(paths) -> float:
    """When anything below these paths last changed (a removal changes its folder)."""
    found = (file for path in paths for file in (ROOT / path, *(ROOT / path).rglob("*")))
    return max((file.stat().st_mtime for file in found if file.exists()), default=0.0)
