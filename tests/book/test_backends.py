"""A page runs on JAX now as the table says that it did; make backends runs all of them."""

import pytest

from tests.support import BOOK
from tools.proof import proved
from tools.proof.tasks import tasks
from tools.source.backends import BACKENDS

NAME = "basics/how-networks-learn"  # trains, and is quick

pytestmark = [
    pytest.mark.keras,
    pytest.mark.inputs(
        *("tools/proof", "tools/source"),
        *("snippets/basics/how_networks_learn", "snippets/further/own_layers"),
        *(f"{e.folder}/{name}.md" for e in BOOK.editions for name in (NAME, "further/own-layers")),
    ),
]


def test_side_by_side_on_own_layers():
    """All three begin with the same listing, to the letter, as the page says."""
    page = BOOK.page(BOOK.editions[0], "further/own-layers")
    first = {page.program(backend)[0].code for backend in page.backends}
    assert page.backends == list(BACKENDS) and len(first) == 1


def test_a_page_on_jax():
    (task,) = tasks(BOOK, [NAME])
    said = [row for row in proved.read(BOOK) if (row.page, row.backend) == (NAME, "jax")]
    found = proved.prove(BOOK, [(task, "jax")], say=lambda _: None, politely=True)
    assert found == said and len(found) == len(task.blocks)
