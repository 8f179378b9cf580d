"""Say in Markdown what the versions installed here change in the book.

`python -m tools report FILE [PAGE …]` runs every listing (or those of the named pages)
and writes to FILE what fails and which outputs are no longer those of the book, as
differences; nothing in the book is touched. The file is empty if all holds, apart from
the version numbers that outputs name. The weekly workflow makes an issue of FILE.
"""

from __future__ import annotations

import difflib
import re
import sys
from importlib.metadata import version
from pathlib import Path

from tools.proof.outputs import Findings, examine
from tools.proof.tasks import tasks
from tools.source.book import Book
from tools.source.faults import shown_path

PACKAGES = ("keras", "tensorflow", "numpy", "scikit-learn", "matplotlib")
LIMIT = 60_000  # characters; GitHub takes 65,536


def versions(book: Book) -> dict[str, tuple[str, str]]:
    """Of each package the book shows: the locked version and the one installed here."""
    return {name: (book.versions.of(name), version(name)) for name in PACKAGES}


def renumbered(text: str, versions: dict[str, tuple[str, str]]) -> str:
    """An output of the book with the versions of the lock replaced by those installed here."""
    for proved, here in versions.values():
        text = re.sub(rf"(?<![\d.]){re.escape(proved)}(?![\d.]*\d)", here, text)
    return text


def markdown(found: Findings, versions: dict[str, tuple[str, str]]) -> str:
    """The report, "" if nothing was found."""
    if not found.failing and not found.changes:
        return ""
    parts = [
        f"{len(found.failing)} listings fail and {len(found.changes)} outputs change "
        f"with Python {sys.version.split()[0]} and these versions:\n",
        "| package | the book | here |\n| --- | --- | --- |",
        *(f"| {name} | {proved} | {here} |" for name, (proved, here) in versions.items()),
    ]
    if found.failing:
        parts.append("\n## Listings that fail\n")
    for fault in found.failing:
        what, _, trace = fault.strip().partition("\n")
        last = trace.strip().splitlines()[-1] if trace.strip() else ""
        parts.append(f"- {what}" + (f" `{last}`" if last else ""))
        if trace:
            parts.append(folded("traceback", trace.strip(), "text"))
    if found.changes:
        parts.append("\n## Outputs that change\n")
    for change in found.changes:
        parts.append(f"- {change.kind} {shown_path(change.path)}")
        if change.kind != "picture":
            before = change.path.read_text("utf-8").splitlines()
            after = change.new.decode().splitlines()
            lines = difflib.unified_diff(before, after, "the book", "here", lineterm="")
            parts.append(folded("difference", "\n".join(lines), "diff"))
    text = "\n".join(parts) + "\n"
    return text if len(text) <= LIMIT else text[:LIMIT] + "\n````\n\n(cut here; the run has all)\n"


def folded(title: str, text: str, language: str) -> str:
    """A block of text behind a title, as a part of a list item."""
    block = f"<details><summary>{title}</summary>\n\n````{language}\n{text}\n````\n</details>"
    return "\n" + "\n".join(f"  {line}".rstrip() for line in block.splitlines()) + "\n"


def main(book: Book, file: str, names: list[str]) -> int:
    """Run, write the report, print it; status 1 if there is something to say."""
    known = versions(book)
    found = examine(tasks(book, names), alone=True, expected=lambda text: renumbered(text, known))
    text = markdown(found, known)
    draft = Path(f"{file}.draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)
    print(text or "Every listing and every output of the book holds.")
    return 1 if text else 0
