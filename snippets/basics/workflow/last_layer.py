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
    "binary": (species == 2).astype("float32"),
    "integers": species,
    "one-hot": np.eye(3, dtype="float32")[species],  # (2)
    "multi-label": np.stack([wide_petal, wide_sepal], 1).astype("float32"),
}
for problem, values in labels.items():
    print(f"{problem:12}", values.shape, values.dtype, "last:", values[-1])
# --8<-- [end:labels]
assert sizes.shape == (150, 3)
assert len({tuple(row) for row in labels["multi-label"].tolist()}) == 4
assert np.bincount(species).tolist() == [50, 50, 50]

# --8<-- [start:rows]
import keras
from keras import layers


def train(problem, units, activation, loss, metric):
    keras.utils.set_random_seed(1)
    inputs = keras.Input(shape=(3,))
    hidden = layers.Dense(16, activation="relu")(inputs)
    outputs = layers.Dense(units, activation=activation)(hidden)  # (1)
    model = keras.Model(inputs, outputs)
    model.compile(keras.optimizers.Adam(0.05), loss=loss, metrics=[metric])
    model.fit(sizes, labels[problem], epochs=12, verbose=0)
    result = model.get_metrics_result()  # (2)
    answer = keras.ops.convert_to_numpy(model(sizes[-1:]))[0]  # (3)
    return float(result["loss"]), float(result[metric]), answer.round(2)


rows = [
    ("regression", 1, None, "mse", "mae"),
    ("binary", 1, "sigmoid", "binary_crossentropy", "accuracy"),
    ("integers", 3, "softmax", "sparse_categorical_crossentropy", "accuracy"),
    ("one-hot", 3, "softmax", "categorical_crossentropy", "accuracy"),
    ("multi-label", 2, "sigmoid", "binary_crossentropy", "binary_accuracy"),
]
results = [train(*row) for row in rows]
for row, (loss, value, answer) in zip(rows, results, strict=True):
    print(f"{row[0]:12} loss {loss:.2f}  {row[-1]} {value:.2f}  {answer}")
# --8<-- [end:rows]
assert (
    results[0][1] < 0.25 and min(value for _, value, _ in results[1:]) > 0.75
)
assert [answer.shape for _, _, answer in results] == [
    (row[1],) for row in rows
]
assert all(abs(answer.sum() - 1) < 0.03 for _, _, answer in results[2:4])
assert (
    results[2][0] == results[3][0] or abs(results[2][0] - results[3][0]) < 0.01
)

# --8<-- [start:mixed_up]
mixed_up = [
    ("integers", 1, "sigmoid", "binary_crossentropy", "accuracy"),
    ("binary", 1, "softmax", "binary_crossentropy", "accuracy"),
    ("integers", 3, None, "sparse_categorical_crossentropy", "accuracy"),
    ("regression", 1, "sigmoid", "mse", "mae"),
    ("multi-label", 2, "sigmoid", "binary_crossentropy", "accuracy"),
]
mistaken = [train(*row) for row in mixed_up]
for number, row in enumerate(mixed_up):
    loss, value, answer = mistaken[number]
    print(f"{number + 1}  loss {loss:6.2f}  {row[-1]} {value:.2f}  {answer}")
# --8<-- [end:mixed_up]
assert mistaken[0][0] < 0 and mistaken[1][2] == 1 and mistaken[3][2] <= 1
assert all(abs(value - 1 / 3) < 0.01 for _, value, _ in mistaken[:3])
assert abs(mistaken[1][0] - results[1][0]) < 0.05
assert mistaken[4][1] > results[4][1]
of_logits = keras.metrics.BinaryAccuracy(threshold=0)
of_logits.update_state([[1.0], [0.0]], [[0.3], [-0.2]])
assert float(of_logits.result()) == 1
