"""Faults planted in a copy of the tiny book, and what a rule says then."""

from __future__ import annotations

from pathlib import Path

from tools.rules import Rule
from tools.source.book import Book


def plant(root: Path, name: str, old: str, new: str) -> int:
    """Replace a text of a file once; returns the line where it stood.

    With an empty `old`, `new` is appended, or makes the file if there is none.
    """
    path = root / name
    text = path.read_bytes().decode("utf-8") if path.exists() else ""
    assert old in text, f"nothing to break: {old!r} is not in {name}"
    at = text.index(old) if old else len(text)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((text[:at] + new + text[at + len(old) :]).encode("utf-8"))
    return text[:at].count("\n") + 1


def said_by(rule: Rule, root: Path) -> str:
    """All that a rule says about a book, one fault a line."""
    return "\n".join(map(str, rule(Book(root))))


def seen(rule: Rule, root: Path, fault: tuple[str, str, str], told: str):
    """The rule is silent before the fault (file, old, new), and afterwards names file and fault.

    With an empty `told`, what is planted is no fault.
    """
    assert said_by(rule, root) == ""
    plant(root, *fault)
    said = said_by(rule, root)
    if told:
        assert told in said, said or "nothing was said"
        assert ". " in said and said.endswith("."), "no mend is named"
    else:
        assert said == ""
