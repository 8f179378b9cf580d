"""Addresses of other sites: `python -m tools links` asks each once, from a machine with a network.

No test does so: another site's bad day is no fault of the book. The weekly run may.
"""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

from tools.rules.pages import BESIDE, outside_fences
from tools.source.book import Book
from tools.source.faults import shown_path
from tools.source.outline import INLINE_CODE, LINK

SECONDS = 20
# Some sites send away what does not call itself a browser.
_HEADERS = {"User-Agent": "Mozilla/5.0 (link check of a book)", "Range": "bytes=0-0"}
_GONE = {404, 410}


def addresses(book: Book) -> dict[str, list[str]]:
    """Every address of another site that a link names, with the places that name it."""
    found: dict[str, list[str]] = {}
    named = [
        (page.path, link.line, link.to) for page in book.pages() for link in page.outline.links
    ]
    for path in (book.root / name for name in BESIDE):
        for number, line in outside_fences(path) if path.exists() else []:
            text = INLINE_CODE.sub("", line)
            named += [(path, number, link["to"]) for link in LINK.finditer(text)]
    for path, line, to in named:
        if re.match(r"https?://", to):
            found.setdefault(to.partition("#")[0], []).append(f"{shown_path(path)}:{line}")
    return found


def ask(address: str, seconds: float = SECONDS) -> str:
    """Why an address is dead; nothing if something answers that is not "no such page"."""
    request = urllib.request.Request(address, headers=_HEADERS)
    try:
        urllib.request.urlopen(request, timeout=seconds).close()
    except urllib.error.HTTPError as error:
        return f"status {error.code}" if error.code in _GONE else ""
    except (OSError, ValueError) as error:
        return f"no answer ({getattr(error, 'reason', error)})"
    return ""


def main(book: Book) -> int:
    """Print the dead addresses, each with the places that name it; 1 if there are any."""
    found = addresses(book)
    with ThreadPoolExecutor(8) as asked:
        dead = [(a, why) for a, why in zip(found, asked.map(ask, found), strict=True) if why]
    for address, why in dead:
        print(f"{', '.join(found[address])}: {address}: {why}. Correct the link, or leave it out.")
    print(f"{len(found)} addresses, {len(dead)} dead")
    return 1 if dead else 0
