"""modernize.py: small old programs, what must be found in them, and what must be left alone."""

import importlib.util
import json
import os
import subprocess
import sys

import pytest

from tests.support import BOOK

pytestmark = pytest.mark.inputs("snippets/help/old_code", "docs/zh/help", "docs/en/help")

SCRIPT = BOOK.snippets / "help" / "old_code" / "modernize.py"
FOLDER = SCRIPT.parent


def load():
    spec = importlib.util.spec_from_file_location("modernize", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


modernize = load()
RULES = modernize.Rules()

GENERATOR = "def gen():\n    while True:\n        yield x, y\n"
HEAD = "import numpy as np\nimport keras\nfrom keras import layers\n"
MODEL = HEAD + "x, y = np.zeros((8, 4)), np.zeros((8, 1))\n" + GENERATOR
MODEL += "model = keras.Sequential([keras.Input((4,)), layers.Dense(1)])\n"
MODEL += 'model.compile(optimizer="sgd", loss="mse", metrics=["accuracy"])\n'
BACKEND = "from keras import backend as K\nimport numpy as np\nx = np.ones((2, 3), 'float32')\n"

# Name → old program, what --write makes of it, number of findings. A program that is left
# as it is stands twice. Those in RUNS are run under Keras, in one process.
OLD = {
    "core": (
        "from keras.layers.core import Dense, Dropout as Drop\nDense(2)\n",
        "from keras.layers import Dense, Dropout as Drop\nDense(2)\n",
        1,
    ),
    "several modules": (
        "from keras.layers.convolutional import (\n    Conv2D,\n    MaxPooling2D,\n)\n"
        "from keras.layers.normalization import BatchNormalization\n",
        "from keras.layers import (\n    Conv2D,\n    MaxPooling2D,\n)\n"
        "from keras.layers import BatchNormalization\n",
        2,
    ),
    "tf.keras": (
        "from tensorflow.keras.layers.experimental.preprocessing import Rescaling\nRescaling(1)\n",
        "from tensorflow.keras.layers import Rescaling\nRescaling(1)\n",
        1,
    ),
    "tensorflow.python": (
        "from tensorflow.python.keras.layers import Dense\nfrom keras import Sequential\n"
        "Sequential([Dense(1)])\n",
        "from tensorflow.keras.layers import Dense\nfrom keras import Sequential\n"
        "Sequential([Dense(1)])\n",
        1,
    ),
    "a name that is gone": (
        "from keras.layers.core import Dense, Merge\n",
        "from keras.layers.core import Dense, Merge\n",
        1,
    ),
    "engine": (
        "from keras.engine.topology import Layer\nclass Own(Layer):\n    pass\n",
        "from keras.layers import Layer\nclass Own(Layer):\n    pass\n",
        1,
    ),
    "np_utils": (
        "from keras.utils import np_utils\nprint(np_utils.to_categorical([0, 1]))\n",
        "from keras.utils import to_categorical\nprint(to_categorical([0, 1]))\n",
        1,
    ),
    "np_utils module": (
        "from keras.utils.np_utils import to_categorical\nto_categorical([0, 1], nb_classes=2)\n",
        "from keras.utils import to_categorical\nto_categorical([0, 1], num_classes=2)\n",
        2,
    ),
    "lower case optimizer": (
        "from keras.optimizers import adam, SGD\na = adam(lr=0.01)\nb = SGD(lr=.1, momentum=.9)\n",
        "from keras.optimizers import Adam, SGD\na = Adam(learning_rate=0.01)\n"
        "b = SGD(learning_rate=.1, momentum=.9)\n",
        3,
    ),
    "optimizers by their module": (
        "from keras import optimizers\noptimizers.rmsprop(lr=0.01)\n",
        "from keras import optimizers\noptimizers.RMSprop(learning_rate=0.01)\n",
        2,
    ),
    "decay": (
        "from keras.optimizers import SGD\nSGD(0.01, decay=1e-6)\n",
        "from keras.optimizers import SGD\nSGD(0.01, decay=1e-6)\n",
        1,
    ),
    "CuDNNLSTM": (
        "from keras.layers import CuDNNLSTM, Dense\nfrom keras import Sequential\n"
        "Sequential([CuDNNLSTM(3), Dense(1)])\n",
        "from keras.layers import LSTM, Dense\nfrom keras import Sequential\n"
        "Sequential([LSTM(3), Dense(1)])\n",
        1,
    ),
    "layers.CuDNNGRU": (
        "from tensorflow.keras import layers\nlayers.CuDNNGRU(3)\n",
        "from tensorflow.keras import layers\nlayers.GRU(3)\n",
        1,
    ),
    "init": (
        HEAD + "layers.Dense(5, init='uniform')\nlayers.Dense(output_dim=5)\n",
        HEAD + "layers.Dense(5, kernel_initializer='uniform')\nlayers.Dense(units=5)\n",
        2,
    ),
    "regularizers": (
        HEAD + "layers.Dense(5,\n    W_regularizer = 'l2',  # so\n    b_regularizer=('l2'))\n",
        HEAD
        + "layers.Dense(5,\n    kernel_regularizer = 'l2',  # so\n    bias_regularizer=('l2'))\n",
        2,
    ),
    "convolution": (
        "from keras.layers import Convolution2D\n"
        "c = Convolution2D(32, 3, 3, border_mode='same', subsample=(2, 2), dim_ordering='tf')\n",
        "from keras.layers import Convolution2D\n"
        "c = Convolution2D(32, (3, 3), padding='same', strides=(2, 2), "
        'data_format="channels_last")\n',
        4,
    ),
    "Conv2D with three numbers": (HEAD + "layers.Conv2D(8, 3, 3)\n",) * 2 + (1,),
    "pooling": (
        HEAD + "layers.MaxPooling1D(pool_length=2, stride=2)\nlayers.Dropout(p=0.5)\n",
        HEAD + "layers.MaxPooling1D(pool_size=2, strides=2)\nlayers.Dropout(rate=0.5)\n",
        3,
    ),
    "recurrent": (
        HEAD + "layers.LSTM(output_dim=5, dropout_W=0.2, dropout_U=0.1, consume_less='gpu')\n",
        HEAD + "layers.LSTM(units=5, dropout=0.2, recurrent_dropout=0.1)\n",
        4,
    ),
    "embedding": (
        HEAD + "layers.Embedding(input_length=20, input_dim=100, output_dim=8)\n",
        HEAD + "layers.Embedding(input_dim=100, output_dim=8)\n",
        1,
    ),
    "leaky": (
        HEAD + "layers.LeakyReLU(alpha=0.1); layers.ELU(alpha=0.1)\n",
        HEAD + "layers.LeakyReLU(negative_slope=0.1); layers.ELU(alpha=0.1)\n",
        1,
    ),
    "input_dim": (HEAD + "layers.Dense(5, input_dim=4)\n",) * 2 + (1,),
    "InputLayer": (
        HEAD + "layers.InputLayer(input_shape=(4,))\n",
        HEAD + "layers.InputLayer(shape=(4,))\n",
        1,
    ),
    "model": (
        HEAD + "a = keras.Input((4,))\nkeras.Model(input=a, output=layers.Dense(1)(a))\n",
        HEAD + "a = keras.Input((4,))\nkeras.Model(inputs=a, outputs=layers.Dense(1)(a))\n",
        2,
    ),
    "fit_generator": (
        MODEL + "model.fit_generator(gen(), steps_per_epoch=2, workers=4, nb_epoch=1)\n",
        MODEL + "model.fit(gen(), steps_per_epoch=2, epochs=1)\n",
        3,
    ),
    "evaluate_generator": (
        MODEL + "model.evaluate_generator(gen(), steps=2, max_queue_size=10)\n"
        "model.predict_generator(generator(), 2)\n",
        MODEL + "model.evaluate(gen(), steps=2)\nmodel.predict_generator(generator(), 2)\n",
        3,
    ),
    "predict_classes": (
        MODEL + "model.predict_classes(x)\nmodel.predict_proba(x)\n",
        MODEL + "model.predict_classes(x)\nmodel.predict(x)\n",
        2,
    ),
    "acc": (
        MODEL + "h = model.fit(x, y, nb_epoch=1, validation_split=0.5)\n"
        "print(h.history['acc'], h.history[\"val_acc\"])\n",
        MODEL + "h = model.fit(x, y, epochs=1, validation_split=0.5)\n"
        "print(h.history['accuracy'], h.history[\"val_accuracy\"])\n",
        3,
    ),
    "monitor": (
        MODEL + "keras.callbacks.EarlyStopping(monitor='val_acc')\n",
        MODEL + "keras.callbacks.EarlyStopping(monitor='val_accuracy')\n",
        1,
    ),
    "optimizer.lr": (
        MODEL + "print(float(model.optimizer.lr))\n",
        MODEL + "print(float(model.optimizer.learning_rate))\n",
        1,
    ),
    "layer.output_shape": (
        MODEL + "print(model.layers[0].output_shape, model.get_layer(index=0).input_shape)\n",
        MODEL + "print(model.layers[0].output.shape, model.get_layer(index=0).input.shape)\n",
        2,
    ),
    "own model": (
        HEAD + "def build():\n    m = keras.Sequential()\n    return m\n"
        "net = build()\nprint(net.to_yaml())\n",
        HEAD + "def build():\n    m = keras.Sequential()\n    return m\n"
        "net = build()\nprint(net.to_json())\n",
        1,
    ),
    "backend": (
        BACKEND + "print(K.mean(K.square(x), axis=1))\n",
        "import keras\n" + BACKEND + "print(keras.ops.mean(keras.ops.square(x), axis=1))\n",
        2,
    ),
    "backend, keras at hand": (
        "import keras\n" + BACKEND + "print(K.square(x), K.epsilon())\n",
        "import keras\n" + BACKEND + "print(keras.ops.square(x), K.epsilon())\n",
        1,
    ),
    "backend, keras is another thing": (BACKEND + "keras = 3\nK.mean(x)\n",) * 2 + (1,),
    "sessions": (BACKEND + "K.set_session(None)\nK.learning_phase()\n",) * 2 + (2,),
    "star": (
        "from keras.layers import *\nDense(5, init='zeros')\n",
        "from keras.layers import *\nDense(5, kernel_initializer='zeros')\n",
        1,
    ),
    "merge": ("from keras.layers import merge\nmerge([a, b], mode='concat')\n",) * 2 + (1,),
    "TensorFlow 1": (
        "import tensorflow as tf\nx = tf.placeholder(tf.float32)\nwith tf.Session() as s:\n"
        "    s.run(tf.global_variables_initializer())\n",
    )
    * 2
    + (3,),
    "contrib": (
        "import tensorflow as tf\nfrom tensorflow.contrib import learn\ntf.contrib.layers.x()\n",
    )
    * 2
    + (2,),
    "images": ("from keras.preprocessing.image import ImageDataGenerator\n",) * 2 + (1,),
    "saving": (MODEL + "model.save('m.h5')\nmodel.save_weights('w.h5')\n",) * 2 + (2,),
    "Chinese": (
        "from keras.layers.core import Dense  # 全连接层\n层 = Dense(5, name='甲', init='zeros')\n",
        "from keras.layers import Dense  # 全连接层\n"
        "层 = Dense(5, name='甲', kernel_initializer='zeros')\n",
        2,
    ),
}
RUNS = [
    *("core", "several modules", "tf.keras", "engine", "np_utils", "np_utils module"),
    *("lower case optimizer", "optimizers by their module", "CuDNNLSTM", "layers.CuDNNGRU"),
    *("init", "regularizers", "convolution", "pooling", "recurrent", "embedding", "leaky"),
    *("model", "fit_generator", "acc", "monitor", "optimizer.lr", "layer.output_shape"),
    *("own model", "InputLayer", "backend", "backend, keras at hand", "star", "tensorflow.python"),
]

# What only looks alike.
ALIKE = {
    "a variable": "import keras\nlr = 0.1\ndecay = 0.9\nnb_epoch = 5\nprint(lr, decay)\n",
    "another library": "import torch\nopt = torch.optim.SGD(p, lr=0.1)\ntorch.nn.Dropout(p=.5)\n",
    "torch beside keras": "import keras\nimport torch\ntorch.optim.Adam(q, lr=0.1)\n"
    "torch.nn.Dropout(p=0.5)\n",
    "sklearn": "import keras\nfrom sklearn.svm import SVC\nc = SVC()\nc.predict_proba(x)\n",
    "sklearn in a function": "import keras\ndef f(c):\n    return c.predict_proba(x)\n",
    "own fit_generator": "import keras\nclass Own:\n    def fit_generator(self, g):\n"
    "        return self.fit_generator(g)\nOwn().fit_generator(1)\nm = Own()\nm.fit_generator(2)\n",
    "no keras": "model.fit_generator(g)\nmodel.predict_classes(x)\nh.history['acc']\n",
    "strings": "import keras\ns = 'keras.layers.core'\nt = '''model.fit(x, nb_epoch=1)'''\n",
    "comments": "import keras\n# from keras.layers.core import Dense\n# model.predict_classes(x)\n",
    "own Dense": "import keras\ndef Dense(n, init): return n\nDense(5, init='zeros')\n",
    "own layers": "import keras\nfrom keras import layers\nlayers = own()\nlayers.Dense(5, p=1)\n",
    "a parameter": "from keras import backend as K\ndef f(K):\n    return K.mean(1)\n",
    "acc was asked for": "import keras\nm = keras.Sequential()\nm.compile('sgd', metrics=['acc'])\n"
    "print(m.fit(x).history['acc'])\n",
    "a dictionary": "import keras\nresults = {'acc': 1}\nprint(results['acc'])\n",
    "tried imports": "try:\n    from keras.utils import np_utils\nexcept ImportError:\n"
    "    from keras.utils import to_categorical\n",
    "today's": MODEL + "model.fit(x, y, epochs=1)\nmodel.save('m.keras')\n"
    "model.save_weights('m.weights.h5')\nlayers.Conv2D(8, (3, 3))\nlayers.Conv2D(8, 3)\n",
    "tf.keras.backend": "from tensorflow.keras import backend as K\nK.mean(x)\nK.clip(x, 0, 1)\n",
    "tf generator": "from tensorflow.keras.preprocessing.image import ImageDataGenerator\n",
    "a relative import": "import keras\nfrom .layers.core import Dense\nfrom . import np_utils\n",
    "another module": "from mykeras.layers.core import Dense\nimport kerastuner\nDense(5, p=1)\n",
    "an attribute lr": "import keras\nclass A:\n    lr = 1\na = A()\nprint(a.lr, args.lr)\n",
    "f-string": "import keras\nprint(f\"{data['acc']} {lr}\")\n",
}


def look(text):
    """The findings of a program, and what --write would make of it."""
    source = modernize.Source(text.split("\n"))
    found = modernize.Search(source, RULES).found
    changed, _ = modernize.apply(source, found, source.lines)
    lines = [changed.get(n, line) for n, line in enumerate(source.lines, 1)]
    return found, "\n".join(line for line in lines if line is not None)


@pytest.mark.parametrize("name", OLD)
def test_old_programs(name):
    old, new, count = OLD[name]
    found, made = look(old)
    assert made == new
    assert len(found) == count, [(f.line, f.rule.today) for f in found]
    compile(made, name, "exec")
    assert look(made)[1] == made, "a second run finds something to write"


@pytest.mark.parametrize("name", ALIKE)
def test_what_only_looks_alike(name):
    found, made = look(ALIKE[name])
    assert [(f.line, f.rule.today) for f in found] == []
    assert made == ALIKE[name]


# What stops the old program of the page, one after the other.
STOPS = [
    [("keras.layers.core", "keras.layers")],
    [("import np_utils", "import to_categorical"), ("np_utils.to", "to")],
    [("init=", "kernel_initializer=")],
    [("p=0.2", "rate=0.2")],
    [("10, init=", "10, kernel_initializer=")],
    [("lr=", "learning_rate=")],
    [("nb_epoch", "epochs")],
    [("val_acc", "val_accuracy")],
    [("predict_classes(x[:5])", "predict(x[:5]).argmax(axis=1)")],
]


def stops():
    """The old program before each of its mends, and behind the last."""
    code = (FOLDER / "old_digits.py").read_text("utf-8")
    yield "stop 1", code
    for number, mends in enumerate(STOPS, 2):
        for old, new in mends:
            assert old in code
            code = code.replace(old, new, 1)
        yield f"stop {number}" if number <= len(STOPS) else "mended", code


@pytest.mark.keras
def test_rewritten_programs_run(tmp_path):
    run = "import json, sys\nfor name, code in json.load(sys.stdin):\n"
    run += "    try:\n        exec(compile(code, name, 'exec'), {})\n"
    run += "    except Exception as error:\n        print('FAILED', name, repr(error))\n"
    programs = [(name, look(OLD[name][0])[1]) for name in RUNS]
    programs += stops()  # the page says how often it stops; this also shows a failure is seen
    done = subprocess.run(
        [sys.executable, "-c", run],
        cwd=tmp_path,
        input=json.dumps(programs),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
    found = [" ".join(line.split()[1:3]) for line in failed]
    assert found == [f"stop {n}" for n in range(1, len(STOPS) + 1)], failed + [done.stderr]
    assert len(STOPS) == 9, "correct the page"


# ---- As a reader runs it.


def ask(folder, *options, encoding="utf-8", **env):
    """Exit status and output of a run in a folder; never a traceback, nothing on stderr."""
    variables = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **env}
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *options], cwd=folder, env=variables, capture_output=True
    )
    output, errors = done.stdout.decode(encoding), done.stderr.decode(encoding)
    assert "Traceback" not in output + errors, output + errors
    assert errors == ""
    return done.returncode, output


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_on_the_page(tmp_path, language):
    text = (FOLDER / "old_digits.py").read_text("utf-8")
    lines = [line for line in text.splitlines(True) if "--8<--" not in line]
    (tmp_path / "old_digits.py").write_text("".join(lines))
    status, output = ask(tmp_path, "old_digits.py", "--lang", language)
    assert status == 1
    assert output == (FOLDER / f"report.{language}.txt").read_text("utf-8")
    assert [f.name for f in tmp_path.iterdir()] == ["old_digits.py"], "it wrote something"


