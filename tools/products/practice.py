"""keras-practice.zip: the trainer, and the exercises it writes on the reader's first start.

The reader's files are no part of the zip, so that unpacking a newer one loses nothing.
"""

from __future__ import annotations

import json
from pathlib import Path

from tools.products.downloads import PRACTICE, pack, save
from tools.source.book import Book
from tools.source.exercises import Exercise, exercises

LANGUAGES = ("zh", "en")


def data(book: Book, exercise: Exercise, address: str) -> dict:
    """What the trainer knows of an exercise; `address` is that of the book."""
    found = {
        "name": exercise.name,
        "file": exercise.path.name,
        "broken": exercise.program("broken"),
        "solution": exercise.program("solution"),
        "check": exercise.check,
    }
    for edition in book.editions:
        page = book.page(edition, exercise.page)
        link = f"{address}{page.address}#{exercise.section}"
        found[edition.code] = {**exercise.about[edition.code], "link": link}
    return found


def contents(book: Book, address: str) -> dict[str, bytes]:
    """The files of the zip."""
    known = [data(book, exercise, address) for exercise in exercises(book)]
    text = json.dumps({"exercises": known}, ensure_ascii=False, indent=1, sort_keys=True)
    source = book.root / "practice"
    return {
        "train.py": (source / "train.py").read_bytes(),
        ".trainer/worker.py": (source / "worker.py").read_bytes(),
        ".trainer/doctor.py": (book.snippets / "start/verify/doctor.py").read_bytes(),
        ".trainer/exercises.json": text.encode(),
        "LICENSE": (book.root / "LICENSE").read_bytes(),
    }


def write(book: Book, address: str) -> Path:
    """Make build/downloads/keras-practice.zip."""
    top = PRACTICE.removesuffix(".zip")
    files = {f"{top}/{name}": body for name, body in contents(book, address).items()}
    return save(book, PRACTICE, pack(files))
