"""Listings with as few elements as their colours need, for slow phones.

Pygments puts a mark round every word, dot and bracket of a listing: they were three of four
elements of a page. Those that give no colour, on the site or in the books, are taken off, and
neighbours of one colour share one. What a listing says stays as it is, letter by letter.
"""

from __future__ import annotations

import re

_LISTING = re.compile(r'(<div class="[^"]*\bhighlight\b[^"]*"[^>]*>)<pre>(.*?)</pre>', re.S)
_MARK = re.compile(r'<span class="(\w+)">([^<]*)</span>|([^<]+)|<[^>]*>')
_PLAIN = {"n", "w"}  # names and blanks: the colour of all code
_SAME = {"o": "p"}  # operators have the colour of punctuation


def lighter(html: str) -> str:
    """A page's content with as few marks in its listings as their colours need.

    A listing says how many lines it has: book.css leaves room for them until they are near.
    """
    return _LISTING.sub(_listing, html)


def _listing(found: re.Match) -> str:
    box, inside = found.groups()
    lines = inside.count("\n")
    return f'{box}<pre style="--lines:{lines}">{_fewer(inside)}</pre>'


def _fewer(code: str) -> str:
    """Code with neighbouring marks of one colour joined, also over blanks between them."""
    parts: list[list[str]] = []  # colour and text; "" is no colour, "<" a tag that is no mark
    for mark in _MARK.finditer(code):
        name, text, bare = mark.groups()
        if name is None and bare is None:
            parts.append(["<", mark[0]])
            continue
        colour = "" if name is None or name in _PLAIN else _SAME.get(name, name)
        text = bare if name is None else text
        last = parts[-1] if parts else ["<", ""]
        if last[0] == colour:
            last[1] += text
        elif not colour and not text.strip(" ") and last[0] != "<":
            last[1] += text  # blanks have no colour of their own
        else:
            parts.append([colour, text])
    return "".join(
        text if colour in ("", "<") else f'<span class="{colour}">{text}</span>'
        for colour, text in parts
    )
