"""What a slow phone would do with a page is done before: fewer elements, tables in their boxes.

Pygments puts a mark round every word, dot and bracket of a listing: they were three of four
elements of a page. Those that give no colour, on the site or in the books, are taken off, and
neighbours of one colour share one. What a listing says stays as it is, letter by letter.

Material's script would put each table into a box that scrolls, and a button on each listing, and
have the page laid out anew for each. Ours have both from the start: it leaves alone tables that
bear a class, and reads the buttons like its own.
"""

from __future__ import annotations

import itertools
import re
from html import escape

_LISTING = re.compile(r'<div class="([^"]*\bhighlight\b[^"]*)"([^>]*)><pre>(.*?)</pre>', re.S)
_MARK = re.compile(r'<span class="(\w+)">([^<]*)</span>|([^<]+)|<[^>]*>')
_TABLE = re.compile(r"<table>(.*?)</table>", re.S)
TABLE = "book-table"  # the class of tables, instead of none
_BOX = (
    '<div class="md-typeset__scrollwrap"><div class="md-typeset__table">'
    f'<table class="{TABLE}">{{}}</table></div></div>'
)
_BUTTON = (
    '<nav class="md-code__nav" role="none"><button class="md-code__button" title="{label}" '
    """data-clipboard-target="[data-code='{n}'] code" data-md-type="copy"></button></nav>"""
)
_KEPT = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>)", re.S)  # blanks count there
_PLAIN = {"n", "w"}  # names and blanks: the colour of all code
_SAME = {"o": "p"}  # operators have the colour of punctuation


def lighter(html: str, copy: str) -> str:
    """A page's content with as few marks in its listings as their colours need, and boxed tables.

    A listing has its button, which bears the label `copy`, and says how many lines it has:
    book.css leaves room for them until they are near. Outputs and messages have no button.
    """
    number = itertools.count()

    def listing(found: re.Match) -> str:
        classes, others, inside = found.groups()
        button = ""
        if "language-text" not in classes.split():
            n = next(number)
            others += f' data-code="{n}"'
            button = _BUTTON.format(label=escape(copy), n=n)
        lines = inside.count("\n")
        box = f'<div class="{classes}"{others}>'
        return f'{box}<pre style="--lines:{lines}">{button}{_fewer(inside)}</pre>'

    html = _LISTING.sub(listing, html)
    return _TABLE.sub(lambda found: _BOX.format(found[1]), html)


def tighter(html: str) -> str:
    """A page without empty lines, and without blanks at the beginning of a line."""
    parts = _KEPT.split(html)  # text, what is kept, the name of its element, text, …
    for n in range(0, len(parts), 3):
        parts[n] = re.sub(r"\n\s+", "\n", parts[n])
    return "".join(part for n, part in enumerate(parts) if n % 3 != 2)


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
