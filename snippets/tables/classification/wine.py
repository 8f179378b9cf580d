# --8<-- [start:data]
import numpy as np
from sklearn.datasets import load_wine

wine = load_wine()
x = wine.data.astype("float32")
y = wine.target  # (1)

print("x:", x.shape, " y:", y.shape, " wines of each type:", np.bincount(y))
for name in ("proline", "alcohol", "hue"):
    column = x[:, wine.feature_names.index(name)]
    print(f"{name:8} {column.min():7.2f} to {column.max():7.2f}")
# --8<-- [end:data]
assert x.shape == (178, 13)
assert np.bincount(y).tolist() == [59, 71, 48]
assert (np.diff(y) >= 0).all()

# --8<-- [start:split]
from sklearn.model_selection import train_test_split


def split(seed, stratify=y):
    rows = np.arange(len(y))  # (1)
    return train_test_split(
        rows,
        test_size=0.5,
        stratify=stratify,  # (2)
        random_state=seed,
    )


for name, stratify in (("at random", None), ("stratified", y)):
    halves = [split(seed, stratify)[1] for seed in range(5)]
    counts = [int((y[half] == 2).sum()) for half in halves]
    print(f"{name:10} type 2 in the test half: {counts}")
# --8<-- [end:split]
assert all(len(part) == 89 for part in split(0))

# --8<-- [start:baselines]
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

train, test = split(0)
commonest = np.bincount(y[train]).argmax()
logistic = make_pipeline(StandardScaler(), LogisticRegression())  # (1)
logistic.fit(x[train], y[train])

guesses = {
    f"always type {commonest}": np.full(len(test), commonest),
    "logistic regression": logistic.predict(x[test]),
}
for name, guess in guesses.items():
    wrong = (guess != y[test]).sum()
    print(f"{name:20} mistakes {wrong:2} of {len(test)}", end="  ")
    print(f"accuracy {1 - wrong / len(test):.3f}")
# --8<-- [end:baselines]
assert commonest == 1 and guesses["always type 1"][0] == 1
assert (guesses["logistic regression"] != y[test]).sum() <= 3

# --8<-- [start:network]
import keras
from keras import layers


def build_model(samples):
    scale = layers.Normalization()
    scale.adapt(samples)  # (1)
    inputs = keras.Input(shape=samples.shape[1:])
    hidden = layers.Dense(16, activation="relu")(scale(inputs))
    logits = layers.Dense(3)(hidden)  # (2)
    return keras.Model(inputs, logits)


for layer in build_model(x[train]).layers[1:]:
    print(f"{type(layer).__name__:14}", layer.output.shape, end="  ")
    print("parameters:", layer.count_params())
# --8<-- [end:network]
assert build_model(x).layers[2].count_params() == 13 * 16 + 16 == 224
assert build_model(x).layers[3].count_params() == 16 * 3 + 3 == 51


# --8<-- [start:training]
def trained(samples, labels, seed):
    keras.utils.set_random_seed(seed)
    model = build_model(samples)
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.01),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    model.fit(samples, labels, batch_size=8, epochs=20, verbose=0)  # (1)
    return model


model = trained(x[train], y[train], seed=0)
for name, part in (("train", train), ("test", test)):
    loss, accuracy = model.evaluate(x[part], y[part], verbose=0)
    print(f"{name:6} loss {loss:.3f}  accuracy {accuracy:.3f}")
# --8<-- [end:training]
assert accuracy > 0.95 and int(model.optimizer.iterations) == 20 * 12

# --8<-- [start:logits]
logits = keras.ops.convert_to_numpy(model(x[test]))  # (1)
chances = keras.ops.convert_to_numpy(keras.ops.softmax(logits))
sureness = chances.max(axis=1)
print("   logits                  chances        answer  label")
for row in np.argsort(sureness)[[-1, 20, 0]]:
    print("".join(f"{z:7.2f}" for z in logits[row]), end="   ")
    print("".join(f"{p:6.3f}" for p in chances[row]), end="   ")
    print(chances[row].argmax(), "    ", y[test][row])
# --8<-- [end:logits]
shifted = keras.ops.convert_to_numpy(keras.ops.softmax(logits + 100))
assert np.abs(shifted - chances).max() < 1e-4
assert (logits.argmax(axis=1) == chances.argmax(axis=1)).all()


