"""What a reader can take away: the zip of all snippets, and what the home page offers.

Files to download stand in build/downloads/, under the names below. The zips of
snippets and of exercises are made with every build of the site (tools/site/sharing.py),
the others by `make offline`, `make notebooks`, `make pdf` and `make epub`. What is there
is published at /downloads/, and the home page of each edition offers it with its size.
"""

from __future__ import annotations

import io
import re
import textwrap
import zipfile
from pathlib import Path

from tools.source import exercises
from tools.source.book import Book
from tools.source.edition import Edition
from tools.source.packages import to_install
from tools.source.programs import program, stem

SNIPPETS = "keras-snippets.zip"
PRACTICE = exercises.ZIP
KINDS = {  # what the home page offers, in this order
    "pdf": "keras-book-{edition}.pdf",
    "epub": "keras-book-{edition}.epub",
    "sheet": "keras-cheat-sheet-{edition}.pdf",
    "offline": "keras-book-{edition}-offline.zip",
    "notebooks": "keras-notebooks-{edition}.zip",
    "snippets": SNIPPETS,
    "practice": PRACTICE,
}
_INTERNAL = re.compile(r"(^|/)(\.|__pycache__)|\.md$")  # caches; rows of tables for the pages
_README = """\
《Keras 入门指南》{book} 版的全部代码
All listings of "Getting Started with Keras", version {book}

已用 Keras {keras}、TensorFlow {tensorflow}、Python {python} 验证。代码 MIT 许可。
Proved with Keras {keras}, TensorFlow {tensorflow}, Python {python}. Code: MIT licence.

pages/      每一页的 Python 代码，从上到下合成一个文件，可以直接运行
            the Python listings of each page, top to bottom, as one file to run
其余文件夹  每段代码自己的文件，文件夹与页面同名，连字符换成下划线；.out 是它的输出，
            .png 是它画的图，.sh 和 .ps1 是终端里的命令
the others  the file of each listing, in folders named like pages, with _ for -; .out is
            what it prints, .png what it draws, .sh and .ps1 are for a terminal

`# (1)` 对应页面上那段代码下面同号的说明。
`# (1)` names the note of that number under the listing on the page.

`# --8<--` 之间的行是页面上印的代码；其余的行检查书里的说法。
What stands between `# --8<--` lines is shown on a page; the rest checks what the book says.

运行 / Run:  pip install {packages}
             python pages/home.py
             （图画在当前文件夹里 / pictures are written to the current folder）
"""


def pack(files: dict[str, bytes]) -> bytes:
    """A zip of these files: sorted, without times, so that the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def save(book: Book, name: str, content: bytes) -> Path:
    """Write a file to download, at once or not at all; returns its path."""
    path = book.downloads / name
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{name}.draft")
    draft.write_bytes(content)
    draft.replace(path)
    return path


def snippets(book: Book) -> dict[str, bytes]:
    """The files of the zip of snippets: those of snippets/, page programs, a README."""
    base = book.snippets
    names = {path.relative_to(base).as_posix(): path for path in base.glob("*/**/*")}
    found = {
        name: path.read_bytes()
        for name, path in names.items()
        if path.is_file() and not _INTERNAL.search(name)
    }
    for page in book.pages(book.editions[0]):
        if text := program(page):
            found[f"pages/{stem(page.name)}.py"] = text.encode()
    versions = book.versions
    codes = [block.code for page in book.pages(book.editions[0]) for block in page.python]
    needed = textwrap.fill(" ".join(to_install(versions, codes)), 60, break_on_hyphens=False)
    pip = needed.replace("\n", "\n             pip install ")
    text = _README.format(**versions.proved, book=versions.book, packages=pip)
    found["README.txt"] = text.encode()
    found["LICENSE"] = (book.root / "LICENSE").read_bytes()
    return found


def write_snippets(book: Book) -> Path:
    """Make build/downloads/keras-snippets.zip."""
    top = SNIPPETS.removesuffix(".zip")
    files = {f"{top}/{name}": body for name, body in snippets(book).items()}
    return save(book, SNIPPETS, pack(files))


def files(book: Book) -> list[Path]:
    """The files in build/downloads/ that a page offers."""
    names = [name.format(edition=edition) for edition in book.editions for name in KINDS.values()]
    return [path for name in sorted(set(names)) if (path := book.downloads / name).is_file()]


def offered(book: Book, edition: Edition) -> list[dict[str, str]]:
    """What the home page of an edition offers: kind, name and size of each file that exists."""
    found = {path.name: path.stat().st_size for path in files(book)}
    rows = []
    for kind, pattern in KINDS.items():
        name = pattern.format(edition=edition)
        if name in found:
            rows.append({"kind": kind, "name": name, "size": size(found[name])})
    return rows


def size(count: int) -> str:
    """A number of bytes as people read it: 310 KB, 2.4 MB."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(count / 1e3, 1):.0f} KB"
