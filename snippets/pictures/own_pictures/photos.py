# --8<-- [start:photographs]
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import skimage
from PIL import Image, ImageOps

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
        for number in range(42):
            y = top + random.integers(24, 33)  # (2)
            x = left + random.integers(12, 21)
            crop = light * photos[name][y : y + 72, x : x + 96]
            crop = np.clip(crop, 0, 255).astype("uint8")  # (3)
            path = folder / f"{piece:02}-{number:02}.jpg"  # (4)
            Image.fromarray(crop).save(path, quality=95)
    print(name, len(list(folder.iterdir())), "files")
# --8<-- [end:cut]

# --8<-- [start:mess]
whole_file = Path("crops/brick/00-00.jpg").read_bytes()
half = whole_file[: len(whole_file) // 2]  # (1)
Path("crops/brick/half.jpg").write_bytes(half)
Path("crops/grass/notes.jpg").write_text("to do: mow the lawn")
Path("crops/gravel/Thumbs.db").write_bytes(b"not a picture")
print(len(list(Path("crops").glob("*/*"))), "files")
# --8<-- [end:mess]

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
# --8<-- [end:read_bad]


# --8<-- [start:check]
def open_picture(path):
    with Image.open(path) as picture:
        picture = ImageOps.exif_transpose(picture)  # (1)
        if picture.mode.startswith("I"):  # (2)
            grey = np.array(picture) / 256
            picture = Image.fromarray(grey.astype("uint8"))
        return picture.convert("L")  # (3)


def copy_good(source, target):
    good = 0
    for path in sorted(Path(source).glob("*/*")):
        folder = Path(target) / path.parent.name
        folder.mkdir(parents=True, exist_ok=True)
        try:
            picture = open_picture(path)
        except Exception as error:  # (4)
            print("left out", path.as_posix(), type(error).__name__)
            continue
        picture.save(folder / f"{path.name}.png")  # (5)
        good += 1
    print(good, "pictures copied")


copy_good("crops", "clean")
# --8<-- [end:check]
assert len(list(Path("clean").glob("*/*.png"))) == 2016
assert len(list(Path("crops").glob("*/*"))) == 2019

# --8<-- [start:load]
dataset = keras.utils.image_dataset_from_directory(
    "clean", shuffle=False, batch_size=2016, **settings
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
assert crops.shape == (2016, 32, 32, 1) and len(set(groups)) == 48

# --8<-- [start:network]
from keras import layers


def build(augment=()):
    inputs = keras.Input(shape=(32, 32, 1))
    h = inputs
    for layer in augment:
        h = layer(h)
    h = layers.Rescaling(1 / 255)(h)
    for filters in (8, 16):
        h = layers.Conv2D(
            filters, 3, strides=2, padding="same", use_bias=False
        )(h)
        h = layers.BatchNormalization(momentum=0.9)(h)
        h = layers.Activation("relu")(h)
    return keras.Model(inputs, layers.Dense(3)(layers.Flatten()(h)))


keras.utils.set_random_seed(0)
model = build()
model.compile(
    optimizer=keras.optimizers.SGD(learning_rate=0.1),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
start = model.get_weights()
print("parameters:", model.count_params())
# --8<-- [end:network]

# --8<-- [start:leak]
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

by_crop = StratifiedKFold(5, shuffle=True, random_state=0).split(crops, kinds)
by_piece = StratifiedGroupKFold(5, shuffle=True, random_state=0)
by_piece = by_piece.split(crops, kinds, groups)  # (1)
leak = {}
for name, folds in (("by crop", by_crop), ("by piece", by_piece)):
    leak[name] = []
    for learn, check in folds:
        keras.utils.set_random_seed(0)
        model.set_weights(start)  # (2)
        model.fit(
            crops[learn], kinds[learn], batch_size=32, epochs=2, verbose=0
        )
        answers = np.argmax(model(crops[check]), axis=1)  # (3)
        leak[name].append((answers == kinds[check]).mean())
    print(f"{name:9} mean {np.mean(leak[name]):.2f}")
# --8<-- [end:leak]
drop = np.mean(leak["by crop"]) - np.mean(leak["by piece"])
assert np.mean(leak["by crop"]) > 0.8 and drop > 0.1, leak

# --8<-- [start:three_sets]
import shutil

order = np.random.default_rng(0).permutation(16)
sets = {"train": order[:10], "val": order[10:13], "test": order[13:]}
for kind, pieces in sets.items():
    for name in names:
        target = Path("sets") / kind / name
        target.mkdir(parents=True, exist_ok=True)
        for piece in pieces:
            for path in (Path("clean") / name).glob(f"{piece:02}-*"):
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
    kind: {p.parent.name + p.name[:2] for p in Path("sets", kind).glob("*/*")}
    for kind in sets
}
assert [len(pieces) for pieces in inside.values()] == [30, 9, 9]
assert len(set().union(*inside.values())) == 48

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
run = model.fit(train, validation_data=val, epochs=4, verbose=0)
for part in ("accuracy", "val_accuracy"):
    print(f"{part:12} {run.history[part][-1]:.2f}")
# --8<-- [end:train]
grey = np.full((64, 8, 8, 1), 128.0, dtype="float32")
moved = keras.ops.convert_to_numpy(augment[1](grey, training=True)) - 128
assert 0.2 * 255 < np.abs(moved).max() < 0.3 * 255 + 0.01
assert np.ptp(moved, axis=(1, 2, 3)).max() == 0

# --8<-- [start:matrix]
from sklearn.metrics import confusion_matrix

truth = np.concatenate([labels for _, labels in test])  # (1)
answers = model.predict(test, verbose=0).argmax(axis=1)
print(f"test: {(answers == truth).mean():.2f} right")
print(test.class_names)
shares = confusion_matrix(truth, answers, normalize="true")  # (2)
print(shares.round(1))
# --8<-- [end:matrix]
assert (answers == truth).mean() > 0.55

# --8<-- [start:deliver]
inputs = keras.Input(shape=(None, None, 1))  # (1)
h = layers.Resizing(32, 32, crop_to_aspect_ratio=True)(inputs)
logits = model(h)
best = keras.ops.argmax(logits, axis=-1)
to_name = layers.StringLookup(  # (2)
    vocabulary=train.class_names, num_oov_indices=0, invert=True
)
outputs = {"name": to_name(best), "chance": layers.Softmax()(logits)}
deliver = keras.Model(inputs, outputs)
deliver.save("materials.keras")
print("in", deliver.input_shape, " out", sorted(outputs))
# --8<-- [end:deliver]

# --8<-- [start:program]
program = """\
import sys

import numpy as np
from PIL import Image, ImageOps


def open_picture(path):
    with Image.open(path) as picture:
        picture = ImageOps.exif_transpose(picture)
        if picture.mode.startswith("I"):
            grey = np.array(picture) / 256
            picture = Image.fromarray(grey.astype("uint8"))
        return picture.convert("L")


import keras

model = keras.models.load_model("materials.keras")
"""
print(program.count("\n"), "lines")
# --8<-- [end:program]

# --8<-- [start:answer]
loop = """
for path in sys.argv[1:]:
    try:
        picture = open_picture(path)
    except Exception as error:
        print(f"{path}: cannot be read ({type(error).__name__})")
        continue
    pixels = np.array(picture, dtype="float32")[None, :, :, None]
    answer = model.predict(pixels, verbose=0)
    name = answer["name"][0].decode()
    print(f"{path}: {name}, {answer['chance'].max():.2f}")
"""
Path("alone").mkdir(exist_ok=True)
print(Path("alone/name_it.py").write_text(program + loop), "characters")
# --8<-- [end:answer]

# --8<-- [start:name_it]
import subprocess
import sys

shutil.copy("materials.keras", "alone")
first = f"{sets['test'][0]:02}-00.jpg"
shutil.copy(Path("crops/brick") / first, "alone/photo.jpg")
shutil.copy("crops/brick/half.jpg", "alone")
shutil.copy("crops/grass/notes.jpg", "alone")
run = subprocess.run(
    [sys.executable, "name_it.py", "photo.jpg", "half.jpg", "notes.jpg"],
    cwd="alone",  # (1)
    capture_output=True,
    text=True,
)
print(run.stdout or run.stderr)
# --8<-- [end:name_it]
assert run.returncode == 0, run.stderr
# The saved model resizes as the dataset did: the same answers for the same files.
for batch, _ in test.take(1):
    for path, row in zip(test.file_paths[:3], batch[:3], strict=True):
        pixels = np.array(open_picture(path), dtype="float32")
        small = layers.Resizing(32, 32, crop_to_aspect_ratio=True)(
            pixels[None, :, :, None]
        )
        far = keras.ops.max(keras.ops.abs(small[0] - row))
        assert float(far) < 0.01, far

# --8<-- [start:modes]
Path("odd/stone").mkdir(parents=True, exist_ok=True)
with Image.open(test.file_paths[0]) as grey:
    grey.convert("RGB").save("odd/stone/colour.png")
    grey.convert("P").save("odd/stone/palette.gif")
    grey.convert("CMYK").save("odd/stone/print.jpg")
    grey.save("odd/stone/chat.jpg", format="WEBP")  # (1)
    deep = np.array(grey).astype("uint16") * 257  # (2)
    Image.fromarray(deep).save("odd/stone/scan.png")
    turned = Image.Exif()
    turned[0x0112] = 6  # (3)
    grey.save("odd/stone/phone.jpg", exif=turned)
for path in sorted(Path("odd/stone").iterdir()):
    with Image.open(path) as picture:
        print(f"{path.name:11} {picture.mode:5}", end=" ")
    plain = keras.utils.load_img(path, color_mode="grayscale")
    plain = keras.utils.img_to_array(plain)[:, :, 0]
    ours = np.array(open_picture(path))
    print("load_img", plain.shape, f"{plain.mean():6.0f}", end="   ")
    print("ours", ours.shape, f"{ours.mean():3.0f}")
# --8<-- [end:modes]


def dataset_reads(file, mode):
    """True if a dataset can read this file alone, in this colour mode."""
    shutil.rmtree("one", ignore_errors=True)
    Path("one/a").mkdir(parents=True)
    Path("one/b").mkdir()
    shutil.copy(Path("odd/stone") / file, "one/a")
    try:
        list(
            keras.utils.image_dataset_from_directory(
                "one", image_size=(32, 32), color_mode=mode, verbose=False
            )
        )
    except Exception:
        return False
    return True


reads = {
    (file, mode): dataset_reads(file, mode)
    for file in ("colour.png", "palette.gif", "print.jpg", "chat.jpg")
    for mode in ("grayscale", "rgb")
}
assert [key for key, good in reads.items() if not good] == [
    ("palette.gif", "grayscale"),
    ("print.jpg", "grayscale"),
    ("chat.jpg", "grayscale"),
], reads
white = keras.utils.load_img("odd/stone/scan.png")
assert np.array(white).mean() > 250

# --8<-- [start:empty]
Path("sets/train/moss").mkdir(exist_ok=True)
odd = keras.utils.image_dataset_from_directory("sets/train", **settings)
print(odd.class_names)
Path("sets/train/moss").rmdir()
# --8<-- [end:empty]

# --8<-- [start:darker]
bright = np.concatenate([pictures for pictures, _ in test])
dim = []
for light in (1, 0.5, 0.2):
    answer = deliver.predict(light * bright, verbose=0)
    dim.append((answer["chance"].argmax(axis=1) == truth).mean())
    print(f"light times {light}: {dim[-1]:.2f} right")
# --8<-- [end:darker]
assert dim[0] > dim[1] and dim[0] > dim[2] + 0.1 and dim[2] < 0.55, dim

# --8<-- [start:single]
first = [Path(path).name[3:5] == "00" for path in dataset.file_paths]
x_one, y_one = crops[first], kinds[first]
net = build()
net.compile(
    optimizer=keras.optimizers.SGD(learning_rate=0.1),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
scores = []
by_crop = StratifiedKFold(5, shuffle=True, random_state=0)
for learn, check in by_crop.split(x_one, y_one):
    net.set_weights(start)
    net.fit(x_one[learn], y_one[learn], batch_size=8, epochs=20, verbose=0)
    answers = np.argmax(net(x_one[check]), axis=1)
    scores.append((answers == y_one[check]).mean())
print(len(x_one), f"pictures, by crop: mean {np.mean(scores):.2f}")
# --8<-- [end:single]
assert np.mean(scores) < np.mean(leak["by crop"]) - 0.2, scores
assert np.mean(scores) < np.mean(leak["by piece"]), scores


# --8<-- [start:count]
def count_pieces(folder):
    home = {}
    for kind in ("train", "val", "test"):
        for name in names:
            pieces = set()
            for path in (Path(folder) / kind / name).glob("*.png"):
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
(Path("sets/test/grass") / stray.name).unlink()
# --8<-- [end:count]
