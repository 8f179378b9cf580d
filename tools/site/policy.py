"""The Content-Security-Policy of a page: it may load what the site itself holds, nothing else.

GitHub Pages lets nobody set headers, so the policy stands in a `<meta>` of each
page. Scripts written into the page are allowed by their SHA-256; `style`
attributes (columns of tables) are the one thing allowed without.
"""

from __future__ import annotations

import base64
import hashlib
import re

_INLINE = re.compile(r"<script(?P<attributes>(?![^>]*\bsrc=)[^>]*)>(?P<code>.*?)</script>", re.S)
_CHARSET = re.compile(r"<meta charset=[\"']?utf-8[\"']?>")


def with_policy(html: str) -> str:
    """A built page with its policy behind `<meta charset>`, before anything that it rules.

    Raises ValueError for a page without that tag.
    """
    hashes = []
    for script in _INLINE.finditer(html):
        if "json" not in script["attributes"]:  # data, which no browser runs
            digest = hashlib.sha256(script["code"].encode()).digest()
            hashes.append(f" 'sha256-{base64.b64encode(digest).decode()}'")
    policy = (
        "default-src 'self'; "
        f"script-src 'self'{''.join(dict.fromkeys(hashes))}; "
        "style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; "
        "object-src 'none'; base-uri 'none'; form-action 'none'"
    )
    if not (charset := _CHARSET.search(html)):
        raise ValueError('the page has no <meta charset="utf-8"> to put its policy behind')
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return html[: charset.end()] + meta + html[charset.end() :]
