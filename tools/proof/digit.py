"""The network of the demo digit: the 8×8 one that the page pictures/images trains.

`python -m tools digit` runs the page down to where that network is trained, and the listing
that saves it, and writes its numbers into docs/assets/demos/digit/weights.js: float16, in
base64, in a plain script, since pages that are read from a folder may not fetch. They differ a
little from one processor to another, so the file is the product of one run. It says what code
and versions made it; tests/demos/test_digit.py compares that with the page.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from tools.proof.pace import patience
from tools.proof.record import Made, made, write
from tools.proof.runner import Program, Step, run
from tools.proof.tasks import tasks
from tools.source.book import Book
from tools.source.faults import BookError, shown_path

PAGE = "pictures/images"
FILE = "demos/digit/weights.js"  # below the assets
TRAINS, SAVES = "strangers", "export"  # the listings that do so
_SHOW = """
import base64, json
print(json.dumps({
    "shapes": [a.shape for a in halves],
    "data": base64.b64encode(b"".join(a.tobytes() for a in halves)).decode(),
}))
"""
_TEXT = """\
// The weights of the network that {page} trains, made by python -m tools digit.
// {hashes}
Demo.digit.weights = {weights}
"""


def program(book: Book) -> tuple[Program, Made]:
    """What is run, and what the page's listing prints that trains the network."""
    (task,) = tasks(book, [PAGE])
    places = {block.section: place for place, block in enumerate(task.blocks)}
    page = task.program.steps
    steps = [*page[: places[TRAINS] + 1], page[places[SAVES]], Step("python", _SHOW, "show.py")]
    output = task.blocks[places[TRAINS]].output
    item = next(one for one in made(task) if one.path == output.source)
    return replace(task.program, steps=steps, go_on=False), item


def head(item: Made) -> str:
    """What the file says of the code and the versions that made it."""
    return " ".join(f"{name}={value}" for name, value in item.hashes.items())


def weights(path: Path) -> dict:
    """The shapes and the data, as the file holds them."""
    return json.loads(path.read_text("utf-8").partition(" = ")[2])


def main(book: Book) -> int:
    """Run what trains the network, and write the file."""
    what, item = program(Book(book.root, missing_outputs=True))
    (ran,) = run([what], patience=patience())
    failed = ran.died or next((result.trace for result in ran.results if result.raised), "")
    if failed:
        raise BookError(f"{PAGE} fails, so it has no weights:\n{failed}")
    found = json.dumps(json.loads(ran.results[-1].stdout))
    text = _TEXT.format(page=PAGE, hashes=head(item), weights=found)
    path = book.assets / FILE
    write(path, text.encode())
    print(f"wrote {shown_path(path)}")
    return 0
