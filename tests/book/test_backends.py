"""The pages run on JAX and PyTorch as the table says that they did.

Whoever proves everything (`make test ALL=1`, CI) runs all of them on JAX, and those of the first
parts on PyTorch, if it has an environment here (`make torch`). Else one quick page is run:
`make check` sees to it that the rows are of today's listings. The runs go on beside the other
tests (tests/conftest.py starts them); make backends runs what is left.
"""

import pytest

from tests.conftest import PROOFS
from tests.support import BOOK
from tools.proof import proved
from tools.proof.backends import missing
from tools.proof.tasks import tasks
from tools.source.backends import BACKENDS

QUICK = "basics/how-networks-learn"  # trains
PYTORCH = ("basics/", "pictures/")

pytestmark = [
    pytest.mark.keras,
    pytest.mark.inputs(
        *("tools/proof", "tools/source"),
        *("snippets/basics/how_networks_learn", "snippets/further/own_layers"),
        *(f"{e.folder}/{name}.md" for e in BOOK.editions for name in (QUICK, "further/own-layers")),
    ),
]


def pytest_generate_tests(metafunc):
    """A test for each page that is run, and each of its backends."""
    if "backend" in metafunc.fixturenames:
        everything = metafunc.config.stash[PROOFS].everything
        work = [task for task in tasks(BOOK) if everything or task.program.name == QUICK]
        pairs = [(task, "jax") for task in work]
        if everything:
            pairs += [(task, "torch") for task in work if task.program.name.startswith(PYTORCH)]
        names = [f"{task.program.name}-{backend}" for task, backend in pairs]
        metafunc.parametrize("task, backend", pairs, ids=names)


def test_side_by_side_on_own_layers():
    """All three begin with the same listing, to the letter, as the page says."""
    page = BOOK.page(BOOK.editions[0], "further/own-layers")
    first = {page.program(backend)[0].code for backend in page.backends}
    assert page.backends == list(BACKENDS) and len(first) == 1


def test_page(task, backend, backends_under_way):
    if why := missing(BOOK, backend):
        pytest.skip(why)
    name = task.program.name
    of_page = [row for row in backends_under_way() if (row.page, row.backend) == (name, backend)]
    said = [row for row in proved.read(BOOK) if (row.page, row.backend) == (name, backend)]
    assert not (wrong := proved.worse(said, of_page)), "\n".join(wrong)
