# --8<-- [start:labels]
import numpy as np
from sklearn.datasets import load_iris

flowers = load_iris()
sizes = flowers.data[:, :3].astype("float32")  # (1)
petal_width = flowers.data[:, 3].astype("float32")
species = flowers.target

wide_petal, wide_sepal = petal_width > 1.3, sizes[:, 1] > 3
labels = {
    "regression": petal_width,
    "yes or no": (species == 2).astype("float32"),
    "integers": species,
    "one-hot": np.eye(3, dtype="float32")[species],
    "multi-label": np.stack([wide_petal, wide_sepal], 1).astype("float32"),
}
for problem, values in labels.items():
    print(f"{problem:12}", values.shape, values.dtype, "last:", values[-1])
# --8<-- [end:labels]
assert sizes.shape == (150, 3)
assert len({tuple(row) for row in labels["multi-label"].tolist()}) == 4
assert np.bincount(species).tolist() == [50, 50, 50]
assert abs(petal_width[-1] - 1.8) < 1e-6

# --8<-- [start:train]
import keras
from keras import layers, losses, metrics


def train(problem, units, loss, metric, activation=None):
    keras.utils.set_random_seed(1)
    inputs = keras.Input(shape=(3,))
    hidden = layers.Dense(16, activation="relu")(inputs)
    outputs = layers.Dense(units, activation=activation)(hidden)  # (1)
    model = keras.Model(inputs, outputs)
    model.compile(keras.optimizers.Adam(0.05), loss=loss, metrics=[metric])
    model.fit(sizes, labels[problem], epochs=12, verbose=0)

    result = model.evaluate(sizes, labels[problem], verbose=0)  # (2)
    last = model.predict(sizes[-1:], verbose=0)[0]
    numbers = f"loss {result[0]:7.2f}  metric {result[1]:.2f}"
    print(f"{problem:11}", numbers, " last flower", last.round(2))
    return model


mse = losses.MeanSquaredError()
binary = losses.BinaryCrossentropy(from_logits=True)
sparse = losses.SparseCategoricalCrossentropy(from_logits=True)
categorical = losses.CategoricalCrossentropy(from_logits=True)
# --8<-- [end:train]

# --8<-- [start:rows]
rows = {
    "regression": (1, mse, "mae"),
    "yes or no": (1, binary, metrics.BinaryAccuracy(threshold=0)),
    "integers": (3, sparse, "accuracy"),
    "one-hot": (3, categorical, "accuracy"),
    "multi-label": (2, binary, metrics.BinaryAccuracy(threshold=0)),
}
models = {problem: train(problem, *row) for problem, row in rows.items()}
# --8<-- [end:rows]


def scores(model, problem):
    return model.evaluate(sizes, labels[problem], verbose=0)


assert scores(models["regression"], "regression")[1] < 0.25
assert all(scores(models[name], name)[1] > 0.75 for name in list(rows)[1:])
assert (
    abs(
        scores(models["integers"], "integers")[0]
        - scores(models["one-hot"], "one-hot")[0]
    )
    < 0.01
)

# --8<-- [start:read]
three = sizes[[0, 90, -1]]  # (1)
logits = models["integers"].predict(three, verbose=0)
print(keras.ops.convert_to_numpy(keras.ops.softmax(logits)).round(2))
print("answers:", logits.argmax(axis=1))

logits = models["multi-label"].predict(three, verbose=0)
print(keras.ops.convert_to_numpy(keras.ops.sigmoid(logits)).round(2))
print("answers:", (logits > 0).tolist())
# --8<-- [end:read]
assert logits.shape == (3, 2) and species[90] == 1
called = keras.ops.convert_to_numpy(models["multi-label"](three))
assert np.allclose(called, logits, atol=1e-5)

# --8<-- [start:forgotten]
model = train(
    "integers", 3, losses.SparseCategoricalCrossentropy(), "accuracy"
)
# --8<-- [end:forgotten]
assert abs(scores(model, "integers")[1] - 1 / 3) < 0.01

