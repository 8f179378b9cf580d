"""Names and commands of today: what is not in the installed packages is named, without import."""

import sys

import pytest

from tests.rules.plant import plant, said_by, seen
from tools.rules import names

EN, CASE = "docs/en/index.md", "docs/en/start/first.md"
LINE = "The result is 42. "


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("keras.ops.mean", True),
        ("keras.ops.men", False),
        ("keras.Model.fit", True),
        ("keras.Model.fitt", False),
        ("keras.layers.Dense.add_weight", True),
        ("keras.datasets.mnist.load_data", True),
        ("keras.engine", False),
        ("numpy.random.Generator.integers", True),
        ("numpy.random.Generator.integer", False),
        ("numpy.linalg.norm", True),
        ("numpy.float32", True),
        ("numpy.ndarray.reshap", False),
        ("sklearn.datasets.load_digits", True),
        ("sklearn.datasets.load_digit", False),
        ("sklearn.linear_model.LinearRegression.fit", True),
        ("tensorflow.data.Dataset.from_tensor_slices", True),
        ("tensorflow.data.Dataset.from_tensor_slice", False),
        ("tensorflow.keras.layers.Dense", True),
        ("tensorflow.config.list_physical_devices", True),
        ("tensorflow.contrib", False),
        ("matplotlib.pyplot.imshow", True),
        ("matplotlib.pyplot.imsho", False),
        ("no_such_package.x", False),
    ],
)
def test_exists(name, there):
    loaded = set(sys.modules)
    assert names.exists(name) is there
    assert not {"keras", "tensorflow", "sklearn"} & (set(sys.modules) - loaded)


NAMES = [
    (names.of_today, CASE, "`keras.ops.max`", "`keras.ops.men`", "no keras.ops.men in keras"),
    (names.of_today, CASE, "`np.max`", "`np.maxx`", "there is no np.maxx in numpy"),
    (names.of_today, EN, LINE, "`plt.shw()` ", "there is no plt.shw in matplotlib"),
    (names.of_today, EN, LINE, "`from keras.utils import np_utils` ", "no keras.utils.np_utils"),
    (names.of_today, EN, LINE, "`keras.json`, `my.keras.py`, `~/keras.x/y` ", ""),
    (names.of_today, EN, LINE, "The largest is keras.ops.men of them. ", "no keras.ops.men"),
    (names.prompts, EN, LINE, "`$ pip install keras` ", "a prompt would be copied along: $"),
    (names.prompts, EN, LINE, "`>>> import keras` ", "copied along: >>>"),
    (names.prompts, EN, LINE, "`PS C:\\> dir` ", "copied along: PS"),
    (names.prompts, EN, LINE, "the prompt `>>>`, `$x` ", ""),
    (names.prompts, "snippets/start/first/shell.ps1", "pip", "PS> pip", "PS>"),
    (names.prompts, "snippets/home/add.py", "first = 40", ">>> first = 40", "add.py:2: a prompt"),
]


@pytest.mark.parametrize(("rule", "file", "old", "new", "told"), NAMES)
def test_names(tiny, rule, file, old, new, told):
    seen(rule, tiny, (file, old, new), told)


@pytest.mark.parametrize(
    ("language", "code", "told"),
    [
        ("python", "import keras\nkeras.Model(\n", "not_run.py:2: Python: '(' was never closed"),
        ("python", "from keras.layers import Danse\n", "there is no keras.layers.Danse"),
        ("python", "import keras.layer\n", "there is no keras.layer."),
        ("python", "from keras.layers import Dense\nimport my_own\n", ""),
        ("sh", "for x in 1 2; do\necho\n", "bash: syntax error"),
        ("sh", 'echo "a\n', "unexpected EOF"),
        ("sh", "echo a\n", ""),
        ("sh", 'python -c "import keras; print("\n', "not_run.sh:1: Python: "),
    ],
)
def test_listings_that_do_not_run(tiny, language, code, told):
    end = {"python": "py", "sh": "sh"}[language]
    fence = f'```{{.{language} .not-run data-reason="a GPU"}}\n--8<-- "home/not_run.{end}"\n```\n'
    plant(tiny, EN, "!!! tip", f"{fence}\n!!! tip")
    plant(tiny, f"snippets/home/not_run.{end}", "", code)
    said = said_by(names.not_run, tiny)
    assert told in said if told else not said


def test_names_that_are_gone(tiny):
    """A row of docs/gone.csv excuses a name; one without need, or that is back, is a fault."""
    plant(tiny, CASE, "`keras.ops.max`", "`keras.engine.topology`")
    plant(tiny, "docs/gone.csv", "", "name,why\nkeras.engine,gone since Keras 2.13\n")
    assert said_by(names.of_today, tiny) == said_by(names.still_gone, tiny) == ""
    plant(tiny, "docs/gone.csv", "", "np.diff,never was\nKeras 2.2,old\n")
    said = said_by(names.still_gone, tiny)
    assert "gone.csv:3: np.diff is in the installed package again" in said
    assert "gone.csv:4: no page speaks of Keras 2.2" in said
