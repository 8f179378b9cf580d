# --8<-- [start:data]
import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.model_selection import train_test_split

x, y = load_diabetes(return_X_y=True, scaled=False)
x, y = x.astype("float32"), y.astype("float32")

rest, test = train_test_split(  # (1)
    np.arange(len(x)), test_size=92, random_state=0
)
train, val = train_test_split(rest, test_size=70, random_state=0)
print("patients:", len(x), " measurements:", x.shape[1])
print("train", len(train), " validate", len(val), " test", len(test))
# --8<-- [end:data]
assert (len(x), x.shape[1]) == (442, 10) and len(train) == 280

# --8<-- [start:one_batch]
import keras
from keras import layers

few = train[:16]
labels = (y[few] - y[few].mean()) / y[few].std()  # (1)
for activation in (None, "relu"):
    keras.utils.set_random_seed(0)
    scale = layers.Normalization()
    scale.adapt(x[few])
    inputs = keras.Input(shape=(10,))
    hidden = layers.Dense(64, activation="relu")(scale(inputs))
    outputs = layers.Dense(1, activation=activation)(hidden)
    model = keras.Model(inputs, outputs)
    model.compile(keras.optimizers.Adam(0.01), loss="mse")
    run = model.fit(x[few], labels, batch_size=16, epochs=60, verbose=0)
    losses = run.history["loss"]
    print(f"last layer {activation}: loss {losses[0]:.2f} -> {losses[-1]:.2f}")
# --8<-- [end:one_batch]
floor = (np.minimum(labels, 0) ** 2).mean()
assert floor > 0.2 and losses[-1] > floor - 1e-4


# --8<-- [start:build]
def build(rows, width=64, dropout=0.0, l2=0.0):
    scale = layers.Normalization()
    scale.adapt(x[rows])
    inputs = keras.Input(shape=(10,))
    hidden = scale(inputs)
    for _ in range(2):  # (1)
        hidden = layers.Dense(
            width,
            activation="relu",
            kernel_regularizer=keras.regularizers.L2(l2),
        )(hidden)
        hidden = layers.Dropout(dropout)(hidden)
    return keras.Model(inputs, layers.Dense(1)(hidden))


for width in (8, 64):
    learned = build(train, width).count_params() - 21  # (2)
    print(f"width {width:2}: {learned} numbers to learn")
# --8<-- [end:build]
assert sum(int(np.prod(w.shape)) for w in build(train).trainable_weights) == (
    learned
)


# --8<-- [start:fit]
def scaled(rows, train):  # (1)
    return (y[rows] - y[train].mean()) / y[train].std()


def fit(model, train, val=None, rate=0.01, callbacks=None):
    model.compile(keras.optimizers.Adam(rate), loss="mse")
    run = model.fit(
        x[train],
        scaled(train, train),
        epochs=20,
        validation_data=val if val is None else (x[val], scaled(val, train)),
        callbacks=callbacks,
        verbose=0,
    )
    return run.history


def error(model, train, val):
    answers = keras.ops.convert_to_numpy(model(x[val]))[:, 0]
    return float(((answers - scaled(val, train)) ** 2).mean())  # (2)


curves = {}
# --8<-- [end:fit]

# --8<-- [start:two_faults]
import matplotlib.pyplot as plt

for name, rate in (("underfitting", 0.00005), ("overfitting", 0.01)):
    keras.utils.set_random_seed(0)
    curves[name] = fit(build(train), train, val, rate=rate)
    for epoch in (1, 5, 20):
        print(f"{name:12} epoch {epoch:2}", end="  ")
        print(f"train {curves[name]['loss'][epoch - 1]:.2f}", end="  ")
        print(f"validate {curves[name]['val_loss'][epoch - 1]:.2f}")
# --8<-- [end:two_faults]

