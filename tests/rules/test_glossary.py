"""One name for one thing: both editions keep to the terms of snippets/help/glossary/terms.csv.

A name that the glossary gives to other books (`not_zh`, `not_en`) is an error in
any page's prose; so is a Chinese term whose English in brackets is not the
glossary's. Every term is explained where the glossary says. What stands in
“quotes” is mentioned, not used, and may be any word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pytest

from tools.source.listings import EDITIONS, ROOT, Page, Problem, pages
from tools.source.tables import TABLES, complaint, read_csv, stale

TABLE = "help/glossary/terms.csv"
# English in brackets behind Chinese that is no term: columns of data sets, programs.
NOT_TERMS = {"bmi", "bp", "iris", "proline", "hue", "flavanoids", "total phenols", "cmd"}

CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
MARKUP = re.compile(r"\]\([^)\s]*[^)]*\)|\{[^{}]*\}|<[^<>]*>|[\[\]*]")
TITLE = re.compile(r"\s*(!!!|\?\?\?|===)")
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
PAIR = re.compile(r"（(?P<en>[A-Za-z](?:[A-Za-z0-9 .'’/-]*[A-Za-z0-9])?)(?=[）,，；])")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass
class Term:
    """A row of the table: the names of one thing, by language, the first of them preferred."""

    line: int
    names: dict[str, list[str]]
    meaning: dict[str, str]
    page: str
    anchor: str
    forbidden: dict[str, list[str]]

    @property
    def pair(self) -> str:
        """The term as a Chinese page introduces it."""
        return f"{self.names['zh'][0]}（{self.names['en'][0]}）"


class Book:
    """The terms and the pages of a copy of the book."""

    def __init__(self, root=ROOT, read=None):
        self.root = root
        self.table = root / "snippets" / TABLE
        self.terms = [
            Term(
                line,
                {e: split(row[f"term_{e}"]) for e in EDITIONS},
                {e: row[f"meaning_{e}"] for e in EDITIONS},
                row["page"],
                row["anchor"],
                {e: split(row[f"not_{e}"]) for e in EDITIONS},
            )
            for line, row in enumerate(read_csv(self.table, TABLES[TABLE].optional), 2)
        ]
        self.pages = read or {(p.edition, p.name): p for e in EDITIONS for p in pages(e, root)}


def split(cell):
    """The names in a cell."""
    return cell.split(" / ") if cell else []


@cache
def prose(page):
    """(line, text) of all that is read as text: title and description too, the glossary's rows not.

    Code, addresses, attributes and emphasis are taken out.
    """
    found = [
        (number, line)
        for number, line in enumerate(page.lines[: page.body_start], 1)
        if line.startswith(("title:", "description:"))
    ]
    for number, line in page.prose():
        if "help/glossary/terms" not in page.lines[number - 1]:
            found.append((number, MARKUP.sub("", CODE.sub("·", line))))
    return found


@cache
def headings(page):
    """The text under each heading, up to the next one, by the heading's id."""
    found, anchor = {}, None
    for _, line in page.prose():
        if heading := re.match(r"#{1,6} .*\{\s*#([\w-]+)", line):
            anchor = heading[1]
        found[anchor] = found.get(anchor, "") + line + "\n"
    return found


def forbidden_words(book, edition):
    """A pattern of the names that are not the book's, and the term for each."""
    instead = {plain(w): term for term in book.terms for w in term.forbidden[edition]}
    return re.compile(word_pattern(instead, edition), re.I), instead


def word_pattern(words, edition):
    """Matches any of the words: in English whole ones and plurals, in Chinese anywhere."""
    words = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) or "(?!)"
    if edition == "zh":
        return words
    words = words.replace(r"\ ", r"[ -]").replace(r"\-", r"[ -]")
    return rf"(?<![\w-])({words})(?=s?(?![\w-]))"


def plain(word):
    """A word without what does not count: capitals, hyphens."""
    return word.lower().replace("-", " ")


def synonym_problems(book):
    """Every name of another book that a page, or a meaning in the table, uses."""
    problems = []
    for edition in EDITIONS:
        pattern, instead = forbidden_words(book, edition)
        texts = [
            (page.path, number, text if TITLE.match(text) else QUOTED.sub("", text))
            for (e, _), page in book.pages.items()
            if e == edition
            for number, text in prose(page)
        ]
        texts += [(book.table, t.line, QUOTED.sub("", t.meaning[edition])) for t in book.terms]
        for path, number, text in texts:
            for word in pattern.findall(text):
                right = instead[plain(word)].names[edition][0]
                what = f"'{word}' is not this book's word"
                problems.append(Problem(path, number, what, f"Write '{right}'"))
    return problems


