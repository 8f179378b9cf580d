"""A book as EPUB 3: the chapters as they are, in a zip with contents and metadata.

Written with zipfile and not with a converter: what MkDocs rendered is HTML already.
(pandoc 3.9, which reads it again, drops the colours of code and the last line's end
of a listing.) epubcheck holds the result to the standard in tests/products/test_books.py.
The looks are in books.css and epub.css.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
import uuid
import zipfile
from html import escape
from mimetypes import guess_type
from pathlib import Path

from bs4 import BeautifulSoup

from tools.products import pdf as book_pdf
from tools.products.chapters import Chapter, Volume
from tools.setup import system
from tools.source.faults import BookError

STYLES = [Path(__file__).with_name(name) for name in ("books.css", "epub.css")]
# In tables of so few columns, code of so few letters is not broken; else best where _JOINT says.
SHORT, FEW = 10, 3
# So many letters of tables with more columns fit side by side on a small phone, on a tablet.
PHONE, TABLET = 26, 60
_LATIN = re.compile(r"[!-~]+")  # Chinese breaks anywhere
_JOINT = re.compile(r"""(?<=[._(,=/\\\[])(?=\w)|(?<=[a-z])(?=[A-Z])""")
DRAWN = re.compile("[\u2500-\u257f]")  # lines of tables, which say nothing when wrapped
CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="EPUB/book.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)


def write(volume: Volume, target: Path):
    """Write a book as EPUB 3.

    Raises BookError, naming the package to install, if the cover cannot be drawn.
    """
    chapters = {f"{c.id}.xhtml": _chapter(volume, c) for c in volume.chapters}
    front = {"cover.xhtml": _cover_page(volume), "title.xhtml": _title_page(volume)}
    styles = "\n".join(path.read_text("utf-8") for path in STYLES)
    files: dict[str, str | bytes] = {
        "META-INF/container.xml": CONTAINER,
        "EPUB/book.opf": _package(volume, [*front, "nav.xhtml", *chapters]),
        "EPUB/nav.xhtml": _nav(volume),
        "EPUB/toc.ncx": _ncx(volume),
        "EPUB/book.css": styles,
        "EPUB/cover.png": cover(volume),
        **{f"EPUB/{name}": text for name, text in {**front, **chapters}.items()},
        **{f"EPUB/{name}": path.read_bytes() for name, path in volume.pictures.items()},
    }
    with zipfile.ZipFile(target, "w") as archive:

        def add(name, content, how=zipfile.ZIP_DEFLATED):
            # The sources' time and not now: the same sources make the same file.
            archive.writestr(zipfile.ZipInfo(name, volume.made.timetuple()[:6]), content, how)

        add("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        for name, content in files.items():
            add(name, content)


def cover(volume: Volume) -> bytes:
    """The title page of the PDF as a picture (PNG). Raises BookError without pdftoppm."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "cover.pdf")
        book_pdf.write_title_page(volume, page)
        try:
            subprocess.run(
                [
                    "pdftoppm",
                    "-png",
                    "-singlefile",
                    "-scale-to",
                    "1600",
                    page,
                    page.with_suffix(""),
                ],
                check=True,
            )
        except FileNotFoundError as error:
            raise BookError(
                f"The cover needs pdftoppm. Install it:  {system.command('poppler')}"
            ) from error
        return page.with_suffix(".png").read_bytes()


def _document(volume, title, kind, body) -> str:
    """An XHTML file of the book; `kind` is its epub:type."""
    language = volume.edition.locale
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{language}" xml:lang="{language}"><head><meta charset="utf-8"/>'
        f"<title>{escape(title)}</title>"
        '<link rel="stylesheet" type="text/css" href="book.css"/></head>\n'
        f'<body epub:type="{kind}">{body}</body></html>\n'
    )


def _chapter(volume: Volume, chapter: Chapter) -> str:
    """A chapter; links to other chapters name their files, and what fits no phone is marked."""
    for link in chapter.body.select('a[href^="#"]'):
        link["href"] = _address(link["href"][1:])
    for table in chapter.body.select("table"):
        _let_break(table)
        _stack(table, volume.words["colon"])
    for output in chapter.body.select(".output"):
        if DRAWN.search(output.text):
            output["class"].append("drawn")
            columns = max(map(len, output.text.splitlines()))
            output.pre["style"] = f"--columns: {columns}"
    part = f'<p class="part">{escape(chapter.part)}</p>' if chapter.part else ""
    body = chapter.body.decode_contents(formatter="minimal")
    section = (
        f'<section epub:type="chapter" role="doc-chapter" id="{chapter.id}">{part}{body}</section>'
    )
    return _document(volume, chapter.title, "bodymatter", section)


def _let_break(table):
    """Say where long code in a table may break, and which code is so short that it does not."""
    new = BeautifulSoup("", "html.parser").new_tag
    has_few = len(table.tr.find_all(["th", "td"])) <= FEW
    if not has_few:
        table["class"] = [*table.get("class", []), "many"]
    for code in table.select("td code"):
        if book_pdf.wide(code.text) <= SHORT and has_few:
            code["class"] = ["short"]
            continue
        for text in code.find_all(string=True):
            first, *rest = _JOINT.split(text)
            text.replace_with(first, *(part for piece in rest for part in (new("wbr"), piece)))


def _stack(table, colon):
    """Let a phone show the rows of a table one under another, if their words would not fit it.

    Each cell then says of which column it is. If they would not fit a tablet, they may break.
    """
    if "many" not in table.get("class", []) or not table.thead:
        return
    head, *rows = [row.find_all(["th", "td"], recursive=False) for row in table.find_all("tr")]
    columns = zip(head, *rows, strict=True)
    width = sum(max(map(_longest, column)) for column in columns)
    if width > PHONE:
        table["class"].append("stack")
        for row in rows:
            for title, cell in zip(head, row, strict=True):
                if label := title.get_text(" ", strip=True):
                    cell["data-label"] = f"{label}{colon}"
    if width > TABLET:
        table["class"].append("widest")


def _longest(cell) -> int:
    """How many letters wide the widest part of a cell is that does not break."""
    words = [piece for word in _LATIN.findall(cell.get_text(" ")) for piece in _JOINT.split(word)]
    return max(map(len, words), default=0)


def _address(id_: str) -> str:
    """The file and anchor of an id in the volume."""
    page = id_.partition("--")[0]
    return f"{page}.xhtml#{id_}"


def _cover_page(volume) -> str:
    body = f'<p class="cover"><img src="cover.png" alt="{escape(volume.title)}"/></p>'
    return _document(volume, volume.words["cover"], "cover", body)


def _title_page(volume) -> str:
    body = f'<section epub:type="titlepage">{book_pdf.title_page(volume)}</section>'
    return _document(volume, volume.title, "frontmatter", body)


def _nav(volume) -> str:
    """The contents: parts, chapters and their sections; and where the book begins."""
    items = []
    for part, chapters in volume.parts:
        inside = "".join(_nav_chapter(c) for c in chapters)
        items.append(f"<li><span>{escape(part)}</span><ol>{inside}</ol></li>" if part else inside)
    words, first = volume.words, volume.chapters[0].id
    body = (
        f'<nav epub:type="toc" role="doc-toc" id="toc"><h1>{words["contents"]}</h1>'
        f"<ol>{''.join(items)}</ol></nav>"
        '<nav epub:type="landmarks" hidden="hidden"><ol>'
        f'<li><a epub:type="toc" href="nav.xhtml">{words["contents"]}</a></li>'
        f'<li><a epub:type="bodymatter" href="{first}.xhtml">{escape(volume.chapters[0].title)}</a>'
        "</li></ol></nav>"
    )
    return _document(volume, words["contents"], "frontmatter", body)


def _nav_chapter(chapter) -> str:
    sections = "".join(
        f'<li><a href="{_address(h.id)}">{escape(h.text)}</a></li>'
        for h in chapter.headings
        if h.level == 2
    )
    inside = f"<ol>{sections}</ol>" if sections else ""
    return f'<li><a href="{chapter.id}.xhtml">{escape(chapter.title)}</a>{inside}</li>'


def _ncx(volume) -> str:
    """The contents once more, for readers that know only EPUB 2."""
    points = "".join(
        f'<navPoint id="{c.id}" playOrder="{number}"><navLabel><text>{escape(c.title)}</text>'
        f'</navLabel><content src="{c.id}.xhtml"/></navPoint>'
        for number, c in enumerate(volume.chapters, 1)
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head>'
        f'<meta name="dtb:uid" content="{_identifier(volume)}"/></head>'
        f"<docTitle><text>{escape(volume.title)}</text></docTitle><navMap>{points}</navMap></ncx>"
    )


def _identifier(volume) -> str:
    """The name of this book and edition for all time; `dcterms:modified` tells its versions."""
    return uuid.uuid5(uuid.NAMESPACE_DNS, f"keras-book-{volume.edition}").urn


def _package(volume, spine) -> str:
    """The package document: metadata, all files, the order of reading."""
    about = f"{volume.description} {volume.proved} · {volume.stamp}"
    files = {"book.css": "", "cover.png": ' properties="cover-image"'}
    files |= {name: "" for name in (*spine, *volume.pictures)} | {"nav.xhtml": ' properties="nav"'}
    ids = {name: f"file-{number}" for number, name in enumerate(files)}
    svg = {"title.xhtml": ' properties="svg"'}  # its mark is drawn in the page
    manifest = "".join(
        f'<item id="{ids[name]}" href="{name}" media-type="{_media_type(name)}"'
        f"{svg.get(name, properties)}/>"
        for name, properties in files.items()
    )
    order = "".join(f'<itemref idref="{ids[name]}"/>' for name in spine)
    source = f"<dc:source>{escape(volume.address)}</dc:source>" if volume.address else ""
    access = {
        "accessMode": ["textual", "visual"],
        "accessModeSufficient": ["textual"],
        "accessibilityFeature": ["structuralNavigation", "tableOfContents", "alternativeText"],
        "accessibilityHazard": ["none"],
    }
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{volume.edition.locale}" prefix="schema: http://schema.org/">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">{_identifier(volume)}</dc:identifier>'
        f"<dc:title>{escape(volume.title)}</dc:title>"
        f"<dc:language>{volume.edition.locale}</dc:language>"
        f"<dc:creator>{volume.words['author']}</dc:creator>"
        f"<dc:description>{escape(about)}</dc:description>"
        f"<dc:rights>{escape(volume.license)}</dc:rights>"
        f"<dc:date>{volume.made:%Y-%m-%d}</dc:date>{source}"
        f'<meta property="dcterms:modified">{volume.made:%Y-%m-%dT%H:%M:%SZ}</meta>'
        + "".join(
            f'<meta property="schema:{name}">{value}</meta>'
            for name, values in access.items()
            for value in values
        )
        + '<meta name="cover" content="file-1"/></metadata>'
        f'<manifest>{manifest}<item id="ncx" href="toc.ncx" '
        'media-type="application/x-dtbncx+xml"/></manifest>'
        f'<spine toc="ncx">{order}</spine></package>'
    )


def _media_type(name) -> str:
    return "application/xhtml+xml" if name.endswith(".xhtml") else guess_type(name)[0]
