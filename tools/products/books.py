"""Write the book as one file to take away: `python -m tools books pdf|epub|sheet`, from site/."""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tools.products import downloads, epub, pdf, sheet
from tools.products.chapters import assemble
from tools.source.book import Book
from tools.source.edition import Edition
from tools.source.faults import shown_path

MAKERS = {"pdf": pdf, "epub": epub, "sheet": sheet}


def write(kind: str, edition: Edition, book: Book, site: Path, folder: Path) -> tuple[Path, float]:
    """Write one edition as `pdf`, `epub` or `sheet` into a folder; returns file and seconds.

    Raises BookError with the mend; then an older file is left as it was.
    """
    began = time.perf_counter()
    target = folder / downloads.KINDS[kind].format(edition=edition)
    folder.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".draft")
    try:
        MAKERS[kind].write(assemble(book, site, edition), draft)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return target, time.perf_counter() - began


def main(book: Book, kinds: list[str]) -> int:
    """Write the files of both editions, at the same time, and say how large they are."""
    with ProcessPoolExecutor(len(book.editions)) as pool:
        jobs = [
            pool.submit(write, kind, edition, book, book.site, book.downloads)
            for kind in kinds
            for edition in book.editions
        ]
        for job in jobs:
            path, seconds = job.result()
            size = path.stat().st_size / 1e6
            print(f"wrote {shown_path(path)} ({size:.1f} MB, {seconds:.0f} s)", flush=True)
    return 0
