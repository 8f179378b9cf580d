"""The files themselves: clean text, no leftovers of a merge, a lock that fits, old Python kept."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from tools.rules import Rule
from tools.rules.pages import BESIDE
from tools.setup.make_venv import supported
from tools.source.book import Book
from tools.source.faults import Problem

TEXT = {".md", ".py", ".sh", ".ps1", ".out", ".txt", ".csv", ".toml", ".svg", ".yml", ".in"}
# Programs that start under this Python, to tell their reader that it is too old.
OLD_PYTHON = (3, 8)
FOR_OLD_PYTHON = ("start/verify/doctor.py", "start/install/choose_mirror.py")
FOR_OLD_PYTHON += ("help/old_code/modernize.py",)
# What came after it, as far as such programs might use it: modules, functions, methods.
_NEW_MODULES = {"tomllib", "zoneinfo", "graphlib"}
_NEW_NAMES = {
    *("math.lcm", "math.cbrt", "math.exp2", "math.sumprod", "math.ulp", "math.nextafter"),
    *("functools.cache", "itertools.pairwise", "itertools.batched", "random.randbytes"),
    *("asyncio.to_thread", "asyncio.timeout", "asyncio.TaskGroup", "asyncio.Runner"),
    *("contextlib.chdir", "contextlib.aclosing", "datetime.UTC", "inspect.get_annotations"),
    *("sys.orig_argv", "sys.stdlib_module_names", "sys.exception", "sys.monitoring"),
    *("importlib.resources.files", "importlib.metadata.packages_distributions", "ast.unparse"),
    *("os.process_cpu_count", "os.path.isjunction", "os.path.splitroot", "enum.StrEnum"),
    *("typing.Annotated", "typing.Self", "typing.TypeAlias", "typing.ParamSpec", "typing.override"),
}
_NEW_METHODS = {
    *("removeprefix", "removesuffix", "is_relative_to", "with_stem", "hardlink_to", "walk"),
    *("bit_count", "add_note", "readlink"),
}
_NEW_BUILTINS = {"aiter", "anext", "ExceptionGroup", "BaseExceptionGroup", "EncodingWarning"}
_INVISIBLE = re.compile("[\u00a0\u00ad\u200b-\u200f\u2028\u2029\u2060\u3000\ufeff]")
_CONFLICT = re.compile(r"^(<{7}|>{7}|\|{7})( |$)|^={7}$")


def files(book: Book) -> list[Path]:
    """The text files that the book is made of: pages, snippets, settings, what stands beside."""
    found = [path for folder in ("docs", "snippets") for path in (book.root / folder).rglob("*")]
    found += [*book.root.glob("*.yml"), *book.root.glob("*.in"), *book.root.glob("*.toml")]
    found += [book.root / name for name in BESIDE]
    found += (book.root / "practice").rglob("*.py")
    return sorted(
        p for p in found if p.suffix in TEXT and p.is_file() and "__pycache__" not in p.parts
    )


def clean(book: Book) -> Iterator[Problem]:
    """UTF-8 and nothing invisible, lines that end in a line feed, nothing left of a merge."""
    for path in files(book):
        data = path.read_bytes()
        if data.startswith(b"\xef\xbb\xbf"):
            yield Problem(path, 1, "the file begins with a byte order mark", "Save it without")
        if (at := data.find(b"\r")) >= 0:
            what = "the line ends in CR, or has one"
            yield Problem(path, _line(data, at), what, "Save it with line feeds alone")
        if (at := data.find(b"\t")) >= 0 and path.suffix != ".out":
            yield Problem(path, _line(data, at), "a tab", "Write blanks")
        if data and not data.endswith(b"\n"):
            yield Problem(path, _line(data, len(data) - 1), "no line end at the end", "Add one")
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            yield Problem(path, _line(data, error.start), "not UTF-8 text", "Save it as UTF-8")
            continue
        for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
            if found := _INVISIBLE.search(line):
                what = f"a character that nobody sees: U+{ord(found[0]):04X}"
                yield Problem(path, number, what, "Delete it, or write a plain blank")
            if _CONFLICT.match(line):
                what = f"a mark of a merge is left: {line[:20]}"
                yield Problem(path, number, what, "Resolve the conflict")


def _line(data: bytes, at: int) -> int:
    return data[:at].count(b"\n") + 1


def keys(book: Book) -> Iterator[Problem]:
    """No key stands twice in settings or front matter: YAML takes the last, and says nothing."""
    for path in files(book):
        text = path.read_text("utf-8", "replace")
        if path.suffix == ".md":
            front, end, _ = text.partition("\n---\n")
            text = front if end and front.startswith("---\n") else ""
        elif path.suffix != ".yml":
            continue
        try:
            waiting = [yaml.compose(text, yaml.SafeLoader)]
        except yaml.YAMLError:  # MkDocs, or the page, says what is wrong
            continue
        while waiting:
            node = waiting.pop()
            if isinstance(node, yaml.SequenceNode):
                waiting += node.value
            if not isinstance(node, yaml.MappingNode):
                continue
            seen: dict[str, int] = {}
            for key, value in node.value:
                name, line = str(key.value), key.start_mark.line + 1
                if name in seen:
                    what = f"{name} has a value in line {seen[name]} already"
                    yield Problem(path, line, what, "Keep one of them")
                seen[name] = line
                waiting.append(value)


def lock(book: Book) -> Iterator[Problem]:
    """The lock pins and hashes everything, names no index, and fits requirements.in."""
    text = book.lock.read_text("utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if found := re.search(r"://|--(extra-)?index|--find-links", line):
            yield Problem(
                book.lock, number, f"the lock names an index: {found[0]}", "Run make lock"
            )
    for entry in re.finditer(r"^[A-Za-z0-9](?:.*\n)(?:[ \t].*\n)*", text, re.M):
        if "==" not in entry[0] or "--hash=sha256:" not in entry[0]:
            number = text[: entry.start()].count("\n") + 1
            what = f"not pinned with a hash: {entry[0].splitlines()[0]}"
            yield Problem(book.lock, number, what, "Run make lock")
    wanted = book.root / "requirements.in"
    for number, line in enumerate(wanted.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        named, _, why = line.partition("#")
        requirement = Requirement(named.strip())
        if len(why.strip()) < 10:
            yield Problem(wanted, number, f"no reason for {requirement.name}", "Add  # reason")
        version = book.versions.pins.get(requirement.name)
        if version is None:
            yield Problem(wanted, number, f"{requirement.name} is not in the lock", "Run make lock")
        elif not requirement.specifier.contains(version, prereleases=True):
            what = f"the lock has {requirement.name} {version}, which does not fit {requirement}"
            yield Problem(wanted, number, what, "Run make lock, or correct the bound")
    yield from _refused(book)


def _refused(book: Book) -> Iterator[Problem]:
    """Pinned packages that pip does not install with each Python of the book.

    uv pays no heed to the upper bound that a package sets, in the lock and when it installs.
    """
    (_, oldest), (_, newest) = supported(book.root)
    for name, version in book.versions.pins.items():
        try:
            bound = metadata.metadata(name)["Requires-Python"] or ""
        except metadata.PackageNotFoundError:  # it is of another system
            continue
        refusing = [
            minor for minor in range(oldest, newest + 1) if f"3.{minor}" not in SpecifierSet(bound)
        ]
        if refusing:
            what = f"pip refuses {name} {version} with Python 3.{refusing[0]}: it is for {bound}"
            mend = f"Bound {name} in requirements.in, and run make lock"
            yield Problem(book.lock, 1, what, mend)


def old_python(book: Book) -> Iterator[Problem]:
    """The programs for readers with an old Python start under it."""
    for name in FOR_OLD_PYTHON:
        path = book.snippets / name
        if path.exists():
            yield from newer_than(path, OLD_PYTHON)
    if (trainer := book.root / "practice/train.py").exists():
        yield from newer_than(trainer, OLD_PYTHON)


def newer_than(path: Path, version: tuple[int, int]) -> Iterator[Problem]:
    """What a program uses that came after a version of Python: syntax, functions, methods."""
    old = ".".join(map(str, version))
    mend = f"Write it so that Python {old} reads it"
    try:
        tree = ast.parse(path.read_text("utf-8"), feature_version=version)
    except SyntaxError as error:
        yield Problem(path, error.lineno or 1, f"Python {old} cannot read it: {error.msg}", mend)
        return
    modules = {}  # what a name stands for: "it" for "itertools"
    lazy = any(
        isinstance(n, ast.ImportFrom) and any(a.name == "annotations" for a in n.names)
        for n in tree.body
    )
    for node in ast.walk(tree):
        used = ""
        if isinstance(node, ast.Import):
            modules |= {a.asname or a.name: a.name for a in node.names}
            used = next((a.name for a in node.names if a.name in _NEW_MODULES), "")
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            used = next((n for n in [node.module, *names] if n in _NEW_NAMES | _NEW_MODULES), "")
        elif isinstance(node, ast.Attribute):
            whole = ast.unparse(node)
            first, dot, rest = whole.partition(".")
            whole = modules.get(first, first) + dot + rest
            used = whole if whole in _NEW_NAMES else ""
            # os.walk is old, Path.walk is new.
            if node.attr in _NEW_METHODS and first not in modules:
                used = node.attr
        elif isinstance(node, ast.Name) and node.id in _NEW_BUILTINS:
            used = node.id
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "zip":
            used = "zip(strict=…)" if any(k.arg == "strict" for k in node.keywords) else ""
        elif isinstance(node, (ast.Subscript, ast.BinOp)):
            used = _new_type(node, lazy)
        if used:
            what = f"{used} is newer than Python {old}"
            yield Problem(path, node.lineno, what, mend)


def _new_type(node, lazy) -> str:
    """A type such as list[int] or int | None, where it would be worked out."""
    if isinstance(node, ast.Subscript):
        generic = isinstance(node.value, ast.Name) and node.value.id in {
            *("list", "dict", "set", "frozenset", "tuple", "type"),
        }
        return "" if lazy or not generic else ast.unparse(node)
    if isinstance(node.op, ast.BitOr) and not lazy:
        sides = {ast.unparse(node.left), ast.unparse(node.right)}
        return ast.unparse(node) if sides & {"None", "int", "str", "float", "bool"} else ""
    return ""


RULES: list[Rule] = [clean, keys, lock, old_python]
