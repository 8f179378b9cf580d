# --8<-- [start:start]
import os

os.environ["KERAS_BACKEND"] = "torch"  # (1)

import keras
from keras import layers
from sklearn.datasets import load_digits

x, y = load_digits(return_X_y=True)
x = (x / 16).astype("float32")
keras.utils.set_random_seed(0)
inputs = keras.Input(shape=(64,))
hidden = layers.Dense(32, activation="relu")(inputs)
model = keras.Model(inputs, layers.Dense(10)(hidden))
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.01),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(x[:1437], y[:1437], epochs=10, verbose=0)
score = model.evaluate(x[1437:], y[1437:], verbose=0, return_dict=True)
print(keras.config.backend(), type(keras.ops.ones(3)))
print(f"accuracy {score['accuracy']:.2f}")
# --8<-- [end:start]
assert keras.config.backend() == "torch"
assert model.jit_compile is False  # on a CPU
assert score["accuracy"] > 0.88, score

# --8<-- [start:types]
import numpy as np

counts = keras.ops.array([1, 2, 3])
print((counts / 2).dtype)
print(keras.ops.divide(counts, 2).dtype)
print(keras.ops.array(np.array([2**40, 7])))  # (1)
# --8<-- [end:types]
assert keras.backend.standardize_dtype((counts / 2).dtype) == "float32"
assert keras.backend.standardize_dtype(counts.dtype) == "int32"
assert int(keras.ops.array(np.array([2**40]))[0]) == 2**40
for mixed in (counts * 0.5, counts + keras.ops.ones(3)):
    assert keras.backend.standardize_dtype(mixed.dtype) == "float32"


# --8<-- [start:branch]
def gentle(y_true, y_pred):
    error = keras.ops.mean(keras.ops.abs(y_true - y_pred))
    if error > 1:  # (1)
        return error
    return error**2


line = keras.Sequential([keras.Input(shape=(1,)), layers.Dense(1)])
line.compile(optimizer=keras.optimizers.SGD(0.1), loss=gentle)
try:
    line.fit(np.ones((8, 1)), np.ones((8, 1)), verbose=0)
    print("trained")
except Exception as error:
    print(type(error).__name__)
# --8<-- [end:branch]


# --8<-- [start:where]
def gentle(y_true, y_pred):
    error = keras.ops.mean(keras.ops.abs(y_true - y_pred))
    return keras.ops.where(error > 1, error, error**2)  # (1)


line.compile(optimizer=keras.optimizers.SGD(0.1), loss=gentle)
line.set_weights([np.array([[3.0]]), np.array([0.0])])
print(line.fit(np.ones((8, 1)), np.ones((8, 1)), verbose=0).history)
# --8<-- [end:where]

# --8<-- [start:random]
print(keras.random.normal((3,), seed=0))  # (1)
print(np.random.default_rng(0).normal(size=3).round(4))
# --8<-- [end:random]
first = keras.ops.convert_to_numpy(keras.random.normal((3,), seed=0))
assert abs(float(first[0]) - (1.541)) < 1e-4, first

# What the text says besides: assignment, an index past the end, data of other kinds.
past = keras.ops.arange(3)
try:
    past[9]
    raise SystemExit("no error past the end")
except Exception as error:
    assert type(error).__name__ == "IndexError"
try:
    past[0] = 5
    assigned = True
except TypeError:
    assigned = False
assert assigned is True


class Twice(keras.utils.PyDataset):
    def __len__(self):
        return 2

    def __getitem__(self, index):
        return np.ones((8, 1)), np.ones((8, 1))


def batches():
    while True:
        yield np.ones((8, 1)), np.ones((8, 1))


assert line.fit(Twice(), verbose=0).epoch == [0]
assert line.fit(batches(), steps_per_epoch=2, verbose=0).epoch == [0]
try:
    layers.Dense(1)(np.ones((2, 3))).numpy()
    raise SystemExit("it has a method numpy")
except (AttributeError, RuntimeError):
    pass
try:
    layers.StringLookup(vocabulary=["a"])
    raise SystemExit("StringLookup does without TensorFlow")
except ImportError as error:
    assert "requires TensorFlow" in str(error)


# What the text says besides: an index of -1, NumPy inside a loss, cond, eager steps.
fours = layers.Embedding(4, 2)
rows = keras.ops.convert_to_numpy(fours(np.array([3, -1])))
assert (rows[0] == rows[1]).all()


def arrays(y_true, y_pred):
    return np.mean(keras.ops.convert_to_numpy(y_pred))


def branched(y_true, y_pred):
    error = keras.ops.mean(keras.ops.abs(y_true - y_pred))
    return keras.ops.cond(error > 1, lambda: error, lambda: error**2)


def asked(y_true, y_pred):
    error = keras.ops.mean(keras.ops.abs(y_true - y_pred))
    return error if error > 1 else error**2


def trains(loss, **how):
    line.compile(optimizer=keras.optimizers.SGD(0.1), loss=loss, **how)
    try:
        line.fit(np.ones((8, 1)), np.ones((8, 1)), verbose=0)
    except Exception:
        return False
    return True


assert [trains(loss) for loss in (arrays, branched)] == [False, True]
assert trains(asked, run_eagerly=True) is True
line.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
inside = (
    keras.optimizers.SGD.__module__,
    type(keras.optimizers.SGD(0.1)).__module__,
)
assert inside[1] == "keras.src.backend.torch.optimizers.torch_sgd", inside

# --8<-- [start:data]
import torch

pairs = torch.utils.data.TensorDataset(
    torch.tensor(x[:1437]), torch.tensor(y[:1437])
)
data = torch.utils.data.DataLoader(pairs, batch_size=64, shuffle=True)
fit = model.fit(data, shuffle=False, verbose=0)  # (1)
print(f"loss {fit.history['loss'][0]:.2f}")
# --8<-- [end:data]

# --8<-- [start:saved]
import json
import zipfile

model.save("digits.keras")
config = json.loads(zipfile.ZipFile("digits.keras").read("config.json"))
print(config["compile_config"]["optimizer"]["module"])
loaded = keras.saving.load_model("digits.keras", compile=False)
print(np.abs(loaded.predict(x, verbose=0) - model.predict(x, verbose=0)).max())
# --8<-- [end:saved]
