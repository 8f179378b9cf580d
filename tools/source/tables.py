"""Tables of the book that are kept as data: one CSV file, its rows in each language.

A row of `snippets/start/install/mirrors.csv` becomes a Markdown table row in
`mirrors.zh.md` and in `mirrors.en.md` beside it. The page writes the table's
header and includes the rows of its own language:

    | 镜像 | 地址 | 核实 |
    | --- | --- | --- |
    --8<-- "start/install/mirrors.zh.md"

A table may be cut into sections, in the order of its rows. That of terms has one for each
part of the book: `--8<-- "help/glossary/terms.zh.md:basics"` includes the rows whose page is
in basics/. Beside its rows it gets `index.zh.md` and `index.en.md`: all names by alphabet.

`make tables` rewrites the rows that are out of date; a rule names them otherwise.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

from tools.source.book import Book
from tools.source.edition import EDITIONS, Edition
from tools.source.faults import BookError, Problem, shown_path


@dataclass(frozen=True)
class Table:
    """How a CSV file becomes rows.

    `row` is a format string, or one for each language. A name in braces stands
    for a column: `{url}` for the column `url`, `{name}` for `name_zh` or `name_en`.
    `words` replaces the values of a column that are codes:
    {"checked": {"high": {"zh": "高", …}}}. `by_part` cuts the table into
    sections by the folder of the column `page`, `section` by the values of a column;
    `optional` are the columns that may be empty.
    """

    row: str | dict[str, str]
    words: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    by_part: bool = False
    section: str = ""
    optional: tuple[str, ...] = ()


TABLES = {
    "start/install/mirrors.csv": Table(
        row="| {name} | `{url}` | {checked} |",
        words={
            "checked": {
                "high": {"zh": "高", "en": "high"},
                "medium": {"zh": "中", "en": "medium"},
            }
        },
    ),
    "help/glossary/terms.csv": Table(
        row={
            "zh": "| [{term_zh}](../{page}.md#{anchor}) | {term_en} | {meaning_zh} | {not_zh} |",
            "en": "| [{term_en}](../{page}.md#{anchor}) | {term_zh} | {meaning_en} | {not_en} |",
        },
        by_part=True,
        optional=("not_zh", "not_en"),
    ),
    # Every line of it is run: tools/proof/old_lines.py.
    "help/old_code/old.csv": Table(
        row="| `{old}` | ``{says}`` | `{today}` | {note} |",
        section="group",
        optional=("note_zh", "note_en", "rule"),
    ),
}


def read_csv(path: Path, optional: tuple[str, ...] = ()) -> list[dict[str, str]]:
    """The rows of a CSV file by column name. Raises BookError for a ragged or empty one."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = []
        for row in reader:
            ragged = None in row or None in row.values()
            if ragged or not all(v.strip() for k, v in row.items() if k not in optional):
                raise BookError(
                    f"{shown_path(path)}:{reader.line_num}: this row does not fill the columns "
                    f"{', '.join(reader.fieldnames)}. Give every column one value."
                )
            rows.append(row)
    if not rows:
        raise BookError(f"{shown_path(path)}:1: the table has no rows. Add one.")
    return rows


def rows_text(path: Path, table: Table, edition: Edition) -> str:
    """The rows of one language, as Markdown, each on a line; parts between section marks."""
    form = table.row if isinstance(table.row, str) else table.row[edition.code]
    parts: dict[str, list[str]] = {}
    for number, row in enumerate(read_csv(path, table.optional), 2):
        try:
            line = form.format_map(_columns(row, table, edition))
        except KeyError as error:
            raise BookError(
                f"{shown_path(path)}:{number}: {error.args[0]!r} is neither a column nor a word "
                f"known in '{edition}'. Correct the CSV file, or TABLES in tools/source/tables.py."
            ) from None
        part = part_of(row["page"]) if table.by_part else row.get(table.section, "")
        parts.setdefault(part, []).append(line)
    if not (table.by_part or table.section):
        return "".join(f"{line}\n" for line in parts[""])
    return "".join(
        f"<!-- --8<-- [start:{part}] -->\n" + "\n".join(lines) + f"\n<!-- --8<-- [end:{part}] -->\n"
        for part, lines in parts.items()
    )


