# --8<-- [start:data]
import numpy as np
from sklearn.datasets import load_digits

digits = load_digits()
pictures = digits.images[..., np.newaxis].astype("float32")  # (1)
labels = digits.target

print("pictures:", pictures.shape, " labels:", labels.shape)
print(f"values from {pictures.min():.0f} to {pictures.max():.0f}")
print("of each digit:", np.bincount(labels))  # (2)
print("this one is a", labels[0])
print(pictures[0, :, :, 0].astype(int))  # (3)
# --8<-- [end:data]
assert pictures.shape == (1797, 8, 8, 1) and labels.shape == (1797,)
assert pictures.min() == 0 and pictures.max() == 16
assert (pictures == pictures.round()).all()
assert np.bincount(labels).min() == 174 and np.bincount(labels).max() == 183
assert "different 13" in digits.DESCR and "test set" in digits.DESCR
assert "nonoverlapping blocks of\n4x4" in digits.DESCR

# --8<-- [start:look]
import matplotlib.pyplot as plt

figure, axes = plt.subplots(3, 10, figsize=(8, 2.5), layout="tight")
for digit in range(10):
    first = pictures[labels == digit][:3]
    for axis, picture in zip(axes[:, digit], first, strict=True):
        axis.imshow(picture, cmap="gray_r")
        axis.axis("off")
plt.savefig("look.png", dpi=80)
# --8<-- [end:look]

# --8<-- [start:split]
from sklearn.model_selection import train_test_split


def split(seed):
    x_rest, x_test, y_rest, y_test = train_test_split(
        pictures, labels, test_size=360, stratify=labels, random_state=seed
    )
    return x_rest, x_test, y_rest, y_test


x_rest, x_test, y_rest, y_test = split(seed=0)
x_train, x_val, y_train, y_val = train_test_split(
    x_rest, y_rest, test_size=360, stratify=y_rest, random_state=0
)
for name, part in (("training", y_train), ("validation", y_val)):
    print(f"{name:10} {len(part):4} pictures")
print(f"{'test':10} {len(y_test):4} pictures")
# --8<-- [end:split]
assert (len(x_train), len(x_val), len(x_test)) == (1077, 360, 360)

# --8<-- [start:adapted]
import keras
from keras import layers


def build_cnn(input_shape=(28, 28, 3), classes=10):  # (1)
    inputs = keras.Input(shape=input_shape)
    x = layers.Conv2D(8, 2, activation="relu")(inputs)
    x = layers.Conv2D(4, 2, activation="relu")(x)
    x = layers.MaxPooling2D()(x)
    x = layers.Flatten()(x)
    x = layers.Dense(128, activation="relu")(x)
    outputs = layers.Dense(classes)(x)
    return keras.Model(inputs, outputs, name="cnn")


keras.utils.set_random_seed(0)
inputs = keras.Input(shape=(8, 8, 1))
x = layers.Rescaling(1 / 16)(inputs)  # (2)
x = layers.Resizing(28, 28)(x)  # (3)
x = layers.Concatenate()([x, x, x])  # (4)
outputs = build_cnn()(x)
adapted = keras.Model(inputs, outputs)

for layer in adapted.layers:
    print(f"{type(layer).__name__:12}{layer.output.shape[1:]}")
print(f"{adapted.count_params():,} parameters")
# --8<-- [end:adapted]
assert adapted.count_params() == 88_182


# --8<-- [start:train]
import math


