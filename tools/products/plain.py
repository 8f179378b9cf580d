"""The book as plain Markdown, for programs that read it, and lists of what there is.

Beside each page of the site stands `index.md`: its text with every include written out, plain
fences, addresses in full, boxes as quotations, a demo as its picture and sentences. `llms.txt`
names the pages of an edition in the form of the proposal at llmstxt.org, `llms-full.txt` holds
them one after the other.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from tools.source.book import Book
from tools.source.edition import Edition
from tools.source.outline import BOX, INLINE_CODE
from tools.source.page import Page
from tools.source.snippets import INCLUDE
from tools.source.terms import needed

Line = tuple[str, bool]  # a line of Markdown, and whether it is code
PAGE, LIST, WHOLE = "index.md", "llms.txt", "llms-full.txt"
# A link or a picture behind its text, and attributes, which Markdown itself does not know.
_TARGET = re.compile(r"\]\((?P<to>[^)\s]+)(?P<title>[^)]*)\)(?:\{[^}]*\})?|\s*\{\s*[.#][^{}]*\}")


def head(page: Page, root: str) -> str:
    """The front matter of a page as plain Markdown: what it is, and what it was proved with."""
    book, settings = page.book, page.book.settings(page.edition)
    said = {
        "title": page.meta["title"],
        "description": page.meta["description"],
        "address": root + page.address,
        "edition": page.edition.code,
        "book": settings["site_name"],
        "version": book.versions.book,
        "proved": book.versions.proved,
        "license": settings["extra"]["license"],
    }
    text = yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=10**6)
    return f"---\n{text}---\n"


def markdown(page: Page, root: str) -> str:
    """A page as plain Markdown; `root` is the address of the site."""
    out: list[Line] = [("", False)]
    for text, is_code in _boxes(list(_shown(_lines(page)))):
        if not is_code:
            text = _full(text, page, root)
            if _is_blank(text) and _is_blank(out[-1][0]):
                continue
        out.append((text, is_code))
    body = "\n".join(text for text, _ in out).strip("\n")
    return f"{head(page, root)}\n{body}\n"


def _lines(page: Page) -> Iterator[Line]:
    """The lines of a page, includes written out; under its title, what it needs."""
    found = []
    for number, text in page.prose():
        line = page.lines[number - 1]
        if INCLUDE.match(line):  # its rows stand as deep as the line that includes them
            text = line[: len(line) - len(line.lstrip())] + text
        found.append((number, [text], False))
    for block in page.listings:
        texts = [f"```{block.language}", *block.code.splitlines(), "```"]
        found.append((block.line, [block.indent + text for text in texts], True))
    title = page.outline.headings[0].line
    for number, texts, is_code in sorted(found, key=lambda one: one[0]):
        yield from ((text, is_code) for text in texts)
        if number == title and (line := needed(page)):
            yield from (("", False), (line, False))


def _shown(lines: Iterable[Line]) -> Iterator[Line]:
    """Without the tags of boxes of HTML, and without those that a page hides."""
    depth = hidden = 0
    for text, is_code in lines:
        tag = "" if is_code else text.strip()
        if tag.startswith("<div"):
            depth += 1
            hidden = hidden or depth * (" hidden" in tag)
        elif tag == "</div>":
            hidden = 0 if hidden == depth else hidden
            depth -= 1
        elif not hidden:
            yield text, is_code


def _boxes(lines: list[Line]) -> Iterator[Line]:
    """Notes, folded answers and tabs as quotations under their titles."""
    at = 0
    while at < len(lines):
        text, is_code = lines[at]
        at += 1
        indent = len(text) - len(text.lstrip(" "))
        box = None if is_code else BOX.match(text.strip())
        if not box:
            yield text, is_code
            continue
        mark, inside, end = f"{' ' * indent}>", indent + 4, at
        while end < len(lines) and not lines[end][0][:inside].strip():
            end += 1
        while not lines[end - 1][0].strip():
            end -= 1
        yield from ((line, False) for line in ("", f"{mark} **{box['title']}**", mark))
        for inner, code in _boxes([(text[inside:], code) for text, code in lines[at:end]]):
            yield f"{mark} {inner}" if inner else mark, code
        at = end


def _is_blank(text: str) -> bool:
    return not text.strip(" >")


def _full(text: str, page: Page, root: str) -> str:
    """A line with addresses in full and without attributes, but for those in code."""
    code = [found.span() for found in INLINE_CODE.finditer(text)]

    def plain(found):
        if any(start <= found.start() < end for start, end in code):
            return found[0]
        return f"]({address(page, found['to'], root)}{found['title']})" if found["to"] else ""

    return _TARGET.sub(plain, text)


def address(page: Page, to: str, root: str) -> str:
    """Where a link of a page leads on the site, in full."""
    name, _, anchor = to.partition("#")
    if "://" in to or to.startswith("mailto:"):
        return to
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), name))
    if not name:
        path = page.address
    elif path.endswith(".md"):
        path = page.edition.address(path.removesuffix(".md"))
    else:
        path = page.edition.prefix + path
    return f"{root}{path}{'#' + anchor if anchor else ''}"


def opening(book: Book, edition: Edition) -> str:
    """What both lists begin with: the book, what it is, how it is read and quoted."""
    settings, words = book.settings(edition), edition.words
    proved = settings["extra"]["proved"].format(**book.versions.proved)
    return (
        f"# {settings['site_name']}\n\n> {settings['site_description']}\n\n"
        f"{proved}{words['stop']}{words['plain'].format(version=book.versions.book)}"
        f"{settings['extra']['license']}{words['stop'].rstrip()}\n"
    )


def listed(book: Book, edition: Edition, root: str) -> str:
    """The text of `llms.txt`: the pages by part, in the order of the contents."""
    out, last = [opening(book, edition)], ""
    for name, part in book.contents(edition):
        page = book.page(edition, name)
        heading = part or edition.words["home"]
        if heading != last:
            out.append(f"\n## {heading}\n\n")
        last = heading
        out.append(f"- [{page.meta['title']}]({root}{page.address}{PAGE}): ")
        out.append(f"{page.meta['description']}\n")
    whole, other = edition.words["whole"], edition.twin
    name = book.settings(other)["site_name"]
    out.append(f"\n## Optional\n\n- [{WHOLE}]({root}{edition.prefix}{WHOLE}): {whole}\n")
    out.append(f"- [{name}]({root}{other.prefix}{LIST}): {other.words['other']}\n")
    return "".join(out)


def files(book: Book, edition: Edition, root: str) -> Iterator[tuple[str, str]]:
    """What an edition gets: the name of each file below the edition's home, and its text."""
    whole = [opening(book, edition)]
    for name, _ in book.contents(edition):
        page = book.page(edition, name)
        whole.append(markdown(page, root))
        yield f"{page.address.removeprefix(edition.prefix)}{PAGE}", whole[-1]
    yield LIST, listed(book, edition, root)
    yield WHOLE, "\n".join(whole)


def write(book: Book, edition: Edition, site: Path, root: str):
    """Write them into the folder that an edition was built into."""
    for name, text in files(book, edition, root):
        (site / name).write_text(text, encoding="utf-8")
