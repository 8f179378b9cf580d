"""Stock Material for MkDocs with the pages of this book, to measure the book beside it."""

from __future__ import annotations

import shutil
from pathlib import Path

from tools.source.book import Book

STOCK = """\
site_name: Stock
docs_dir: {edition}
site_dir: site-{edition}
theme: {{name: material, language: {edition}, font: false, features: [content.code.copy]}}
plugins: [search]
markdown_extensions: [admonition, attr_list, footnotes, md_in_html, tables, pymdownx.details,
  pymdownx.highlight, pymdownx.inlinehilite, pymdownx.superfences, toc,
  pymdownx.tabbed: {{alternate_style: true}}]
"""


def stock(book: Book, target: Path) -> Path:
    """The same pages for plain Material: in a folder, a configuration for each edition."""
    pictures = shutil.ignore_patterns("*.py", "*.out", "*.sh", "__pycache__")
    for edition in book.editions:
        for page in book.pages(edition):
            path = target / edition.code / f"{page.name}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page.expanded(), encoding="utf-8")
        for folder, to in ((book.assets, "assets"), (book.snippets, "snippets")):
            shutil.copytree(folder, target / edition.code / to, ignore=pictures)
        settings = STOCK.format(edition=edition)
        (target / f"{edition}.yml").write_text(settings, encoding="utf-8")
    return target
