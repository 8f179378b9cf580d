"""The versions the book is proved with, read from the lock and never typed elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

from tools.setup.make_venv import supported

ROOT = Path(__file__).resolve().parents[2]


def locked(package: str, lock: Path = ROOT / "requirements.txt") -> str:
    """The version of `package` in the lock, such as "3.15.1". Raises LookupError."""
    found = re.search(rf"^{re.escape(package)}==([^\s;]+)", lock.read_text("utf-8"), re.M)
    if not found:
        raise LookupError(f"{lock.name} pins no {package}: name it in requirements.in, make lock")
    return found[1]


def book_version(changes: Path = ROOT / "docs" / "zh" / "help" / "changelog.md") -> str:
    """The version of the book, such as "2026.11": the newest on the page of changes."""
    found = re.search(r"^## (\S+)", changes.read_text("utf-8"), re.M)
    if not found:
        raise LookupError(f"{changes.name} names no version: write a heading such as ## 2026.11")
    return found[1]


def proved() -> dict[str, str]:
    """What the footer states: {"keras": …, "tensorflow": …, "python": "3.11–3.13"}."""
    (_, oldest), (_, newest) = supported()
    return {
        "keras": locked("keras"),
        "tensorflow": locked("tensorflow"),
        "python": f"3.{oldest}–3.{newest}",
    }
