"""Commands that need a network, and the addresses they ask: proved as far as it goes without one.

pip parses every line that begins with pip, uv every line that begins with uv, in listings
and in inline code; the packages they name are those of the lock; every address of a
package index is one of mirrors.csv.
"""

from __future__ import annotations

import csv
import io
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import redirect_stderr, suppress
from functools import cache
from importlib import metadata
from itertools import groupby
from pathlib import Path
from unittest import mock
from urllib.parse import urlsplit

from packaging.requirements import InvalidRequirement, Requirement

from tools.rules import Rule
from tools.source import tables
from tools.source.backends import BACKENDS
from tools.source.book import Book
from tools.source.exercises import ExerciseError
from tools.source.faults import Problem, shown_path
from tools.source.outline import INLINE_CODE

MIRRORS = "start/install/mirrors.csv"
# Parts of the lock under another name: the same version without the code for GPUs.
BESIDE_THE_LOCK = {"tensorflow-cpu": "tensorflow"}
# What a page tells readers to install though the book does without it.
NOT_IN_THE_LOCK = {"pip", "pydot", "pysocks", "tensorboard", "tensorflow-metal", "tf-keras"}
DEAD_MIRRORS = ["pypi.douban.com", "pypi.doubanio.com", "pypi.mirrors.ustc.edu.cn", "lfd.uci.edu"]
_ADDRESS = re.compile(r"https?://[^\s`\"'<>()，。；）]+")
_STAND_IN = re.compile(r"[A-Z]+|[\u4e00-\u9fff]+|…|\.\.\.")  # install -i ADDRESS PACKAGE


@cache
def code_lines(book: Book) -> list[tuple[Path, int, str, bool]]:
    """(file, line, text, shell or not) of all that a reader may copy, inline code too."""
    found = {}
    for page in book.pages():
        for block in page.blocks:
            shell = block.language in {"sh", "powershell"}
            begun = ""  # a line that goes on: after a backslash, in PowerShell a backtick
            for number, line in enumerate(block.code.splitlines(), block.source_line):
                if shell and line.endswith(("\\", " `")):
                    begun += line[:-1]
                    continue
                found[block.source, number, begun + line, shell] = None
                begun = ""
        for number, line in page.prose():
            for code in INLINE_CODE.finditer(line):
                found[page.path, number, code["code"], True] = None
    return list(found)


@cache
def commands(book: Book) -> list[tuple[Path, int, str, list[str]]]:
    """(file, line, program, words after it) of every line that calls pip or uv."""
    found = []
    for path, number, line, shell in code_lines(book):
        quoted = line.lstrip().startswith(("'", '"'))  # what a terminal says of pip, not a command
        if shell and not quoted and re.search(r"\b(pip|uv)\b", line):
            for words in _split(line):
                while words and re.match(r"\w+=", words[0]):
                    words = words[1:]
                if words[1:2] == ["-m"] and re.fullmatch(r"python3?|py", words[0]):
                    words = words[2:]
                program = words[0].lstrip("!%") if len(words) > 1 else ""
                if program in {"pip", "pip3", "uv"} and not any(map(_STAND_IN.fullmatch, words)):
                    found.append((path, number, program.strip("3"), words[1:]))
    return found


def _split(line: str) -> list[list[str]]:
    """The words of each command of a line; none, if it is no shell's."""
    words = shlex.shlex(line.replace("\\", "/"), posix=True, punctuation_chars=";&|<>")
    words.whitespace_split = True
    try:
        told = list(words)
    except ValueError:  # a quotation in the text
        return []
    return [list(part) for end, part in groupby(told, lambda w: set(w) <= set(";&|<>")) if not end]


def pip_lines(book: Book) -> Iterator[Problem]:
    """pip takes every line that begins with pip, and it names packages of the lock."""
    for path, line, program, words in commands(book):
        if program != "pip":
            continue
        told = io.StringIO()
        try:
            with redirect_stderr(told):
                options, rest = _parse_with_pip(words[0], words[1:])
        except (SystemExit, Exception) as error:
            why = (told.getvalue().strip().splitlines() or [str(error)])[-1]
            what = f"pip does not take this line: {why.rstrip('.')}"
            yield Problem(path, line, what, "Correct it")
            continue
        if getattr(options, "extra_index_urls", None) or "extra-index-url" in " ".join(words):
            yield Problem(path, line, "extra-index-url is unsafe", "Use one index-url")
        if getattr(options, "trusted_hosts", None):
            yield Problem(path, line, "--trusted-host turns a check off", "Use https")
        if words[0] in {"install", "index"} and not getattr(options, "requirements", None):
            for what, mend in _package_faults(book, rest if words[0] == "install" else rest[1:]):
                yield Problem(path, line, what, mend)


