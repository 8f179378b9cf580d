"""One stylesheet for all: a browser draws nothing before it has every one of a page.

Material's two and the book's are sent as one, under the name of the book's.
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

MATERIAL = ("main", "palette")  # its stylesheets, in their order
STYLES = "assets/stylesheets/book.css"


def stylesheet(own: str, config: MkDocsConfig) -> str:
    """Material's stylesheets and the book's own, as one. Raises OSError if one is missing."""
    texts = [_of_theme(config, name).read_text("utf-8") for name in MATERIAL]
    return "\n".join([*texts, own])


def _of_theme(config: MkDocsConfig, name: str) -> Path:
    """The stylesheet of Material that begins with a name; its file's name has a digest."""
    for folder in config.theme.dirs:
        for path in sorted(Path(folder).glob(f"assets/stylesheets/{name}.*.min.css")):
            return path
    raise FileNotFoundError(
        f"Material has no stylesheet {name}.*.min.css: see tools/site/styles.py"
    )