def train(model, x, y, epochs=20, batch_size=64, **options):
    steps = epochs * math.ceil(len(x) / batch_size)
    rate = keras.optimizers.schedules.CosineDecay(0.003, steps)  # (1)
    model.compile(
        optimizer=keras.optimizers.Adam(rate),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model.fit(
        x, y, batch_size=batch_size, epochs=epochs, verbose=0, **options
    )


train(adapted, x_train, y_train)
loss, accuracy = adapted.evaluate(x_val, y_val, verbose=0)
print(f"validation accuracy {accuracy:.3f}")
# --8<-- [end:train]
assert accuracy > 0.94, accuracy


# --8<-- [start:augmentation]
def build_augmentation():
    return keras.Sequential(
        [
            layers.RandomRotation(0.03, fill_mode="constant"),  # (1)
            layers.RandomTranslation(0.1, 0.1, fill_mode="constant"),  # (2)
        ],
        name="augmentation",
    )


keras.utils.set_random_seed(0)
augmentation = build_augmentation()
copies = np.stack([pictures[0]] * 9)
changed = augmentation(copies, training=True)  # (3)
changed = keras.ops.convert_to_numpy(changed)
same = keras.ops.convert_to_numpy(augmentation(copies, training=False))

figure, axes = plt.subplots(1, 10, figsize=(8, 1.1), layout="tight")
for axis, picture in zip(axes, [pictures[0], *changed], strict=True):
    axis.imshow(picture, cmap="gray_r", vmin=0, vmax=16)
    axis.axis("off")
axes[0].set_title("original", fontsize=9)
plt.savefig("augmentation.png", dpi=80)
print("not training, unchanged:", np.array_equal(same, copies))
# --8<-- [end:augmentation]
assert (same == copies).all()
assert all(np.abs(a - pictures[0]).max() > 1 for a in changed)


# --8<-- [start:small]
def conv_block(x, filters):
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)  # (1)
    x = layers.BatchNormalization(momentum=0.9)(x)  # (2)
    return layers.Activation("relu")(x)


def build_small(input_shape=(8, 8, 1), largest=16, augmented=True):
    inputs = keras.Input(shape=input_shape)
    x = layers.Rescaling(1 / largest)(inputs)
    if augmented:
        x = build_augmentation()(x)
    x = conv_block(x, 16)
    while x.shape[1] > 8:  # (3)
        x = layers.MaxPooling2D()(x)
        x = conv_block(x, 32)
    x = conv_block(x, 32)
    x = layers.MaxPooling2D()(x)
    x = conv_block(x, 64)
    x = layers.Flatten()(x)
    x = layers.Dropout(0.4)(x)  # (4)
    outputs = layers.Dense(10)(x)
    return keras.Model(inputs, outputs)


small = build_small()
for layer in small.layers:
    shape = layer.output.shape[1:]
    print(f"{type(layer).__name__:19}{shape!s:12}{layer.count_params():>7,}")
print(f"{small.count_params():,} parameters")
# --8<-- [end:small]
assert small.count_params() == 33_882

# --8<-- [start:curves]
runs = {}
for augmented in (False, True):
    keras.utils.set_random_seed(0)
    small = build_small(augmented=augmented)
    run = train(small, x_train, y_train, validation_data=(x_val, y_val))
    runs[augmented] = run.history
    loss, accuracy = (run.history[k][-1] for k in ("val_loss", "val_accuracy"))
    name = "augmented" if augmented else "as they are"
    print(f"{name:11}  loss {loss:.3f}  accuracy {accuracy:.3f}")
# --8<-- [end:curves]
assert accuracy > 0.975, accuracy
for epoch in range(3, 20):
    assert runs[True]["loss"][epoch] > runs[True]["val_loss"][epoch]
assert runs[True]["val_loss"][-1] < 0.8 * runs[False]["val_loss"][-1]
assert runs[False]["loss"][-1] < 0.02

# --8<-- [start:draw_curves]
figure, axes = plt.subplots(1, 2, figsize=(8, 3.2), sharey=True)
epochs = range(1, 21)
for axis, augmented in zip(axes, (False, True), strict=True):
    history = runs[augmented]
    axis.plot(epochs, history["loss"], label="training")
    axis.plot(epochs, history["val_loss"], "--", label="validation")
    axis.set(xlabel="epoch", ylim=(0, 0.4), xticks=(1, 5, 10, 15, 20))
    axis.set_title("augmented" if augmented else "as they are")
axes[0].set_ylabel("loss")
axes[0].legend()
figure.tight_layout()
plt.savefig("curves.png", dpi=80)
# --8<-- [end:draw_curves]

# --8<-- [start:tune]
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC


def flat(pictures):
    return pictures.reshape(len(pictures), 64) / 16  # (1)


for C in (1, 10, 100):
    row = [f"C {C:3}"]
    for gamma in (0.1, 0.25, 0.5):
        svm = SVC(C=C, gamma=gamma).fit(flat(x_train), y_train)
        row.append(f"gamma {gamma}: {svm.score(flat(x_val), y_val):.3f}")
    linear = LogisticRegression(C=C, max_iter=2000)
    linear.fit(flat(x_train), y_train)
    row.append(f"linear: {linear.score(flat(x_val), y_val):.3f}")
    print("  ".join(row))
