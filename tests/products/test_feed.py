"""The feed of changes: an entry for each version, addresses in full where the site has one."""

import re
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from tests.rules.plant import plant
from tests.support import ADDRESS, BOOK, SITE, soup
from tools.products.feed import FILE, feed
from tools.source.book import Book
from tools.source.edition import EDITIONS
from tools.source.versions import CHANGES

pytestmark = pytest.mark.inputs(*SITE)

ATOM = "{http://www.w3.org/2005/Atom}"
each_edition = pytest.mark.parametrize("edition", EDITIONS, ids=str)


def faults(text, home):
    """What a feed lacks, by what RFC 4287 asks for; `home` is where it is read from."""
    top, found = ElementTree.fromstring(text), []
    entries = top.findall(f"{ATOM}entry")
    for one in (top, *entries):
        wanted = {"title", "id", "updated", "link"} | ({"author"} if one is top else {"content"})
        found += [f"no {tag}" for tag in wanted if one.find(f"{ATOM}{tag}") is None]
    if found:
        return found
    ids = [one.find(f"{ATOM}id").text for one in (top, *entries)]
    days = [one.find(f"{ATOM}updated").text for one in (top, *entries)]
    links = [link.get("href") for link in top.iter(f"{ATOM}link")]
    for entry in entries:
        content = BeautifulSoup(entry.find(f"{ATOM}content").text, "html.parser")
        links += [a["href"] for a in content.select("a")]
        found += [] if content.select("li, p") else ["an entry says nothing"]
    found += ["an id occurs twice"] * (len(set(ids)) < len(ids))
    found += [f"id {i}" for i in ids if not re.match("urn:uuid:[0-9a-f-]{36}$", i)]
    found += [f"date {d}" for d in days if not re.match(r"\d{4}-\d\d-01T00:00:00Z$", d)]
    found += ["the newest is not first"] * (
        days[0] != max(days) or days[1:] != sorted(days[1:])[::-1]
    )
    found += [f"link {to}" for to in links if not urljoin(home, to).startswith(("https://", home))]
    return found


@each_edition
def test_feed(site, edition):
    """Found from the home page and the page of changes; its links lead to what is there."""
    text = (site / edition.prefix / FILE).read_text("utf-8")
    assert text == feed(Book(BOOK.root), edition, ADDRESS), "the same each time"
    assert not faults(text, "nowhere:")
    top = ElementTree.fromstring(text)
    changes = BOOK.page(edition, CHANGES)
    titles = [one.find(f"{ATOM}title").text for one in top.findall(f"{ATOM}entry")]
    versions = [h.title for h in changes.outline.headings if h.level == 2]
    assert [title.rpartition(" ")[2] for title in titles] == versions
    for address in (edition.prefix, changes.address):
        link = soup(site / address / "index.html").select_one("link[type='application/atom+xml']")
        assert urljoin(ADDRESS + address, link["href"]) == f"{ADDRESS}{edition.prefix}{FILE}"
    html = soup(site / changes.address / "index.html")
    for link in top.iter(f"{ATOM}link"):
        path, _, anchor = link.get("href").removeprefix(ADDRESS).partition("#")
        assert path == f"{edition.prefix}{FILE}" or path == changes.address
        assert not anchor or html.find(id=anchor)


def test_a_second_version_is_an_entry_and_keeps_the_first(tiny):
    edition = EDITIONS[1]
    before = feed(Book(tiny), edition, ADDRESS)
    new = "## 2026.12 {#v2026-12}\n\n- [Lines](../start/first.md), `two`.\n\n"
    plant(tiny, "docs/en/help/changelog.md", "## 2026.11", f"{new}## 2026.11")
    after = feed(Book(tiny), edition, ADDRESS)
    assert not faults(after, "nowhere:")
    assert after.index("2026.12") < after.index("2026.11")
    assert before[before.index("<entry>") :] in after, "what was told is not told anew"
    assert f'href="{ADDRESS}en/start/first/"' in after.replace("&quot;", '"')


@each_edition
def test_a_site_of_this_machine_has_relative_addresses(tiny, edition):
    text = feed(Book(tiny), edition, "http://127.0.0.1:8000/")
    assert "127.0.0.1" not in text and not faults(text, "http://127.0.0.1:8000/")
    top = ElementTree.fromstring(text)
    links = [
        urljoin(f"https://x.example/{edition.prefix}{FILE}", a.get("href"))
        for a in top.iter(f"{ATOM}link")
    ]
    assert links[0] == f"https://x.example/{edition.prefix}{FILE}"
    assert links[1] == f"https://x.example/{edition.prefix}help/changelog/"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("<updated>", "<changed>", "no updated"),
        ("2026-11-01", "2026-11", "date"),
        (f'href="{ADDRESS}en/', 'href="/en/', "link /en/"),
        ("urn:uuid:", "urn:", "id urn:"),
    ],
)
def test_a_planted_fault_is_named(tiny, old, new, told):
    text = feed(Book(tiny), EDITIONS[1], ADDRESS)
    assert old in text
    text = text.replace(old, new).replace(old.replace("<", "</"), new.replace("<", "</"))
    assert any(told in fault for fault in faults(text, "nowhere:"))