def pairs(book):
    """(page, line, Chinese before it, English) of every 中文（English） in the Chinese edition."""
    for (edition, _), page in book.pages.items():
        if edition == "zh":
            for number, text in prose(page):
                for found in PAIR.finditer(text):
                    yield page, number, text[: found.start()], found["en"]


def pair_problems(book):
    """Every 中文（English） that is not a row of the table; proper names, in capitals, aside."""
    problems = []
    by_zh = {name: term for term in book.terms for name in term.names["zh"]}
    by_en = {}
    for term in book.terms:
        for name in term.names["en"]:
            by_en.setdefault(name, []).append(term)
    for page, number, before, en in pairs(book):
        named = max((name for name in by_zh if before.endswith(name)), key=len, default=None)
        if named and en in by_zh[named].names["en"]:
            continue
        shown = f"{named or re.split('[^一-鿿]', before)[-1][-6:]}（{en}）"
        if en in by_en:
            right = " or ".join(term.pair for term in by_en[en])
        elif named and en not in NOT_TERMS:
            right = by_zh[named].pair
        elif CHINESE.match(before[-1:]) and en[0].islower() and en not in NOT_TERMS:
            what = f"{shown} is not in the glossary"
            mend = f"Add a row to snippets/{TABLE}, or, if it is no term, add it to NOT_TERMS"
            problems.append(Problem(page.path, number, what, mend))
            continue
        else:
            continue
        what = f"{shown} is not the glossary's pair"
        problems.append(Problem(page.path, number, what, f"Write {right}, or add a row for it"))
    return problems


def place_problems(book):
    """Every term whose section is not there, or does not name it, in one of the editions."""
    problems = []
    for term in book.terms:
        for edition in EDITIONS:
            where = f"docs/{edition}/{term.page}.md#{term.anchor}"
            page = book.pages.get((edition, term.page))
            text = headings(page).get(term.anchor) if page else None
            if text is None:
                what = f"{term.pair} is explained at {where}, which is not there"
            elif not re.search(
                "|".join(
                    re.escape(name) if edition == "zh" else rf"(?<!\w){re.escape(name)}"
                    for name in term.names[edition]
                ),
                text,
                re.I,
            ):
                what = f"{term.pair} is explained at {where}, which does not name it"
            else:
                continue
            problems.append(Problem(book.table, term.line, what, "Name the right page and anchor"))
    return problems


def table_problems(book):
    """Contradictions within the table."""
    problems = []
    for edition in EDITIONS:
        right = {name.lower() for term in book.terms for name in term.names[edition]}
        seen = set()
        for term in book.terms:
            for name in term.names[edition]:
                # An English word may stand for two things: the kernel of a convolution, of Jupyter.
                key = (name.lower(), *(term.names["zh"] if edition == "en" else ()))
                if key in seen:
                    what = f"'{name}' occurs twice"
                    problems.append(Problem(book.table, term.line, what, "Remove one"))
                seen.add(key)
            for word in term.forbidden[edition]:
                pattern = re.compile(word_pattern([word], edition), re.I)
                for name in right:
                    if pattern.search(name):
                        what = f"'{word}' is forbidden and part of the term '{name}'"
                        problems.append(Problem(book.table, term.line, what, "Remove one"))
                if word.lower() in seen:
                    what = f"'{word}' is forbidden twice"
                    problems.append(Problem(book.table, term.line, what, "Remove one"))
                seen.add(word.lower())
    return problems


CHECKS = [synonym_problems, pair_problems, place_problems, table_problems]


# ---- the book as it is


@pytest.fixture(scope="module")
def real():
    return Book()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_book(real, check):
    problems = check(real)
    assert not problems, "\n".join(map(str, problems))


def test_the_checks_see_something(real):
    assert len(real.terms) >= 100
    assert len(list(pairs(real))) >= 150
    assert sum(len(term.forbidden[e]) for term in real.terms for e in EDITIONS) >= 150


