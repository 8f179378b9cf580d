"""The cheat sheet as a PDF of its own, one page of A4: `python -m tools books sheet`.

It is the page help/cheat-sheet, set small and in two columns; the looks are in sheet.css.
Links lead to the book's site, where it has a public address.
"""

from __future__ import annotations

import copy
from html import escape
from pathlib import Path

from bs4 import Tag

from tools.products import pdf
from tools.products.chapters import Volume, text_of
from tools.source.faults import BookError

PAGE = "help/cheat-sheet"
STYLES = [Path(__file__).with_name(name) for name in ("books.css", "sheet.css")]


def write(volume: Volume, target: Path):
    """Write the sheet as PDF.

    Raises BookError if it needs more than one page, and for what `pdf.write` refuses.
    """
    fonts = {volume.words["font"], "DejaVu Sans Mono"}
    made = pdf.render(html(volume), volume, target, fonts, STYLES, pdf_tags=True)
    if len(made.pages) != 1:
        raise BookError(
            f"{volume.edition}/{PAGE} takes {len(made.pages)} pages, and is to be one sheet. "
            "Shorten it; letters smaller than those of tools/products/sheet.css are hard to read."
        )


def html(volume: Volume) -> str:
    """The sheet as one HTML document: title, blocks, and a last line with book and versions."""
    chapter = next((c for c in volume.chapters if c.name == PAGE), None)
    if not chapter:
        raise BookError(f"There is no page {PAGE} to make a sheet of.")
    body = copy.copy(chapter.body)
    for program in body.select(".program"):
        program.decompose()
    for link in body.select('a[href^="#"]'):
        _lead_out(link, volume)
    last = " · ".join(filter(None, (volume.title, volume.proved, volume.address)))
    return (
        f'<!doctype html><html lang="{volume.edition.locale}"><head><meta charset="utf-8">'
        f"<title>{escape(text_of(body.h1))} - {escape(volume.title)}</title>"
        f'<meta name="author" content="{volume.words["author"]}"></head>'
        f'<body>{body.decode_contents()}<p class="last">{escape(last)}</p></body></html>'
    )


def _lead_out(link: Tag, volume: Volume):
    """Turn a link inside the book into one to its site; without a site, into its text."""
    if not volume.address:
        link.unwrap()
        return
    id_, _, anchor = link["href"][1:].partition("--")
    name = next(c.name for c in volume.chapters if c.id == id_)
    link["href"] = f"{volume.address}{name}/" + (f"#{anchor}" if anchor else "")
