# --8<-- [start:data]
import numpy as np
from bokeh_sampledata.autompg import autompg_clean

cars = autompg_clean.rename(columns={"hp": "power", "displ": "volume"})
cars["litres"] = 235.215 / cars["mpg"]  # (1)
print(cars[["name", "weight", "power", "origin", "litres"]].head(3))
print(len(cars), "cars,", cars["name"].nunique(), "names")
print(f"litres from {cars['litres'].min():.1f} to {cars['litres'].max():.1f}")
# --8<-- [end:data]
assert cars.isna().sum().sum() == 0

# --8<-- [start:arrays]
columns = ["cyl", "volume", "power", "weight", "accel", "yr"]
numbers = cars[columns].to_numpy("float32")
generator = np.random.default_rng(0)
hidden = generator.permutation(len(cars))[:40]
numbers[hidden, 2] = np.nan  # (1)
origin = cars["origin"].to_numpy(str)
litres = cars["litres"].to_numpy("float32")
names = cars["name"].to_numpy(str)
print("power not known:", int(np.isnan(numbers[:, 2]).sum()))
print(*sorted(set(origin)), sep=", ")
# --8<-- [end:arrays]

# --8<-- [start:split]
from sklearn.model_selection import GroupKFold, GroupShuffleSplit

cut = GroupShuffleSplit(n_splits=1, test_size=0.2, random_state=0)
rest, test = next(cut.split(numbers, groups=names))  # (1)
kept = GroupKFold(n_splits=5, shuffle=True, random_state=0)
folds = [
    (rest[learn], rest[check])
    for learn, check in kept.split(rest, groups=names[rest])
]
print(len(rest), "rest,", len(test), "test")
print("names on both sides:", len(set(names[rest]) & set(names[test])))
# --8<-- [end:split]
for learn, check in folds:
    assert not set(names[learn]) & set(names[check])

# --8<-- [start:look]
import matplotlib.pyplot as plt

figure, axes = plt.subplots(1, 3, figsize=(8, 2.6), layout="tight")
for place, axis in zip((3, 2, 5), axes, strict=True):
    axis.plot(numbers[rest, place], litres[rest], ".", alpha=0.4)
    axis.set_xlabel(columns[place])
axes[0].set_ylabel("litres / 100 km")
plt.savefig("look.png", dpi=80)
# --8<-- [end:look]

# --8<-- [start:baselines]
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import LinearRegression

places = sorted(set(origin))


def table(rows, blanks):
    one_hot = origin[rows][:, np.newaxis] == np.array(places)
    known = np.where(np.isnan(numbers[rows]), blanks, numbers[rows])  # (1)
    return np.concatenate([known, one_hot], axis=1)


def old_ways(learn, check):
    mean = np.nanmean(numbers[learn], axis=0)  # (2)
    line = LinearRegression().fit(table(learn, mean), litres[learn])
    trees = HistGradientBoostingRegressor(random_state=0)  # (3)
    trees.fit(table(learn, np.nan), litres[learn])
    return {
        "mean": np.full(len(check), litres[learn].mean()),
        "linear": line.predict(table(check, mean)),
        "boosting": trees.predict(table(check, np.nan)),
    }


def error(answers, rows):
    return float(np.sqrt(((answers - litres[rows]) ** 2).mean()))  # (4)


print("columns:", table(rest, 0).shape[1])
# --8<-- [end:baselines]


# --8<-- [start:baseline_scores]
scores = {"mean": [], "linear": [], "boosting": []}
for learn, check in folds:
    for name, answers in old_ways(learn, check).items():
        scores[name].append(error(answers, check))
for name, errors in scores.items():
    print(f"{name:8}", np.round(errors, 2), f" mean {np.mean(errors):.2f}")
# --8<-- [end:baseline_scores]
assert np.mean(scores["linear"]) < np.mean(scores["mean"]) / 2

# --8<-- [start:build]
import keras
import tensorflow as tf
from keras import layers


def build(rows, width=32):
    mean = np.nanmean(numbers[rows], axis=0)
    variance = np.nanvar(numbers[rows], axis=0)  # (1)
    measured = keras.Input(shape=(6,), name="numbers")
    place = keras.Input(shape=(1,), dtype="string", name="origin")
    x = layers.Normalization(mean=mean, variance=variance)(measured)
    unknown = keras.ops.cast(keras.ops.isnan(x), "float32")  # (2)
    x = keras.ops.nan_to_num(x)  # (3)
    lookup = layers.StringLookup(vocabulary=places, output_mode="one_hot")
    x = layers.Concatenate()([x, unknown, lookup(place)])
    x = layers.Dense(width, activation="relu")(x)
    x = layers.Dense(width, activation="relu")(x)
    spread, middle = float(litres[rows].std()), float(litres[rows].mean())
    answer = layers.Rescaling(spread, offset=middle)(layers.Dense(1)(x))  # (4)
    return keras.Model({"numbers": measured, "origin": place}, answer)


def inputs(rows):
    text = tf.constant(origin[rows][:, np.newaxis])  # (5)
    return {"numbers": numbers[rows], "origin": text}


print("parameters:", build(rest).count_params())
# --8<-- [end:build]

# --8<-- [start:one_batch]
few = rest[:16]
keras.utils.set_random_seed(0)
model = build(rest)
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
for _ in range(250):
    model.train_on_batch(inputs(few), litres[few])  # (1)
answers = model.predict(inputs(few), verbose=0)[:, 0]
print(f"16 cars: {error(answers, few):.1f} litres")
# --8<-- [end:one_batch]
assert error(answers, few) < 0.6