def test_every_group_is_on_the_page(real):
    """Each section of rows is included once, in both editions, and the rows are fresh."""
    groups = {row["group"] for row in read_csv(real.table, TABLES[TABLE].optional)}
    for edition in EDITIONS:
        lines = "\n".join(real.pages[edition, "help/glossary"].lines)
        shown = re.findall(rf'^--8<-- "help/glossary/terms\.{edition}\.md:(\w+)"$', lines, re.M)
        assert sorted(shown) == sorted(groups)
    assert not [complaint(path) for path, _ in stale() if path.parent == real.table.parent]


# ---- faults planted in a copy are caught

ZH, EN, TERMS = (
    "docs/zh/basics/functional-api.md",
    "docs/en/basics/functional-api.md",
    f"snippets/{TABLE}",
)
HERE = "basics/functional-api,shared-layer"
FAULTS = {  # file, what is replaced, by what, what is said then: nothing, if it is no fault
    synonym_problems: [
        (
            ZH,
            "所以叫全连接层",
            "所以叫稠密层",
            "'稠密层' is not this book's word. Write '全连接层'",
        ),
        (ZH, "title: 函数式", "title: 序列化模型", "'序列化模型'"),
        (ZH, "### 共享层 {", "### 序贯模型 {", "Write '顺序模型'"),
        (ZH, "所以叫", "不叫“稠密层”，不叫 `稠密层`，叫", ""),
        (EN, "a residual connection.", "a Skip-connection.", "Write 'residual connection'"),
        (EN, "as biases do", "as cost functions do", "Write 'loss function'"),
        (EN, '"Answers"', '"Backprop"', "'Backprop'"),
        (EN, "as biases do", 'as "mini-batches" and mini-batch-like things do', ""),
        (TERMS, "答对的占多少", "正确率", "Write '准确率'"),
    ],
    pair_problems: [
        (ZH, "（dense layer）", "（full layer）", "Write 全连接层（dense layer）"),
        (ZH, "叫全连接层（", "叫全连结层（", "Write 全连接层（dense layer）"),
        (ZH, "[后端](what-is-keras.md)（", "[后台](what-is-keras.md)（", "Write 后端（backend）"),
        (ZH, "当场建好", "当场（on the spot）建好", "当场（on the spot） is not in the glossary"),
        (ZH, "当场建好", "`y`（on the spot）建好", ""),
    ],
    place_problems: [
        (
            TERMS,
            HERE,
            "basics/functional-api,shared",
            "functional-api.md#shared, which is not there",
        ),
        (TERMS, HERE, "basics/functional,shared-layer", "which is not there"),
        (TERMS, HERE, "basics/functional-api,names", "which does not name it"),
        (
            EN,
            "{#shared-layer}",
            "{#sharing}",
            "docs/en/basics/functional-api.md#shared-layer, which is not",
        ),
    ],
    table_problems: [
        (TERMS, "稠密层 /", "接层 /", "'接层' is forbidden and part of the term '全连接层'"),
        (TERMS, "稠密层 /", "步长 /", "'步长' is forbidden twice"),
        (TERMS, "data,噪声,", "data,样本,", "'样本' occurs twice"),
    ],
}


def test_planted_faults_are_named(book, subtests):
    whole = Book(book)
    for check in CHECKS:
        assert not check(whole)
    for check, faults in FAULTS.items():
        for name, old, new, told in faults:
            with subtests.test(f"{check.__name__}: {new}"):
                path = book / name
                text = path.read_text("utf-8")
                assert old in text, f"nothing to break: {old}"
                line = text[: text.index(old)].count("\n") + 1
                path.write_text(text.replace(old, new, 1), encoding="utf-8")
                read = dict(whole.pages)
                if path.suffix == ".md":
                    page = Page(path, book)
                    read[page.edition, page.name] = page
                found = [*map(str, check(Book(book, read)))]
                path.write_text(text, encoding="utf-8")
                assert any(told in problem for problem in found) if told else not found
                if told and check in {synonym_problems, pair_problems}:
                    assert f"{path.name}:{line}: " in found[0]
    change = whole.table.read_text("utf-8").replace("data,样本,", "data,范例,")
    whole.table.write_text(change, encoding="utf-8")
    assert [complaint(path, book).split(":")[0] for path, _ in stale(book)] == [
        f"snippets/help/glossary/terms.{edition}.md" for edition in EDITIONS
    ]