# --8<-- [start:five_splits]
def answers_of(model, samples):
    logits = keras.ops.convert_to_numpy(model(samples))
    return logits.argmax(axis=1)  # (1)


tested, answers, networks = [], [], []
print("seed  always type 1  logistic  network")
for seed in range(5):
    train, test = split(seed)
    logistic.fit(x[train], y[train])
    model = trained(x[train], y[train], seed)
    guesses = [
        np.full(len(test), 1),
        logistic.predict(x[test]),
        answers_of(model, x[test]),
    ]
    wrong = [int((guess != y[test]).sum()) for guess in guesses]
    print("{:4}  {:13}  {:8}  {:7}".format(seed, *wrong))
    tested.append(test)
    answers.append(guesses)
    networks.append(model)

tested = np.concatenate(tested)
answers = np.concatenate(answers, axis=1)
accuracy = (answers == y[tested]).mean(axis=1)
print("mean  {:13.3f}  {:8.3f}  {:7.3f}".format(*accuracy))
# --8<-- [end:five_splits]
always, by_logistic, by_network = accuracy
assert by_logistic > 0.96 and by_network > 0.96 and always < 0.4
assert abs(by_logistic - by_network) < 0.012

# --8<-- [start:confusion]
import matplotlib.pyplot as plt
from sklearn.metrics import confusion_matrix

names = ("logistic regression", "network")
figure, axes = plt.subplots(1, 2, figsize=(8, 3.6))
for axis, name, answer in zip(axes, names, answers[1:], strict=True):
    counts = confusion_matrix(y[tested], answer)  # (1)
    axis.imshow(counts, cmap="Blues")
    for true, guess in np.ndindex(3, 3):
        number = counts[true, guess]
        color = "white" if number > 60 else "black"
        axis.text(guess, true, number, ha="center", va="center", color=color)
    axis.set(xlabel=f"answer of the {name}", ylabel="true type")
    axis.set(xticks=range(3), yticks=range(3))
figure.tight_layout()
plt.savefig("confusion.png", dpi=100)
# --8<-- [end:confusion]
for answer in answers[1:]:
    counts = confusion_matrix(y[tested], answer)
    assert counts.sum(axis=1).tolist() == [150, 175, 120]
    assert counts[0, 2] == counts[2, 0] == 0

# --8<-- [start:mistakes]
wrong = answers != y[tested]
missed, times = np.unique(tested[wrong[2]], return_counts=True)
both = np.intersect1d(missed, tested[wrong[1]])
print(f"{times.sum()} mistakes of the network, on {len(missed)} wines")
print(f"{len(both)} of these wines misread by logistic regression as well")

print("wine  type  read as  tests  misread  by logistic")
for row in missed[times > 1]:
    tests = tested == row
    counts = [(tests & errors).sum() for errors in wrong]
    guess = answers[2][tests & wrong[2]][0]
    print(f"{row:4} {y[row]:5} {guess:8} {tests.sum():6}", end=" ")
    print(f"{counts[2]:8} {counts[1]:12}")
# --8<-- [end:mistakes]
assert {68, 73, 83} <= set(missed.tolist())
assert len(missed) <= 10 and len(both) >= len(missed) - 3

# --8<-- [start:nearer]
centers = np.stack([x[y == kind].mean(axis=0) for kind in range(3)])


def nearer(rows, other):  # (1)
    far = np.abs(x[rows] - centers[y[rows]])
    return (np.abs(x[rows] - centers[other]) < far).sum(axis=1)


for row, other in ((68, 2), (73, 0), (83, 2)):
    usual = int(np.median(nearer(np.flatnonzero(y == 1), other)))
    count = nearer([row], other)[0]
    print(f"wine {row}: {count} of 13 nearer to type {other}, usual {usual}")
# --8<-- [end:nearer]
for other in (0, 2):
    assert np.median(nearer(np.flatnonzero(y == 1), other)) == 3

# --8<-- [start:two_features]
pair = ["flavanoids", "color_intensity"]
two = x[:, [wine.feature_names.index(name) for name in pair]]

train, test = split(0)
logistic.fit(two[train], y[train])
small = trained(two[train], y[train], seed=0)

guesses = {
    "logistic": logistic.predict(two[test]),
    "network": answers_of(small, two[test]),
}
for name, guess in guesses.items():
    wrong = (guess != y[test]).sum()
    print(f"{name:8} mistakes {wrong} of {len(test)}")
