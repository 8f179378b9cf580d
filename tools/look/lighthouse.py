"""Lighthouse over the built site: a page of each kind, as a phone and as a desk.

`python -m tools lighthouse [PAGE …]` serves site/ with
gzip and asks the npm package `lighthouse`, which npx fetches the first time.
It prints the four scores, what the page took, and every audit that failed,
and asserts nothing: the scores for speed are those of this machine, at this
moment. Run it while nothing else does. The reports stay in build/lighthouse.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from tools.look.browser import ADVICE, find, served
from tools.source.book import Book
from tools.source.faults import BookError

PACKAGE = "lighthouse@13.5.0"
DEFAULT = ("index", "basics/functional-api", "tables/function-fitting")
SCORES = ("performance", "accessibility", "best-practices", "seo")
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "speed-index")


def report(url: str, path: Path, desk: bool) -> dict:
    """The report of one page, kept at `path`. Raises BookError with lighthouse's words."""
    flags = "--headless=new" + (" --no-sandbox" if os.geteuid() == 0 else "")
    command = ["npx", "--yes", PACKAGE, url, "--quiet", "--output=json", f"--output-path={path}"]
    command += [f"--chrome-flags={flags}", f"--only-categories={','.join(SCORES)}"]
    command += ["--preset=desktop"] if desk else []
    ran = subprocess.run(
        command, env={**os.environ, "CHROME_PATH": find()}, capture_output=True, text=True
    )
    if ran.returncode:
        raise BookError(ran.stderr or ran.stdout)
    return json.loads(path.read_text("utf-8"))


def failed(found: dict) -> list[str]:
    """The audits that cost points, each with its score and the first places it names."""
    lines = []
    for category in found["categories"].values():
        for part in category["auditRefs"]:
            audit = found["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                items = audit.get("details", {}).get("items", [])[:3]
                places = [i["node"]["snippet"] for i in items if "node" in i]
                lines.append(f"    {part['id']} {audit['score']} {' '.join(places)}".rstrip())
    return lines


def main(book: Book, names: list[str]) -> int:
    """Print a line for each page, edition and kind of device."""
    names, site = book.chosen(names) if names else DEFAULT, book.built()
    if not find():
        raise BookError(ADVICE)
    if not shutil.which("npx"):
        raise BookError("There is no npx. Install Node.js:  apt-get install nodejs npm")
    out = book.build / "lighthouse"
    out.mkdir(parents=True, exist_ok=True)
    print(f"{'page':28}device  " + " ".join(SCORES) + "  seconds: " + " ".join(TIMES))
    with served(site) as address:
        for name in names:
            for edition in book.editions:
                url = address + edition.address(name)
                stem = f"{name.replace('/', '-')}-{edition}"
                for desk in (False, True):
                    kind = "desk" if desk else "phone"
                    found = report(url, out / f"{stem}-{kind}.json", desk)
                    scores = [round(100 * found["categories"][key]["score"]) for key in SCORES]
                    times = [found["audits"][key]["numericValue"] / 1000 for key in TIMES]
                    print(
                        f"{edition}/{name:25}{kind:8}"
                        + " ".join(
                            f"{score:{len(key)}}" for score, key in zip(scores, SCORES, strict=True)
                        )
                        + f"  {' '.join(f'{seconds:.2f}' for seconds in times)}",
                        *failed(found),
                        sep="\n",
                        flush=True,
                    )
    return 0
