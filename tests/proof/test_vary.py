"""What depends on the machine, the terminal or the user is named, with where it does."""

import pytest

from tools.proof.chance import unseeded
from tools.proof.tasks import tasks
from tools.proof.vary import Surroundings, known_locale, main, surroundings

pytestmark = pytest.mark.inputs("tools/proof", "tools/source", "tests/tiny")


def listing(tiny, code, prints):
    """Make the first listing of the tiny book print something else."""
    path = tiny / "snippets/home/add.py"
    text = path.read_text("utf-8")
    path.write_text(text.replace("print(first + 2)", code + "\nprint(first + 2)"), "utf-8")
    out = tiny / "snippets/home/add.add.out"
    out.write_text(prints + out.read_text("utf-8"), encoding="utf-8")


@pytest.mark.parametrize(
    "code, prints, where",
    [
        (
            "import shutil\nprint(shutil.get_terminal_size().columns)",
            "80\n",
            ["a narrow terminal", "a wide terminal"],
        ),
        (
            "import os\nprint(os.environ['OMP_NUM_THREADS'])",
            "1\n",
            ["several threads"],
        ),
        ("import time\nprint(time.localtime(0).tm_hour)", "0\n", ["in Shanghai"]),
        ("from pathlib import Path\nprint(Path.home().name)", "home\n", ["another user"]),
        ("print(list({'a', 'b', 'c', 'd', 'e'}))", "", None),
    ],
)
def test_what_differs_is_named(tiny, tiny_book, monkeypatch, code, prints, where):
    monkeypatch.setenv("TZ", "UTC")
    if where is None:
        code = "import os\nprint(os.environ['PYTHONHASHSEED'])"
        prints, where = "0\n", ["another hash seed"]
    listing(tiny, code, prints)
    said = []
    tried = [one for one in surroundings() if one.name in [*where, "without oneDNN"]]
    assert main(tiny_book(), ["index"], tried, said.append, forks=False) == 1
    text = "\n".join(said)
    assert "home/add.py:add" in text and "without oneDNN" not in text
    assert all(name in text for name in where)
    assert f"      -{prints.strip()}\n" in text and "      +" in text


def test_what_holds_everywhere(tiny_book):
    said = []
    tried = [Surroundings("one"), Surroundings("other", {"COLUMNS": "20"}, "小 明")]
    assert main(tiny_book(), ["index"], tried, said.append, forks=False) == 0
    assert said == ["Every output holds in 2 environments."]


def test_a_locale_that_is_missing():
    assert known_locale("xx_XX.UTF-8") == "C"
    assert known_locale("xx_XX.UTF-8", "C") == "C"


@pytest.mark.parametrize(
    "code, says",
    [
        ("import random\nprint(random.random())", "random.random is used before a seed"),
        ("import numpy as np\nprint(np.random.rand())", "np.random.rand is used before"),
        ("import numpy as np\nrng = np.random.default_rng()", "default_rng() has no seed"),
        ("from sklearn.model_selection import train_test_split\ntrain_test_split([1, 2])", "split"),
        ("from sklearn.model_selection import KFold\nKFold(shuffle=True)", "KFold shuffles"),
        ("import keras\nkeras.random.normal((2,))", "keras.random.normal is used before"),
        ("import keras\nkeras.utils.set_random_seed(0)\nkeras.random.normal((2,))", None),
        ("import random\nrandom.seed(0)\nprint(random.random())", None),
        ("import numpy as np\nrng = np.random.default_rng(0)\nrng.random()", None),
        ("from sklearn.model_selection import KFold\nKFold(5)", None),
        ("random = 1\nprint(random.real)", None),
    ],
)
def test_what_is_left_to_chance_is_named(tiny, tiny_book, code, says):
    listing(tiny, code, "")
    found = "\n".join(unseeded(tasks(tiny_book(), ["index"])[0]))
    if says:
        assert "docs/zh/index.md:" in found and "home/add.py:add, line " in found
        assert says in found and "each run prints another number" in found
    else:
        assert found == ""
