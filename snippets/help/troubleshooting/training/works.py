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