def _parse_with_pip(name: str, arguments: list[str]):
    """Options and arguments of a pip command, by pip's own parser, whatever is set here."""
    from pip._internal.commands import create_command

    with mock.patch.dict(os.environ, PIP_CONFIG_FILE=os.devnull):
        return create_command(name, isolated=True).parse_args(arguments)


def _package_faults(book: Book, named: list[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with the packages that a command names, and the mend."""
    if not named:
        yield "the command names no package", "Add one"
    for text in named:
        try:
            requirement = Requirement(text)
        except InvalidRequirement as error:
            yield f"'{text}' is not a requirement: {str(error).splitlines()[0]}", "Correct it"
            continue
        name = BESIDE_THE_LOCK.get(requirement.name, requirement.name)
        version = book.versions.pins.get(name)
        if version is None:
            if name not in NOT_IN_THE_LOCK | {backend.package for backend in BACKENDS.values()}:
                yield f"no package of the lock is called '{name}'", "Correct the name"
            continue
        if not requirement.specifier.contains(version, prereleases=True):
            yield f"'{text}' is not the version of the lock", f"Write {requirement.name}=={version}"
        if requirement.extras:
            offered = set(metadata.metadata(name).get_all("Provides-Extra") or [])
            for extra in sorted(requirement.extras - offered):
                what = f"{name} has no extra '{extra}'"
                yield what, f"It has {', '.join(sorted(offered))}"


def uv_lines(book: Book) -> Iterator[Problem]:
    """uv takes every line that begins with uv, and reads every uv.toml."""
    for path, line, program, words in commands(book):
        if program == "uv":
            if told := _uv_says([*words, "--help"]):
                yield Problem(path, line, f"uv does not take this line: {told}", "Correct it")
            if words[:2] == ["pip", "install"]:
                for what, mend in _package_faults(book, words[2:]):
                    yield Problem(path, line, what, mend)
    for settings in sorted(book.snippets.rglob("uv.toml")):
        if told := _uv_says(["--offline", "--config-file", str(settings), "pip", "list"]):
            yield Problem(settings, 1, f"uv does not read it: {told}", "Correct it")
            continue
        indexes = tomllib.loads(settings.read_text("utf-8")).get("index", [])
        if [index.get("default") for index in indexes] != [True]:
            what = "uv would ask other indexes as well"
            yield Problem(settings, 1, what, "Name one index, with default = true")


def _uv_says(arguments: list[str]) -> str:
    """What the uv of this environment says against a command; nothing if it takes it."""
    uv = [sys.executable, "-m", "uv", *arguments]
    done = subprocess.run(uv, capture_output=True, text=True, encoding="utf-8")
    return done.stderr.strip().splitlines()[0] if done.returncode else ""


def mirrors(book: Book) -> Iterator[Problem]:
    """Every address of an index that a reader may copy is in mirrors.csv, and pip can use it."""
    table = book.snippets / MIRRORS
    rows = []
    if table.exists():
        with table.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    for number, row in enumerate(rows, 2):
        url = row["url"]
        if not url.startswith("https://"):
            yield Problem(table, number, f"{url} is not https", "Write https://")
        if not re.search(r"/simple/?$", url):
            yield Problem(table, number, f"{url} does not end in /simple", "pip needs that")
        if any(dead in url for dead in DEAD_MIRRORS):
            yield Problem(table, number, f"{url} is dead", "Remove the row")
        if [r["key"] for r in rows].count(row["key"]) + [r["url"] for r in rows].count(url) > 2:
            yield Problem(table, number, "this key or address occurs twice", "Remove one")
    known = {row["url"] for row in rows}
    hosts = {urlsplit(url).hostname for url in known}
    for path, number, line, _ in code_lines(book):
        for dead in DEAD_MIRRORS:
            if dead in line and ("://" in line or "pip" in line):
                yield Problem(path, number, f"{dead} is dead", f"Take a mirror of {MIRRORS}")
        for url in _ADDRESS.findall(line):
            host = urlsplit(url).hostname or ""
            index = "/simple" in url or host in hosts or "pypi" in url
            if index and url not in known and host != "127.0.0.1":
                what = f"{url} is not in {shown_path(table)}"
                yield Problem(path, number, what, "Add it there, or correct it")


def rows(book: Book) -> Iterator[Problem]:
    """The rows that pages show of a table are those of its CSV file."""
    with suppress(ExerciseError):  # tools/rules/practice.py names it
        yield from (tables.complaint(path) for path, _ in tables.stale(book))


RULES: list[Rule] = [pip_lines, uv_lines, mirrors, rows]
