import keras
from keras import layers

# --8<-- [start:shape]
picture = keras.Input((28, 28, 1))
print(layers.Conv2D(8, 3)(picture).shape)
# --8<-- [end:shape]

# The table of layers: what the page shows, row by row (tests/book/test_sheet.py).
SHAPES = [
    ("Dense(16)", "(n, 8)", "(n, 16)", 144),
    ("Conv2D(8, 3)", "(n, 28, 28, 1)", "(n, 26, 26, 8)", 80),
    ("MaxPooling2D()", "(n, 26, 26, 8)", "(n, 13, 13, 8)", 0),
    ("GlobalAveragePooling2D()", "(n, 13, 13, 8)", "(n, 8)", 0),
    ("Flatten()", "(n, 13, 13, 8)", "(n, 1352)", 0),
    ("Embedding(50, 4)", "(n, 6)", "(n, 6, 4)", 200),
    ("Normalization()", "(n, 8)", "(n, 8)", 17),
    ("StringLookup()", "(n, 1)", "(n, 1)", 0),
    ("Dropout(0.2)", "(n, 8)", "(n, 8)", 0),
    ("BatchNormalization()", "(n, 13, 13, 8)", "(n, 13, 13, 8)", 32),
]
KINDS = {"Embedding(50, 4)": "int32", "StringLookup()": "string"}
for call, given, wanted, parameters in SHAPES:
    asked = eval(f"layers.{call}")
    shape = eval(given, {"n": None})
    found = asked(keras.Input(shape[1:], dtype=KINDS.get(call)))
    assert found.shape == eval(wanted, {"n": None}), (call, found.shape)
    assert asked.count_params() == parameters, (call, asked.count_params())

# What the column beside it says.
assert layers.Conv2D(8, 3, padding="same")(picture).shape == (None, 28, 28, 8)
ones = keras.ops.ones((4, 8))
assert (layers.Dropout(0.2)(ones) == ones).numpy().all()
batch = layers.BatchNormalization()
batch.build((None, 8))
trained = sum(weight.shape[0] for weight in batch.trainable_weights)
assert trained == batch.count_params() / 2
words = layers.StringLookup()
words.adapt(["red", "blue"])
assert int(words(["green"])[0]) == 0

# The table of last layers: a row of each is built, trained and read.
import numpy as np
from keras import losses, metrics

n, k = 6, 3
ints = np.arange(n) % k
x = np.eye(k, dtype="float32")[ints]
ANSWERS = [
    (1, "MeanSquaredError", '"mae"', x[:, 0], "z"),
    (
        1,
        "BinaryCrossentropy",
        "BinaryAccuracy(threshold=0)",
        x[:, 0],
        "sigmoid(z)",
    ),
    (k, "SparseCategoricalCrossentropy", '"accuracy"', ints, "softmax(z)"),
    (k, "CategoricalCrossentropy", '"accuracy"', x, "softmax(z)"),
    (
        k,
        "BinaryCrossentropy",
        "BinaryAccuracy(threshold=0)",
        1 - x,
        "sigmoid(z)",
    ),
]
for units, loss, metric, labels, read in ANSWERS:
    inputs = keras.Input((k,))
    model = keras.Model(inputs, layers.Dense(units)(inputs))
    options = {"from_logits": True} if "entropy" in loss else {}
    metric = eval(metric, vars(metrics))
    model.compile(
        optimizer="adam",
        loss=getattr(losses, loss)(**options),
        metrics=[metric],
    )
    model.train_on_batch(x, labels)
    z = model(x)
    p = np.asarray(eval(read, {**vars(keras.ops), "z": z}))
    assert p.shape == (n, units) and labels.shape in ((n,), (n, k))
    if read != "z":
        assert ((p > 0.5) == (np.asarray(z) > 0)).all() or "soft" in read
        assert (p.argmax(axis=1) == np.asarray(z).argmax(axis=1)).all()

# The table of what fit accepts.
import tensorflow as tf

dataset = tf.data.Dataset.from_tensor_slices((x, 1 - x)).batch(2)


def batches():
    while True:
        yield x, 1 - x


one, two = keras.Input((k,), name="a"), keras.Input((k,), name="b")
both = keras.Model({"a": one, "b": two}, layers.Dense(k)(one + two))
for each in (model, both):
    each.compile(optimizer="adam", loss="mse")
model.fit(x, 1 - x, batch_size=64, verbose=0)
both.fit({"a": x, "b": x}, 1 - x, verbose=0)
model.fit(dataset, verbose=0)
model.fit(batches(), steps_per_epoch=100, verbose=0)
