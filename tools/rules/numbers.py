"""Numbers in the text: the same in twins, and those that the page prints.

Three things hold them, none of which asks a writer to mark a number:

- What one edition says in digits, its twin says too, in digits or in words: in the same row,
  the same item, or the same section. (Of 2,500 numbers in the text of the book at the time
  of writing, 5 had to be written otherwise for this.)
- A number of two digits or more that also stands in an output, a snippet file or a drawing of
  the page, or in the lock, is *tied* to it. `make stamp`, which a change of the text needs
  anyway, records the ties of each section in docs/numbers.csv, and all numbers of each
  drawing. A tie that is lost later, because the text, the output or the drawing has changed,
  is named with what each of them says now. A new tie is no fault: it may be chance.
- A version behind the name of a package is that of the lock, or one that docs/gone.csv names
  as a thing of the past.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from tools.rules import Rule
from tools.rules.text import Said, plain, said
from tools.source.book import Book
from tools.source.faults import Problem, shown_path
from tools.source.page import Page
from tools.source.snippets import sections

_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_.])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*(?:e[+-]?\d+)?)"
    r"(?=(?:s|st|nd|rd|th|D)\b|[^A-Za-z_\d]|$)"
)
_PRINTED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*(?:e[+-]?\d+)?")
_SVG_TEXT = re.compile(r"<(?:text|tspan|title|desc)\b[^>]*>([^<]*)|aria-label=\"([^\"]*)\"")


@dataclass(frozen=True)
class Number:
    """A number in a text: as it is written, what it is worth, its line, `%` behind it or not."""

    token: str
    line: int
    percent: bool

    @property
    def value(self) -> float | str:
        """Its value; of a version, such as 3.15.1, its text."""
        return _value(self.token)

    @property
    def is_small(self) -> bool:
        """True with one significant digit: too common to be tied to anything; so is a year."""
        digits = self.token.replace(",", "").replace(".", "").lstrip("0")
        return len(digits) < 2 or bool(re.fullmatch(r"(19|20)\d\d", self.token))


def _value(token: str) -> float | str:
    token = token.replace(",", "")
    return token if token.count(".") > 1 else float(token)


def numbers(piece: Said) -> list[Number]:
    """The numbers of a piece of text, code aside, without that of a numbered item."""
    found = []
    for line, text in piece.lines():
        if piece.kind == "numbered item" and line == piece.line:
            text = re.sub(r"^\d+\.", "", text)
        for match in _NUMBER.finditer(text):
            found.append(Number(match[0], line, text[match.end() :].lstrip()[:1] in {"%", "％"}))
    return found


# ---- numbers in words

_ENGLISH = {w: n for n, w in enumerate("zero one two three four five six seven eight nine".split())}
_ENGLISH |= {
    w: n
    for n, w in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        10,
    )
}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ENGLISH |= {word: 10 * n for n, word in enumerate(_TENS, 2)}
_ENGLISH |= dict.fromkeys("a an once single only other another first".split(), 1)
_ENGLISH |= dict.fromkeys("twice both half halves pair second".split(), 2)
_ENGLISH |= {"third": 3, "fourth": 4, "quarter": 4, "fifth": 5, "tenth": 10, "dozen": 12}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6}
_MONTHS = (
    "january february march april may june july august september october november december"
).split()
_ENGLISH |= {word: n for n, word in enumerate(_MONTHS, 1)}
_CHINESE = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_CHINESE_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10000}


def in_words(text: str, code: str) -> set[float]:
    """What number words of a language may mean in a text: more rather than less."""
    return _chinese(text) if code == "zh" else _english(text)


def _english(text: str) -> set[float]:
    found, before = set(), None
    for word in re.findall(r"[a-z]+", text.lower()):
        word = word if word in _ENGLISH | _SCALES else word.removesuffix("s")
        if word in _SCALES:
            before = (before or 1) * _SCALES[word]
        elif word not in _ENGLISH:
            before = None
            continue
        else:
            value = _ENGLISH[word]
            found.add(value)
            tens = before is not None and before % 10 == 0 and before >= 20 and value < 10
            before = before + value if tens else value
        found.add(before)
    return found


def _chinese(text: str) -> set[float]:
    found = {2} if "半" in text else set()
    for match in re.finditer(r"[零〇一二两三四五六七八九十百千万]+", text):
        total = last = 0
        for sign in match[0]:
            if sign in _CHINESE:
                last = _CHINESE[sign]
                found.add(last)
            else:
                total, last = total + (last or 1) * _CHINESE_SCALES[sign], 0
                found.add(_CHINESE_SCALES[sign])
        found.add(total + last)
        if text.startswith("成", match.end()):  # tenths
            more = _CHINESE.get(text[match.end() + 1 : match.end() + 2], 0)
            found |= {10, 10 * (total + last) + more}
    found |= {float(n) * 10000 for n in re.findall(r"(\d+(?:\.\d+)?) 万", text)}
    return found


# ---- the same in twins


def agree(book: Book) -> Iterator[Problem]:
    """What a page says in digits, its twin says in the same place."""
    for name in book.names:
        source, *others = book.twins(name)
        for twin in others:
            for one, other in ((source, twin), (twin, source)):
                yield from _missing(one, other)


def _places(page: Page) -> dict[tuple, list[Said]]:
    """The pieces of a page that are compared together: each row and item, the rest by section."""
    found: dict[tuple, list[Said]] = {}
    for section, pieces in groupby(said(page), lambda piece: piece.section):
        counts: Counter[str] = Counter()
        for piece in pieces:
            own = piece.kind in {"row", "numbered item", "bullet", "title", "description"}
            counts[piece.kind] += own
            key = (section, piece.kind, counts[piece.kind]) if own else (section, "text", 0)
            found.setdefault(key, []).append(piece)
    return found


def _missing(page: Page, other: Page) -> Iterator[Problem]:
    theirs = _places(other)
    for place, pieces in _places(page).items():
        if place not in theirs:
            continue  # a fault of their structure
        text = "\n".join(piece.text for piece in theirs[place])
        there = [number for piece in theirs[place] for number in numbers(piece)]
        known = {number.value for number in there} | in_words(text, other.edition.code)
        for number in (n for piece in pieces for n in numbers(piece)):
            short = place[1] in {"title", "description"} and number.is_small
            if number.value not in known | {0} and not short:
                said_there = ", ".join(n.token for n in there) or "none"
                where = f"{shown_path(other.path)}:{theirs[place][0].line}"
                what = f"{number.token} is not said in {where}, whose numbers are {said_there}"
                mend = "Correct the one that is wrong, or say it in both"
                yield Problem(page.path, number.line, what, mend)


# ---- tied to what the page prints


@cache
def printed(page: Page) -> tuple[str, ...]:
    """Every number in snippet files, outputs and drawings of a page, and the lock's versions.

    Of a snippet file, also what no page shows: assertions that hold the text to the truth.
    """
    texts = [sections(path)[None].text for path in {block.source for block in page.blocks}]
    texts += [_drawn(path) for path in drawings(page)]
    pins = page.book.versions.pins.values()
    found = {token for text in texts for token in _PRINTED.findall(text)}
    return tuple(sorted(found | set(pins), key=str))


def drawings(page: Page) -> list[Path]:
    """The drawings (SVG files) that a page shows."""
    shown = (page.book.assets / image.src.rpartition("assets/")[2] for image in page.outline.images)
    return [path for path in dict.fromkeys(shown) if path.suffix == ".svg" and path.is_file()]


def _drawn(path: Path) -> str:
    return "\n".join(a or b for a, b in _SVG_TEXT.findall(path.read_text("utf-8")))


def _decimals(token: str) -> int:
    return len(token.partition(".")[2])


@cache
def _is_tied(number: Number, page: Page) -> bool:
    """True if the page prints this number: rounded, or as a share where the text has per cent."""
    if isinstance(number.value, str):
        return number.token in printed(page)
    places = _decimals(number.token)
    for token in printed(page):
        value = _value(token)
        if isinstance(value, str):
            continue
        rounds = _decimals(token) > places and (places or number.value >= 100)
        if value == number.value or (rounds and round(value, places) == number.value):
            return True
        if number.percent and value <= 1 and round(100 * value, places) == number.value:
            return True
    return False


def ties(page: Page) -> dict[str, list[str]]:
    """The tied numbers of each section by its id, as written; all numbers of each drawing."""
    found: dict[str, list[str]] = {}
    for piece in said(page):
        for number in numbers(piece):
            if not number.is_small and _is_tied(number, page):
                found.setdefault(piece.section or "", []).append(number.token)
    for path in drawings(page):
        found[path.name] = _PRINTED.findall(_drawn(path))
    return {section: sorted(tokens) for section, tokens in found.items() if tokens}


def _file(book: Book) -> Path:
    return book.root / "docs" / "numbers.csv"


def recorded(book: Book) -> dict[str, dict[str, list[str]]]:
    """The ties of each page when it was last stamped."""
    found: dict[str, dict[str, list[str]]] = {}
    if _file(book).exists():
        with _file(book).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                found.setdefault(row["page"], {})[row["section"]] = row["numbers"].split()
    return found


def tied(book: Book) -> Iterator[Problem]:
    """What the text had in common with outputs and drawings, it has still."""
    record = recorded(book)
    for page in book.pages(book.editions[0]):
        now, then = ties(page), record.get(page.name)
        if then is None:
            if now:
                what = f"{shown_path(_file(book))} has no line for this page"
                yield Problem(page.path, 1, what, f"Read it, then run make stamp PAGE={page.name}")
            continue
        for section, tokens in then.items():
            lost = Counter(tokens) - Counter(now.get(section, []))
            for token in lost:
                yield _lost(page, section, token)


def _lost(page: Page, section: str, token: str) -> Problem:
    """The fault of a number that was both said and printed, with what is said and printed now."""
    mend = "Correct the one that is wrong; if all are right, make stamp PAGE=" + page.name
    for path in drawings(page):
        if path.name == section:
            near = _nearest(token, _PRINTED.findall(_drawn(path)))
            what = f"the drawing had {token} when {shown_path(page.path)} was read, now {near}"
            return Problem(path, 1, what, mend)
    here = [n for p in said(page) if (p.section or "") == section for n in numbers(p)]
    near = _nearest(token, [n.token for n in here])
    line = next((n.line for n in here if n.token == near), page.outline.headings[0].line)
    line = line if here else page.outline.at(line).line
    what = (
        f"{token} was both said here and printed by the page; now the text says "
        f"{near or 'nothing like it'} and the page prints {_nearest(token, printed(page))}"
    )
    return Problem(page.path, line, what, mend)


def _nearest(token: str, others: Collection[str]) -> str:
    """The one of these numbers that a slip would most likely have made of it."""

    def distance(other):
        same = sum(a == b for a, b in zip(token, other, strict=False))
        a, b = _value(token), _value(other)
        apart = abs(a - b) if isinstance(a, float) and isinstance(b, float) else 0
        return (isinstance(a, str) != isinstance(b, str), other != token, apart, -same)

    return min(others, key=distance, default="")


def record(book: Book, names: Collection[str]) -> list[str]:
    """Write the ties of these pages into docs/numbers.csv; returns what was lost, to be read."""
    record, lines = recorded(book), []
    for page in book.pages(book.editions[0]):
        if page.name in names:
            now = ties(page)
            for section, tokens in record.get(page.name, {}).items():
                lost = Counter(tokens) - Counter(now.get(section, []))
                lines += [str(_lost(page, section, token)) for token in lost]
            record[page.name] = now
    with _file(book).open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["page", "section", "numbers"])
        for name, sections in sorted(record.items()):
            rows = [[name, section, " ".join(tokens)] for section, tokens in sections.items()]
            table.writerows(rows if name in book.names else [])
    return [f"no longer tied: {line}" for line in lines]


# ---- versions

_AND = r"(?:, | or | and | to |、|\u2013|-| 到 | 或 | 和 )"
_VERSION = re.compile(
    r"\b(?P<name>Keras|TensorFlow|NumPy|Python|scikit-learn|matplotlib|keras|tensorflow|numpy)"
    rf"(?:==| )(?P<versions>\d+(?:\.\d+)+(?:{_AND}\d+(?:\.\d+)+)*)"
)


@cache
def gone(book: Book) -> dict[str, str]:
    """Names and versions that the book names as things of the past, each with its reason."""
    path = book.root / "docs" / "gone.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["why"] for row in csv.DictReader(file)}


def versions(book: Book) -> Iterator[Problem]:
    """A version behind the name of a package is the lock's, or is named in docs/gone.csv."""
    for page in book.pages():
        for piece in said(page):
            for number, line in enumerate(plain(piece.raw, None).split("\n"), piece.line):
                for found in _VERSION.finditer(line):
                    for version in _PRINTED.findall(found["versions"]):
                        right = _right(book, found["name"], version)
                        name = f"{found['name']} {version}"
                        if right and name not in gone(book):
                            what = f"{name} is not the version of the book, {right}"
                            mend = "Correct it, or add a row to docs/gone.csv"
                            yield Problem(page.path, number, what, mend)


def _right(book: Book, name: str, version: str) -> str | None:
    """The version of a package that the book has, if this is another one."""
    if name == "Python":
        oldest, newest = (int(v.split(".")[1]) for v in book.versions.python.split("\u2013"))
        fits = oldest <= int(version.split(".")[1]) <= newest
        return None if fits else book.versions.python
    right = book.versions.pins.get(name.lower(), "none")
    return None if f"{right}.".startswith(f"{version}.") else right


RULES: list[Rule] = [agree, tied, versions]
