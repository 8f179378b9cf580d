"""Screenshots of pages for people to look at: each in light and dark, on a desk and a phone.

`python -m tools.screenshots [PAGE …]` (default: home, a chapter, a case, the 404 page;
both editions) writes build/screenshots/<page>-<edition>-<variant>.png from site/.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tools.browser import NoBrowser, browser, served
from tools.listings import EDITIONS, ROOT

VARIANTS = {
    f"{scheme}-{width}": {"color_scheme": scheme, "viewport": {"width": width, "height": height}}
    for scheme in ("light", "dark")
    for width, height in ((1280, 900), (390, 844))
}
DEFAULT = ("index", "functional-api", "cases/images", "no-such-page")


def main(names: list[str], site: Path = ROOT / "site", out: Path = ROOT / "build/screenshots"):
    """Write the pictures of the named pages, whole pages from top to bottom."""
    if not (site / "index.html").exists():
        sys.exit("There is no site/ yet. Run make build first.")
    out.mkdir(parents=True, exist_ok=True)
    with served(site) as address, browser() as running:
        for variant, options in VARIANTS.items():
            context = running.new_context(**options)
            page = context.new_page()
            for edition in EDITIONS:
                root = address if edition == "zh" else f"{address}en/"
                for name in names or DEFAULT:
                    page.goto(root + ("" if name == "index" else f"{name}/"))
                    path = out / f"{name.replace('/', '-')}-{edition}-{variant}.png"
                    page.screenshot(path=path, full_page=True)
                    print(path.relative_to(ROOT))
            context.close()


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except NoBrowser as error:
        sys.exit(str(error))