# --8<-- [start:draw_faults]
figure, axes = plt.subplots(1, 2, figsize=(8, 3.2), sharey=True)
for axis, (name, history) in zip(axes, curves.items(), strict=True):
    axis.plot(range(1, 21), history["loss"], label="train")
    axis.plot(range(1, 21), history["val_loss"], "--", label="validate")
    axis.axhline(1, color="gray", linestyle=":", label="always the mean")
    axis.set(xlabel="epoch", title=name, ylim=(0, 1.6))
axes[0].set_ylabel("mean squared error")
axes[1].legend()
figure.tight_layout()
plt.savefig("two_faults.png", dpi=80)
# --8<-- [end:draw_faults]

# --8<-- [start:folds]
from sklearn.model_selection import KFold

folds = []
for learn, check in KFold(5, shuffle=True, random_state=0).split(rest):
    folds.append((rest[learn], rest[check]))  # (1)

histories = []
for learn, check in folds:
    keras.utils.set_random_seed(0)
    histories.append(fit(build(learn), learn, check))
plain = np.array([history["val_loss"][-1] for history in histories])
print("five folds:", plain.round(2))
print(f"mean {plain.mean():.2f}, from {plain.min():.2f} to {plain.max():.2f}")
# --8<-- [end:folds]
rises = [h["val_loss"][-1] / min(h["val_loss"]) for h in histories]
assert np.mean(rises) > 1.15 and np.median(rises) > 1.15, rises
assert all(h["loss"][-1] < 0.35 < h["val_loss"][-1] for h in histories)
assert plain.max() - plain.min() > 0.15
assert all(len(check) == 70 for _, check in folds)

# --8<-- [start:chance]
by_seed = [curves["overfitting"]["val_loss"][-1]]  # (1)
for seed in range(1, 5):
    keras.utils.set_random_seed(seed)
    model = build(train)
    fit(model, train)
    by_seed.append(error(model, train, val))
print("five seeds:", np.round(by_seed, 2))

figure, axis = plt.subplots(figsize=(6.4, 1.9))
axis.plot(by_seed, [1] * 5, "o", alpha=0.7)
axis.plot(plain, [0] * 5, "s", alpha=0.7)
axis.set(xlabel="validation loss after 20 epochs", ylim=(-0.6, 1.6))
axis.set_yticks([1, 0], ["one split, five seeds", "one seed, five folds"])
figure.tight_layout()
plt.savefig("chance.png", dpi=100)
# --8<-- [end:chance]
assert np.ptp(by_seed) > 0.05 and np.ptp(plain) > np.ptp(by_seed)


# --8<-- [start:cross_validate]
def cross_validate(**settings):
    errors = []
    for learn, check in folds:
        keras.utils.set_random_seed(0)
        model = build(learn, **settings)
        fit(model, learn)
        errors.append(error(model, learn, check))
    return np.array(errors)


def compare(name, errors):
    for label, values in (("as it was", plain), (name, errors)):
        print(f"{label:13}", values.round(2), f" mean {values.mean():.2f}")
    print("better in", int((errors < plain).sum()), "of 5 folds")


half = []
# --8<-- [end:cross_validate]

# --8<-- [start:more_data]
for learn, check in folds:
    some = learn[:140]  # (1)
    keras.utils.set_random_seed(0)
    model = build(some)
    fit(model, some)
    half.append(error(model, some, check))
half = np.array(half)
compare("half the data", half)
# --8<-- [end:more_data]

# --8<-- [start:smaller]
smaller = cross_validate(width=8)
compare("width 8", smaller)
# --8<-- [end:smaller]

# --8<-- [start:dropout]
dropped = cross_validate(dropout=0.3)
compare("dropout 0.3", dropped)
# --8<-- [end:dropout]

# --8<-- [start:l2]
held = cross_validate(l2=0.03)
compare("L2 0.03", held)
# --8<-- [end:l2]

