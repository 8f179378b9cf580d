"""keras-practice.zip: the trainer, and the exercises it writes on the reader's first start.

The reader's files are no part of the zip, so that unpacking a newer one loses nothing.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from tools.products.downloads import PRACTICE, pack, save
from tools.source.book import Book
from tools.source.exercises import Exercise, exercises

_LOCAL = re.compile(r"https?://(127\.|localhost)")
_README = """\
《Keras 入门指南》{book} 版的练习 / Practice for "Getting Started with Keras", version {book}

开始 / Begin:            python train.py
需要 / It needs:         pip install tensorflow scikit-learn matplotlib mlxtend
别的命令 / The rest:     python train.py --help

换新版：把新的 zip 解压到同一个文件夹，覆盖旧文件。你写的程序在 exercises 里，做到哪里记在
.progress.json 里，新的 zip 里没有这两样，所以都留着。
A newer zip: unpack it over this folder. Your programs are in exercises, how far you are is in
.progress.json; the zip has neither, so both stay.

已用 Keras {keras}、TensorFlow {tensorflow}、Python {python} 验证。代码 MIT 许可。
Proved with Keras {keras}, TensorFlow {tensorflow}, Python {python}. Code: MIT licence.
"""


def data(book: Book, exercise: Exercise, address: str) -> dict:
    """What the trainer knows of an exercise; `address` is that of the book, "" if it has none."""
    found = {
        "name": exercise.name,
        "file": exercise.path.name,
        "broken": exercise.program("broken"),
        "solution": exercise.program("solution"),
        "check": exercise.check,
    }
    for edition in book.editions:
        page = book.page(edition, exercise.page)
        headings = (h.title for h in page.outline.headings if h.id == exercise.section)
        found[edition.code] = {
            **exercise.about[edition.code],
            "section": " › ".join([page.meta["title"], *headings]),
            "link": address and f"{address}{page.address}#{exercise.section}",
        }
    return found


def contents(book: Book, address: str) -> dict[str, bytes]:
    """The files of the zip."""
    address = "" if _LOCAL.match(address) else address
    known = [data(book, exercise, address) for exercise in exercises(book)]
    text = json.dumps({"exercises": known}, ensure_ascii=False, indent=1, sort_keys=True)
    source = book.root / "practice"
    readme = _README.format(**book.versions.proved, book=book.versions.book)
    return {
        "train.py": (source / "train.py").read_bytes(),
        "README.txt": readme.encode(),
        ".trainer/worker.py": (source / "worker.py").read_bytes(),
        ".trainer/doctor.py": (book.snippets / "start/verify/doctor.py").read_bytes(),
        ".trainer/exercises.json": text.encode(),
        "LICENSE": (book.root / "LICENSE").read_bytes(),
    }


def write(book: Book, address: str) -> Path | None:
    """Make build/downloads/keras-practice.zip, if the book has exercises."""
    if not any(exercises(book)):
        return None
    top = PRACTICE.removesuffix(".zip")
    files = {f"{top}/{name}": body for name, body in contents(book, address).items()}
    return save(book, PRACTICE, pack(files))