def part_of(page: str) -> str:
    """The part of the book that a page is in; the home page is where it starts."""
    return page.partition("/")[0] if "/" in page else "start"


# Where the characters of each initial begin in GB 2312, which sorts its common ones by pinyin.
_PINYIN = "A啊B芭C擦D搭E蛾F发G噶H哈J击K喀L垃M妈N拿O哦P啪Q期R然S撒T塌W挖X昔Y压Z匝"


def initial(name: str) -> str:
    """The letter under which a name stands: its first one, or that of its pinyin."""
    if name[0].isascii():
        return name[0].upper()
    pairs = zip(_PINYIN[::2], _PINYIN[1::2], strict=True)
    code = name[0].encode("gb2312")
    return [letter for letter, first in pairs if first.encode("gb2312") <= code][-1]


def index_text(path: Path, table: Table, edition: Edition) -> str:
    """All names of the terms of one language by alphabet, in one paragraph, a line a letter.

    A name that only other books use leads to this book's: `FC layer → dense layer`.
    """
    entries = []
    for row in read_csv(path, table.optional):
        cells = _columns(row, table, edition)
        link = f"[{{}}](../{row['page']}.md#{row['anchor']})"
        names = cells["term"].split(" / ")
        entries += [(name, link.format(name)) for name in names]
        others = cells["not"].split(" / ") if cells["not"] else []
        entries += [(name, f"{name} → {link.format(names[0])}") for name in others]
    entries.sort(key=lambda entry: (initial(entry[0]), _alphabetic(entry[0])))
    found: dict[str, list[str]] = {}
    for name, shown in entries:
        found.setdefault(initial(name), []).append(shown)
    mark = edition.words["semicolon"]
    lines = (f"**{letter}** {mark.join(shown)}" for letter, shown in found.items())
    return "<br>\n".join(lines) + "\n"


def _alphabetic(name: str) -> bytes:
    return name.casefold().encode("gb2312", errors="replace")


def _columns(row, table, edition) -> dict[str, str]:
    """What the names in a row's format stand for, in one language."""
    columns = {}
    for column, value in row.items():
        if column in table.words:
            value = table.words[column][value][edition.code]
        columns[column] = value.replace("|", "\\|")
    for column in row:
        name, underscore, language = column.rpartition("_")
        if underscore and language == edition.code:
            columns[name] = columns[column]
    return columns


def stale(book: Book) -> list[tuple[Path, str]]:
    """The files of rows that are not what their CSV file says, each with the right text."""
    found = []
    for name, table in TABLES.items():
        source = book.snippets / name
        if not source.exists():  # then what includes its rows is a fault
            continue
        for edition in EDITIONS:
            made = {source.with_suffix(f".{edition}.md"): rows_text(source, table, edition)}
            if table.by_part:
                made[source.with_name(f"index.{edition}.md")] = index_text(source, table, edition)
            for target, text in made.items():
                if not target.exists() or target.read_text(encoding="utf-8") != text:
                    found.append((target, text))
    return found


def complaint(target: Path) -> Problem:
    """The fault of a file of rows that is out of date."""
    source = target.with_suffix("").with_suffix(".csv")
    source = source if source.exists() else next(target.parent.glob("*.csv"))
    what = f"these rows are not those of {shown_path(source)}"
    return Problem(target, 1, what, "Edit the CSV file, then run make tables")


def write(book: Book) -> list[Path]:
    """Rewrite the files of rows that are out of date; returns them."""
    found = stale(book)
    for target, text in found:
        target.write_text(text, encoding="utf-8", newline="\n")
    return [target for target, _ in found]
