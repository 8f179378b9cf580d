"""The practice exercises: whole in both languages, short, and named by the pages they belong to.

What an exercise does is not looked at here, but run: tests/practice/test_exercises.py.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tools.rules import Rule
from tools.rules.text import Said
from tools.rules.twins import foreign
from tools.source.book import Book
from tools.source.exercises import LINES, Exercise, ExerciseError, exercises, paths, read
from tools.source.faults import Problem

LONGEST_LINE, LONGEST_PROGRAM = 79, 25
_FILE = re.compile(r"\d{3}_[a-z][a-z0-9]*(_[a-z0-9]+)*$")
_TEXTS = {"title": str, "task": str, "hints": list, "why": str, "says": dict}
_HINTS = 3


def whole(book: Book) -> Iterator[Problem]:
    """Each exercise can be read, its name and number are its own, its program short and narrow."""
    seen: dict[str, str] = {}
    for path in paths(book):
        try:
            exercise = read(path)
        except ExerciseError as error:
            yield error.problem
            continue
        if not _FILE.match(path.stem):
            what = f"{path.name} is not a name for an exercise"
            yield Problem(path, 1, what, "Name it 123_lower_case.py")
        for key in (exercise.name, path.stem.partition("_")[0]):
            if key in seen:
                what = f"{seen[key]} is called {key} too"
                yield Problem(path, 1, what, "Choose another name, or number")
            seen[key] = path.name
        for variant in ("broken", "solution"):  # which the reader sees
            yield from _long(exercise, variant)
        for node in _nodes(exercise, exercise.check):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Wrong":
                yield from _said(exercise, node)


def _long(exercise: Exercise, variant: str) -> Iterator[Problem]:
    """The lines of a variant that are too long, and the variant itself, if it is."""
    lines = exercise.program(variant).splitlines()
    if len(lines) > LONGEST_PROGRAM:
        what = f"the {variant} program has {len(lines)} lines, at most {LONGEST_PROGRAM}"
        yield Problem(exercise.path, 1, what, "Shorten it")
    source = exercise.path.read_text("utf-8").splitlines()
    for line in lines:
        if len(line) > LONGEST_LINE:
            what = f"{len(line)} columns in the {variant} program, at most {LONGEST_LINE}"
            yield Problem(exercise.path, source.index(line) + 1, what, "Break the line")


def _nodes(exercise: Exercise, code: str) -> Iterator[ast.AST]:
    """What a check is made of; its lines are those of the file."""
    text = exercise.path.read_text("utf-8")
    before = text[: text.rindex("#: check\n")].count("\n") + 1
    body = text[text.rindex("#: check\n") :].partition("\n")[2]
    try:
        tree = ast.parse(body)
    except SyntaxError:  # ruff names it
        return
    yield from ast.walk(ast.increment_lineno(tree, before))


def _said(exercise: Exercise, call: ast.Call) -> Iterator[Problem]:
    """A message that the check gives is there in each language."""
    key = call.args[0] if call.args else None
    if isinstance(key, ast.Constant):
        for edition in Book.editions:
            if key.value not in exercise.about[edition.code].get("says", {}):
                what = f"[{edition}.says] has no {key.value}, which the check says"
                yield Problem(exercise.path, call.lineno, what, f'Write  # {key.value} = "…"')


def texts(book: Book) -> Iterator[Problem]:
    """Title, task, three hints, why and messages, in each language, the same ones in all."""
    for exercise in _readable(book):
        keys = {}
        for edition in book.editions:
            code = edition.code
            about = exercise.about[code]
            for key, kind in _TEXTS.items():
                if not isinstance(about.get(key), kind) or not about[key]:
                    what = f"[{code}] has no {key}"
                    yield Problem(exercise.path, exercise.line(code), what, f"Write  # {key} = …")
            hints = about.get("hints")
            if isinstance(hints, list) and len(hints) != _HINTS:
                what = f"{len(hints)} hints in [{code}], not {_HINTS}"
                line = exercise.line(code, "hints")
                yield Problem(exercise.path, line, what, "Go from vague to nearly the answer")
            says = about.get("says")
            keys[code] = set(says) if isinstance(says, dict) else set()
            for line, text in _all(exercise, code):
                piece = Said(line, "paragraph", None, str(text))
                han = re.search(r"[\u4e00-\u9fff]", piece.text)
                if (found := foreign(piece, code)) or (code == "zh" and not han):
                    what = f"this is not in the language of [{code}]: {(found or str(text))[:40]}"
                    yield Problem(exercise.path, line, what, "Write it anew")
        every = set().union(*keys.values())
        for code, here in keys.items():
            for key in sorted(every - here):
                what = f"[{code}.says] has no {key}, another language has"
                line = exercise.line(code, "says")
                yield Problem(exercise.path, line, what, "Write it in each language")
        for name in ("broken", *exercise.wrong):
            told = {"broken", "raised"} if name == "broken" else {name}
            if not every & ({"raised"} if name in exercise.raising else told):
                what = f"nothing is said to the {name} program"
                mend = f"Write a message {name} in each language"
                yield Problem(exercise.path, exercise.line("zh", "says"), what, mend)


def _all(exercise: Exercise, code: str) -> Iterator[tuple[int, object]]:
    """Every text of one language, with its line."""
    about = exercise.about[code]
    for key in ("title", "task", "why"):
        if key in about:
            yield exercise.line(code, key), about[key]
    hints = about.get("hints")
    for number, hint in enumerate(hints if isinstance(hints, list) else (), 1):
        yield exercise.line(code, "hints") + number, hint
    says = about.get("says")
    for key, text in says.items() if isinstance(says, dict) else ():
        yield exercise.line(code, "says", key), text


def named_by_pages(book: Book) -> Iterator[Problem]:
    """An exercise names a page and a section that each edition has; the page names it."""
    pages = {(page.edition.code, page.name): page for page in book.pages()}
    named: dict[str, Exercise] = {}
    for exercise in _readable(book):
        line = exercise.line("page")
        for edition in book.editions:
            page = pages.get((edition.code, exercise.page))
            if page is None or page.name not in book.order:
                what = f"there is no page {exercise.page} in {edition.folder}"
                yield Problem(exercise.path, line, what, 'Write  # page = "folder/page#section"')
            elif exercise.section not in {heading.id for heading in page.outline.headings}:
                what = f"{edition.folder}/{page.name}.md has no section #{exercise.section}"
                yield Problem(exercise.path, line, what, "Name the id of one of its headings")
            else:
                named.setdefault(exercise.page, exercise)
    for name, exercise in named.items():
        for page in book.twins(name):
            include = f'--8<-- "{LINES.format(name, page.edition)}"'
            if include not in map(str.strip, page.lines):
                what = f"the page does not name its exercises, such as {exercise.name}"
                mend = f"End the exercises of the page with  {include}  and run make tables"
                yield Problem(page.path, len(page.lines), what, mend)


def _readable(book: Book) -> Iterator[Exercise]:
    """The exercises, if all can be read: `whole` names those that cannot."""
    try:
        yield from list(exercises(book))
    except ExerciseError:
        return


RULES: list[Rule] = [whole, texts, named_by_pages]
