"""Pictures of pages for people to look at: light and dark, on a desk and a phone, and on paper.

`python -m tools screenshots [PAGE …]` (default: home, a chapter, a case, a page
that is not there; both editions) writes from site/ into build/screenshots
<page>-<edition>-<scheme>-<width>.png and <page>-<edition>.pdf.
"""

from __future__ import annotations

from tools.look.browser import browser, served
from tools.source.book import Book

VARIANTS = [
    {"color_scheme": scheme, "viewport": {"width": width, "height": height}}
    for scheme in ("light", "dark")
    for width, height in ((1280, 900), (390, 844))
]
DEFAULT = ("index", "basics/functional-api", "tables/function-fitting", "no-such-page")
PAPER = {"format": "A4", "margin": dict.fromkeys(("top", "right", "bottom", "left"), "14mm")}
# Pictures wait until they are near: call them in.
# What is far from the screen is on a picture of the whole page, too.
WHOLE = "pre > code { content-visibility: visible !important }"
LOAD = """() => Promise.all([...document.images].map(image => {
  image.loading = "eager"
  return image.decode().catch(() => {})
}))"""


def main(book: Book, names: list[str]) -> int:
    """Write the pictures of the named pages, whole pages from top to bottom."""
    names = book.chosen(names) if names else DEFAULT
    out = book.build / "screenshots"
    out.mkdir(parents=True, exist_ok=True)
    with served(book.built()) as address, browser() as running:
        for variant in VARIANTS:
            context = running.new_context(reduced_motion="reduce", **variant)
            page = context.new_page()
            for edition in book.editions:
                for name in names:
                    page.goto(address + edition.address(name))
                    page.evaluate(LOAD)
                    page.add_style_tag(content=WHOLE)
                    stem = f"{name.replace('/', '-')}-{edition}"
                    kind = f"{variant['color_scheme']}-{variant['viewport']['width']}"
                    page.screenshot(path=out / f"{stem}-{kind}.png", full_page=True)
                    if variant is VARIANTS[0]:
                        page.pdf(path=out / f"{stem}.pdf", **PAPER)
                    print(f"{stem}-{kind}", flush=True)
            context.close()
    print(f"in {out}")
    return 0
