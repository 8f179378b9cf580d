"""Measure how long the site takes to build, and to show an edit.

`python -m tools.bench.site` prints one line a figure (name, value, unit) as it
goes and a table at the end, and asserts nothing. It works on a copy in a
temporary folder. Builds are counted in CPU time (user and system, children
included), which other work on the machine disturbs little; the edit-to-page
times are those of the clock. Run it while nothing else does.

`stock` is Material for MkDocs with nothing of this book: the same pages with
their includes written out, the theme, its search and the same extensions, the
two editions built one after the other. `cold` starts with an empty temporary
folder (no dictionary of jieba's, no notebooks); executing notebooks is left out.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from tools.source.listings import EDITIONS, ROOT, pages

PARTS = ["docs", "snippets", "tools", "overrides", "mkdocs.yml", "mkdocs.en.yml"]
PARTS += ["requirements.txt", "pyproject.toml", "LICENSE"]
CHAPTER = "basics/functional-api"
EDITS = 3
STOCK = """\
site_name: Stock
docs_dir: {edition}
site_dir: site-{edition}
theme: {{name: material, language: {edition}, font: false, features: [content.code.copy]}}
plugins: [search]
markdown_extensions: [admonition, attr_list, footnotes, md_in_html, tables, pymdownx.details,
  pymdownx.highlight, pymdownx.inlinehilite, pymdownx.superfences, toc,
  pymdownx.tabbed: {{alternate_style: true}}]
"""

rows: list[tuple[str, str, str]] = []


def note(name: str, value: float, unit: str, digits: int = 1):
    """Print a figure and keep it for the table."""
    rows.append((name, f"{value:.{digits}f}", unit))
    print(name, f"{value:.{digits}f}", unit, flush=True)


def copy(target: Path) -> Path:
    """The sources of the book in another folder."""
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, target / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / part)
    return target


def stock(target: Path) -> list[Path]:
    """The same pages for plain Material: a configuration for each edition."""
    configs = []
    for edition in EDITIONS:
        for page in pages(edition):
            path = target / edition / f"{page.name}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(page.expanded(), encoding="utf-8")
        for folder in ("docs/assets", "snippets"):
            pictures = shutil.ignore_patterns("*.py", "*.out", "*.sh", "__pycache__")
            to = target / edition / folder.removeprefix("docs/")
            shutil.copytree(ROOT / folder, to, ignore=pictures)
        configs.append(target / f"{edition}.yml")
        configs[-1].write_text(STOCK.format(edition=edition), encoding="utf-8")
    return configs


def environment(scratch: Path) -> dict[str, str]:
    """The environment of a build: its own temporary folder, notebooks as they are."""
    scratch.mkdir(exist_ok=True)
    return {
        **os.environ,
        "TMPDIR": str(scratch),
        "NOTEBOOKS": "cached",
        "NO_MKDOCS_2_WARNING": "1",
    }


def cpu(folder: Path, scratch: Path, *options: str) -> float:
    """Seconds of CPU time that one `mkdocs build` takes."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q", *options]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(
        command, cwd=folder, env=environment(scratch), capture_output=True, text=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if ran.returncode:
        sys.exit(ran.stdout + ran.stderr)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def builds(work: Path, count: int):
    """Cold and warm builds, in turn with stock Material's."""
    book, plain = copy(work / "book"), work / "stock"
    configs = stock(plain)
    for kind in ("cold", "warm"):
        for name, folder in (("book", book), ("stock", plain)):
            scratch = work / f"tmp-{name}"
            runs = [("-f", str(c)) for c in configs] if name == "stock" else [()]
            seconds = sum(cpu(folder, scratch, *options) for options in runs)
            note(f"build-{kind}-{name}", 1000 * seconds / count, "CPU ms a page")


def edits(work: Path):
    """Seconds from saving a chapter until `mkdocs serve` answers with the new page."""
    book = copy(work / "preview")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-q", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=book,
        env={**environment(work / "tmp-preview"), "SITE_URL": f"http://127.0.0.1:{port}/"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        began = time.monotonic()
        wait_for(f"http://127.0.0.1:{port}/{CHAPTER}/", "")
        note("serve-start", time.monotonic() - began, "s")
        for edition in EDITIONS:
            page = book / "docs" / edition / f"{CHAPTER}.md"
            url = f"http://127.0.0.1:{port}/{'en/' if edition == 'en' else ''}{CHAPTER}/"
            times = []
            for number in range(EDITS):
                time.sleep(1)  # let the watcher come to rest
                word = f"edit{edition}{number}"
                began = time.monotonic()
                with page.open("a", encoding="utf-8") as file:
                    file.write(f"\n{word}\n")
                wait_for(url, word)
                times.append(time.monotonic() - began)
            note(f"edit-to-page-{edition}", statistics.median(times), "s")
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def wait_for(url: str, text: str, seconds: float = 180):
    """Ask until the page is there and holds the text."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=30) as answer:
                if text in answer.read().decode("utf-8"):
                    return
        except OSError:
            pass
        time.sleep(0.05)
    sys.exit(f"{url} did not show {text!r} within {seconds:.0f} s")


def main():
    """Print the figures, then a table of them."""
    count = sum(len(pages(edition)) for edition in EDITIONS)
    note("pages", count, "pages", 0)
    with tempfile.TemporaryDirectory(prefix="bench-site-") as folder:
        builds(Path(folder), count)
        edits(Path(folder))
    width = max(len(name) for name, _, _ in rows)
    print("\n" + "\n".join(f"{name:{width}}  {value:>8}  {unit}" for name, value, unit in rows))


if __name__ == "__main__":
    main()
