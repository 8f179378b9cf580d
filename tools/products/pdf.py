"""A book as PDF, by WeasyPrint: outline, page numbers in the contents, links inside.

WeasyPrint and not a browser's print, because it knows the page that a link leads to
(`target-counter`) and the chapter that a page belongs to (`string-set`), and needs
no browser. The looks are in books.css and pdf.css.

Pages are not left half empty: a long listing may be cut at its blank lines, and a chapter
begins on a page of its own unless the page before it would then have more room than text.
"""

from __future__ import annotations

import copy
import logging
import re
import unicodedata
from html import escape
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from tools.products.chapters import Chapter, Volume
from tools.setup import system
from tools.source.faults import BookError

STYLES = [Path(__file__).with_name(name) for name in ("books.css", "pdf.css")]
# The families that pdf.css asks for, and their names in tools/setup/system.py.
FONTS = {
    "Noto Sans CJK SC": "chinese",
    "Open Sans": "open-sans",
    "DejaVu Sans Mono": "dejavu",
}
# A listing of so many lines may be cut, and so many stay together on each side of a cut.
LONG, TOGETHER = 16, 3
# How many letters of code fit side by side into a table, what stands between its columns, and
# what a column of prose needs.
TABLE, GAP, PROSE = 104, 2.5, 28
TEXT_FONTS = '"Open Sans","Noto Sans CJK SC","DejaVu Sans Mono"'


def write(volume: Volume, target: Path):
    """Write a book as PDF.

    Raises BookError if Pango or a font is missing, naming the package, and for whatever
    WeasyPrint warns of: a character in no font, a link or a picture not found.
    """
    render(html(volume), volume, target, FONTS.keys(), pdf_tags=True)


def write_title_page(volume: Volume, target: Path):
    """Write only the title page, the cover of other forms. Raises BookError as `write` does."""
    page = f'<!doctype html><html lang="{volume.edition.locale}">{title_page(volume)}</html>'
    render(page, volume, target, {volume.words["font"]})


def render(text: str, volume: Volume, target: Path, fonts, styles=STYLES, **options):
    """Write a PDF that must use all of `fonts` and none but FONTS; WeasyPrint's pages of it.

    Raises BookError as `write` does.
    """
    weasyprint = library()
    warnings = _Warnings()
    log = logging.getLogger("weasyprint")
    log.addHandler(warnings)
    try:
        pages = weasyprint.HTML(
            string=text, base_url="volume:", url_fetcher=_fetcher(volume, weasyprint)
        ).render(stylesheets=[str(path) for path in styles])
        pages.write_pdf(target, pdf_identifier=volume.title.encode(), **options)
    finally:
        log.removeHandler(warnings)
    used = {font.family: "".join(font.to_unicode.values()) for font in pages.fonts.values()}
    missing = fonts - used.keys()
    if missing:
        raise BookError(
            f"The PDF lacks its font {', '.join(sorted(missing))}. Install it:  "
            f"{system.command(*(FONTS[name] for name in sorted(missing)))}"
        )
    for name in used.keys() - FONTS.keys():
        warnings.found.append(
            f"{used[name][:40]} would come from {name}: no font of the book has it. "
            "Use another character, or add the font to FONTS in tools/products/pdf.py."
        )
    if warnings.found:
        raise BookError(
            "The PDF is not as it should be:\n" + "\n".join(dict.fromkeys(warnings.found))
        )
    return pages


def library():
    """The module weasyprint. Raises BookError, with the packages to install, without Pango."""
    try:
        import weasyprint
    except OSError as error:
        raise BookError(
            f"The PDF needs Pango. Install it:  {system.command('pango', 'harfbuzz')}\n{error}"
        ) from error
    return weasyprint


class _Warnings(logging.Handler):
    """Collects what WeasyPrint warns of."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record):
        self.found.append(record.getMessage())


def _fetcher(volume: Volume, weasyprint):
    """Pictures come from the site's folder, and nothing from anywhere else."""

    class Pictures(weasyprint.urls.URLFetcher):
        def fetch(self, url, headers=None):
            path = volume.pictures.get(url.removeprefix("volume:"))
            if not path:
                raise ValueError(f"{url} is no picture of the book")
            if path.suffix != ".svg":
                return super().fetch(path.as_uri(), headers)
            # A drawing asks for the fonts of its reader's system; here it gets the book's.
            drawing = path.read_text("utf-8").replace("font-family:", f"font-family:{TEXT_FONTS},")
            return weasyprint.urls.URLFetcherResponse(
                url, drawing, {"Content-Type": "image/svg+xml"}
            )

    return Pictures()


def html(volume: Volume) -> str:
    """The whole book as one HTML document."""
    chapters = "".join(
        f'<section class="chapter" id="{c.id}" data-title="{escape(c.title)}">'
        f"{_laid_out(c, first=c is members[0]).decode_contents()}</section>"
        for part, members in volume.parts
        for c in members
    )
    return (
        f'<!doctype html><html lang="{volume.edition.locale}"><head><meta charset="utf-8">'
        f"<title>{escape(volume.title)}</title>"
        f'<meta name="author" content="{volume.words["author"]}">'
        f'<meta name="description" content="{escape(volume.description)}">'
        f'<meta name="keywords" content="{escape(volume.proved)}">'
        f'<meta name="generator" content="{escape(volume.stamp)}">'
        f'<meta name="dcterms.created" content="{volume.made:%Y-%m-%dT%H:%M:%SZ}">'
        f"</head><body>{title_page(volume)}{_contents(volume)}{chapters}</body></html>"
    )


