"""What a page takes for granted, shown under its title: the terms of `needs`, as links.

tools/rules/order.py holds that they are introduced on earlier pages.
"""

from __future__ import annotations

from tools.source.outline import HEADING
from tools.source.page import Page
from tools.source.terms import needed


def with_needs(page: Page, markdown: str) -> str:
    """The Markdown of a page, with a line on what it needs behind its title, if it needs any."""
    if not (line := needed(page)):
        return markdown
    lines = markdown.split("\n")
    title = next(n for n, text in enumerate(lines) if HEADING.match(text))
    return "\n".join([*lines[: title + 1], "", f"{line}\n{{ .needs }}", *lines[title + 1 :]])
