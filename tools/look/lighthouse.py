"""Lighthouse over the built site, beside stock Material with the same pages, as a phone.

`python -m tools lighthouse [PAGE …]` serves site/ with gzip and asks the npm package
`lighthouse`, which npx fetches the first time. Stock is that of tools/site/stock.py, in the
first edition. Both are measured in turn, and printed are medians: the four scores, the times,
the bytes, and what kept the processor busy, by cause; then every audit in which the book
failed. A page as a desk sees it is asked once, of the book.

It asserts nothing: the figures for speed are those of this machine, at this moment. Run it
while nothing else does. The reports stay in build/lighthouse.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.look.browser import ADVICE, find, served
from tools.site.stock import stock
from tools.source.book import Book
from tools.source.faults import BookError

PACKAGE = "lighthouse@13.5.0"
# One of each kind: home, chapter, case, help, reference, a page with a demo.
DEFAULT = ("index", "basics/functional-api", "pictures/images", "help/troubleshooting/training")
DEFAULT += ("help/glossary", "pictures/conv-shapes")
ROUNDS = 3
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


def figures(found: dict) -> dict[str, float]:
    """What a report says: scores, seconds, bytes, and milliseconds of work by cause."""
    audits = found["audits"]
    scores = {key: round(100 * found["categories"][key]["score"]) for key in SCORES}
    times = {key: audits[key]["numericValue"] / 1000 for key in TIMES}
    sent = audits["network-requests"]["details"]["items"]
    plain = sum(i["transferSize"] for i in sent if i.get("resourceType") != "Image") / 1000
    work = audits["mainthread-work-breakdown"]["details"]["items"]
    return {
        **scores,
        **times,
        "shift": audits["cumulative-layout-shift"]["numericValue"],
        "KB": plain,
        **{f"ms {item['group']}": item["duration"] for item in work},
    }


def medians(reports: list[dict]) -> dict[str, float]:
    """The medians of several reports of one page; what one did not name took it no time."""
    found = [figures(report) for report in reports]
    names = dict.fromkeys(name for one in found for name in one)
    return {name: statistics.median(one.get(name, 0) for one in found) for name in names}


def table(book: dict[str, float], stock: dict[str, float]) -> str:
    """Both beside each other, a line for each figure."""
    rows = [f"  {'':34}{'book':>9}{'stock':>9}"]
    for name in dict.fromkeys([*book, *stock]):
        rows.append(f"  {name:34}{book.get(name, 0):9.2f}{stock.get(name, 0):9.2f}")
    return "\n".join(rows)


def build_stock(book: Book, folder: Path) -> Path:
    """Stock Material with the same pages, in the first edition; returns its site.

    Raises BookError if it cannot be built.
    """
    edition = book.editions[0]
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", f"{edition}.yml"]
    ran = subprocess.run(command, cwd=stock(book, folder), capture_output=True, text=True)
    if ran.returncode:
        raise BookError(f"Stock Material cannot be built:\n{ran.stdout}{ran.stderr}")
    return folder / f"site-{edition}"


def main(book: Book, names: list[str]) -> int:
    """Print a table for each page: the book's first edition beside stock Material."""
    names, site = book.chosen(names) if names else DEFAULT, book.built()
    if not find():
        raise BookError(ADVICE)
    if not shutil.which("npx"):
        raise BookError("There is no npx. Install Node.js:  apt-get install nodejs npm")
    out = book.build / "lighthouse"
    out.mkdir(parents=True, exist_ok=True)
    edition = book.editions[0]
    with tempfile.TemporaryDirectory(prefix="lighthouse-") as scratch:
        other = build_stock(book, Path(scratch))
        with served(site) as ours, served(other) as theirs:
            addresses = {"book": ours + edition.prefix, "stock": theirs}
            for name in names:
                place = edition.address(name).removeprefix(edition.prefix)
                stem, reports = name.replace("/", "-"), {"book": [], "stock": []}
                for number in range(ROUNDS):
                    for who, address in addresses.items():
                        path = out / f"{stem}-{who}-{number}.json"
                        reports[who].append(report(address + place, path, desk=False))
                print(name, table(medians(reports["book"]), medians(reports["stock"])), sep="\n")
                desk = report(addresses["book"] + place, out / f"{stem}-desk.json", desk=True)
                print(*failed(reports["book"][0]), sep="\n")
                scores = [f"{key} {figures(desk)[key]}" for key in SCORES]
                print(f"  on a desk: {', '.join(scores)}", *failed(desk), sep="\n", flush=True)
    return 0
