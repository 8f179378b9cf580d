"""MkDocs hook: one `mkdocs build` or `mkdocs serve` makes both editions.

mkdocs.yml is the Chinese edition; after it, mkdocs.en.yml is built into `en/`
of the same output. Both editions also get the shared files: docs/assets as
`assets/`, and pictures and programs of snippets/ as `snippets/`. Case pages
get their executed notebooks (tools/notebooks.py), which mkdocs-jupyter puts
beside the page; a preview takes those it finds and executes nothing. What a
build adds to a preview: pictures for links in chats (tools/social.py) and each
page's Content-Security-Policy (tools/policy.py).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools import notebooks  # noqa: E402
from tools.listings import BookError, Page  # noqa: E402
from tools.policy import with_policy  # noqa: E402
from tools.social import social_picture  # noqa: E402
from tools.versions import proved  # noqa: E402

SHARED = {"docs/assets": "assets", "snippets": "snippets"}
PUBLISHED = {".css", ".js", ".svg", ".png", ".ico", ".py", ".csv"}
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


def on_config(config):
    """Fill in what both editions share: address of the English one, versions in the footer."""
    if config.extra["edition"] == "en" and not config.site_url.endswith("/en/"):
        config.site_url += "en/"
    config.copyright = f"{config.extra['proved'].format(**proved())}<br>{config.extra['license']}"
    return config


def on_pre_build(config):
    """Before the first edition, write the notebooks of both."""
    if config.extra["edition"] == "zh":
        preview = _command == "serve" or os.environ.get("NOTEBOOKS") == "cached"
        try:
            notebooks.write(may_execute=not preview, say=log.info)
        except BookError as error:
            log.error(str(error))
            raise Abort("A notebook could not be executed.") from error


def on_files(files, config):
    """Add the files both editions share."""
    for folder, url in SHARED.items():
        base = ROOT / folder
        for path in sorted(base.rglob("*")):
            if path.suffix in PUBLISHED and path.is_file():
                uri = f"{url}/{path.relative_to(base).as_posix()}"
                files.append(File.generated(config, uri, abs_src_path=str(path)))
    if config.extra["edition"] == "zh":
        robots = f"User-agent: *\nAllow: /\n\nSitemap: {config.site_url}sitemap.xml\n"
        robots += f"Sitemap: {config.site_url}en/sitemap.xml\n"
        files.append(File.generated(config, "robots.txt", content=robots))
    return files


def on_page_markdown(markdown, page, config, files):
    """Refuse a page with faulty listings; give a case page its notebook.

    mkdocs-jupyter is told of the notebook only now, when the page's Markdown is
    read and its renderer is chosen: the page is rendered like all others
    (JupyterLab's HTML weighs nine times as much), and mkdocs-jupyter publishes
    the executed notebook beside it.
    """
    source = Path(page.file.abs_src_path)
    problems = Page(source).problems
    if problems:
        raise PluginError("\n" + "\n".join(map(str, problems)))
    notebook = notebooks.notebook_path(config.extra["edition"], page.file.src_uri[:-3])
    if page.meta.get("notebook") and notebook.exists() and source.suffix == ".md":
        page.file.abs_src_path = str(notebook)
        page.nb_url = notebook.name
    if _command != "serve":
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
    """Give a built page its policy; a preview's own script would break it."""
    return output if _command == "serve" else with_policy(output)


def on_post_template(output, template_name, config):
    """The same for the page that says that there is no such page."""
    return on_post_page(output, None, config) if template_name == "404.html" else output


def on_post_build(config):
    """After the Chinese edition, build the English one into `en/`."""
    if config.extra["edition"] == "zh" and _parts != {"zh"}:
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