# --8<-- [start:early]
lowest = np.array([min(history["val_loss"]) for history in histories])
where = [int(np.argmin(h["val_loss"])) + 1 for h in histories]
compare("lowest epoch", lowest)
print("the lowest was epoch", where)
# --8<-- [end:early]

# --8<-- [start:plateau]
reduced = []
for learn, check in folds:
    slower = keras.callbacks.ReduceLROnPlateau(
        monitor="val_loss", factor=0.1, patience=2, min_lr=0.0001
    )
    keras.utils.set_random_seed(0)
    history = fit(build(learn), learn, check, callbacks=[slower])
    reduced.append(history["val_loss"][-1])
reduced = np.array(reduced)
rates = [round(float(rate), 4) for rate in history["learning_rate"]]
print("learning rate, epochs 1 to 7:", rates[:7])
compare("smaller steps", reduced)
# --8<-- [end:plateau]

# --8<-- [start:side_by_side]
measures = {
    "width 8": smaller,
    "dropout 0.3": dropped,
    "L2 0.03": held,
    "early stopping": lowest,
    "smaller steps": reduced,
}
for name, errors in measures.items():
    better = int((errors < plain).sum())
    print(f"{name:14} mean {errors.mean():.2f}  better in {better} of 5")
print(f"{'as it was':14} mean {plain.mean():.2f}")
# --8<-- [end:side_by_side]
means = [errors.mean() for errors in measures.values()]
assert all((errors < plain).sum() >= 4 for errors in measures.values())
assert max(means) < plain.mean() - 0.05
assert max(means) - min(means) < min(np.std(plain), np.ptp(by_seed) + 0.03)
assert half.mean() > plain.mean() + 0.05

# --8<-- [start:search]
grid = {
    (64, 0.0): plain,  # (1)
    (8, 0.0): smaller,
    (64, 0.03): held,
    (8, 0.03): cross_validate(width=8, l2=0.03),
}
for (width, l2), errors in grid.items():
    print(f"width {width:2}  L2 {l2:4} ", errors.round(2), end="  ")
    print(f"mean {errors.mean():.2f}")
# --8<-- [end:search]
assert abs(grid[8, 0.03].mean() - smaller.mean()) < np.std(smaller)
assert max(means) < plain.mean() and smaller.mean() < plain.mean() - 0.05

# --8<-- [start:test]
keras.utils.set_random_seed(0)
chosen = build(rest, width=8)  # (1)
fit(chosen, rest)

always_mean = float((scaled(test, rest) ** 2).mean())
print(f"always the mean {always_mean:.2f}")
print(f"the network     {error(chosen, rest, test):.2f}")
# --8<-- [end:test]
assert error(chosen, rest, test) < always_mean - 0.1

# --8<-- [start:patience]
for patience in (1, 3, 5):
    epochs, found = [], []
    for history in histories:
        lows, since, epoch = [history["val_loss"][0]], 0, 1
        while since < patience and epoch < 20:
            value = history["val_loss"][epoch]
            since = 0 if value < min(lows) else since + 1
            lows.append(value)
            epoch += 1
        epochs.append(epoch)
        found.append(min(lows))
    print(f"patience {patience}: stopped after {epochs}", end="  ")
    print(f"mean {np.mean(found):.2f}")
# --8<-- [end:patience]
assert np.mean(found) < lowest.mean() + 0.02

# --8<-- [start:linear]
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

linear = []
for learn, check in folds:
    model = make_pipeline(StandardScaler(), LinearRegression())
    model.fit(x[learn], scaled(learn, learn))
    answers = model.predict(x[check])
    linear.append(((answers - scaled(check, learn)) ** 2).mean())
linear = np.array(linear)
print("linear ", linear.round(2), f" mean {linear.mean():.2f}")
print("width 8", smaller.round(2), f" mean {smaller.mean():.2f}")
print("linear better in", int((linear < smaller).sum()), "of 5 folds")
# --8<-- [end:linear]
assert abs(linear.mean() - smaller.mean()) < np.std(smaller)
