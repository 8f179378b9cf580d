"""One name for one thing: both editions keep to the terms of snippets/help/glossary/terms.csv.

A name that the glossary gives to other books (`not_zh`, `not_en`) is an error in any
page's text; so is a Chinese term whose English in brackets is not the glossary's. Every
term is explained where the glossary says. What stands in “quotes” is mentioned, not
used, and may be any word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tools.rules import Rule
from tools.rules.text import Said, said
from tools.source.book import Book
from tools.source.faults import Problem, shown_path
from tools.source.page import Page
from tools.source.terms import TABLE, Term, terms

# English in brackets behind Chinese that is no term: columns of data sets, programs.
NOT_TERMS = {"bmi", "bp", "iris", "proline", "hue", "flavanoids", "total phenols", "cmd"}

QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_PAIR = re.compile(r"（(?P<en>[A-Za-z](?:[A-Za-z0-9 .'’/-]*[A-Za-z0-9])?)(?=[）,，；])")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def prose(page: Page) -> list[Said]:
    """All that a page says, but for the rows of the glossary: those are the table's."""
    folder = f'"{TABLE.rpartition("/")[0]}/'
    return [s for s in said(page) if not (s.included and folder in page.lines[s.line - 1])]


def pattern(words, code: str) -> re.Pattern:
    """Matches any of the words: in English whole ones and plurals, in Chinese anywhere."""
    words = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) or "(?!)"
    if code == "en":
        words = words.replace(r"\ ", r"[ -]").replace(r"\-", r"[ -]")
        words = rf"(?<![\w-])({words})(?=s?(?![\w-]))"
    return re.compile(words, re.I)


def _plain(word: str) -> str:
    """A word without what does not count: capitals, hyphens."""
    return word.lower().replace("-", " ")


def synonyms(book: Book) -> Iterator[Problem]:
    """No page, and no meaning in the table, uses a name that only other books use."""
    for edition in book.editions:
        code = edition.code
        instead = {_plain(w): term for term in terms(book) for w in term.forbidden[code]}
        known = pattern(instead, code)
        texts = [
            (page.path, line, text if piece.kind == "box" else QUOTED.sub("", text))
            for page in book.pages(edition)
            for piece in prose(page)
            for line, text in piece.lines()
        ]
        table = book.snippets / TABLE
        texts += [(table, t.line, QUOTED.sub("", t.meaning[code])) for t in terms(book)]
        for path, line, text in texts:
            for word in known.findall(text):
                right = instead[_plain(word)].names[code][0]
                what = f"'{word}' is not this book's word"
                yield Problem(path, line, what, f"Write '{right}'")


def introduced(book: Book) -> Iterator[tuple[Page, int, str, str]]:
    """(page, line, Chinese before it, English) of every 中文（English） in the Chinese edition."""
    for page in book.pages():
        if page.edition.code == "zh":
            for piece in prose(page):
                for line, text in piece.lines():
                    for found in _PAIR.finditer(text):
                        yield page, line, text[: found.start()], found["en"]


def term_pairs(book: Book) -> Iterator[Problem]:
    """Every 中文（English） is a row of the table; proper names, in capitals, aside."""
    by_zh = {name: term for term in terms(book) for name in term.names["zh"]}
    by_en: dict[str, list[Term]] = {}
    for term in terms(book):
        for name in term.names["en"]:
            by_en.setdefault(name, []).append(term)
    for page, line, before, en in introduced(book):
        named = max((name for name in by_zh if before.endswith(name)), key=len, default=None)
        if named and en in by_zh[named].names["en"]:
            continue
        shown = f"{named or re.split('[^一-鿿]', before)[-1][-6:]}（{en}）"
        what, mend = f"{shown} is not the glossary's pair", "Write {}, or add a row for it"
        if en in by_en:
            mend = mend.format(" or ".join(term.pair for term in by_en[en]))
        elif en in NOT_TERMS:
            continue
        elif named:
            mend = mend.format(by_zh[named].pair)
        elif _CHINESE.match(before[-1:]) and en[0].islower():
            what = f"{shown} is not in the glossary"
            mend = f"Add a row to snippets/{TABLE}, or, if it is no term, add it to NOT_TERMS"
        else:
            continue
        yield Problem(page.path, line, what, mend)


def places(book: Book) -> Iterator[Problem]:
    """Every term is named in the section that explains it, in both editions."""
    there = {page.path: page for page in book.pages()}
    for term in terms(book):
        for edition in book.editions:
            path = book.root / edition.folder / f"{term.page}.md"
            where = f"{shown_path(path)}#{term.anchor}"
            text = _section_text(there[path]).get(term.anchor) if path in there else None
            names = "|".join(
                re.escape(name) if edition.code == "zh" else rf"(?<!\w){re.escape(name)}"
                for name in term.names[edition.code]
            )
            if text is None:
                what = f"{term.pair} is explained at {where}, which is not there"
            elif not re.search(names, text, re.I):
                what = f"{term.pair} is explained at {where}, which does not name it"
            else:
                continue
            table = book.snippets / TABLE
            yield Problem(table, term.line, what, "Name the right page and anchor")


@cache
def _section_text(page: Page) -> dict[str | None, str]:
    """The Markdown under each heading, up to the next one, by the heading's id."""
    found = {s.id: "" for s in page.outline.sections}
    for number, line in page.prose():
        found[page.outline.at(number).id] += line + "\n"
    return found


def contradictions(book: Book) -> Iterator[Problem]:
    """The table does not name a thing twice, nor forbid a word that it uses."""
    table = book.snippets / TABLE
    for code in (edition.code for edition in book.editions):
        right = {name.lower() for term in terms(book) for name in term.names[code]}
        seen = set()
        for term in terms(book):
            for name in term.names[code]:
                # An English word may stand for two things: the kernel of a convolution, of Jupyter.
                key = (name.lower(), *(term.names["zh"] if code == "en" else ()))
                if key in seen:
                    yield Problem(table, term.line, f"'{name}' occurs twice", "Remove one")
                seen.add(key)
            for word in term.forbidden[code]:
                for name in filter(pattern([word], code).search, right):
                    what = f"'{word}' is forbidden and part of the term '{name}'"
                    yield Problem(table, term.line, what, "Remove one")
                if word.lower() in seen:
                    yield Problem(table, term.line, f"'{word}' is forbidden twice", "Remove one")
                seen.add(word.lower())


def parts(book: Book) -> Iterator[Problem]:
    """The rows of each part, and the index, are on the glossary's page, once, in both editions."""
    wanted = sorted({term.part for term in terms(book)})
    folder = TABLE.rpartition("/")[0]
    for page in book.twins(folder) if wanted else []:
        text = "\n".join(page.lines)
        file = re.escape(f"{TABLE[:-4]}.{page.edition}.md")
        shown = re.findall(rf'(?m)^--8<-- "{file}:([\w-]+)"$', text)
        if sorted(shown) != wanted:
            what = f"the page shows the parts {', '.join(sorted(shown))} of {', '.join(wanted)}"
            yield Problem(page.path, 1, what, "Include the rows of each part once")
        index = f'--8<-- "{folder}/index.{page.edition}.md"'
        if page.lines.count(index) != 1:
            what = "the page does not show the index, once"
            yield Problem(page.path, 1, what, f"Write  {index}")


RULES: list[Rule] = [synonyms, term_pairs, places, contradictions, parts]
