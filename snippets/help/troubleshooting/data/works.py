# --8<-- [start:lists]
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(1,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.compile(optimizer="sgd", loss="mse")
x, y = np.array([[1], [2], [3]]), np.array([[2], [4], [6]])
history = model.fit(x, y, verbose=0)
print(x.shape, sorted(history.history))
# --8<-- [end:lists]

# --8<-- [start:invalid-dtype]
import numpy as np

flowers = np.array([["5.1", "3.5"], ["4.9", "3.0"]]).astype("float32")
names, labels = np.unique(["rose", "lily", "rose"], return_inverse=True)
print(flowers.dtype)
print(names, labels)
# --8<-- [end:invalid-dtype]

# --8<-- [start:missing-axis]
import re

import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(28, 28, 3), name="pictures")
scores = layers.Dense(10)(layers.Flatten()(inputs))
model = keras.Model(inputs, scores, name="sorter")
picture = np.zeros((28, 28, 3))
print(model.predict(picture[None], verbose=0).shape)  # (1)

gray = np.zeros((32, 28, 28))
try:
    model(gray)
except ValueError as error:
    print(re.search("Expected shape.*[)]", str(error))[0])  # (2)
print(model(np.stack([gray] * 3, axis=-1)).shape)
# --8<-- [end:missing-axis]

# --8<-- [start:uint8-divide]
import numpy as np

pixels = np.array([0, 128, 255], dtype="uint8")
pixels = pixels.astype("float32") / 255
print(pixels.round(2))
# --8<-- [end:uint8-divide]

# --8<-- [start:cardinality]
import numpy as np

x, y = np.zeros((100, 1)), np.zeros((100, 1))
assert len(x) == len(y), f"{len(x)} samples, {len(y)} labels"
print(len(x), len(y))
# --8<-- [end:cardinality]

# --8<-- [start:url-fetch]
from pathlib import Path

import keras
import numpy as np

folder = Path("downloads/datasets")
folder.mkdir(parents=True, exist_ok=True)
np.savez(folder / "digits.npz", x=np.zeros((60, 28, 28)))  # (1)
url = "http://127.0.0.1:9/digits.npz"
path = keras.utils.get_file("digits.npz", url, cache_dir="downloads")
print(Path(path).as_posix(), np.load(path)["x"].shape)
# --8<-- [end:url-fetch]

# --8<-- [start:label-range]
import keras
import numpy as np

labels = np.array([1, 2, 5, 2])
print(labels.min(), labels.max())  # (1)
names, labels = np.unique(labels, return_inverse=True)  # (2)
print(names, labels)
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
print(round(float(loss(labels, np.zeros((4, 3)))), 4))
# --8<-- [end:label-range]
assert labels.max() == len(names) - 1
assert list(names[labels]) == [1, 2, 5, 2]

# --8<-- [start:out-of-data]
import keras
import numpy as np
from keras import layers


def batches():
    while True:
        yield np.ones((8, 1)), np.ones((8, 1))


