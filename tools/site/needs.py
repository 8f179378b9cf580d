"""What a page takes for granted, shown under its title: the terms of `needs`, as links.

tools/rules/order.py holds that they are introduced on earlier pages.
"""

from __future__ import annotations

import posixpath

from tools.source.outline import HEADING
from tools.source.page import Page
from tools.source.terms import named


def with_needs(page: Page, markdown: str) -> str:
    """The Markdown of a page, with a line on what it needs behind its title, if it needs any."""
    by_name = named(page.book, page.edition)
    links = [
        f"[{name}]({_address(page, by_name[name])})"
        for name in page.meta.get("needs") or ()
        if name in by_name  # an unknown one is a fault that make check names
    ]
    if not links:
        return markdown
    words = page.edition.words
    line = words["needs"].format(terms=words["comma"].join(links))
    lines = markdown.split("\n")
    title = next(n for n, text in enumerate(lines) if HEADING.match(text))
    return "\n".join([*lines[: title + 1], "", f"{line}\n{{ .needs }}", *lines[title + 1 :]])


def _address(page, term) -> str:
    """From a page to the section that explains a term."""
    folder = posixpath.dirname(page.name) or "."
    return f"{posixpath.relpath(term.page, folder)}.md#{term.anchor}"
