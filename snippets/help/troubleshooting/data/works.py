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