def test_write_keeps_a_copy_and_the_bytes_around(tmp_path):
    old = "\ufefffrom keras.layers.core import Dense\r\n\r\nDense(5, init='a')  # 中\r\n".encode()
    file, copy = tmp_path / "a.py", tmp_path / "a.old.py"
    file.write_bytes(old)
    assert ask(tmp_path, "a.py", "--write")[0] == 0
    assert copy.read_bytes() == old
    new = old.replace(b".core", b"").replace(b"init", b"kernel_initializer")
    assert file.read_bytes() == new
    assert ask(tmp_path, "a.py", "--write") == (0, "a.py: nothing old found.\n")
    assert file.read_bytes() == new
    file.write_bytes(old)
    status, output = ask(tmp_path, "a.py", "--write")
    assert status == 2 and "a.old.py is there already" in output
    assert file.read_bytes() == old


def test_gbk(tmp_path):
    text = "# coding: gbk\nfrom keras.layers.core import Dense  # 层\n"
    (tmp_path / "a.py").write_bytes(text.encode("gbk"))
    assert ask(tmp_path, "a.py", "--write")[0] == 0
    expected = text.replace(".core", "").encode("gbk")
    assert (tmp_path / "a.py").read_bytes() == expected
    (tmp_path / "b.py").write_bytes(text.replace("# coding: gbk\n", "").encode("gbk"))
    status, output = ask(tmp_path, "b.py")
    assert status == 2 and "not UTF-8 text" in output
    (tmp_path / "c.py").write_bytes(b"# coding: nonsense\n")
    assert "not nonsense text" in ask(tmp_path, "c.py")[1]


