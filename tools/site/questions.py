"""The entries of a help page as questions and answers, for search engines (schema.org/FAQPage).

The question is the heading, which is the error as it is printed; the answer is the first
paragraph under it, which says the cause, or the cause and the fix.
"""

from __future__ import annotations

import re
from html import unescape

PAGES = "help/troubleshooting/"  # whose headings are what readers ask
_ENTRY = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>(.*?)(?=<h2|\Z)', re.S)
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.S)
_OUTSIDE = re.compile(r'<div class="[^"]*\bhighlight\b.*?</pre>|<table\b.*?</table>', re.S)
_LINK = re.compile(r'<a class="headerlink".*?</a>', re.S)


def questions(name: str, html: str, url: str) -> list[dict]:
    """The entries of a page, `html` its content and `url` its address; none if it is no help page."""
    if not name.startswith(PAGES):
        return []
    found = []
    for anchor, heading, section in _ENTRY.findall(html):
        if paragraph := _PARAGRAPH.search(_OUTSIDE.sub("", section)):
            answer = {"@type": "Answer", "text": _plain(paragraph[1]), "url": f"{url}#{anchor}"}
            question = {"@type": "Question", "name": _plain(_LINK.sub("", heading))}
            found.append({**question, "acceptedAnswer": answer})
    return found


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())
