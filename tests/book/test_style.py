"""Sources: lint, the style of listings, no snippet that no page shows, no registry host."""

import re
import subprocess
import sys

import pytest

from tools.source.listings import EDITIONS, ROOT, pages, sections, shown_path

SNIPPETS = sorted(p for p in (ROOT / "snippets").rglob("*") if p.suffix in {".py", ".sh", ".ps1"})
LONGEST_LINE, LONGEST_LISTING = 79, 30


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=["check", "format"])
def test_ruff(command):
    done = subprocess.run(
        [sys.executable, "-m", "ruff", *command, "."], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{done.stdout}\nMend it with: ruff check --fix . && ruff format ."


def shown_sections():
    """(path, section) of every snippet that some page includes."""
    return {
        (block.source, block.section)
        for edition in EDITIONS
        for page in pages(edition)
        for block in page.blocks
    }


def test_listings_are_ascii_and_narrow():
    faults = []
    for path, section in sorted(shown_sections(), key=str):
        if path.suffix not in {".py", ".sh", ".ps1"}:
            continue
        part = sections(path)[section]
        for number, line in enumerate(part.text.splitlines(), part.line):
            where = f"{shown_path(path)}:{number}"
            if not line.isascii():
                faults.append(f"{where}: not ASCII, so it cannot serve both editions")
            if len(line) > LONGEST_LINE:
                faults.append(f"{where}: {len(line)} columns, at most {LONGEST_LINE}")
        if part.text.count("\n") > LONGEST_LISTING:
            faults.append(
                f"{shown_path(path)}:{part.line}: {part.text.count(chr(10))} lines in one listing, "
                f"at most {LONGEST_LISTING}; split it"
            )
    assert not faults, "\n".join(faults)


def test_every_snippet_is_shown_or_offered():
    """A file no page includes is dead; a whole program may be offered by a link instead."""
    shown = shown_sections()
    linked = "\n".join(
        line for edition in EDITIONS for page in pages(edition) for _, line in page.prose()
    )
    faults = []
    for path in sorted((ROOT / "snippets").rglob("*")):
        name = shown_path(path)
        if not path.is_file() or name in linked or "__pycache__" in path.parts:
            continue
        if path.suffix in {".py", ".sh", ".ps1"}:
            named = {s for s in sections(path) if s}
            dead = [s for s in sorted(named) if (path, s) not in shown]
            if (path, None) not in shown and (dead or not named):
                faults.append(
                    f"{name}: no page shows {', '.join(dead) or 'it'}. Show or delete it."
                )
        elif path.suffix in {".out", ".txt"} and (path, None) not in shown:
            faults.append(f"{name}: no page shows it. Show or delete it.")
    assert not faults, "\n".join(faults)


def test_no_registry_host_and_no_impatient_words():
    hosts = re.compile("|".join(["pypi" + r"\.org", "python" + r"hosted\.org", "npm" + r"js\.org"]))
    words = re.compile(r"\b(simply|just|easy|easily|obviously)\b", re.I)
    faults = []
    for edition in EDITIONS:
        for page in pages(edition):
            for number, line in page.prose():
                if hosts.search(line):
                    faults.append(f"{shown_path(page.path)}:{number}: names a registry's host")
                if edition == "en" and (found := words.search(line)):
                    faults.append(f"{shown_path(page.path)}:{number}: '{found[0]}'. Leave it out.")
    assert not faults, "\n".join(faults)


def test_lock_is_pinned_hashed_and_names_no_index():
    text = (ROOT / "requirements.txt").read_text("utf-8")
    assert "://" not in text and "--index" not in text and "--find-links" not in text
    entries = re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"^#.*\n", "", text, flags=re.M))
    faults = [e.splitlines()[0] for e in entries if "==" not in e or "--hash=sha256:" not in e]
    assert not faults, faults


def test_every_direct_dependency_has_a_reason_and_is_locked():
    locked = (ROOT / "requirements.txt").read_text("utf-8")
    for line in (ROOT / "requirements.in").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name = re.match(r"[\w-]+", line)[0]
            assert "#" in line and len(line.split("#")[1]) > 10, f"requirements.in: why {name}?"
            assert f"\n{name}==" in locked, f"{name} is not in the lock; run make lock"
