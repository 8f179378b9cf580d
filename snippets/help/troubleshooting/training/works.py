# --8<-- [start:not-compiled]
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(1,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.compile(optimizer="adam", loss="mse")
history = model.fit(np.zeros((4, 1)), np.zeros((4, 1)), verbose=0)
print(history.history["loss"])
# --8<-- [end:not-compiled]

# --8<-- [start:same-rank]
import keras
import numpy as np

loss = keras.losses.SparseCategoricalCrossentropy()
labels = np.array([0, 2])
answers = np.full((2, 3), 1 / 3)
print(round(float(loss(labels, answers)), 4))
# --8<-- [end:same-rank]

# --8<-- [start:target-ndim]
import keras
import numpy as np

loss = keras.losses.CategoricalCrossentropy()
labels = np.array([[1, 0, 0], [0, 0, 1]])
answers = np.full((2, 3), 1 / 3)
print(round(float(loss(labels, answers)), 4))
# --8<-- [end:target-ndim]

# --8<-- [start:fit-generator]
import keras
import numpy as np
from keras import layers


def batches():
    while True:
        yield np.zeros((8, 1)), np.zeros(8)


inputs = keras.Input(shape=(1,))
model = keras.Model(inputs, layers.Dense(3, activation="softmax")(inputs))
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(batches(), steps_per_epoch=2, verbose=0, shuffle=False)
print(model.predict(np.zeros((5, 1)), verbose=0).argmax(axis=1))  # (1)
# --8<-- [end:fit-generator]

# --8<-- [start:key-acc]
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(1,))
model = keras.Model(inputs, layers.Dense(1, activation="sigmoid")(inputs))
model.compile(
    optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"]
)
history = model.fit(np.zeros((4, 1)), np.zeros((4, 1)), verbose=0)
print(sorted(history.history))
# --8<-- [end:key-acc]

# --8<-- [start:unknown-variable]
import keras
import numpy as np
from keras import layers

for units in [1, 2]:
    inputs = keras.Input(shape=(1,))
    model = keras.Model(inputs, layers.Dense(units)(inputs))
    model.compile(optimizer=keras.optimizers.Adam(), loss="mse")
    model.fit(np.zeros((4, 1)), np.zeros((4, units)), verbose=0)
    print(units, int(model.optimizer.iterations))
# --8<-- [end:unknown-variable]

# --8<-- [start:symbolic-tensor]
import keras
import numpy as np
from keras import layers, ops


def distance(target, output):
    return ops.mean(ops.abs(target - output))


