"""Style: lint, the width of listings, no dead snippet, plain words."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.rules import Rule
from tools.rules.text import said
from tools.source.backends import shown_output
from tools.source.book import Book
from tools.source.faults import Problem
from tools.source.snippets import SectionError, sections

LONGEST_LINE, LONGEST_LISTING = 79, 30
PROGRAMS = {".py", ".sh", ".ps1"}
# Hosts of registries, in pieces, since no file is to name them.
_HOSTS = re.compile("|".join(name + r"\.org" for name in ("pypi", "pythonhosted", "npmjs")))
_IMPATIENT = re.compile(r"\b(simply|just|easy|easily|obviously)\b", re.I)


def lint(book: Book) -> Iterator[Problem]:
    """ruff finds nothing in tools, tests and listings, and would format nothing anew."""
    done = _ruff(book, "check", "--output-format=json", ".")
    for fault in json.loads(done.stdout or "[]"):
        what = f"ruff: {fault['message'].rstrip('.')} ({fault['code']})"
        line = fault["location"]["row"]
        yield Problem(Path(fault["filename"]), line, what, "Try  ruff check --fix .")
    done = _ruff(book, "format", "--check", ".")
    for name, line in re.findall(r"^unformatted: .*\n +--> (.+?):(\d+):", done.stdout, re.M):
        what = "ruff would format this anew"
        yield Problem(book.root / name, int(line), what, "Run  ruff format .")


def _ruff(book, *words) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "ruff", *words]
    return subprocess.run(command, cwd=book.root, capture_output=True, encoding="utf-8")


def narrow(book: Book) -> Iterator[Problem]:
    """What a listing shows is ASCII, narrow and short."""
    shown = {(block.source, block.section) for page in book.pages() for block in page.blocks}
    for path, section in sorted(shown, key=str):
        if path.suffix not in PROGRAMS:
            continue
        part = sections(path)[section]
        for number, line in enumerate(part.text.splitlines(), part.line):
            if not line.isascii():
                what = "not ASCII, so it cannot serve both editions"
                yield Problem(path, number, what, "Write it in ASCII")
            if len(line) > LONGEST_LINE:
                what = f"{len(line)} columns, at most {LONGEST_LINE}"
                yield Problem(path, number, what, "Break the line")
        if part.text.endswith("\n\n"):
            what = "the listing ends in blank lines, which a press of the button copies"
            mend = "Let it end by showing something: ruff puts blank lines behind a function"
            yield Problem(path, part.line + part.text.count("\n") - 1, what, mend)
        if (lines := part.text.count("\n")) > LONGEST_LISTING:
            what = f"{lines} lines in one listing, at most {LONGEST_LISTING}"
            yield Problem(path, part.line, what, "Split it")


def one_way(book: Book) -> Iterator[Problem]:
    """Listings say a thing one way, explained once; what must fail or warn may differ.

    Layers are `layers.Dense`, the optimizer is named in `compile`, and what follows the
    number and size of kernels is named: `strides=2`.
    """
    for block, _ in book.inventory():
        if block.language != "python" or not block.runs or block.must:
            continue
        for node in ast.walk(ast.parse(block.code)):
            if what := _other_way(node):
                line = block.source_line + node.lineno - 1
                yield Problem(block.source, line, *what)


def _other_way(node: ast.AST) -> tuple[str, str] | None:
    """What a bit of code says in another way than the book, and how to say it."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return None
    if ast.unparse(node.func.value) == "keras.layers":
        right = f"Write  from keras import layers  and  layers.{node.func.attr}"
        return f"keras.layers.{node.func.attr} is layers.{node.func.attr} elsewhere", right
    name, given = node.func.attr, {keyword.arg for keyword in node.keywords}
    if name == "compile" and given & {"loss", "metrics"} and not node.args:
        if "optimizer" not in given:  # nor by **settings
            told = "compile() without an optimizer takes RMSprop, which nobody sees"
            return None if None in given else (told, 'Name it, optimizer="adam"')
    if re.match(r"(Separable|Depthwise)?Conv\dD", name) and len(node.args) > 2:
        return f"{name} with {len(node.args)} unnamed arguments", "Name them: strides=, padding="
    if re.match(r"(Max|Average)Pooling\dD", name) and len(node.args) > 1:
        return f"{name} with {len(node.args)} unnamed arguments", "Name them: strides=, padding="
    return None


def dead_snippets(book: Book) -> Iterator[Problem]:
    """Every snippet is shown; a whole program may be offered by a link instead."""
    shown = {(block.source, block.section) for page in book.pages() for block in page.blocks}
    linked = {link.to.rpartition("snippets/")[2] for p in book.pages() for link in p.outline.links}
    linked |= {
        image.src.rpartition("snippets/")[2] for p in book.pages() for image in p.outline.images
    }
    for path in sorted(book.snippets.rglob("*")):
        name = path.relative_to(book.snippets).as_posix()
        if not path.is_file() or name in linked or "__pycache__" in path.parts:
            continue
        if path.suffix in PROGRAMS:
            try:
                sections(path)
            except SectionError as error:
                yield error.problem
                continue
            named = {section for section in sections(path) if section}
            dead = sorted(s for s in named if (path, s) not in shown)
            if (path, None) not in shown and (dead or not named):
                what = f"no page shows {', '.join(dead) or 'it'}"
                yield Problem(path, 1, what, "Show or delete it")
        elif path.suffix in {".out", ".txt", ".png"} and (path, None) not in shown:
            if (shown_output(path), None) in shown:
                continue
            yield Problem(path, 1, "no page shows it", "Show or delete it")


def plain_words(book: Book) -> Iterator[Problem]:
    """No registry's host on a page, no impatient word in English."""
    for page in book.pages():
        for number, line in page.prose():
            if found := _HOSTS.search(line):
                what = f"names a registry's host, {found[0]}"
                yield Problem(page.path, number, what, "Name a mirror, or none")
        if page.edition.code == "en":
            for piece in said(page):
                for number, text in piece.lines():
                    if found := _IMPATIENT.search(text):
                        yield Problem(page.path, number, f"'{found[0]}'", "Leave it out")


RULES: list[Rule] = [lint, narrow, one_way, dead_snippets, plain_words]