def title_page(volume: Volume) -> str:
    """The title page: title, promise, the versions proved with, edition, licence, address."""
    lines = [volume.proved, volume.stamp, volume.license]
    if volume.address:
        lines.append(volume.words["site"].format(address=volume.address))
    small = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return (
        f'<section class="title-page">{MARK}<h1>{escape(volume.title)}</h1>'
        f'<p class="promise">{escape(volume.description)}</p><div class="colophon">{small}</div>'
        "</section>"
    )


def _laid_out(chapter: Chapter, first: bool) -> Tag:
    """The body of a chapter for pages: part and title as one block, long listings in pieces.

    The `first` chapter of a part opens it in the outline.
    """
    body = copy.copy(chapter.body)
    new = BeautifulSoup("", "html.parser").new_tag
    opening = new("header", attrs={"class": ["opening", *(["in-part"] if chapter.part else [])]})
    body.h1.insert_before(opening)
    if chapter.part:
        opening.append(new("p", string=chapter.part, attrs={"class": ["part"]}))
    opening.append(body.h1)
    if first:
        opening["class"].append("opens")
    for listing in body.select(".highlight:not(.output)"):
        _cut(listing)
    for table in body.select("table"):
        _keep_whole(table)
    return body


def _cut(listing: Tag):
    """Make a long listing several boxes that look like one, and between which a page may end.

    A cut is made behind blank lines. A piece that is long without one may be cut anywhere.
    """
    code = listing.pre.code
    text, cuts = code.text, [0]
    if text.count("\n") < LONG:
        return
    for end in (match.end() for match in re.finditer(r"\n(?:[ \t]*\n)+", text)):
        if lines(text[cuts[-1] : end]) >= TOGETHER and lines(text[end:]) >= TOGETHER:
            cuts.append(end)
    runs, at = list(code.children), 0
    code.clear()
    pieces = [listing, *(copy.copy(listing) for _ in cuts[1:])]
    new = BeautifulSoup("", "html.parser").new_tag
    for run in runs:
        classes = run["class"] if isinstance(run, Tag) else None
        for piece, begin, end in zip(pieces, cuts, [*cuts[1:], len(text)], strict=True):
            part = run.text[max(begin - at, 0) : max(end - at, 0)]
            if part:
                part = new("span", string=part, attrs={"class": classes}) if classes else part
                piece.pre.code.append(part)
        at += len(run.text)
    for number, piece in enumerate(pieces):
        marks = ["on"] * (number > 0) + ["long"] * (lines(piece.text) >= LONG)
        piece["class"] = [*piece["class"], *marks]
    listing.insert_after(*pieces[1:])


def _keep_whole(table: Tag):
    """Mark the code in a table that is not to be broken: as much as there is room for.

    First goes what is longest, so that it is names that stay whole, and not messages.
    """
    columns = list(zip(*(row.find_all(["th", "td"]) for row in table.select("tr")), strict=False))
    codes = [[code for cell in column for code in cell.select("code")] for column in columns]
    prose = [min(PROSE, max(wide(cell.text) for cell in column)) for column in columns]
    for most in sorted({wide(code.text) for column in codes for code in column}, reverse=True):
        kept = [[code for code in column if wide(code.text) <= most] for column in codes]
        widths = [
            max([least, *(wide(code.text) for code in column)])
            for least, column in zip(prose, kept, strict=True)
        ]
        if sum(widths) + GAP * len(columns) <= TABLE:
            for code in (code for column in kept for code in column):
                # By the rules of Unicode no line ends before a dot: `.venv` is made a box.
                code["class"] = ["whole", *(["apart"] if code.text.startswith(".") else [])]
            return


def wide(text: str) -> int:
    """How many letters of code a text is wide: a Chinese character counts for two."""
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in text)


def lines(text: str) -> int:
    """How many lines of a text are not blank."""
    return sum(bool(line.strip()) for line in text.splitlines())


def _contents(volume):
    """Parts, chapters and their sections, with page numbers (pdf.css puts those in)."""
    out = []
    for part, chapters in volume.parts:
        if part:
            out.append(f'<p class="toc-part">{escape(part)}</p>')
        for chapter in chapters:
            out.append(
                f'<p class="toc-chapter"><a href="#{chapter.id}">{escape(chapter.title)}</a></p>'
            )
            out += [
                f'<p class="toc-section"><a href="#{h.id}">{escape(h.text)}</a></p>'
                for h in chapter.headings
                if h.level == 2
            ]
    return (
        f'<section class="contents"><h1>{volume.words["contents"]}</h1>'
        f'<div class="columns">{"".join(out)}</div></section>'
    )


# The book's mark, as in overrides/partials/logo.html.
MARK = (
    '<svg class="mark" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">'
    '<rect width="48" height="48" rx="11" fill="#a3171a"/>'
    '<path d="M12 16 36 24M12 32l24-8" fill="none" stroke="#fff" stroke-width="2.5" opacity=".8"/>'
    '<g fill="#fff"><circle cx="12" cy="16" r="5.5"/><circle cx="12" cy="32" r="5.5"/>'
    '<circle cx="36" cy="24" r="7"/></g></svg>'
)