inputs = keras.Input(shape=(1,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.compile(optimizer="adam", loss=distance)
history = model.fit(np.zeros((4, 1)), np.zeros((4, 1)), verbose=0)
print(history.history["loss"])
# --8<-- [end:symbolic-tensor]

# --8<-- [start:out-of-memory]
samples, height, width, channels = 64, 128, 128, 64
numbers = samples * height * width * channels
print(numbers * 4 / 1e6, "MB")  # (1)
# --8<-- [end:out-of-memory]

# --8<-- [start:graph-execution-error-fails]
import keras
import numpy as np
from keras import layers

x, y = np.zeros((4, 2)), np.array([-1, 1, 0, 1])
model = keras.Sequential([keras.Input(shape=(2,)), layers.Dense(3)])
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(optimizer="sgd", loss=loss)
try:
    model.fit(x, y, shuffle=False, verbose=0)
except Exception as error:
    lines = str(error).strip().splitlines()
    print(lines[0])
    print(lines[-2])
    print(lines[-1].partition(" [Op")[0])  # (1)
# --8<-- [end:graph-execution-error-fails]

# --8<-- [start:graph-execution-error]
print(y.min(), y.max(), x.shape, y.shape)
names, y = np.unique(y, return_inverse=True)
model.compile(optimizer="sgd", loss=loss)
history = model.fit(x, y, verbose=0)
print(sorted(history.history))
# --8<-- [end:graph-execution-error]

# --8<-- [start:none-values]
import keras
import numpy as np
from keras import layers


def distance(target, output):
    return keras.ops.mean(keras.ops.abs(target - output))


model = keras.Sequential([keras.Input(shape=(3,)), layers.Dense(1)])
model.compile(optimizer="sgd", loss=distance)
history = model.fit(np.zeros((20, 3)), np.zeros((20, 1)), verbose=0)
print(history.history["loss"])
# --8<-- [end:none-values]
model.compile(optimizer="sgd", loss=lambda target, output: None)
try:
    model.fit(np.zeros((20, 3)), np.zeros((20, 1)), verbose=0)
except ValueError as error:
    assert str(error) == "None values not supported.", error
else:
    raise AssertionError("today a loss may return None")

# --8<-- [start:third-argument]
import keras
import numpy as np
from keras import layers

model = keras.Sequential([keras.Input(shape=(3,)), layers.Dense(1)])
model.compile(optimizer="sgd", loss="mse", metrics=["mae"])
history = model.fit(np.zeros((20, 3)), np.zeros((20, 1)), verbose=0)
print(sorted(history.history))
# --8<-- [end:third-argument]

# --8<-- [start:several-metrics]
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(3,))
heads = [layers.Dense(1, name=name)(inputs) for name in ["a", "b"]]
model = keras.Model(inputs, heads)
metrics = {"a": ["mae"], "b": ["mae"]}
model.compile(optimizer="sgd", loss="mse", metrics=metrics)
x, y = np.zeros((20, 3)), np.zeros((20, 1))
history = model.fit(x, [y, y], verbose=0)
print(sorted(history.history))
# --8<-- [end:several-metrics]
model.compile(optimizer="sgd", loss="mse", metrics=["mae", "mse"])
assert {"a_mae", "b_mse"} < set(model.fit(x, [y, y], verbose=0).history)
model.compile(optimizer="sgd", loss="mse", metrics={"c": ["mae"]})
try:
    model.fit(x, [y, y], verbose=0)
except ValueError as error:
    assert str(error).startswith(
        "Expected an instance of tuple, got {'c': ('mae',)}"
    )
else:
    raise AssertionError("today this runs")

# --8<-- [start:several-labels]
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(3,))
heads = [layers.Dense(1, name=name)(inputs) for name in ["a", "b"]]
model = keras.Model(inputs, heads)
model.compile(optimizer="sgd", loss={"a": "mse", "b": "mae"})
x, y = np.zeros((20, 3)), np.zeros((20, 1))
history = model.fit(x, {"a": y, "b": y}, verbose=0)
print(sorted(history.history))
# --8<-- [end:several-labels]
WRONG = [
    (
        {"loss": {"a": "mse", "c": "mse"}},
        [y, y],
        "Expected keys ['a', 'b'] in loss dict, but found",
    ),
    (
        {"loss": "mse"},
        {"a": y, "c": y},
        "Expected float32, but got a of type 'str'",
    ),
    (
        {"loss": "mse", "loss_weights": {"a": 1.0, "c": 1.0}},
        [y, y],
        "`loss_weights` must match the",
    ),
]
for settings, labels, message in WRONG:
    model.compile(optimizer="sgd", **settings)
    try:
        model.fit(x, labels, verbose=0)
    except (ValueError, TypeError) as error:
        assert str(error).startswith(message), error
    else:
        raise AssertionError(f"today this runs: {message}")

# --8<-- [start:no-gradient]
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(3,))
heads = [layers.Dense(1, name=name)(inputs) for name in ["a", "b"]]
model = keras.Model(inputs, heads)
before = model.get_layer("b").get_weights()[0]
model.compile(optimizer="sgd", loss=["mse", "mse"])
x, y = np.ones((20, 3)), np.ones((20, 1))
model.fit(x, [y, y], verbose=0)
print((model.get_layer("b").get_weights()[0] != before).all())
# --8<-- [end:no-gradient]

# --8<-- [start:class-weight-outputs]
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(3,))
heads = [layers.Dense(1, name=name)(inputs) for name in ["a", "b"]]
model = keras.Model(inputs, heads)
model.compile(optimizer="sgd", loss="mse")
x, y = np.zeros((20, 3)), np.zeros((20, 1))
weights = np.where(y[:, 0] == 1, 2.0, 1.0)
history = model.fit(x, [y, y], sample_weight=[weights, weights], verbose=0)
print(weights.shape, sorted(history.history))
# --8<-- [end:class-weight-outputs]

