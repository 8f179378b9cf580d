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
