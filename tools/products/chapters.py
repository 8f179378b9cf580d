"""The book as one file to take away: a PDF and an EPUB of each edition.

Both are made from the built site. The Markdown is rendered once, by MkDocs; what
stands in a page's `<article>` becomes a chapter, in the order of the navigation.
`assemble` does what both forms share: parts that only work on the web are left
out, tabs and folded boxes are shown whole, every id is made unique in the book,
and links between pages become links inside it. tools/products/pdf.py and
tools/products/epub.py write the files.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, SoupStrainer, Tag

from tools.source.book import Book
from tools.source.edition import Edition
from tools.source.faults import BookError, shown_path

# What is read of a page of the site.
WANTED = SoupStrainer(["title", "link", "article"])
# What works only on the web, or only there is of use.
WEB_ONLY = (
    ".headerlink, .book-notebook, .book-code, .book-take, .book-place, .book-mend, "
    ".md-code__nav, .demo > [hidden], input, script, style"
)
# What says nothing outside a browser.
WEB_ATTRIBUTES = ("loading", "data-md-color-scheme", "markdown", "download", "target", "rel")

# The colours of code, and the marks of Pygments that get each of them.
COLOURS = {
    "keyword": "k kc kd kn kp kr kt ow".split(),
    "string": "s s1 s2 sa sb sd se si sr ss sx".split(),
    "number": "m mb mf mh mi mo".split(),
    "name": "nc nd nf fm".split(),
    "constant": "nb bp no nv ne".split(),
    "comment": "c c1 ch cm cs".split(),
}


@dataclass(frozen=True)
class Heading:
    """A heading below a chapter's title: its level (2, 3 …), its id in the book, its text."""

    level: int
    id: str
    text: str


@dataclass(frozen=True)
class Chapter:
    """A page of the site as a chapter.

    `name` is the page's (`tables/function-fitting`), `id` the same as an id in the book,
    `part` the title of its part or None, `body` the cleaned `<article>`.
    """

    name: str
    id: str
    part: str | None
    title: str
    body: Tag

    @property
    def headings(self) -> list[Heading]:
        """The headings below the title, in order."""
        found = self.body.find_all(["h2", "h3", "h4"])
        return [Heading(int(h.name[1]), h["id"], text_of(h)) for h in found]


@dataclass(frozen=True)
class Volume:
    """One edition, ready to be written.

    `version` is the newest on the page of changes; `made` is the moment of the last
    change of the sources and `change` its name; `pictures` are the files that `<img>`
    names, by the address they have in the site.
    """

    edition: Edition
    title: str
    description: str
    proved: str
    license: str
    address: str | None
    version: str
    made: datetime
    change: str
    chapters: tuple[Chapter, ...]
    pictures: dict[str, Path]

    @property
    def words(self) -> dict[str, str]:
        """The book's own few words, in its language, and the font of its text."""
        return self.edition.words

    @property
    def stamp(self) -> str:
        """Which book this is: version, date, and the name of the last change."""
        date = f"{self.made.date().isoformat()}{f' ({self.change})' if self.change else ''}"
        return self.words["stamp"].format(version=self.version, date=date)

    @property
    def parts(self) -> list[tuple[str | None, list[Chapter]]]:
        """The chapters by part; those outside a part stand under None."""
        grouped: list[tuple[str | None, list[Chapter]]] = []
        for chapter in self.chapters:
            if not grouped or grouped[-1][0] != chapter.part:
                grouped.append((chapter.part, []))
            grouped[-1][1].append(chapter)
        return grouped


def text_of(tag: Tag) -> str:
    """The text of a tag on one line."""
    return " ".join(tag.get_text().split())


def assemble(book: Book, site: Path, edition: Edition) -> Volume:
    """Read one edition of a built site as a book.

    Raises BookError if a page is not there, or if a link or a picture leads nowhere.
    """
    from mkdocs.config import load_config

    config = load_config(str(book.root / edition.config))
    folder = site / edition.prefix
    contents, documents = book.contents(edition), {}
    for name, _ in contents:
        file = folder / ("" if name == "index" else name) / "index.html"
        if not file.is_file():
            raise BookError(f"{shown_path(file)}: there is no such page. Run make build first.")
        documents[name] = BeautifulSoup(file.read_text("utf-8"), "html.parser", parse_only=WANTED)
    # The addresses are those the site was built with.
    urls = {n: d.select_one("link[rel=canonical]")["href"] for n, d in documents.items()}
    root = urls["index"]
    web = _Web(site, folder, root, {url: name for name, url in urls.items()})

    chapters = []
    for name, part in contents:
        body = documents[name].select_one("article")
        _clean(body, web, edition, name, urls[name])
        if name == "index":  # its heading is the book's title, which the title page has
            body.h1.string = documents[name].title.text.removesuffix(f" - {config.site_name}")
        title = text_of(body.h1)
        chapters.append(Chapter(name, _slug(name), part, title, body))
    _check_links(chapters, edition)
    made, change = _made(book.root)
    return Volume(
        edition=edition,
        title=config.site_name,
        description=config.site_description,
        proved=config.extra["proved"].format(**book.versions.proved),
        license=config.extra["license"],
        address=root if web.public else None,
        version=book.versions.book,
        made=made,
        change=change,
        chapters=tuple(chapters),
        pictures=web.pictures,
    )


