"""Twins: the pages of one name say the same in each language.

The first edition is the source. Between two headings, twins show the same code blocks,
pictures and demos, links to the same places, and as many paragraphs, items, rows and boxes; each is
in its own language throughout. What they say is compared by people: the twin's front
matter names a hash of both pages, `twins: "SOURCE-TWIN"`, which says that somebody read
them side by side. `python -m tools stamp PAGE` writes it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from tools.rules import Rule, numbers
from tools.rules.text import CODE, Said, said
from tools.source.book import Book
from tools.source.edition import EDITIONS
from tools.source.faults import Problem, insist, shown_path
from tools.source.outline import INLINE_CODE, Section
from tools.source.page import Page
from tools.source.snippets import INCLUDE

STAMP = "twins"
OWN_KEYS = {STAMP, "ahead"}  # what one edition may have alone
# `terms.zh.md` and `terms.en.md` are twins as well.
_OWN_FILE = re.compile(rf"\.({'|'.join(e.code for e in EDITIONS)})\.")


def pairs(book: Book) -> Iterator[tuple[Page, Page]]:
    """The source and its twin, of every page that has both."""
    for name in book.names:
        source, *others = book.twins(name)
        if source.edition.is_source:
            yield from ((source, twin) for twin in others)


def exist(book: Book) -> Iterator[Problem]:
    """Every page exists in every edition."""
    for name in book.names:
        there = book.twins(name)
        for edition in book.editions:
            if edition not in {page.edition for page in there}:
                what = f"there is no {edition.folder}/{name}.md"
                mend = "Every page exists in both editions: write it"
                yield Problem(there[0].path, 1, what, mend)


# ---- the same things in the same places


def structure(book: Book) -> Iterator[Problem]:
    """Twins have the same headings, blocks, pictures, links, number of paragraphs, code in rows."""
    for source, twin in pairs(book):
        yield from compare(source, twin)


def compare(source: Page, twin: Page) -> Iterator[Problem]:
    """Everything in which a page is not built like its source."""
    if source.meta.keys() - OWN_KEYS != twin.meta.keys() - OWN_KEYS:
        what = f"the front matter has other keys than {shown_path(source.path)}"
        yield Problem(twin.path, 1, what, "Make the two pages agree")
    for a, b in zip_longest(source.outline.sections, twin.outline.sections):
        if a is None or b is None:
            page, other, extra = (twin, source, b) if a is None else (source, twin, a)
            what = f"the heading '{extra.heading.title}' is missing from {shown_path(other.path)}"
            yield Problem(page.path, extra.line, what, "Write it in both editions")
            return
        if _mark(a) != _mark(b):
            there = f"{shown_path(source.path)}:{a.line}"
            what = f"heading {_mark(b)} stands where {there} has {_mark(a)}"
            yield Problem(twin.path, b.line, what, "Make the two pages agree")
            return
        yield from _compare_sections(source, a, twin, b)


def _mark(section: Section) -> str:
    heading = section.heading
    return f"{'#' * heading.level} {{#{heading.id}}}" if heading else "none"


def _compare_sections(source, a, twin, b) -> Iterator[Problem]:
    theirs, ours = _things(a), _things(b)
    for kind in theirs.keys() | ours.keys():
        for left, right in zip_longest(theirs.get(kind, []), ours.get(kind, [])):
            if left is None or right is None:
                page, other, (line, what) = (
                    (twin, source, right) if left is None else (source, twin, left)
                )
                section = f" under {{#{a.id}}}" if a.id else ""
                missing = f"{kind}{what and ' ' + what} is missing from {shown_path(other.path)}"
                yield Problem(page.path, line, missing + section, "Make the two pages agree")
                break
            if _OWN_FILE.sub(".", left[1]) != _OWN_FILE.sub(".", right[1]):
                where = f"{shown_path(source.path)}:{left[0]}"
                what = f"{kind} is {right[1]}, but in {where} it is {left[1]}"
                yield Problem(twin.path, right[0], what, "Make the two pages agree")
                break
    links = [{_OWN_FILE.sub(".", link.to): link.line for link in s.links} for s in (a, b)]
    for to in sorted(links[0].keys() ^ links[1].keys()):
        page, other, line = (
            (source, twin, links[0][to]) if to in links[0] else (twin, source, links[1][to])
        )
        what = f"the link to {to} is missing from {shown_path(other.path)}"
        yield Problem(page.path, line, what, "Link to the same places in both editions")


def _things(section: Section) -> dict[str, list[tuple[int, str]]]:
    """What a section shows, by kind: (line, what it must be in the twin as well)."""
    found: dict[str, list[tuple[int, str]]] = {}
    for block in section.blocks:
        marks = "".join(f" {name}={value}" for name, value in block.marks.items())
        found.setdefault("code block", []).append(
            (block.line, f"{block.name} ({block.language}{marks})")
        )
    for image in section.images:
        found.setdefault("image", []).append((image.line, image.src))
    for demo in section.demos:
        labels = " ".join(" ".join([label.key, *label.gaps]) for label in demo.labels)
        found.setdefault("demo", []).append((demo.line, f"{demo.name} with the labels {labels}"))
    for piece in section.pieces:
        what = ""
        if piece.kind == "row":
            cells = INLINE_CODE.sub(CODE, piece.text).replace("\\|", "").strip("|").split("|")
            code = sorted({f"`{found['code']}`" for found in INLINE_CODE.finditer(piece.text)})
            what = " ".join([f"of {len(cells)} columns", *code])
        elif piece.kind == "box":
            what = piece.text.replace("???+", "???")  # open in one, folded in the other: fine
        found.setdefault(piece.kind, []).append((piece.line, what))
    return found


# ---- each in its own language

_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"(?<![\w.])[a-z][a-z'’-]+(?![\w.]\w)")  # no name, no abbreviation
_NAMES = {"Keras", "Linux", "Python", "Windows"}  # may be a title of their own in Chinese
_LATIN = re.compile(r"(?:[A-Za-z][A-Za-z'’-]*,? ){3,}[A-Za-z'’-]+")  # four words in a row
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|「[^」]*」|‘[^’]*’")
_IN_BRACKETS = re.compile(r"（[^）]*）|\([^)]*\)")


def language(book: Book) -> Iterator[Problem]:
    """Each heading, paragraph, item and row is in the language of its edition.

    English may name Chinese words in quotes or brackets. Chinese may have English names and
    words, but no more than three words in a row, but for quotes and brackets.
    """
    for page in book.pages():
        for piece in said(page):
            if told := foreign(piece, page.edition.code):
                what = f"this {piece.kind} is not in the language of its edition: {told[:40]}"
                yield Problem(page.path, piece.line, what, "Write it anew")
        for number, line in enumerate(page.lines, 1):
            found = INCLUDE.match(line) and _OWN_FILE.search(line)
            if found and found[1] != page.edition.code:
                what = f"this includes a file of the other edition: {line.strip()}"
                yield Problem(page.path, number, what, f"Include the file with .{page.edition}.")


def foreign(piece: Said, code: str) -> str:
    """The words of a piece that are in another language, if they are too many; or nothing."""
    text = _QUOTED.sub("", piece.text.replace(CODE, ""))
    short = piece.kind in {"title", "heading", "box"}
    han = _HAN.findall(text)
    if code == "zh":
        if short and not han and set(re.findall(r"\b[A-Z]?[a-z]+\b", text)) - _NAMES:
            return text.strip()
        # A row of terms gives each its English name, in a cell of its own.
        runs = _LATIN.findall(_IN_BRACKETS.sub("", text)) if not (piece.included and han) else []
        return next((run for run in runs if len(_WORD.findall(run)) > 2), "")
    if piece.included:  # a row of terms has a Chinese name, in a cell of its own
        runs = re.findall(r"[^A-Za-z.;。；|\n]+", text)
        return next((run.strip() for run in runs if len(_HAN.findall(run)) > 8), "")
    left = _IN_BRACKETS.sub("", text)
    return left.strip() if _HAN.search(left) else ""


# ---- read side by side


def digest(page: Page) -> str:
    """Twelve hex digits that change when what a page says changes, in its file or its rows.

    Listings and outputs, which twins share, and the stamp itself do not count.
    """
    text = "\n".join(line.rstrip() for line in _without_stamp(page)).strip()
    rows = (line for number, line in page.prose() if INCLUDE.match(page.lines[number - 1]))
    whole = "\n".join([text, *rows])
    return hashlib.sha256(whole.encode("utf-8")).hexdigest()[:12]


def _without_stamp(page: Page) -> list[str]:
    head, body = page.lines[: page.body_start], page.lines[page.body_start :]
    return [line for line in head if not line.startswith(f"{STAMP}:")] + body


def stamps(book: Book) -> Iterator[Problem]:
    """Twins were read side by side since either of them changed."""
    for source, twin in pairs(book):
        old = str(twin.meta.get(STAMP, ""))
        now = (digest(source), digest(twin))
        if old == "-".join(now):
            continue
        was = old.split("-") if re.fullmatch(r"\w{12}-\w{12}", old) else ["", ""]
        changed = [p for p, a, b in zip((source, twin), was, now, strict=True) if a != b]
        names = " and ".join(shown_path(page.path) for page in changed)
        what = f"stale: {names} changed since the two were last read side by side"
        if not old:
            what = f"stale: nothing says that this page and {shown_path(source.path)} say the same"
        mend = f"Read both, carry the change over, then run make stamp PAGE={twin.name}"
        yield Problem(twin.path, 1, what, mend)


def stamp_pages(book: Book, names: Iterable[str] = (), say=print) -> int:
    """Write into the twins of these pages, or of all, that both were read; returns a status.

    Their record of numbers (tools/rules/numbers.py) is renewed too. What is told by another
    rule than that of stamps is no matter of reading: raises BookError with it.
    """
    chosen = set(book.chosen(names))
    read = [(source, twin) for source, twin in pairs(book) if source.name in chosen]
    insist(p for source, twin in read for p in compare(source, twin))
    for source, twin in read:
        stamp = f'{STAMP}: "{digest(source)}-{digest(twin)}"'
        if str(twin.meta.get(STAMP)) not in stamp:
            lines = _without_stamp(twin)
            lines.insert(lines.index("---", 1), stamp)  # where the front matter ends
            twin.path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
            say(f"stamped {shown_path(twin.path)}")
    for line in numbers.record(book, chosen):
        say(line)
    return 0


RULES: list[Rule] = [exist, structure, language, stamps]