# --8<-- [end:tune]

# --8<-- [start:five]
scores = []
results = []
print("split  conv net  SVM    logistic regression")
for seed in range(5):
    x_fit, x_new, y_fit, y_new = split(seed)
    keras.utils.set_random_seed(seed)
    net = build_small()
    train(net, x_fit, y_fit)
    logits = net.predict(x_new, verbose=0)
    svm = SVC(C=1, gamma=0.25).fit(flat(x_fit), y_fit)
    linear = LogisticRegression(C=10, max_iter=2000)
    linear.fit(flat(x_fit), y_fit)
    row = [(logits.argmax(axis=1) == y_new).mean()]
    row += [m.score(flat(x_new), y_new) for m in (svm, linear)]
    scores.append(row)
    results.append((x_new, y_new, logits))
    print(f"{seed}      {row[0]:.3f}     {row[1]:.3f}  {row[2]:.3f}")
mean = np.mean(scores, axis=0)
print(f"mean   {mean[0]:.3f}     {mean[1]:.3f}  {mean[2]:.3f}")
# --8<-- [end:five]
assert mean[0] > mean[1] - 0.004 and mean[0] > 0.987, mean
assert mean[2] < 0.978
import time

started = time.process_time()
SVC(C=1, gamma=0.25).fit(flat(x_fit), y_fit)
assert time.process_time() - started < 1

# --8<-- [start:confusion]
from sklearn.metrics import confusion_matrix

x_seen, y_seen, logits = map(np.concatenate, zip(*results, strict=True))
guesses = logits.argmax(axis=1)
counts = confusion_matrix(y_seen, guesses)  # (1)

figure, axis = plt.subplots(figsize=(5.2, 4.6), layout="tight")
axis.imshow(counts, cmap="Blues", norm="symlog")  # (2)
for row, column in np.argwhere(counts):
    color = "white" if row == column else "black"
    place = {"ha": "center", "va": "center", "color": color}
    axis.text(column, row, counts[row, column], **place)
axis.set(xlabel="read as", ylabel="is", xticks=range(10), yticks=range(10))
plt.savefig("confusion.png", dpi=80)
print(len(y_seen), "pictures read,", f"{(guesses == y_seen).mean():.1%} right")
# --8<-- [end:confusion]
assert counts.sum() == 1800 and np.trace(counts) > 1775
errors = counts - np.diag(np.diag(counts))
assert errors[8].sum() + errors[:, 8].sum() > 0.45 * errors.sum(), errors

# --8<-- [start:misread]
probabilities = keras.ops.convert_to_numpy(keras.ops.softmax(logits))
given = probabilities.max(axis=1)
right = probabilities[range(len(y_seen)), y_seen]  # (1)
wrong = guesses != y_seen
print(f"mean certainty when right: {given[~wrong].mean():.3f}")
print(f"mean certainty when wrong: {given[wrong].mean():.3f}")

figure, axes = plt.subplots(2, 8, figsize=(8, 3.2), layout="tight")
pairs = axes.reshape(-1, 2)  # (2)
for (left, bars), place in zip(pairs, right.argsort(), strict=False):  # (3)
    left.imshow(x_seen[place], cmap="gray_r", vmax=24)
    left.set_title(f"is {y_seen[place]}", fontsize=9)
    left.axis("off")
    bars.bar(range(10), probabilities[place])
    bars.set_title(f"read {guesses[place]}", fontsize=9)
    bars.set(ylim=(0, 1), yticks=[], xticks=[y_seen[place], guesses[place]])
    bars.tick_params(labelsize=7)
plt.savefig("misread.png", dpi=80)
# --8<-- [end:misread]
assert given[~wrong].mean() > 0.97 > given[wrong].mean()

# --8<-- [start:filters]
kernels = keras.ops.convert_to_numpy(small.layers[3].kernel)[:, :, 0]  # (1)
outputs = [a.output for a in small.layers if isinstance(a, layers.Activation)]
viewer = keras.Model(small.inputs, outputs)  # (2)
maps = viewer.predict(x_test, verbose=0)
print(kernels.shape, [m.shape[1:] for m in maps])

figure, axes = plt.subplots(4, 9, figsize=(8, 3.7), layout="tight")
for axis in axes.flat:
    axis.set(xticks=[], yticks=[])
