"""The changes of the book as a feed (Atom), an entry for each version on the page of changes.

The page names year and month of a version, so an entry is dated the first of that month. Where
the site has no address of its own, links are relative.
"""

from __future__ import annotations

import re
import uuid
from urllib.parse import urlsplit
from xml.etree import ElementTree

from markdown import markdown

from tools.products import plain
from tools.source.book import Book
from tools.source.edition import Edition
from tools.source.versions import CHANGES

FILE = "feed.xml"
_ATOM = "http://www.w3.org/2005/Atom"
_VERSION = re.compile(
    r"^## (?P<version>(?P<year>\d+)\.(?P<month>\d+)\S*)\n(?P<text>.*?)(?=^## |\Z)", re.M | re.S
)
_HERE = {"127.0.0.1", "localhost", None}


def feed(book: Book, edition: Edition, root: str) -> str:
    """The text of an edition's feed; `root` is the address of the site."""
    if urlsplit(root).hostname in _HERE:
        root = "../" * edition.prefix.count("/")
    page = book.page(edition, CHANGES)
    name = book.settings(edition)["site_name"]
    top = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": edition.locale})

    def add(to, tag, text=None, **attributes):
        found = ElementTree.SubElement(to, tag, attributes)
        found.text = text

    entries = list(_VERSION.finditer(plain.markdown(page, root)))
    add(top, "title", f"{name} · {page.meta['title']}")
    add(top, "id", _id(edition, ""))
    add(top, "updated", _day(entries[0]))
    add(top, "link", rel="self", type="application/atom+xml", href=f"{root}{edition.prefix}{FILE}")
    add(top, "link", rel="alternate", type="text/html", href=root + page.address)
    author = ElementTree.SubElement(top, "author")
    add(author, "name", edition.words["author"])
    ids = {heading.title: heading.id for heading in page.outline.headings}
    for found in entries:
        entry, version = ElementTree.SubElement(top, "entry"), found["version"]
        address = f"{root}{page.address}#{ids[version]}"
        add(entry, "title", f"{name} {version}")
        add(entry, "id", _id(edition, version))
        add(entry, "updated", _day(found))
        add(entry, "link", rel="alternate", type="text/html", href=address)
        add(entry, "content", markdown(found["text"].strip()), type="html")
    ElementTree.indent(top)
    text = ElementTree.tostring(top, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _day(version: re.Match) -> str:
    return f"{version['year']}-{version['month']}-01T00:00:00Z"


def _id(edition: Edition, version: str) -> str:
    """The name of an entry, the same wherever the site stands."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"keras-book/{edition}/{version}").urn
