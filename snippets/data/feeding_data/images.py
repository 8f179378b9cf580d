# --8<-- [start:write]
from pathlib import Path

import keras
import numpy as np

rng = np.random.default_rng(1)
for kind in ("across", "upright"):  # (1)
    folder = Path("photos", kind)
    folder.mkdir(parents=True, exist_ok=True)
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
x = layers.Conv2D(8, kernel_size=5, activation="relu")(x)
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

# --8<-- [start:stretched]
import matplotlib.pyplot as plt

wide = np.full((60, 120, 3), 225)
rows, columns = np.arange(60).reshape(60, 1), np.arange(120)
wide[(rows - 30) ** 2 + (columns - 60) ** 2 < 25**2] = 40  # (1)
Path("wide", "disc").mkdir(parents=True, exist_ok=True)
keras.utils.save_img("wide/disc/1.png", wide, scale=False)

shown = {"the file": wide}
for name, option in (
    ("image_size alone", {}),
    ("crop_to_aspect_ratio", {"crop_to_aspect_ratio": True}),
    ("pad_to_aspect_ratio", {"pad_to_aspect_ratio": True}),
):
    dataset = keras.utils.image_dataset_from_directory(
        "wide", image_size=(60, 60), verbose=False, **option
    )
    pictures, labels = next(iter(dataset))
    shown[name] = pictures[0].numpy().astype(int)
figure, axes = plt.subplots(1, 4, figsize=(6.4, 1.8), layout="constrained")
for axis, (name, picture) in zip(axes, shown.items(), strict=True):
    axis.imshow(picture)
    axis.set_title(name, size=8)
    axis.axis("off")
plt.savefig("stretched.png")
# --8<-- [end:stretched]
sizes = {}
for name, picture in shown.items():
    dark = (picture[..., 0] < 130) & (picture[..., 0] > 20)
    sizes[name] = (int(dark.any(axis=1).sum()), int(dark.any(axis=0).sum()))
high, across = sizes["image_size alone"]
assert abs(high - 2 * across) <= 4, sizes
for name in ("the file", "crop_to_aspect_ratio", "pad_to_aspect_ratio"):
    assert abs(sizes[name][0] - sizes[name][1]) <= 4, sizes


# --8<-- [start:cache]
def upright_in_each_batch(dataset):
    return [int(np.sum(y)) for x, y in dataset]


for name, dataset in (
    ("as it is", training),
    ("cache()", training.cache()),
    ("cache(), shuffle", training.cache().shuffle(10, seed=1)),  # (1)
):
    print(name)
    print("  epoch 1:", upright_in_each_batch(dataset))
    print("  epoch 2:", upright_in_each_batch(dataset))
# --8<-- [end:cache]

# --8<-- [start:unbatched]
singles = training.unbatch().cache().shuffle(150, seed=1).batch(16)
print("  epoch 1:", upright_in_each_batch(singles))
print("  epoch 2:", upright_in_each_batch(singles))
# --8<-- [end:unbatched]
first, second = [[x.numpy() for x, y in singles] for epoch in range(2)]
assert sum(map(len, first)) == 150
assert sorted(b.tobytes() for b in first) != sorted(
    b.tobytes() for b in second
)
# Last, as going through `training` moves its order on.
first, second = [[x.numpy() for x, y in training] for epoch in range(2)]
assert not all(
    np.array_equal(a, b) for a, b in zip(first, second, strict=True)
)
frozen = training.cache()
first, second = [[x.numpy() for x, y in frozen] for epoch in range(2)]
assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))
mixed = frozen.shuffle(10, seed=1)
third, fourth = [[x.numpy() for x, y in mixed] for epoch in range(2)]
assert sorted(b.tobytes() for b in first) == sorted(b.tobytes() for b in third)
assert [b.tobytes() for b in third] != [b.tobytes() for b in fourth]
