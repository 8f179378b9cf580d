"""A page runs on JAX now as the table says that it did; make backends runs all of them."""

import pytest

from tests.support import BOOK
from tools.proof import proved
from tools.proof.tasks import tasks

NAME = "basics/how-networks-learn"  # trains, and is quick

pytestmark = [
    pytest.mark.keras,
    pytest.mark.inputs(
        *("tools/proof", "tools/source", "snippets/basics/how_networks_learn"),
        *(f"{edition.folder}/{NAME}.md" for edition in BOOK.editions),
    ),
]


def test_a_page_on_jax():
    (task,) = tasks(BOOK, [NAME])
    said = [row for row in proved.read(BOOK) if (row.page, row.backend) == (NAME, "jax")]
    found = proved.prove(BOOK, [(task, "jax")], say=lambda _: None, politely=True)
    assert found == said and len(found) == len(task.blocks)