# --8<-- [start:twice]
best = np.array([[1.0, 0.0, 0.0]])  # (1)
again = keras.ops.convert_to_numpy(keras.ops.softmax(best))
print("probabilities:", again.round(2))
print(f"lowest loss: {float(sparse(np.array([0]), best)):.2f}")
# --8<-- [end:twice]
assert (again.round(2) == [0.58, 0.21, 0.21]).all()
assert abs(float(sparse(np.array([0]), best)) - np.log(1 + 2 / np.e)) < 1e-5
# In training, TensorFlow goes back to the scores: the loss is that of one softmax.
import warnings

with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    model = train("integers", 3, sparse, "accuracy", "softmax")
assert any("received `from_logits=True`" in str(s.message) for s in said)
plain = train("integers", 3, sparse, "accuracy")
assert abs(scores(model, "integers")[0] - scores(plain, "integers")[0]) < 0.01

# --8<-- [start:one_unit]
model = train(
    "yes or no", 1, losses.BinaryCrossentropy(), "accuracy", "softmax"
)
# --8<-- [end:one_unit]
assert model.predict(sizes, verbose=0).min() > 0.999
assert abs(scores(model, "yes or no")[1] - 1 / 3) < 0.01
assert (
    abs(
        scores(models["yes or no"], "yes or no")[0]
        - scores(model, "yes or no")[0]
    )
    < 0.05
)

# --8<-- [start:three_in_one]
model = train("integers", 1, binary, metrics.BinaryAccuracy(threshold=0))
# --8<-- [end:three_in_one]
assert scores(model, "integers")[0] < -5
assert abs(scores(model, "integers")[1] - 1 / 3) < 0.01

# --8<-- [start:minus_one]
labels["-1 or 1"] = labels["yes or no"] * 2 - 1
model = train("-1 or 1", 1, binary, metrics.BinaryAccuracy(threshold=0))
# --8<-- [end:minus_one]
assert set(labels["-1 or 1"].tolist()) == {-1, 1}
assert scores(model, "-1 or 1")[0] < -5 and scores(model, "-1 or 1")[1] < 0.4


# --8<-- [start:judge]
def judge(logits, truth, metric):
    inputs = keras.Input(shape=(logits.shape[1],))
    model = keras.Model(inputs, layers.Identity()(inputs))  # (1)
    model.compile(optimizer="adam", loss=binary, metrics=[metric])
    return round(model.evaluate(logits, truth, verbose=0)[1], 2)


logits = np.array([[3.0], [0.3], [-1.0], [-2.0]])
truth = np.array([[1.0], [1.0], [0.0], [0.0]])
print('"accuracy"                 ', judge(logits, truth, "accuracy"))
sign = metrics.BinaryAccuracy(threshold=0)
print("BinaryAccuracy(threshold=0)", judge(logits, truth, sign))
# --8<-- [end:judge]
assert judge(logits, truth, "accuracy") == 0.75
assert judge(logits, truth, metrics.BinaryAccuracy(threshold=0)) == 1

# --8<-- [start:multi]
logits = np.array([[-1.0, -2.0], [3.0, 2.0]])
truth = np.array([[1.0, 1.0], [0.0, 0.0]])  # (1)
print('"accuracy"                 ', judge(logits, truth, "accuracy"))
sign = metrics.BinaryAccuracy(threshold=0)
print("BinaryAccuracy(threshold=0)", judge(logits, truth, sign))
# --8<-- [end:multi]
assert judge(logits, truth, "accuracy") == 1
assert judge(logits, truth, metrics.BinaryAccuracy(threshold=0)) == 0

# --8<-- [start:squeezed]
model = train("regression", 1, mse, "mae", activation="sigmoid")
# --8<-- [end:squeezed]
assert model.predict(sizes, verbose=0).max() <= 1
assert scores(model, "regression")[1] > 0.5
