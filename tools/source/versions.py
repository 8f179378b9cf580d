"""The versions a book is proved with, read from its lock and never typed elsewhere."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from tools.setup.make_venv import supported
from tools.source.edition import EDITIONS

CHANGES = "help/changelog"  # the page whose newest heading names the book's version


class Versions:
    """What the lock, pyproject.toml and the page of changes of a book say. `root` is its top."""

    def __init__(self, root: Path):
        self.root = root

    @cached_property
    def pins(self) -> dict[str, str]:
        """The version of every package in the lock: {"keras": "3.15.1", …}."""
        text = (self.root / "requirements.txt").read_text("utf-8")
        return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.M))

    @property
    def pinned(self) -> str:
        """All pins as one text, without what the lock says about who asks for them."""
        return "\n".join(f"{name}=={version}" for name, version in self.pins.items())

    def of(self, package: str) -> str:
        """The version of a package in the lock. Raises LookupError."""
        if package not in self.pins:
            raise LookupError(
                f"requirements.txt pins no {package}: name it in requirements.in, make lock"
            )
        return self.pins[package]

    @cached_property
    def book(self) -> str:
        """The version of the book, such as "2026.11": the newest on the page of changes."""
        changes = self.root / EDITIONS[0].folder / f"{CHANGES}.md"
        found = re.search(r"^## (\S+)", changes.read_text("utf-8"), re.M)
        if not found:
            raise LookupError(
                f"{changes.name} names no version: write a heading such as ## 2026.11"
            )
        return found[1]

    @cached_property
    def python(self) -> str:
        """The Pythons of the book, as people write it: "3.11–3.13"."""
        (_, oldest), (_, newest) = supported(str(self.root))
        return f"3.{oldest}–3.{newest}"

    @property
    def proved(self) -> dict[str, str]:
        """What the footer states: {"keras": …, "tensorflow": …, "python": "3.11–3.13"}."""
        return {
            "keras": self.of("keras"),
            "tensorflow": self.of("tensorflow"),
            "python": self.python,
        }