def _made(root: Path) -> tuple[datetime, str]:
    """When the sources last changed, and the short name of that change.

    Outside a git checkout, SOURCE_DATE_EPOCH or now, and no name.
    """
    if "SOURCE_DATE_EPOCH" not in os.environ and shutil.which("git"):
        asked = subprocess.run(
            ["git", "log", "-1", "--format=%ct %h"], cwd=root, capture_output=True, text=True
        )
        if asked.returncode == 0:
            seconds, name = asked.stdout.split()
            return datetime.fromtimestamp(int(seconds), UTC), name
    seconds = os.environ.get("SOURCE_DATE_EPOCH", time.time())
    return datetime.fromtimestamp(int(seconds), UTC), ""


def _slug(name: str, anchor: str = "") -> str:
    """The id in the book of a page, or of an anchor on it."""
    page = name.replace("/", "-")
    return f"{page}--{anchor}" if anchor else page


@dataclass
class _Web:
    """Where links of the site lead: the folder it was built in and its addresses."""

    site: Path
    folder: Path
    root: str
    names: dict[str, str]

    def __post_init__(self):
        self.pictures: dict[str, Path] = {}
        self.public = urlsplit(self.root).hostname not in {"127.0.0.1", "localhost", None}

    def file(self, url: str) -> Path | None:
        """The built file behind an address of this edition, or None."""
        inside = unquote(urlsplit(url).path).removeprefix(urlsplit(self.root).path)
        path = self.folder / inside
        return path if path.is_file() else None


def _clean(body: Tag, web: _Web, edition: Edition, name: str, url: str):
    """Turn a page's article into a chapter, in place."""
    where = f"{edition}/{name}"
    for pre in body.find_all("pre"):
        pre.replace_with(_coloured(pre))
    # Many PDF viewers copy code without its indentation, so the page's program stays in reach.
    program = body.select_one('.book-code a[href$=".py"]')
    if program and web.public:
        paragraph = BeautifulSoup("", "html.parser").new_tag("p", attrs={"class": ["program"]})
        program.string = edition.words["program"]
        paragraph.append(program.extract())
        body.h1.insert_after(paragraph)
    for tag in body.select(WEB_ONLY):
        tag.decompose()
    for tag in body.select(", ".join(f"[{name}]" for name in WEB_ATTRIBUTES)):
        for attribute in WEB_ATTRIBUTES:
            tag.attrs.pop(attribute, None)
    _unfold(body)
    for tag in body.select("[id]"):
        tag["id"] = _slug(name, tag["id"])
    for image in body.select("img"):
        source = urljoin(url, image["src"])
        path = web.file(source)
        if not path:
            raise BookError(f"{where}: there is no picture {image['src']}. Run make build again.")
        image["src"] = source.removeprefix(web.root)
        web.pictures[image["src"]] = path
        image.parent["class"] = [*image.parent.get("class", []), "figure"]
    for link in body.select("a[href]"):
        address, _, anchor = urljoin(url, link["href"]).partition("#")
        if address in web.names:
            link["href"] = "#" + _slug(web.names[address], unquote(anchor))
        elif not address.startswith(web.root.removesuffix(edition.prefix)):
            pass  # another site
        elif web.public:
            link["href"] = urljoin(url, link["href"])
        else:
            link.unwrap()


def _coloured(pre: Tag) -> Tag:
    """A code block with one `<span>` for each run of a colour, white space inside the runs.

    Pygments marks every dot and blank; the books' colours need a fifth of that, and
    a PDF of all of it takes twice as long to make.
    """
    runs: list[tuple[str | None, str]] = []
    for text in pre.find_all(string=True):
        mark = next(iter(text.parent.get("class", [])), "")
        colour = next((name for name, marks in COLOURS.items() if mark in marks), None)
        last, before = runs[-1] if runs else (None, "")
        if runs and (not text.strip() or colour == last):
            runs[-1] = (last, before + text)
        elif runs and not before.strip():
            runs[-1] = (colour, before + text)
        else:
            runs.append((colour, str(text)))
    new = BeautifulSoup("", "html.parser").new_tag
    block, code = new("pre"), new("code")
    block.append(code)
    for colour, text in runs:
        code.append(new("span", string=text, attrs={"class": [colour]}) if colour else text)
    return block


def _unfold(body: Tag):
    """Show tabs one after the other under their labels, and folded boxes open."""
    new = BeautifulSoup("", "html.parser").new_tag
    for tabs in body.select(".tabbed-set"):
        labels = [text_of(label) for label in tabs.select(":scope > .tabbed-labels > label")]
        blocks = tabs.select(":scope > .tabbed-content > .tabbed-block")
        for label, block in zip(labels, blocks, strict=True):
            title = new("p", attrs={"class": "tab-label"})
            title.string = label
            block.insert(0, title)
            block["class"] = ["tab"]
        tabs.select_one(".tabbed-labels").decompose()
        tabs.select_one(".tabbed-content").unwrap()
        tabs.attrs = {"class": ["tabs"]}
    for details in body.select("details"):
        details.name = "div"
        details.attrs = {"class": ["admonition", *details.get("class", [])]}
        summary = details.find("summary", recursive=False)
        summary.name, summary["class"] = "p", ["admonition-title"]


def _check_links(chapters, edition):
    """Every link inside the book must have its target, and no id may be there twice."""
    seen = set()
    for chapter in chapters:
        for id_ in (chapter.id, *(tag["id"] for tag in chapter.body.select("[id]"))):
            if id_ in seen:
                raise BookError(f"{edition}/{chapter.name}: the id {id_} is in the book twice.")
            seen.add(id_)
    for chapter in chapters:
        for link in chapter.body.select('a[href^="#"]'):
            if link["href"][1:] not in seen:
                raise BookError(
                    f"{edition}/{chapter.name}: the link “{text_of(link)}” leads to "
                    f"{link['href']}, which is nowhere in the book. Mend the link on the page."
                )