axes[0, 0].axis("off")
limit = np.abs(kernels).max()
for axis, number in zip(axes[0, 1:], range(8), strict=True):
    axis.imshow(kernels[:, :, number], cmap="RdBu_r", vmin=-limit, vmax=limit)
for row, place in zip(axes[1:], (0, 1, 2), strict=True):
    row[0].imshow(x_test[place], cmap="gray_r")
    for axis, number in zip(row[1:], range(8), strict=True):
        axis.imshow(maps[0][place, :, :, number], cmap="gray_r")  # (3)
plt.savefig("filters.png", dpi=80)
# --8<-- [end:filters]

# --8<-- [start:favourites]
strength = maps[-1].max(axis=(1, 2))  # (1)
print(strength.shape)

space = {"wspace": 0.4, "hspace": 0.3}
figure, axes = plt.subplots(4, 8, figsize=(8, 3.6), gridspec_kw=space)
for row, channel in zip(axes, range(4), strict=True):
    best = strength[:, channel].argsort()[::-1]  # (2)
    for axis, place in zip(row, best, strict=False):
        axis.imshow(x_test[place], cmap="gray_r", vmax=40)
        axis.axis("off")
        where = maps[-1][place, :, :, channel].argmax()
        y, x = divmod(int(where), 4)
        corner = (2 * x - 0.5, 2 * y - 0.5)  # (3)
        frame = {"color": "red", "fill": False, "clip_on": False}
        axis.add_patch(plt.Rectangle(corner, 2, 2, **frame))
plt.savefig("favourites.png", dpi=80)
# --8<-- [end:favourites]

# --8<-- [start:save]
small.save("digits.keras")
loaded = keras.models.load_model("digits.keras")
before = small.predict(x_test, verbose=0)
after = loaded.predict(x_test, verbose=0)
print("same answers:", np.array_equal(before, after))
# --8<-- [end:save]
assert np.array_equal(before, after)

# --8<-- [start:draw]
from PIL import Image, ImageDraw

paper = Image.new("L", (160, 160), "white")  # (1)
pen = ImageDraw.Draw(paper)
pen.line([(40, 14), (122, 14), (76, 150)], "black", width=24, joint="curve")
pen.line([(50, 82), (122, 82)], "black", width=24)
paper.save("seven.png")
print(paper.size, "white is", paper.getpixel((0, 0)))
# --8<-- [end:draw]
assert np.asarray(paper).max() == 255 and np.asarray(paper).min() == 0


# --8<-- [start:read]
def read_picture(path):
    image = keras.utils.load_img(
        path,
        color_mode="grayscale",  # (1)
        target_size=(8, 8),
        interpolation="box",  # (2)
    )
    values = keras.utils.img_to_array(image)
    return (255 - values) / 255 * 16  # (3)


picture = read_picture("seven.png")
print(picture[:, :, 0].astype(int))
logits = loaded.predict(picture[np.newaxis], verbose=0)  # (4)
answer = int(logits.argmax())
chance = float(keras.ops.softmax(logits)[0, answer])
print(f"a {answer}, {chance:.0%} sure")
# --8<-- [end:read]
assert picture.shape == (8, 8, 1) and answer == 7 and chance > 0.7, chance

# --8<-- [start:inverted]
for name, batch in (("as trained", x_test), ("inverted", 16 - x_test)):
    guessed = loaded.predict(batch, verbose=0).argmax(axis=1)
    print(f"{name:11} {(guessed == y_test).mean():.2f} right")
# --8<-- [end:inverted]
assert (guessed == y_test).mean() < 0.5
odd = keras.ops.softmax(loaded.predict(16 - x_test, verbose=0))
odd = keras.ops.convert_to_numpy(odd).max(axis=1)
assert (odd > 0.9).mean() > 0.2, (odd > 0.9).mean()


# --8<-- [start:call]
def statistics():
    return keras.ops.convert_to_numpy(loaded.layers[4].moving_mean)  # (1)


def call_twice(**options):
    before = statistics()
    calls = [loaded(x_test[:1], **options) for _ in range(2)]
    first, second = map(keras.ops.convert_to_numpy, calls)
    same = np.array_equal(first, second)
    return same, np.array_equal(before, statistics())


for options in ({"training": False}, {}):
    same, unchanged = call_twice(**options)
    print(options, "same answer:", same, "model unchanged:", unchanged)
# --8<-- [end:call]
import inspect

