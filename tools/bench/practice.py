"""How long a reader waits for a verdict: `python -m tools bench practice`.

It drives the trainer as a reader does: the zip is unpacked, each solution is judged by the
process that waits with Keras imported, and the next one is started at once. Printed are the
cold start, which is from starting the trainer's first process until it is ready, and from a
saved file to its verdict, the trainer's look at the file included: median, worst, and each.
Between two verdicts it waits until the next process is ready, as the reader's reading does.
It asserts nothing.
"""

from __future__ import annotations

import importlib.util
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tools.proof.session import unpack
from tools.source.book import Book

LOOK = 0.1 / 2 + 0.05  # seconds until the trainer looks, on average, and until the file is settled


def main(book: Book) -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        unpack(book, Path(folder))
        spec = importlib.util.spec_from_file_location("train", Path(folder, "train.py"))
        train = importlib.util.module_from_spec(spec)
        sys.modules["train"] = train
        spec.loader.exec_module(train)
        practice, judge = train.Practice(), train.Judge()
        seconds, starts = {}, []
        try:
            for exercise in practice.all:
                judge.start()
                starts.append(_ready(judge))
                began = time.monotonic()
                found = judge.ask(exercise["solution"], exercise["check"], train.FILES)
                seconds[exercise["name"]] = time.monotonic() - began + LOOK
                print(f"{exercise['name']:24} {seconds[exercise['name']]:6.2f} s")
                if found["verdict"] != "passed":
                    print(f"  {found}")
        finally:
            judge.close()
    worst = max(seconds, key=seconds.get)
    print(f"cold start    {starts[0]:6.2f} s, later ones {statistics.median(starts[1:]):.2f} s")
    print(f"median        {statistics.median(seconds.values()):6.2f} s of {len(seconds)} verdicts")
    print(f"worst         {seconds[worst]:6.2f} s, {worst}")
    return 0


def _ready(judge) -> float:
    """Wait until the process that waits is ready; how long it took since it was started."""
    _, lines, since = judge._spare
    while lines.empty():
        time.sleep(0.01)
    return time.monotonic() - since