# --8<-- [start:class-weight-dict]
import keras
import numpy as np
from keras import layers
from sklearn.utils.class_weight import compute_class_weight

x, y = np.zeros((20, 3)), np.array([0] * 15 + [1] * 5)
weights = compute_class_weight("balanced", classes=np.unique(y), y=y)
pairs = zip(np.unique(y), weights, strict=True)
weights = {int(label): float(w) for label, w in pairs}
print({number: round(w, 2) for number, w in weights.items()})
model = keras.Sequential([keras.Input(shape=(3,)), layers.Dense(1)])
model.compile(optimizer="sgd", loss="mse")
print(sorted(model.fit(x, y, class_weight=weights, verbose=0).history))
# --8<-- [end:class-weight-dict]
for wrong, message in [
    ({"class_weight": [1.0, 2.0]}, "'list' object has no attribute 'get'"),
    (
        {"class_weight": {0: 1.0}, "sample_weight": np.ones(20)},
        "You cannot `class_weight` and",
    ),
]:
    try:
        model.fit(x, y, verbose=0, **wrong)
    except (AttributeError, ValueError) as error:
        assert str(error).startswith(message), error
    else:
        raise AssertionError(f"today this runs: {message}")

# --8<-- [start:sample-weight-shape-fails]
import keras
import numpy as np
from keras import layers

x, y = np.zeros((20, 3)), np.zeros((20, 3))
model = keras.Sequential([keras.Input(shape=(3,)), layers.Dense(3)])
model.compile(optimizer="sgd", loss="mse")
try:
    model.fit(x, y, sample_weight=np.ones((20, 3)), verbose=0)
except Exception as error:
    line = str(error).strip().splitlines()[-2]  # (1)
    print(line.split(":")[0])
# --8<-- [end:sample-weight-shape-fails]

# --8<-- [start:sample-weight-shape]
import keras
import numpy as np
from keras import layers

x, y = np.zeros((20, 3)), np.zeros((20, 3))
model = keras.Sequential([keras.Input(shape=(3,)), layers.Dense(3)])
model.compile(optimizer="sgd", loss="mse")
weights = np.ones(len(x))
history = model.fit(x, y, sample_weight=weights, verbose=0)
print(weights.shape, sorted(history.history))
# --8<-- [end:sample-weight-shape]
try:
    model.fit(x, y, sample_weight=np.ones(19), verbose=0)
except ValueError as error:
    assert "'sample_weight' sizes: 19" in str(error), error
else:
    raise AssertionError("today this runs")

# --8<-- [start:metric-not-available]
import keras
import numpy as np
from keras import layers

stop = keras.callbacks.EarlyStopping(patience=1)
model = keras.Sequential([keras.Input(shape=(3,)), layers.Dense(1)])
model.compile(optimizer="sgd", loss="mse")
x, y = np.zeros((20, 3)), np.zeros((20, 1))
split = {"validation_split": 0.2, "verbose": 0}
history = model.fit(x, y, epochs=5, callbacks=[stop], **split)
print(len(history.history["loss"]), sorted(history.history))
# --8<-- [end:metric-not-available]
import warnings

best = keras.callbacks.ModelCheckpoint("best.keras", save_best_only=True)
plateau = keras.callbacks.ReduceLROnPlateau()
with warnings.catch_warnings(record=True) as given:
    warnings.simplefilter("always")
    model.fit(x, y, callbacks=[best, plateau], verbose=0)
said = [str(one.message) for one in given]
assert any(
    text.startswith("Can save best model only with val_loss available")
    for text in said
)
assert any(
    text.startswith("Learning rate reduction is conditioned on metric")
    for text in said
)
for callback, message in [
    (
        keras.callbacks.EarlyStopping(monitor="val_acc"),
        "able to automatically determine whether",
    ),
    (
        keras.callbacks.ModelCheckpoint("{val_loss}.keras"),
        "Failed to format this callback filepath",
    ),
]:
    try:
        model.fit(
            x,
            y,
            callbacks=[callback],
            verbose=0,
            **({"validation_data": (x, y)} if "able" in message else {}),
        )
    except (ValueError, KeyError) as error:
        assert message in str(error), error
    else:
        raise AssertionError(f"today this runs: {message}")