for kind in (layers.RandomRotation, layers.RandomTranslation):
    assert inspect.signature(kind.call).parameters["training"].default is True
assert call_twice(training=False) == (True, True)
assert call_twice() == (False, False)

# --8<-- [start:mnist_file]
import os
from pathlib import Path

home = Path(os.environ.get("KERAS_HOME", "~/.keras"))  # (1)
path = home / "datasets" / "mnist.npz"
have_mnist = path.expanduser().exists()
if have_mnist:
    print("found:", path.as_posix())
else:
    print("not found:", path.as_posix())
    print("Put mnist.npz there and run this again.")
    print("Until then, a stand-in of the same format takes its place.")
# --8<-- [end:mnist_file]

# --8<-- [start:stand_in]
if not have_mnist:
    big = np.kron(digits.images, np.ones((1, 3, 3)))  # (1)
    big = np.pad(big, ((0, 0), (2, 2), (2, 2)))
    big = (big * 255 / 16).astype("uint8")
    path = Path("stand_in.npz")
    np.savez(
        path,
        x_train=big[:1437],
        y_train=labels[:1437].astype("uint8"),
        x_test=big[1437:],
        y_test=labels[1437:].astype("uint8"),
    )

with np.load(path.expanduser()) as file:  # (2)
    mnist = {name: file[name] for name in file}
for name, array in sorted(mnist.items()):
    print(f"{name:8}{array.dtype!s:6} {array.shape}")
# --8<-- [end:stand_in]
assert {a.dtype.name for a in mnist.values()} == {"uint8"}
assert mnist["x_train"].shape[1:] == (28, 28)

# --8<-- [start:mnist]
keras.utils.set_random_seed(0)
model = build_small(input_shape=(28, 28, 1), largest=255)  # (1)
x_mnist = mnist["x_train"][..., np.newaxis]  # (2)
train(model, x_mnist, mnist["y_train"], epochs=5)

x_mnist = mnist["x_test"][..., np.newaxis]
loss, accuracy = model.evaluate(x_mnist, mnist["y_test"], verbose=0)
print(f"{model.count_params():,} parameters, test accuracy {accuracy:.3f}")
# --8<-- [end:mnist]
assert accuracy > 0.7
# What the page says of keras.datasets.
import inspect

source = inspect.getsource(keras.datasets.mnist.load_data)
assert "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1" in (
    source
)
assert all(f'f["{name}"]' in source for name in mnist)
source = inspect.getsource(keras.datasets.fashion_mnist.load_data)
assert 'os.path.join("datasets", "fashion-mnist")' in source

# --8<-- [start:shifted]
shifted = np.zeros_like(x_new)
shifted[:, :, 1:] = x_new[:, :, :-1]  # (1)

print("          as they are  shifted")
for name, reader in (("SVM", svm), ("linear", linear)):
    scores = [reader.score(flat(x), y_new) for x in (x_new, shifted)]
    print(f"{name:9} {scores[0]:.3f}        {scores[1]:.3f}")
scores = [net.evaluate(x, y_new, verbose=0)[1] for x in (x_new, shifted)]
print(f"conv net  {scores[0]:.3f}        {scores[1]:.3f}")
# --8<-- [end:shifted]
assert scores[1] > 0.9 > 0.65 > svm.score(flat(shifted), y_new)

# --8<-- [start:refuse]
print("at least  refused  wrong among the rest")
for least in (0, 0.7, 0.9, 0.99):
    kept = given >= least  # (1)
    print(f"{least:8}  {(~kept).mean():7.1%}  {wrong[kept].mean():.1%}")
# --8<-- [end:refuse]

# --8<-- [start:strangers]
x_some, y_some = pictures[:1437], labels[:1437]
x_others, y_others = pictures[1437:], labels[1437:]  # (1)

keras.utils.set_random_seed(0)
net = build_small()
train(net, x_some, y_some)
loss, accuracy = net.evaluate(x_others, y_others, verbose=0)
print(f"conv net {accuracy:.3f}")
for name, reader in (("SVM", svm), ("linear", linear)):
    reader.fit(flat(x_some), y_some)
    print(f"{name:8} {reader.score(flat(x_others), y_others):.3f}")
# --8<-- [end:strangers]
assert 0.95 < accuracy < 0.995 and svm.score(flat(x_others), y_others) < 0.97