inputs = keras.Input(shape=(1,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.compile(optimizer="sgd", loss="mse")
numbers = {"steps_per_epoch": 5, "epochs": 2, "verbose": 0}
history = model.fit(batches(), shuffle=False, **numbers)
print([loss > 0 for loss in history.history["loss"]])
# --8<-- [end:out-of-data]

# --8<-- [start:extra-axis]
import keras
import numpy as np
from keras import layers

x, y = np.zeros((20, 3)), np.zeros((20, 1))


class Pieces(keras.utils.PyDataset):
    def __len__(self):
        return 5

    def __getitem__(self, index):
        rows = slice(index * 4, index * 4 + 4)
        return x[rows], y[rows]


stack = [keras.Input(shape=(3,), name="sizes"), layers.Dense(1)]
model = keras.Sequential(stack, name="price")
model.compile(optimizer="sgd", loss="mse")
print(sorted(model.fit(Pieces(), verbose=0).history))
# --8<-- [end:extra-axis]

# --8<-- [start:pydataset-super]
import keras


class Pieces(keras.utils.PyDataset):
    def __init__(self, x, y, **kwargs):
        super().__init__(**kwargs)
        self.x, self.y = x, y

    def __len__(self):
        return 1

    def __getitem__(self, index):
        return self.x, self.y


pieces = Pieces([[1.0]], [[1.0]], workers=2)
print(pieces.workers)
# --8<-- [end:pydataset-super]

# --8<-- [start:no-images]
from pathlib import Path

import keras
import numpy as np

for name in ["cat", "dog"]:
    Path("pets", name).mkdir(parents=True, exist_ok=True)
    keras.utils.save_img(f"pets/{name}/1.png", np.zeros((8, 8, 3)))
pets = keras.utils.image_dataset_from_directory("pets", verbose=False)
print(pets.class_names)
# --8<-- [end:no-images]
assert keras.utils.image_dataset_from_directory(
    "pets/cat", labels=None, verbose=False
)
try:
    keras.utils.image_dataset_from_directory("nowhere")
except Exception as error:
    assert "No such file or directory" in str(error), error

# --8<-- [start:empty-data]
import numpy as np
import tensorflow as tf

rows = tf.data.Dataset.from_tensor_slices(np.zeros((10, 3)))
for drop in [True, False]:
    print(drop, int(rows.batch(32, drop_remainder=drop).cardinality()))
# --8<-- [end:empty-data]

# --8<-- [start:batch-shapes]
import keras
import numpy as np
import tensorflow as tf


def rows():
    for length in [2, 3]:
        yield np.ones(length)


spec = tf.TensorSpec((None,), "float64")
pieces = tf.data.Dataset.from_generator(rows, output_signature=spec)
for batch in pieces.padded_batch(2):
    print(batch.numpy())
print(keras.utils.pad_sequences([[1, 2], [3]], padding="post"))
# --8<-- [end:batch-shapes]
try:
    np.array([[1, 2], [3]])
except ValueError as error:
    assert "The requested array has an inhomogeneous shape" in str(error)

# --8<-- [start:unknown-rank]
import keras
import numpy as np
import tensorflow as tf
from keras import layers


def half(row, label):
    row = tf.numpy_function(lambda a: a / 2, [row], tf.float32)
    row.set_shape((3,))
    return row, label


x, y = np.ones((8, 3), "float32"), np.ones((8, 1))
rows = tf.data.Dataset.from_tensor_slices((x, y)).map(half)
stack = [keras.Input(shape=(3,), name="sizes"), layers.Dense(1)]
model = keras.Sequential(stack, name="price")
model.compile(optimizer="sgd", loss="mse")
print(rows.element_spec[0].shape)
print(sorted(model.fit(rows.batch(4), verbose=0).history))
# --8<-- [end:unknown-rank]
inputs = keras.Input(shape=(3,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.compile(optimizer="sgd", loss="mse")
blind = rows.map(
    lambda r, label: (tf.numpy_function(abs, [r], tf.float32), label)
)
try:
    model.fit(blind.batch(4), verbose=0)
except ValueError as error:
    assert (
        str(error) == "as_list() is not defined on an unknown TensorShape."
    ), error
else:
    raise AssertionError("today this runs")

# --8<-- [start:dataset-y]
import keras
import numpy as np
import tensorflow as tf
from keras import layers

x, y = np.zeros((20, 3)), np.zeros((20, 1))
batches = tf.data.Dataset.from_tensor_slices((x, y)).batch(4)
model = keras.Sequential([keras.Input(shape=(3,)), layers.Dense(1)])
model.compile(optimizer="sgd", loss="mse")
train, check = batches.skip(1), batches.take(1)
numbers = {"shuffle": False, "verbose": 0}  # (1)
history = model.fit(train, validation_data=check, **numbers)
print(sorted(history.history))
# --8<-- [end:dataset-y]
import warnings

with warnings.catch_warnings(record=True) as given:
    warnings.simplefilter("always")
    model.evaluate(train, verbose=0)
    model.fit(train, verbose=0)
assert any(
    str(one.message).startswith("`shuffle=True` was passed, but")
    for one in given
)
try:
    model.fit(train, validation_split=0.2, verbose=0)
except ValueError as error:
    assert str(error).startswith(
        "Argument `validation_split` is only supported for tensors"
    )

# --8<-- [start:input-names]
import keras
import numpy as np
from keras import layers

left = keras.Input(shape=(4,), name="left")
right = keras.Input(shape=(3,), name="right")
score = layers.Dense(1)(layers.Concatenate()([left, right]))
model = keras.Model({"left": left, "right": right}, score, name="pair")
model.compile(optimizer="sgd", loss="mse")
x = {"left": np.zeros((8, 4)), "right": np.zeros((8, 3))}
history = model.fit(x, np.zeros((8, 1)), verbose=0)
print([one.name for one in model.inputs], sorted(history.history))
# --8<-- [end:input-names]
import warnings

model = keras.Model([left, right], score, name="pair")
model.compile(optimizer="sgd", loss="mse")
y = np.zeros((8, 1))
WRONG = [
    (
        x["left"],
        "expects 2 named input(s) with keys ['left', 'right'], but it received 1",
    ),
    (
        [x["right"], x["left"]],
        "expected shape=(None, 4), found shape=(None, 3)",
    ),
    (np.zeros((2, 8, 4)), "'x' sizes: 2\n"),
]
for wrong, message in WRONG:
    try:
        model.fit(wrong, y, verbose=0)
    except ValueError as error:
        assert message in str(error), error
    else:
        raise AssertionError(f"today this runs: {message}")
with warnings.catch_warnings(record=True) as given:
    warnings.simplefilter("always")
    keras.Model({"left": left, "right": right}, score)([x["left"], x["right"]])
assert str(given[0].message).startswith(
    "The structure of `inputs` doesn't match the expected"
)

# --8<-- [start:not-adapted]
from keras import layers, ops

vectorize = layers.TextVectorization()
vectorize.adapt(["the cat saw the dog", "the dog saw"])  # (1)
print([str(word) for word in vectorize.get_vocabulary()])
print(ops.convert_to_numpy(vectorize(["the cat saw the dog"])))
# --8<-- [end:not-adapted]
