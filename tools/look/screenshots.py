"""Pictures of pages for people to look at: light and dark, on a desk and a phone, and on paper.

`python -m tools.look.screenshots [PAGE …]` (default: home, a chapter, a case, a page
that is not there; both editions) writes from site/ into build/screenshots
<page>-<edition>-<scheme>-<width>.png and <page>-<edition>.pdf.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tools.look.browser import NoBrowser, browser, served
from tools.source.listings import EDITIONS, ROOT

VARIANTS = [
    {"color_scheme": scheme, "viewport": {"width": width, "height": height}}
    for scheme in ("light", "dark")
    for width, height in ((1280, 900), (390, 844))
]
DEFAULT = ("index", "basics/functional-api", "tables/regression", "no-such-page")
PAPER = {"format": "A4", "margin": dict.fromkeys(("top", "right", "bottom", "left"), "14mm")}
# Pictures wait until they are near: call them in.
LOAD = """() => Promise.all([...document.images].map(image => {
  image.loading = "eager"
  return image.decode().catch(() => {})
}))"""


def main(names: list[str], site: Path = ROOT / "site", out: Path = ROOT / "build/screenshots"):
    """Write the pictures of the named pages, whole pages from top to bottom."""
    if not (site / "index.html").exists():
        sys.exit("There is no site/ yet. Run make build first.")
    out.mkdir(parents=True, exist_ok=True)
    with served(site) as address, browser() as running:
        for variant in VARIANTS:
            context = running.new_context(reduced_motion="reduce", **variant)
            page = context.new_page()
            for edition in EDITIONS:
                root = address if edition == "zh" else f"{address}en/"
                for name in names or DEFAULT:
                    page.goto(root + ("" if name == "index" else f"{name}/"))
                    page.evaluate(LOAD)
                    stem = f"{name.replace('/', '-')}-{edition}"
                    kind = f"{variant['color_scheme']}-{variant['viewport']['width']}"
                    page.screenshot(path=out / f"{stem}-{kind}.png", full_page=True)
                    if variant is VARIANTS[0]:
                        page.pdf(path=out / f"{stem}.pdf", **PAPER)
                    print(f"{stem}-{kind}", flush=True)
            context.close()
    print(f"in {out}")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except NoBrowser as error:
        sys.exit(str(error))