def notebook(*sources):
    cells = [{"cell_type": "markdown", "metadata": {}, "source": ["from keras.layers.core"]}]
    for source in sources:
        cell = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
        cells.append({**cell, "source": source})
    return json.dumps(
        {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1
    )


def test_a_notebook_with_magics(tmp_path):
    first = [
        "%matplotlib inline\n",
        "!pip install keras\n",
        "from keras.layers.core import Dense\n",
    ]
    second = "files = !ls\nDense(5, init='zeros')\nDense?"
    file = tmp_path / "a.ipynb"
    file.write_text(notebook(first, second, "%%bash\nls | wc", "%%time\nDense(5, init='a')", "x ="))
    status, output = ask(tmp_path, "a.ipynb")
    assert status == 1
    assert "cell 2, line 3  from keras.layers.core import Dense" in output
    assert "cell 3, line 2  Dense(5, init='zeros')" in output
    assert ask(tmp_path, "a.ipynb", "--write")[0] == 0
    cells = json.loads(file.read_text())["cells"]
    assert cells[1]["source"] == [*first[:2], "from keras.layers import Dense\n"]
    assert cells[2]["source"] == second.replace("init", "kernel_initializer")
    assert cells[4]["source"] == "%%time\nDense(5, kernel_initializer='a')"
    assert (tmp_path / "a.old.ipynb").exists()
    assert ask(tmp_path, "a.ipynb", "--write") == (0, "a.ipynb: nothing old found.\n")


BROKEN = {
    "python2.py": ("print 'loss', 3\n", "line 1 is Python 2"),
    "syntax.py": ("x = 1\ndef f(:\n", "line 2 is not Python"),
    "null.py": ("x = 1\0\n", "is not Python"),
    "indent.py": ("if x:\nprint(1)\n", "line 2 is not Python"),
    "deep.py": ("x = " + "(" * 500 + ")" * 500 + "\n", "deep.py"),
    "broken.ipynb": ('{"cells": [', "is not a whole notebook"),
    "list.ipynb": ("[]", "is not a whole notebook"),
    "none.ipynb": ('{"cells": [{"cell_type": "code"}]}', "is not a whole notebook"),
    "python2.ipynb": (notebook("print 'a'"), "is Python 2"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_one_sentence(tmp_path, name):
    text, told = BROKEN[name]
    (tmp_path / name).write_text(text)
    status, output = ask(tmp_path, name)
    assert status == 2 and output.count("\n") == 1 and told in output, output
    assert "\n" in ask(tmp_path, name, "--lang", "zh")[1]


def test_paths(tmp_path):
    assert ask(tmp_path, "no.py") == (2, "There is no such file or folder: no.py\n")
    (tmp_path / "a.txt").write_text("x")
    assert ask(tmp_path, "a.txt")[1].startswith("Only .py files")
    assert ask(tmp_path, ".")[1].startswith("There is no .py or .ipynb file")
    (tmp_path / "empty.py").write_text("")
    assert ask(tmp_path, "empty.py") == (0, "empty.py: nothing old found.\n")
    for name in ("sub/a.py", "sub/a.old.py", "env/lib/b.py", ".git/c.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("from keras.layers.core import Dense\n")
    (tmp_path / "env" / "pyvenv.cfg").write_text("")
    status, output = ask(tmp_path, ".", "no.py")
    assert status == 2 and os.path.join(".", "sub", "a.py: 1 old") in output
    assert "b.py" not in output and "c.py" not in output and "a.old.py" not in output


def test_no_permission(tmp_path, monkeypatch, capsys):
    (tmp_path / "a.py").write_text("from keras.layers.core import Dense\n")
    monkeypatch.chdir(tmp_path)

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(modernize.shutil, "copy2", refuse)
    assert modernize.main(["a.py", "--write", "--lang", "en"]) == 2
    monkeypatch.setattr(modernize, "open", refuse, raising=False)
    assert modernize.main(["a.py", "--lang", "en"]) == 2
    assert capsys.readouterr().out == "Cannot read or write a.py: Permission denied\n" * 2
    assert (tmp_path / "a.py").read_bytes() == b"from keras.layers.core import Dense\n"


def test_a_fault_of_its_own_is_told(tmp_path, monkeypatch, capsys):
    (tmp_path / "a.py").write_text("x = 1\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(modernize, "Search", None)
    assert modernize.main(["a.py", "--lang", "en"]) == 2
    assert "please tell TypeError" in capsys.readouterr().out


def test_a_file_that_cannot_be_opened(tmp_path):
    (tmp_path / "a.py").symlink_to("a.py")
    assert ask(tmp_path, "a.py") == (2, "There is no such file or folder: a.py\n")


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1"])
def test_other_terminals(tmp_path, encoding):
    text = "from keras.layers.core import Dense  # 层 \u2713\n"
    (tmp_path / "a.py").write_text(text, "utf-8")
    for language in ("zh", "en"):
        options = ("a.py", "--lang", language)
        status, output = ask(tmp_path, *options, encoding=encoding, PYTHONIOENCODING=encoding)
        assert status == 1 and "\\u2713" in output
        assert ("第 1 行" in output) == (encoding == "gbk" and language == "zh")


@pytest.mark.parametrize(("locale", "word"), [("zh_CN.UTF-8", "第 1 行"), ("en_US", "line 1")])
def test_language(tmp_path, locale, word):
    (tmp_path / "a.py").write_text("from keras.layers.core import Dense\n")
    output = ask(tmp_path, "a.py", LANG=locale, PYTHONIOENCODING="utf-8")[1]
    assert word in output


def test_links_lead_to_the_page(tmp_path):
    (tmp_path / "a.py").write_text("from keras.layers import Dense\nDense(5, init='a')\n")
    output = ask(tmp_path, "a.py", "--book", "https://book.example/")[1]
    assert "https://book.example/en/help/old-code/#layers" in output
    sections = {rule.section for _, rule, _ in sum(RULES.arguments.values(), [])} | {"silent"}
    sections |= {rule.section for kind in RULES.what.values() for rule, _ in kind.values()}
    for page in BOOK.twins("help/old-code"):
        assert sections <= {section.id for section in page.outline.sections}


def test_every_rule_does_something():
    """A rule with a new form that rewrites nothing would be a promise not kept."""
    for old, (_, new) in RULES.what["module"].items():
        if new and "engine" not in old and "tensorflow" not in old:
            name = sorted(RULES.names[new])[0]
            assert look(f"from {old} import {name}\n")[1] == f"from {new} import {name}\n"
