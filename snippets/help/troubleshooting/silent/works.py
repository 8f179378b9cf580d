# --8<-- [start:loss-nan]
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(1,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.compile(optimizer="sgd", loss="mse")
x = np.array([[1.0], [2.0], [np.nan], [4.0]])
stop = keras.callbacks.TerminateOnNaN()
history = model.fit(x, x, epochs=10, verbose=0, callbacks=[stop])
print(history.history["loss"])

print(np.isnan(x).sum(), np.isinf(x).sum())  # (1)
good = ~np.isnan(x).any(axis=1)
model = keras.Model(inputs, layers.Dense(1)(inputs))  # (2)
model.compile(optimizer="sgd", loss="mse")
history = model.fit(x[good], x[good], epochs=10, verbose=0)
print(np.isfinite(history.history["loss"]).all())
# --8<-- [end:loss-nan]

# --8<-- [start:learning-rate]
import keras
import numpy as np
from keras import layers

x = np.linspace(-1.7, 1.7, 100).reshape(100, 1)
y = 3 * x + 2
for learning_rate in [0.0001, 0.1, 1.5]:
    inputs = keras.Input(shape=(1,))
    line = layers.Dense(1, kernel_initializer="zeros")(inputs)
    model = keras.Model(inputs, line)
    model.compile(optimizer=keras.optimizers.SGD(learning_rate), loss="mse")
    history = model.fit(x, y, epochs=15, batch_size=100, verbose=0)
    losses = history.history["loss"]
    print(f"{learning_rate}: {losses[0]:.3g} -> {losses[-1]:.3g}")
# --8<-- [end:learning-rate]
assert losses[-1] > 1e6

# --8<-- [start:huge-first-loss]
import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_digits

digits = load_digits()
pixels = (digits.images * 15).astype("uint8")  # (1)
for x in [pixels, pixels.astype("float32") / 255]:
    keras.utils.set_random_seed(0)
    inputs = keras.Input(shape=(8, 8))
    hidden = layers.Dense(64, activation="relu")(layers.Flatten()(inputs))
    outputs = layers.Dense(10, activation="softmax")(hidden)
    model = keras.Model(inputs, outputs)
    model.compile("adam", "sparse_categorical_crossentropy")
    first = model.evaluate(x, digits.target, verbose=0)
    print(x.dtype, x.max().round(2), round(first, 1))
print("guessing:", np.log(10).round(1))  # (2)
# --8<-- [end:huge-first-loss]

# --8<-- [start:from-logits]
import keras
from keras import layers
from sklearn.datasets import load_digits

x, y = load_digits(return_X_y=True)
x = x / 16
for from_logits in [False, True]:
    keras.utils.set_random_seed(0)
    inputs = keras.Input(shape=(64,))
    hidden = layers.Dense(64, activation="relu")(inputs)
    model = keras.Model(inputs, layers.Dense(10)(hidden))  # (1)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=from_logits)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    model.fit(x, y, epochs=6, verbose=0)
    result = model.evaluate(x, y, verbose=0, return_dict=True)
    print(from_logits, f"accuracy {result['accuracy']:.2f}")
# --8<-- [end:from-logits]
assert result["accuracy"] > 0.9

# --8<-- [start:no-mask]
import keras
import numpy as np
from keras import layers, ops

numbers = np.random.default_rng(0).integers(0, 10, size=(2000, 9))
x, y = numbers[:, :-1], numbers[:, 1:]  # (1)
for causal in [False, True]:
    keras.utils.set_random_seed(0)
    inputs = keras.Input(shape=(8,), dtype="int32")
    place = ops.cumsum(ops.ones_like(inputs), axis=1) - 1
    vectors = layers.Embedding(10, 32)(inputs) + layers.Embedding(8, 32)(place)
    look = layers.MultiHeadAttention(num_heads=1, key_dim=32)
    looked = look(vectors, vectors, use_causal_mask=causal)
    model = keras.Model(inputs, layers.Dense(10)(looked))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(0.01), loss=loss)
    history = model.fit(
        x, y, batch_size=100, epochs=15, validation_split=0.2, verbose=0
    )
    print(f"causal mask {causal}: {history.history['val_loss'][-1]:.2f}")
print(f"guessing: {np.log(10):.2f}")  # (2)
# --8<-- [end:no-mask]
assert history.history["val_loss"][-1] > 2.2

# --8<-- [start:shuffled-series]
import keras
import numpy as np
from keras import layers

wave = np.sin(np.arange(600) / 10)
mixed = np.random.default_rng(0).permutation(wave)
for name, series in (("in order", wave), ("shuffled", mixed)):
    data = keras.utils.timeseries_dataset_from_array(
        series[:-10], targets=series[10:], sequence_length=10, batch_size=32
    )
    keras.utils.set_random_seed(0)
    inputs = keras.Input(shape=(10,))
    model = keras.Model(inputs, layers.Dense(1)(inputs))
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mae")
    model.fit(data, epochs=20, verbose=0)
    print(f"{name}: error {model.evaluate(data, verbose=0):.2f}", end="  ")
    print(f"from one to the next {np.abs(np.diff(series)).mean():.2f}")
# --8<-- [end:shuffled-series]
assert model.evaluate(data, verbose=0) > 0.4

# --8<-- [start:off-by-one]
import keras
import numpy as np

noise = np.random.default_rng(0).normal(size=600).astype("float32")
for first in (10, 9):
    data = keras.utils.timeseries_dataset_from_array(
        noise, targets=noise[first:], sequence_length=10, batch_size=600
    )
    window, target = next(iter(data))
    error = np.abs(window[:, -1] - target).mean()
    print(f"targets from {first}: the last value is off by {error:.2f}")
# --8<-- [end:off-by-one]

# --8<-- [start:ignored-decay]
import keras

schedule = keras.optimizers.schedules.InverseTimeDecay(
    0.01, decay_steps=1, decay_rate=0.1
)
optimizer = keras.optimizers.Adam(learning_rate=schedule)
for step in [0, 10, 90]:
    print(step, round(float(schedule(step)), 4))
# --8<-- [end:ignored-decay]

# --8<-- [start:lost-mask]
import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(0)
rows = np.array([[3, 1, 2, 0, 0, 0]])
embedding = layers.Embedding(10, 2, mask_zero=True)
vectors = embedding(rows)


def show(name, x):
    print(name, keras.ops.convert_to_numpy(x)[0].round(4))


show("6 places:", keras.ops.mean(vectors, axis=1))
show("3 places:", keras.ops.mean(vectors[:, :3], axis=1))
pooled = layers.GlobalAveragePooling1D()(vectors)  # (1)
show("by layer:", pooled)
# --8<-- [end:lost-mask]
six, three = (keras.ops.mean(vectors[:, :n], axis=1) for n in (6, 3))
assert not keras.ops.all(keras.ops.isclose(six, pooled, atol=1e-4))
assert keras.ops.all(keras.ops.isclose(three, pooled, atol=1e-6))