# --8<-- [end:two_features]
assert all(4 <= (g != y[test]).sum() <= 14 for g in guesses.values())

# --8<-- [start:regions]
from matplotlib.colors import ListedColormap

across, up = np.meshgrid(np.linspace(0, 5.5, 220), np.linspace(0, 14, 220))
grid = np.stack([across.ravel(), up.ravel()], axis=1)  # (1)
regions = {
    "logistic": logistic.predict(grid),
    "network": answers_of(small, grid),
}
pale = ListedColormap(["#c6dbef", "#fdd0a2", "#c7e9c0"])

figure, axes = plt.subplots(1, 2, figsize=(8, 3.8), sharey=True)
for axis, name in zip(axes, regions, strict=True):
    axis.pcolormesh(across, up, regions[name].reshape(220, 220), cmap=pale)
    for kind, marker in enumerate("os^"):
        wines = two[test][y[test] == kind]
        axis.scatter(*wines.T, s=18, marker=marker, label=f"type {kind}")
    misread = two[test][guesses[name] != y[test]]
    axis.scatter(*misread.T, s=90, facecolors="none", edgecolors="black")
    axis.set_xlabel(f"flavanoids ({name})")
axes[0].set_ylabel("color intensity")
axes[0].legend()
figure.tight_layout()
plt.savefig("regions.png", dpi=100)
# --8<-- [end:regions]

# --8<-- [start:corner]
corner = np.array([[5.5, 14.0]], dtype="float32")
chances = keras.ops.convert_to_numpy(keras.ops.softmax(small(corner)))[0]
print("largest among the wines:", two.max(axis=0))
for kind in range(3):
    print(f"type {kind}: {chances[kind]:.1%}")
# --8<-- [end:corner]
assert two[:, 0].max() < 5.5 and two[:, 1].max() < 14 and chances[0] > 0.99

# --8<-- [start:sizes]
for size in (0.5, 0.8, 0.9):
    scores = []
    for seed in range(20):
        train, test = train_test_split(
            np.arange(len(y)), test_size=size, stratify=y, random_state=seed
        )
        logistic.fit(x[train], y[train])
        scores.append((logistic.predict(x[test]) == y[test]).mean())
    print(f"{len(train):2} wines to learn from", end="  ")
    print(f"mean {np.mean(scores):.3f}  lowest {min(scores):.3f}")
# --8<-- [end:sizes]

# --8<-- [start:no_hidden_layer]
train, test = split(0)
keras.utils.set_random_seed(0)
scale = layers.Normalization()
scale.adapt(x[train])
inputs = keras.Input(shape=(13,))
logits = layers.Dense(3)(scale(inputs))  # (1)
linear = keras.Model(inputs, logits)
linear.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.01),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
)
linear.fit(x[train], y[train], batch_size=8, epochs=40, verbose=0)
logistic.fit(x[train], y[train])
guesses = answers_of(linear, x[test])
same = (guesses == logistic.predict(x[test])).sum()
print("parameters:", linear.layers[-1].count_params())
print(f"mistakes: {(guesses != y[test]).sum()} of {len(test)}")
print(f"same answer as logistic regression: {same} of {len(test)}")
# --8<-- [end:no_hidden_layer]
assert same > 84
assert linear.layers[-1].count_params() == 13 * 3 + 3 == 42

# --8<-- [start:shuffled]
train, test = split(0)
model = networks[0]
samples = np.tile(x[test], (20, 1))  # (1)
labels = np.tile(y[test], 20)
rng = np.random.default_rng(0)
intact = (answers_of(model, samples) == labels).mean()
print(f"{'nothing':16} {intact:.3f}")
accuracy = {}
for column, name in enumerate(wine.feature_names):
    shuffled = samples.copy()
    shuffled[:, column] = rng.permutation(shuffled[:, column])
    accuracy[name] = (answers_of(model, shuffled) == labels).mean()
for name in sorted(accuracy, key=accuracy.get)[:3] + ["flavanoids"]:
    print(f"{name:16} {accuracy[name]:.3f}")
twins = [wine.feature_names.index(n) for n in ("flavanoids", "total_phenols")]
print(f"correlation: {np.corrcoef(x[:, twins].T)[0, 1]:.2f}")
# --8<-- [end:shuffled]
assert accuracy["proline"] < 0.92
assert min(accuracy, key=accuracy.get) == "proline"
