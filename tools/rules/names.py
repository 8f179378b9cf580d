"""Names and commands in the text and in listings that do not run: they are those of today.

A dotted name on a page, such as `keras.ops.mean`, must be found in the installed
package. Nothing is imported: the sources and stubs of the packages are read, which takes
a second and needs no TensorFlow to start. Old names that the book speaks of stand in
docs/gone.csv, each with a reason, and must not come back unseen.

A listing that cannot run here is at least read: Python is compiled and what it imports
looked up, shell is parsed by bash.
"""

from __future__ import annotations

import ast
import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tools.rules import Rule
from tools.rules.numbers import gone
from tools.rules.text import plain, said
from tools.source.book import Book
from tools.source.faults import Problem
from tools.source.outline import INLINE_CODE

SHORT = {"np": "numpy", "tf": "tensorflow", "plt": "matplotlib.pyplot"}
PACKAGES = ("keras", "numpy", "sklearn", "tensorflow", "matplotlib")
_NAME = re.compile(rf"(?<![\w./-])(?:{'|'.join([*PACKAGES, *SHORT])})(?:\.[A-Za-z_]\w*)+(?![\w/])")
RUN_ROWS = '--8<-- "help/old_code/'  # rows of old lines, each run: tools/proof/old_lines.py
_FILE = re.compile(r"\.(py|json|keras|csv|h5|txt|toml)$")
PROMPT = re.compile(r"^\s*(\$ |>>> ?|\.\.\. |PS [A-Z]?[^>]*>|PS>|C:\\[^>]*>|In \[\d*\]:)")


# ---- what a name stands for, without importing it


@cache
def exists(name: str) -> bool:
    """True if a dotted name, `numpy.linalg.norm`, is in the installed package."""
    first, *rest = name.split(".")
    spec = importlib.util.find_spec(first)
    folder = Path(spec.origin).parent if spec and spec.origin else None
    return folder is not None and _find(folder, tuple(rest))


# Keras comes into TensorFlow when it is asked for; the rest of `tf` stands in a folder of its own.
_ELSEWHERE = {"tensorflow": {"keras": "keras/_tf_keras/keras", "": "tensorflow/_api/v2"}}


@cache
def _find(folder: Path, names: tuple[str, ...]) -> bool:
    """True if the names lead somewhere from a package's folder."""
    if not names:
        return True
    moved = _ELSEWHERE.get(folder.name, {}) if (folder.parent / "tensorflow") == folder else {}
    if names[0] in moved:
        return _find(folder.parent / moved[names[0]], names[1:])
    if (folder / names[0]).is_dir() and (folder / names[0] / "__init__.py").exists():
        return _find(folder / names[0], names[1:])
    for file in (folder / f"{names[0]}.py", folder / f"{names[0]}.pyi"):
        if file.exists():
            return len(names) == 1 or _in_module(file, names[1:])
    inits = [folder / "__init__.pyi", folder / "__init__.py"]
    if any(_in_module(init, names) for init in inits if init.exists()):
        return True
    return bool(moved) and _find(folder.parent / moved[""], names)


@cache
def _tree(file: Path) -> dict[str, ast.AST]:
    """What a module binds at its top, by name; under `*`, what it imports whole."""
    found: dict[str, ast.AST] = {}
    todo = list(ast.parse(file.read_bytes()).body)
    while todo:
        node = todo.pop(0)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found[node.name] = node
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                found[alias.asname or alias.name.split(".")[0]] = node
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in (t for whole in targets for t in ast.walk(whole)):
                if isinstance(target, ast.Name):
                    found[target.id] = node
        elif isinstance(node, (ast.If, ast.Try, ast.With)):
            for part in ("body", "orelse", "handlers", "finalbody"):
                for inner in getattr(node, part, []):
                    todo += inner.body if isinstance(inner, ast.ExceptHandler) else [inner]
    return found


@cache
def _in_module(file: Path, names: tuple[str, ...]) -> bool:
    """True if the names lead somewhere from a module's top."""
    tree = _tree(file)
    node = tree.get(names[0])
    if node is None:
        return isinstance(tree.get("*"), ast.ImportFrom) and _imported(file, tree["*"], names)
    if isinstance(node, ast.ClassDef):
        return len(names) == 1 or _in_class(file, node, names[1])
    if isinstance(node, ast.ImportFrom):
        alias = next(a for a in node.names if names[0] in (a.asname, a.name))
        return len(names) == 1 or _imported(file, node, (alias.name, *names[1:]))
    return len(names) == 1 or not isinstance(node, (ast.FunctionDef, ast.Import))


def _imported(file: Path, node: ast.ImportFrom, names: tuple[str, ...]) -> bool:
    """True if the names lead somewhere in the module that an import names."""
    if node.level:
        base = file.parents[node.level - 1]
    else:
        first = (node.module or "").split(".")[0]
        base = next((p.parent for p in file.parents if p.name == first), None)
        if base is None:
            return exists(".".join([node.module or "", *names]))
    path = tuple(node.module.split(".")) if node.module else ()
    return _find(base, (*path, *names))


