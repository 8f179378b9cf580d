# --8<-- [start:photographs]
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import skimage
from PIL import Image

names = ["brick", "grass", "gravel"]
photos = {}
figure, axes = plt.subplots(1, 3, figsize=(7.2, 2.6), layout="tight")
for axis, name in zip(axes, names, strict=True):
    path = Path(skimage.__file__).parent / "data" / f"{name}.png"  # (1)
    photos[name] = np.array(Image.open(path), dtype="float32")
    print(name, photos[name].shape)
    axis.imshow(photos[name], cmap="gray")
    axis.set(title=name, xticks=[], yticks=[])
    for line in (128, 256, 384):  # (2)
        axis.axhline(line, color="white", linewidth=1)
        axis.axvline(line, color="white", linewidth=1)
plt.savefig("photos.png", dpi=80)
# --8<-- [end:photographs]
assert all(photo.shape == (512, 512) for photo in photos.values())

# --8<-- [start:cut]
random = np.random.default_rng(0)
for name in names:
    folder = Path("crops") / name
    folder.mkdir(parents=True, exist_ok=True)
    for piece in range(16):
        top, left = 128 * (piece // 4), 128 * (piece % 4)
        light = random.uniform(0.5, 1.5)  # (1)
        for number in range(10):
            y = top + random.integers(24, 33)  # (2)
            x = left + random.integers(12, 21)
            crop = light * photos[name][y : y + 72, x : x + 96]
            crop = np.clip(crop, 0, 255).astype("uint8")  # (3)
            path = folder / f"{piece:02}-{number}.jpg"  # (4)
            Image.fromarray(crop).save(path, quality=95)
    print(name, len(list(folder.iterdir())), "files")
# --8<-- [end:cut]

# --8<-- [start:check]
whole = Path("crops/brick/00-0.jpg").read_bytes()
Path("crops/brick/half.jpg").write_bytes(whole[: len(whole) // 2])  # (1)
Path("crops/grass/notes.jpg").write_text("to do: mow the lawn")


def bad_files(folder):
    bad = []
    for path in sorted(Path(folder).rglob("*.*")):
        try:
            with Image.open(path) as image:
                image.load()  # (2)
        except OSError as error:
            print(path.as_posix(), "->", type(error).__name__)
            bad.append(path)
    return bad


bad = bad_files("crops")
# --8<-- [end:check]
assert [path.name for path in bad] == ["half.jpg", "notes.jpg"]

# --8<-- [start:read_bad]
import keras

settings = {
    "image_size": (32, 32),
    "color_mode": "grayscale",
    "crop_to_aspect_ratio": True,  # (1)
}
dataset = keras.utils.image_dataset_from_directory("crops", **settings)
try:
    list(dataset)
except Exception as error:
    print(type(error).__name__)

for path in bad:
    path.unlink()  # (2)
# --8<-- [end:read_bad]

# --8<-- [start:load]
dataset = keras.utils.image_dataset_from_directory(
    "crops", shuffle=False, batch_size=480, **settings
)
print(dataset.class_names)
pictures, labels = next(iter(dataset))  # (1)
crops, kinds = pictures.numpy(), labels.numpy()
groups = []
for path in dataset.file_paths:
    piece = Path(path).name[:2]
    groups.append(Path(path).parent.name + piece)  # (2)
print(crops.shape, "from", len(set(groups)), "pieces, such as", groups[0])
# --8<-- [end:load]
assert crops.shape == (480, 32, 32, 1) and len(set(groups)) == 48

# --8<-- [start:network]
from keras import layers


def build(augment=()):
    inputs = keras.Input(shape=(32, 32, 1))
    h = inputs
    for layer in augment:
        h = layer(h)
    h = layers.Rescaling(1 / 255)(h)
    for filters in (16, 32):
        h = layers.Conv2D(
            filters, 3, strides=2, padding="same", use_bias=False
        )(h)
        h = layers.BatchNormalization(momentum=0.9)(h)
        h = layers.Activation("relu")(h)
    return keras.Model(inputs, layers.Dense(3)(layers.Flatten()(h)))


model = build()
model.compile(
    optimizer=keras.optimizers.SGD(learning_rate=0.1),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
print("parameters:", model.count_params())
# --8<-- [end:network]

# --8<-- [start:leak]
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

by_crop = StratifiedKFold(5, shuffle=True, random_state=0).split(crops, kinds)
by_piece = StratifiedGroupKFold(5, shuffle=True, random_state=0)
by_piece = by_piece.split(crops, kinds, groups)  # (1)
results = {}
for name, folds in (("by crop", by_crop), ("by piece", by_piece)):
    results[name] = []
    for learn, check in folds:
        keras.utils.set_random_seed(0)
        model.set_weights(build().get_weights())  # (2)
        model.fit(
            crops[learn], kinds[learn], batch_size=32, epochs=6, verbose=0
        )
        right = model.evaluate(crops[check], kinds[check], verbose=0)[1]
        results[name].append(right)
    results[name] = np.array(results[name])
    print(f"{name:9}", results[name].round(2), end="  ")
    print(f"mean {results[name].mean():.2f}")
# --8<-- [end:leak]
drop = results["by crop"].mean() - results["by piece"].mean()
assert results["by crop"].mean() > 0.75 and drop > 0.06, results

# --8<-- [start:three_sets]
import shutil

order = np.random.default_rng(0).permutation(16)
sets = {"train": order[:10], "val": order[10:13], "test": order[13:]}
for kind, pieces in sets.items():
    for name in names:
        target = Path("sets") / kind / name
        target.mkdir(parents=True, exist_ok=True)
        for piece in pieces:
            for path in (Path("crops") / name).glob(f"{piece:02}-*.jpg"):
                shutil.copy(path, target)

train, val, test = (
    keras.utils.image_dataset_from_directory(
        f"sets/{kind}", shuffle=kind == "train", seed=0, **settings
    )
    for kind in sets
)
print(train.class_names == val.class_names == test.class_names)
# --8<-- [end:three_sets]
inside = {
    kind: {p.name for p in Path(f"sets/{kind}").rglob("*.jpg")}
    for kind in sets
}
assert (
    not inside["train"] & inside["test"]
    and not inside["train"] & inside["val"]
)

# --8<-- [start:train]
augment = [
    layers.RandomFlip("horizontal"),  # (1)
    layers.RandomBrightness(0.3, value_range=(0, 255)),  # (2)
]
keras.utils.set_random_seed(0)
model = build(augment)
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.003),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
run = model.fit(train, validation_data=val, epochs=15, verbose=0)
for part in ("accuracy", "val_accuracy"):
    print(f"{part:12} {run.history[part][-1]:.2f}")
model.save("materials.keras")
# --8<-- [end:train]

# --8<-- [start:matrix]
from sklearn.metrics import confusion_matrix

truth = np.concatenate([labels for _, labels in test])  # (1)
logits = model.predict(test, verbose=0)
answers = logits.argmax(axis=1)
print("test:", f"{(answers == truth).mean():.2f}", "right")
print(test.class_names)
print(confusion_matrix(truth, answers))  # (2)
# --8<-- [end:matrix]
assert (answers == truth).mean() > 0.6


# --8<-- [start:name_it]
CLASSES = train.class_names  # (1)


def read(path):
    picture = keras.utils.load_img(path, color_mode="grayscale")
    picture = keras.utils.img_to_array(picture)
    return keras.ops.image.resize(  # (2)
        picture, (32, 32), crop_to_aspect_ratio=True
    )


def name_it(model, path):
    batch = keras.ops.expand_dims(read(path), 0)
    logits = model.predict(batch, verbose=0)
    chances = keras.ops.convert_to_numpy(keras.ops.softmax(logits))[0]
    best = int(chances.argmax())
    return CLASSES[best], float(chances[best])


loaded = keras.models.load_model("materials.keras")
for path in test.file_paths[:3]:
    name, chance = name_it(loaded, path)
    print(path, "->", name, f"{chance:.2f}")
# --8<-- [end:name_it]
far = 0
for path, row in zip(test.file_paths[::9], logits[::9], strict=True):
    mine = model.predict(keras.ops.expand_dims(read(path), 0), verbose=0)[0]
    far = max(far, np.abs(mine - row).max())
assert far < 1, far

# --8<-- [start:modes]
with Image.open(test.file_paths[0]) as picture:
    for mode, file in (("L", "l.png"), ("RGB", "rgb.png"), ("RGBA", "a.png")):
        picture.convert(mode).save(file)
    picture.convert("CMYK").save("cmyk.jpg")
    picture.resize((400, 300)).save("large.png")
for file in ("l.png", "rgb.png", "a.png", "cmyk.jpg", "large.png"):
    with Image.open(file) as picture:
        kind = f"{picture.mode} {picture.size}"
    name, chance = name_it(loaded, file)
    print(f"{file:9} {kind:16} {name} {chance:.2f}")
# --8<-- [end:modes]

# --8<-- [start:empty]
Path("sets/train/moss").mkdir()
odd = keras.utils.image_dataset_from_directory("sets/train", **settings)
print(odd.class_names)
Path("sets/train/moss").rmdir()
# --8<-- [end:empty]

# --8<-- [start:size]
try:
    loaded(np.zeros((1, 64, 64, 1)), training=False)
except ValueError as error:
    print(str(error).split(": ")[1])
# --8<-- [end:size]

# --8<-- [start:darker]
bright = np.concatenate([pictures for pictures, _ in test])
named = keras.models.load_model("materials.keras")
dim = []
for light in (1, 0.5, 0.2):
    answers = named.predict(light * bright, verbose=0).argmax(axis=1)
    dim.append((answers == truth).mean())
    print(f"light times {light}: {dim[-1]:.2f} right")
# --8<-- [end:darker]
assert dim[0] > dim[2] + 0.1 and dim[2] < 0.5, dim

# --8<-- [start:single]
first = [Path(path).name[3] == "0" for path in dataset.file_paths]
x_one, y_one = crops[first], kinds[first]
keras.utils.set_random_seed(0)
net = build()
net.compile(
    optimizer=keras.optimizers.SGD(learning_rate=0.1),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
start = net.get_weights()
scores = []
by_crop = StratifiedKFold(5, shuffle=True, random_state=0)
for learn, check in by_crop.split(x_one, y_one):
    net.set_weights(start)
    net.fit(x_one[learn], y_one[learn], batch_size=8, epochs=8, verbose=0)
    scores.append(net.evaluate(x_one[check], y_one[check], verbose=0)[1])
print(len(x_one), "pictures, by crop:", np.round(scores, 2), end="  ")
print(f"mean {np.mean(scores):.2f}")
# --8<-- [end:single]
assert np.mean(scores) < results["by crop"].mean() - 0.2, scores


# --8<-- [start:count]
def count_pieces(folder):
    home = {}
    for kind in ("train", "val", "test"):
        for name in names:
            pieces = set()
            for path in (Path(folder) / kind / name).glob("*.jpg"):
                pieces.add(name + path.name[:2])
            print(kind, name, len(pieces), end="  ")
            for piece in pieces & set(home):
                print("\nin two sets:", piece, home[piece], kind)
            home.update(dict.fromkeys(pieces, kind))
        print()


count_pieces("sets")
stray = sorted(Path("sets/train/grass").iterdir())[0]
shutil.copy(stray, "sets/test/grass")
count_pieces("sets")
# --8<-- [end:count]
