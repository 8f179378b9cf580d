"""What further/backends says of files that go from one backend to another, and of one program."""

import json
import os
import subprocess
import sys

import pytest

from tests.support import BOOK
from tools.proof.backends import missing, python
from tools.source.backends import BACKENDS

NAME = "further/backends"
FOLDER = BOOK.snippets / "further/backends"

pytestmark = pytest.mark.inputs(
    "snippets/further/backends", *(f"{e.folder}/{NAME}.md" for e in BOOK.editions)
)
needs_torch = pytest.mark.skipif(
    missing(BOOK, "torch") is not None, reason="PyTorch has no environment here: make backends"
)

SAVE = """
import json
import keras
import numpy as np

x = np.random.default_rng(0).normal(size=(8, 4)).astype("float32")
inputs = keras.Input(shape=(4,))
model = keras.Model(inputs, keras.layers.Dense(1)(inputs))
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
model.fit(x, x[:, :1], verbose=0)
model.save("{backend}.keras")
print(json.dumps(model.predict(x, verbose=0).ravel().tolist()))
"""
LOAD = """
import json
import keras
import numpy as np

x = np.random.default_rng(0).normal(size=(8, 4)).astype("float32")
model = keras.saving.load_model("{backend}.keras"{how})
print(json.dumps(model.predict(x, verbose=0).ravel().tolist()))
if {fit}:
    model.fit(x, x[:, :1], verbose=0)
"""


def ran(folder, backend, code, beside=""):
    """A program on a backend; `beside` is where else it finds packages."""
    settings = {"KERAS_BACKEND": backend, "TF_CPP_MIN_LOG_LEVEL": "3"}
    settings |= {"PYTHONPATH": beside} if beside else {}
    return subprocess.run(
        [python(BOOK, backend) or sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
    )


def answers(ended):
    assert ended.returncode == 0, ended.stderr[-2000:]
    return json.loads(ended.stdout.splitlines()[-1])


def last_line(ended):
    assert ended.returncode, "it ran to its end"
    return ended.stderr.strip().splitlines()[-1]


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A folder with a file saved on each backend, and what each model answered."""
    folder = tmp_path_factory.mktemp("saved")
    told = {b: answers(ran(folder, b, SAVE.format(backend=b))) for b in BACKENDS}
    return folder, told


@needs_torch
@pytest.mark.keras
@pytest.mark.parametrize("here", list(BACKENDS))
@pytest.mark.parametrize("there", list(BACKENDS))
def test_a_file_is_loaded_on_each_backend(saved, here, there):
    folder, told = saved
    apart = here == "torch" != there
    how = ", compile=False" if apart else ""
    ended = ran(folder, there, LOAD.format(backend=here, how=how, fit=not apart))
    assert answers(ended) == pytest.approx(told[here], abs=1e-5)


@needs_torch
@pytest.mark.keras
@pytest.mark.parametrize("there", ["tensorflow", "jax"])
def test_what_is_said_where_there_is_no_pytorch(saved, there):
    ended = ran(saved[0], there, LOAD.format(backend="torch", how="", fit=False))
    assert last_line(ended).startswith((FOLDER / "load_error.txt").read_text("utf-8").strip())


@needs_torch
@pytest.mark.keras
def test_what_is_said_where_pytorch_is_installed_too(saved):
    """PyTorch's packages are found behind those of the book, as in one environment."""
    (beside,) = (BOOK.root / BACKENDS["torch"].environment).glob("lib/python*/site-packages")
    for there in ("tensorflow", "jax"):
        ended = ran(saved[0], there, LOAD.format(backend="torch", how="", fit=True), str(beside))
        said, quoted = last_line(ended), (FOLDER / "mixed_error.txt").read_text("utf-8").strip()
        assert said.rpartition(" ")[0] == quoted.rpartition(" ")[0]
        assert (said == quoted) == (there == "tensorflow")
        assert json.loads(ended.stdout) == pytest.approx(saved[1]["torch"], abs=1e-5)


def test_the_listings_in_the_tabs_are_the_same_but_for_the_backend():
    """As the page says; how data comes in differs, and stands at their end."""
    for name in ("on", "index", "label", "numpy"):
        texts = set()
        for backend in BACKENDS:
            text = (FOLDER / f"{name}_{backend}.py").read_text("utf-8").replace(backend, "")
            shown = [part.split("# --8<-- [end:")[0] for part in text.split("# --8<-- [start:")]
            texts.add("".join(s for s in shown[1:] if s.partition("]")[0] in SHARED))
        assert len(texts) == 1, name


SHARED = ("start", "types", "branch", "where", "random", "index", "label", "numpy")