def _in_class(file: Path, node: ast.ClassDef, name: str) -> bool:
    """True if a class, or one that it comes from, has an attribute of this name."""
    own = {n.name for n in ast.walk(node) if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    for inner in ast.walk(node):
        if isinstance(inner, (ast.Name, ast.Attribute)) and isinstance(inner.ctx, ast.Store):
            own.add(inner.id if isinstance(inner, ast.Name) else inner.attr)
    if name in own:
        return True
    for base in node.bases:
        path = tuple(ast.unparse(base).split("."))
        if re.fullmatch(r"[\w.]+", ".".join(path)) and _in_module(file, (*path, name)):
            return True
    return False


# ---- rules


def of_today(book: Book) -> Iterator[Problem]:
    """Every dotted name on a page is in the installed packages, or is gone for a reason."""
    for page in book.pages():
        for piece in said(page):
            if RUN_ROWS in page.lines[piece.line - 1]:
                continue
            for number, line in enumerate(plain(piece.raw, None).split("\n"), piece.line):
                for name in _named(line):
                    whole = _whole(name)
                    if not (_FILE.search(name) or _is_gone(book, name) or exists(whole)):
                        what = f"there is no {name} in {whole.split('.')[0]}"
                        mend = "Correct it; an old name needs a row in docs/gone.csv"
                        yield Problem(page.path, number, what, mend)


def _named(code: str) -> list[str]:
    """The dotted names in a text; `from keras import ops` names keras.ops."""
    imported = re.findall(r"from\s+([\w.]+)\s+import\s+(\w+)", code)
    return _NAME.findall(code) + [n for a, b in imported if _NAME.fullmatch(n := f"{a}.{b}")]


def _is_gone(book: Book, name: str) -> bool:
    parts = name.split(".")
    return any(".".join(parts[:n]) in gone(book) for n in range(2, len(parts) + 1))


def _whole(name: str) -> str:
    first, dot, rest = name.partition(".")
    return SHORT.get(first, first) + dot + rest


def still_gone(book: Book) -> Iterator[Problem]:
    """What docs/gone.csv calls gone, is gone, and some page speaks of it."""
    path = book.root / "docs" / "gone.csv"
    text = "\n".join(line for page in book.pages() for _, line in page.prose())
    for line, name in enumerate(gone(book), 2):
        last = name.rpartition(" " if " " in name else ".")[2]
        if last not in text:
            yield Problem(path, line, f"no page speaks of {name}", "Delete the row")
        elif _NAME.fullmatch(name) and exists(_whole(name)):
            what = f"{name} is in the installed package again"
            yield Problem(path, line, what, "Delete the row, and correct the pages that say so")


def prompts(book: Book) -> Iterator[Problem]:
    """No prompt before what a reader copies, in listings and in inline code."""
    for page in book.pages():
        seen = [
            (block.source, number, line)
            for block in page.blocks
            if block.is_listing
            for number, line in enumerate(block.code.splitlines(), block.source_line)
        ]
        for number, line in page.prose():
            found = INLINE_CODE.finditer(line)
            seen += [
                (page.path, number, code["code"]) for code in found if code["code"].strip() != ">>>"
            ]
        for path, number, text in seen:
            if (found := PROMPT.match(text)) and text.strip() != found[0].strip():
                what = f"a prompt would be copied along: {found[0].strip()}"
                yield Problem(path, number, what, "Leave the prompt out")


def not_run(book: Book) -> Iterator[Problem]:
    """Listings that cannot run here are well-formed, and what they import is there."""
    for block, _ in book.inventory():
        if block.runs:
            continue
        if block.language == "python":
            yield from _python_faults(block.source, block.source_line, block.code)
        for number, line in enumerate(block.code.splitlines(), block.source_line):
            if inline := re.match(r"(?:python3?|py)\b.* -c ([\"'])(.*)\1", line):
                yield from _python_faults(block.source, number, inline[2])
        if block.language == "sh" and (told := _bash_says(block.code)):
            line = block.source_line + int(told[1]) - 1
            yield Problem(block.source, line, f"bash: {told[2]}", "Correct the line")


def _python_faults(path: Path, first: int, code: str) -> Iterator[Problem]:
    """What cannot be compiled, or imported, in code whose first line is this one of a file."""
    try:
        tree = ast.parse(code)
    except SyntaxError as error:
        line = first + (error.lineno or 1) - 1
        yield Problem(path, line, f"Python: {error.msg}", "Correct the line")
        return
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    for number, name in names:
        if name.split(".")[0] in PACKAGES and not exists(name):
            yield Problem(path, first + number - 1, f"there is no {name}", "Correct the import")


def _bash_says(code: str) -> re.Match | None:
    """The line and the complaint of bash about a script that it only reads."""
    if not shutil.which("bash"):
        return None
    done = subprocess.run(["bash", "-n"], input=code, capture_output=True, text=True)
    return re.search(r"line (\d+): (.*)", done.stderr) if done.returncode else None


RULES: list[Rule] = [of_today, still_gone, prompts, not_run]
