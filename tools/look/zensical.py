"""Build the same pages with Zensical, the successor of Material, and say what differs.

Zensical reads mkdocs.yml, but leaves out hooks, our templates and plugins it
does not know. So each edition is staged in build/zensical: its pages, the
files that the hook shares, and the settings without those three. Compared is,
page by page, what a reader would miss: headings with their ids, listings and
outputs, pictures, tables, notes and links. `python -m tools zensical` prints
how much differs, writes build/zensical/differences.txt, and ends with status 1
if a page is missing or a listing differs. It needs a built site/, and PyPI,
from which uv takes the newest Zensical.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml
from bs4 import BeautifulSoup

from tools.site.sharing import shared
from tools.source.book import Book
from tools.source.edition import Edition
from tools.source.faults import BookError, shown_path

KEPT = ("site_name", "site_description", "site_url", "nav", "extra_css", "markdown_extensions")
_UV = [sys.executable, "-m", "uv", "run", "--no-project", "--isolated", "--with", "zensical"]


def settings(book: Book, edition: Edition) -> dict:
    """What Zensical is told: the edition's settings without hooks, templates and plugins."""
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.utils.yaml import get_yaml_loader, yaml_load

    path = book.root / edition.config
    with open(path, encoding="utf-8") as file:
        ours = yaml_load(file, get_yaml_loader(config=MkDocsConfig(str(path))))
    found = {key: ours[key] for key in KEPT if key in ours}
    found["markdown_extensions"]["pymdownx.snippets"]["base_path"] = [str(book.snippets)]
    found["theme"] = {k: v for k, v in ours["theme"].items() if k != "custom_dir"}
    found["plugins"] = {"search": ours["plugins"]["search"]}
    return {**found, "docs_dir": "docs", "site_dir": "site"}


def build(book: Book, edition: Edition, stage: Path) -> str:
    """Stage and build an edition; what Zensical said. Raises BookError with its last lines."""
    shutil.rmtree(stage, ignore_errors=True)
    shutil.copytree(book.root / edition.folder, stage / "docs")
    for path, uri in shared(book):
        target = stage / "docs" / uri
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    text = yaml.safe_dump(settings(book, edition), allow_unicode=True, sort_keys=False)
    (stage / "mkdocs.yml").write_text(text, encoding="utf-8")
    ran = subprocess.run(
        [*_UV, "zensical", "build", "--config-file", "mkdocs.yml"],
        cwd=stage,
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if ran.returncode:
        tail = "\n".join((ran.stdout + ran.stderr).strip().splitlines()[-3:])
        raise BookError(f"Zensical cannot build the edition {edition}:\n{tail}")
    return ran.stdout + ran.stderr


def seen(page: Path) -> dict[str, list[str]]:
    """What a reader meets on a built page, by kind, in order, as text to compare."""
    article = BeautifulSoup(page.read_text("utf-8"), "html.parser").select_one("article")
    for extra in article.select(
        ".headerlink, .book-code, .book-take, .book-place, .book-mend, .md-content__button, nav"
    ):
        extra.decompose()

    def words(tag):
        return re.sub(r"\s+", " ", tag.get_text()).strip()

    return {
        "headings": [f"{h.name} #{h.get('id')} {words(h)}" for h in article.select("h1,h2,h3,h4")],
        "listings and outputs": [
            f"{' '.join(box.get('class', []))}\n{box.select_one('pre').get_text()}"
            for box in article.select("div.highlight")
        ],
        "pictures": [
            f"{i.get('src')} {i.get('width')} {i.get('alt')}" for i in article.select("img")
        ],
        "tables": [
            " | ".join(words(cell) for cell in row.select("th, td")) for row in article.select("tr")
        ],
        "links": [f"{words(a)} → {a.get('href')}" for a in article.select("a[href]")],
        "notes": [words(item) for item in article.select("ol > li, .admonition-title, summary")],
    }


def differences(ours: Path, theirs: Path, names: list[str]) -> dict[str, list[str]]:
    """Lines that differ between two built editions, by "PAGE: KIND", "-" ours and "+" theirs."""
    found = {}
    for name in names:
        if not (theirs / name).exists():
            found[f"{name}: page"] = ["- the whole page"]
            continue
        mine, other = seen(ours / name), seen(theirs / name)
        for kind in mine:
            lines = list(difflib.unified_diff(mine[kind], other[kind], lineterm="", n=0))[2:]
            if changed := [line for line in lines if not line.startswith("@@")]:
                found[f"{name}: {kind}"] = changed
    return found


def main(book: Book) -> int:
    """Build and compare both editions; the exit status."""
    site, staged, lines, worst = book.built(), book.build / "zensical", [], 0
    for edition in book.editions:
        stage = staged / edition.code
        build(book, edition, stage)
        names = [
            edition.address(name).removeprefix(edition.prefix) + "index.html" for name in book.names
        ]
        found = differences(site / edition.prefix, stage / "site", names)
        print(f"{edition}: {len(names)} pages, {len(found)} differences")
        for where, changed in found.items():
            print(f"  {where}: {len(changed)} lines")
            lines += [f"{edition}/{where}", *changed, ""]
            worst |= where.endswith((": page", ": listings and outputs"))
    report = staged / "differences.txt"
    report.write_text("\n".join(lines), encoding="utf-8")
    print(f"{shown_path(report)} has every line.")
    return worst
