# --8<-- [start:write]
from pathlib import Path

import keras
import numpy as np

rng = np.random.default_rng(1)
for kind in ("across", "upright"):  # (1)
    folder = Path("photos", kind)
    folder.mkdir(parents=True)
    for number in range(100):
        picture = rng.integers(0, 120, size=(32, 32, 3))
        at = rng.integers(4, 28)
        if kind == "across":
            picture[at - 2 : at + 2] += 120
        else:
            picture[:, at - 2 : at + 2] += 120
        path = folder / f"{number:03d}.png"
        keras.utils.save_img(path, picture, scale=False)
print(sorted(p.as_posix() for p in Path("photos").rglob("000.png")))
# --8<-- [end:write]

# --8<-- [start:read]
training, validation = keras.utils.image_dataset_from_directory(
    "photos",
    image_size=(32, 32),  # (1)
    batch_size=16,
    validation_split=0.25,
    subset="both",
    seed=1,  # (2)
)
print(training.class_names)  # (3)
x, y = next(iter(training))
print(x.shape, x.dtype.name, y.shape, y.dtype.name)
print("brightest:", float(np.max(x)))  # (4)
# --8<-- [end:read]
assert training.class_names == ["across", "upright"]
assert len(training.file_paths) == 150 and len(validation.file_paths) == 50
assert np.max(x) > 200

# --8<-- [start:fit]
from keras import layers

keras.utils.set_random_seed(1)
inputs = keras.Input((32, 32, 3))
x = layers.Rescaling(1 / 255)(inputs)
x = layers.Conv2D(8, 5, activation="relu")(x)
x = layers.GlobalMaxPooling2D()(x)
model = keras.Model(inputs, layers.Dense(2)(x))
model.compile(
    optimizer=keras.optimizers.Adam(0.01),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(training, epochs=5, shuffle=False, verbose=0)
loss, accuracy = model.evaluate(validation, verbose=0)
print("validation accuracy:", round(accuracy, 2))
# --8<-- [end:fit]
assert accuracy > 0.9