# --8<-- [start:train]
def train(learn, check=None, epochs=40):
    keras.utils.set_random_seed(0)
    model = build(learn)
    steps = epochs * -(-len(learn) // 32)
    rate = keras.optimizers.schedules.CosineDecay(0.01, steps)  # (1)
    model.compile(optimizer=keras.optimizers.Adam(rate), loss="mse")
    seen = None if check is None else (inputs(check), litres[check])
    history = model.fit(
        inputs(learn),
        litres[learn],
        batch_size=32,
        epochs=epochs,
        validation_data=seen,
        verbose=0,
    )
    return model, history.history


first, curves = train(*folds[0])
figure, axis = plt.subplots(figsize=(5, 2.8), layout="tight")
axis.plot(np.sqrt(curves["loss"]), label="training")
axis.plot(np.sqrt(curves["val_loss"]), "--", label="validation")
axis.set(xlabel="epoch", ylabel="error, litres / 100 km", ylim=(0, 4))
axis.legend()
plt.savefig("curves.png", dpi=100)
# --8<-- [end:train]
assert curves["val_loss"][-1] < 1.3 * min(curves["val_loss"])
assert curves["loss"][-1] < 0.95**2
assert 0.9**2 < curves["val_loss"][-1] < 1.35**2

# --8<-- [start:compare]
scores["network"] = []
for learn, check in folds:
    model, _ = train(learn)
    answers = model.predict(inputs(check), verbose=0)[:, 0]
    scores["network"].append(error(answers, check))
for name, errors in scores.items():
    print(f"{name:8}", np.round(errors, 2), f" mean {np.mean(errors):.2f}")
network, trees = np.array(scores["network"]), np.array(scores["boosting"])
print("network better than boosting in", int((network < trees).sum()), "of 5")
# --8<-- [end:compare]
line = np.array(scores["linear"])
assert (network < line).sum() >= 4 and network.mean() < line.mean() - 0.05
assert (network < trees).sum() >= 4 and network.mean() < trees.mean() - 0.05

# --8<-- [start:test]
model, _ = train(rest)
found = old_ways(rest, test)
found["network"] = model.predict(inputs(test), verbose=0)[:, 0]
final = {name: error(answers, test) for name, answers in found.items()}
for name, value in final.items():
    print(f"{name:8} {value:.2f}")
# --8<-- [end:test]
assert final["network"] < final["mean"] / 2.5
assert abs(final["network"] - final["boosting"]) < 0.35

# --8<-- [start:worst]
off = np.abs(found["network"] - litres[test])
for place in off.argsort()[-3:]:
    row = test[place]
    print(f"{names[row]:22} 19{numbers[row, 5]:.0f}", end="  ")
    print(f"true {litres[row]:4.1f}  said {found['network'][place]:4.1f}")
print(f"within 1 litre: {(off < 1).mean():.0%}")
# --8<-- [end:worst]
assert 0.4 < (off < 1).mean() < 0.85

# --8<-- [start:save]
model.save("cars.keras")
loaded = keras.models.load_model("cars.keras")
answers = loaded.predict(inputs(test), verbose=0)[:, 0]
print("same answers:", np.array_equal(answers, found["network"]))

mine = {
    "numbers": np.array([[4, 120, np.nan, 2500, 16, 79]], "float32"),
    "origin": tf.constant([["Asia"]]),
}
print(f"my car: {loaded.predict(mine, verbose=0)[0, 0]:.1f} litres")
# --8<-- [end:save]
assert np.array_equal(answers, found["network"])

# --8<-- [start:card]
card = f"""\
# cars.keras
- Question: litres per 100 km of a car, from what its papers say.
- Data: auto-mpg in bokeh-sampledata, CC0; {len(cars)} cars, 1970 to 1982.
- Changed by us: 40 horsepowers hidden, mpg turned into litres.
- Split: by name; {len(test)} cars tested once; five folds to compare.
- Error (RMSE, litres): {final["network"]:.2f} on the test set.
- Baselines there: mean {final["mean"]:.2f}, linear {final["linear"]:.2f}, \
boosting {final["boosting"]:.2f}.
- Inputs: {", ".join(columns)}, origin; power may be missing.
- Limits: no electric cars, no diesel marked, nothing after 1982.
"""
with open("cars.md", "w") as file:
    file.write(card)
print(card)
# --8<-- [end:card]

# --8<-- [start:makes]
makes = cars["mfr"].to_numpy(str)
for groups in (names, makes):
    errors = []
    for learn, check in kept.split(rest, groups=groups[rest]):
        answers = old_ways(rest[learn], rest[check])["boosting"]
        errors.append(error(answers, rest[check]))
    print(np.round(errors, 2), f" mean {np.mean(errors):.2f}")
# --8<-- [end:makes]

# --8<-- [start:no_power]
check = folds[0][1]
blind = inputs(check)
blind["numbers"] = blind["numbers"].copy()
blind["numbers"][:, 2] = np.nan
for name, given in (("as it is", inputs(check)), ("no power", blind)):
    answers = first.predict(given, verbose=0)[:, 0]
    print(f"{name}: {error(answers, check):.2f}")
# --8<-- [end:no_power]
assert error(answers, check) > network[0] + 0.2

# --8<-- [start:columns]
for place, column in enumerate(columns):
    mixed = inputs(check)
    mixed["numbers"] = mixed["numbers"].copy()
    values = generator.permutation(mixed["numbers"][:, place])
    mixed["numbers"][:, place] = values
    answers = first.predict(mixed, verbose=0)[:, 0]
    print(f"{column:6} {error(answers, check):.2f}")
# --8<-- [end:columns]
