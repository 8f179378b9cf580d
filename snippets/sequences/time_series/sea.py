# --8<-- [start:look]
from bokeh_sampledata.sea_surface_temperature import (
    sea_surface_temperature as sea,
)

print(sea.head(3))
print("rows:", len(sea))
between = sea.index.to_series().diff()  # (1)
print(between.value_counts())
# --8<-- [end:look]

# --8<-- [start:hourly]
hours = sea["temperature"].resample("1h").mean()  # (1)
print("hours:", len(hours), " missing:", hours.isna().sum())
print(hours["2016-07-08 00:00":"2016-07-08 03:00"])
# --8<-- [end:hourly]
assert hours.isna().to_numpy()[hours.isna().argmax() :][:11].all()

# --8<-- [start:split]
parts = {
    "train": hours[:"2016-07"],  # (1)
    "val": hours["2016-08"],
    "test": hours["2016-09"],
    "later": hours["2016-10":],
}
for name, part in parts.items():
    print(f"{name:5} {len(part):4} hours", end="")
    print(f"  mean {part.mean():4.1f}  deviation {part.std():.1f}")
mean, deviation = float(parts["train"].mean()), float(parts["train"].std())
# --8<-- [end:split]
assert sum(len(part) for part in parts.values()) == len(hours)

# --8<-- [start:draw]
import matplotlib.pyplot as plt

figure, (left, right) = plt.subplots(1, 2, figsize=(8, 3.2))
for name, part in parts.items():
    left.plot(part.index, part, linewidth=0.8, label=name)
left.set(ylabel="degrees C")
left.tick_params(axis="x", rotation=45)
left.legend()
for name, first, last in (
    ("August", "2016-08-08", "2016-08-14"),
    ("January", "2017-01-09", "2017-01-15"),
):
    week = hours[first:last].to_numpy()
    right.plot(week - week[0], label=name)
right.set(xlabel="hours", ylabel="degrees C since the first hour")
right.legend()
figure.tight_layout()
plt.savefig("year.png", dpi=80)
# --8<-- [end:draw]

# --8<-- [start:seattle]
from vega_datasets import local_data

seattle = local_data.seattle_temps().set_index("date")["temp"]
print(seattle.head(3))
whole = seattle.asfreq("h")  # (1)
print("missing:", *whole[whole.isna()].index)
celsius = (whole - 32) * 5 / 9
print(f"from {celsius.min():.1f} to {celsius.max():.1f} degrees")
# --8<-- [end:seattle]

# --8<-- [start:too_smooth]
for name, series in (("Seattle", celsius), ("the sea", hours)):
    change = (series - series.shift(24)).abs()  # (1)
    print(f"{name}, against the same hour yesterday:", end=" ")
    print(f"{change.mean():.2f} on average, {change.max():.2f} at most")
# --8<-- [end:too_smooth]

# --8<-- [start:windows]
import numpy as np
import pandas as pd


def windows(part, before=24, ahead=24):
    values, size = part.to_numpy("float32"), before + ahead
    starts = np.arange(len(values) - size + 1)[:, np.newaxis]
    rows = values[starts + np.arange(size)]  # (1)
    rows = rows[~np.isnan(rows).any(axis=1)]  # (2)
    return rows[:, :before], rows[:, before:]


x, y = windows(pd.Series(range(11)), before=6, ahead=3)
for window, target in zip(x, y, strict=True):
    print(window, "->", target)
# --8<-- [end:windows]

# --8<-- [start:keras_windows]
import keras

values = parts["val"].to_numpy("float32")
data = keras.utils.timeseries_dataset_from_array(
    values, targets=None, sequence_length=24 + 24, batch_size=128
)
rows = np.concatenate([keras.ops.convert_to_numpy(b) for b in data])
x, y = windows(parts["val"])
print(x.shape, y.shape, rows.shape)
print((rows[:, :24] == x).all(), (rows[:, 24:] == y).all())
# --8<-- [end:keras_windows]
assert np.array_equal(np.concatenate([x, y], axis=1), rows)

# --8<-- [start:off_by_one]
count = np.arange(8)
for first in (6, 5, 0):
    data = keras.utils.timeseries_dataset_from_array(
        count, targets=count[first:], sequence_length=6, batch_size=1
    )
    window, target = next(iter(data))
    print(f"targets from {first}:", window.numpy()[0], "->", target.numpy())
# --8<-- [end:off_by_one]

# --8<-- [start:naive]
mean_of_hour = parts["train"].groupby(parts["train"].index.hour).mean()


def naive(part):
    x, _ = windows(part)
    hour = pd.Series(part.index.hour).where(part.notna().to_numpy())
    hour = windows(hour)[1].astype(int)
    return {
        "last value": np.repeat(x[:, -1:], 24, axis=1),
        "a day ago": x,
        "mean of the hour": mean_of_hour.to_numpy()[hour],
    }


x, y = windows(parts["val"])
for name, answer in naive(parts["val"]).items():
    by_step = np.abs(answer - y).mean(axis=0)  # (1)
    print(f"{name:16}", end="")
    for step in (1, 6, 12, 24):
        print(f"  {step} h: {by_step[step - 1]:.2f}", end="")
    print(f"  mean: {by_step.mean():.2f}")
# --8<-- [end:naive]

# --8<-- [start:leak]
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor


def nearest(learn, check):
    model = KNeighborsRegressor(1).fit(*learn)
    return np.abs(model.predict(check[0]) - check[1]).mean()


x, y = windows(hours[:"2016-08"])
at_random, still = [], []
for seed in range(5):
    learn, check = train_test_split(
        np.arange(len(x)), test_size=697, random_state=seed
    )
    at_random.append(nearest((x[learn], y[learn]), (x[check], y[check])))
    still.append(np.abs(x[check][:, -1:] - y[check]).mean())
print("split at random:", np.round(at_random, 2))
print("the last value: ", np.round(still, 2))
by_time = nearest(windows(parts["train"]), windows(parts["val"]))
print(f"split by time: {by_time:.2f}")
# --8<-- [end:leak]
assert max(at_random) < min(still) / 2.4 and by_time > 0.65, (still, by_time)
found = KNeighborsRegressor(1).fit(x[learn], y[learn])
found = learn[found.kneighbors(x[check], return_distance=False)[:, 0]]
assert (np.abs(found - check) == 1).mean() > 0.8

# --8<-- [start:build]
from keras import layers

x_train, y_train = windows(parts["train"])
typical = float((x_train - x_train[:, -1:]).std())  # (1)


def build(kind, change=True, ahead=24):
    inputs = keras.Input(shape=(24,))
    zero, unit = mean, deviation
    if change:
        zero, unit = inputs[:, -1:], typical
    hidden = (inputs - zero) / unit
    if kind == "Dense":
        hidden = layers.Dense(32, activation="relu")(hidden)
    else:
        hidden = layers.Reshape((24, 1))(hidden)  # (2)
    if kind == "Conv1D":
        hidden = layers.Conv1D(16, kernel_size=5, activation="relu")(hidden)
        hidden = layers.Flatten()(hidden)
    if kind == "GRU":
        hidden = layers.GRU(16)(hidden)
    return keras.Model(inputs, layers.Dense(ahead)(hidden) * unit + zero)


print(f"typical change: {typical:.2f} degrees")
for kind in ("Dense", "Conv1D", "GRU"):
    print(kind, build(kind).count_params())
# --8<-- [end:build]


# --8<-- [start:train]
def train_network(kind, seed, change=True, ahead=24):
    keras.utils.set_random_seed(seed)
    model = build(kind, change, ahead)
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.003), loss="mae"
    )
    y = y_train[:, :ahead]
    model.fit(x_train, y, epochs=8, batch_size=128, verbose=0)
    return model


def errors(model, part):
    x, y = windows(part)
    answers = keras.ops.convert_to_numpy(model(x))
    return np.abs(answers - y[:, : answers.shape[1]]).mean(axis=0)


def error_of_last(part):
    x, y = windows(part)
    return np.abs(x[:, -1:] - y).mean(axis=0)


tried = []
# --8<-- [end:train]

# --8<-- [start:change]
for change in (False, True):
    models = [train_network("Dense", seed, change) for seed in range(5)]
    tried.append([errors(model, parts["val"]).mean() for model in models])
    name = "change" if change else "temperature"
    print(f"{name:11}", np.round(tried[-1], 2))
print(f"last value: {error_of_last(parts['val']).mean():.2f}")
# --8<-- [end:change]
lazy = error_of_last(parts["val"])
assert np.mean(tried[0]) > lazy.mean() + 0.005, tried
assert max(tried[1]) < lazy.mean() - 0.03, tried
warm = parts["val"].mean()
assert (parts["train"].dropna() > warm).mean() < 0.1

# --8<-- [start:three]
networks = {"Dense": models}  # (1)
for kind in ("Conv1D", "GRU"):
    networks[kind] = [train_network(kind, seed) for seed in range(5)]
for kind, models in networks.items():
    found = [errors(model, parts["val"]).mean() for model in models]
    print(f"{kind:6}", np.round(found, 2), f" mean {np.mean(found):.3f}")
# --8<-- [end:three]
means = {
    kind: np.mean([errors(m, parts["val"]) for m in models], axis=0)
    for kind, models in networks.items()
}
assert all(0.04 < lazy.mean() - m.mean() < 0.1 for m in means.values())
assert np.ptp([m.mean() for m in means.values()]) < 0.015
for m in means.values():
    gain = lazy - m
    assert 8 <= gain.argmax() + 1 <= 17 and gain.max() > 0.08, gain
    assert abs(gain[23]) < 0.05 and 0 < gain[0] < 0.025, gain

# --8<-- [start:one_step]
for kind, models in networks.items():
    first = [errors(model, parts["val"])[0] for model in models]
    print(f"{kind:6} the first of 24: {np.mean(first):.3f}")
alone = [train_network("GRU", seed, ahead=1) for seed in range(5)]
first = [errors(model, parts["val"])[0] for model in alone]
print(f"GRU    for one hour alone: {np.mean(first):.3f}")
print(f"last value: {error_of_last(parts['val'])[0]:.3f}")
# --8<-- [end:one_step]
assert np.mean(first) < means["GRU"][0] < lazy[0], first
assert np.mean(first) > means["GRU"][0] - 0.02, first

# --8<-- [start:draw_horizon]
figure, axis = plt.subplots(figsize=(6.4, 3.4))
steps = range(1, 25)
_, y = windows(parts["val"])
for name, answer in list(naive(parts["val"]).items())[:2]:
    axis.plot(steps, np.abs(answer - y).mean(axis=0), "--", label=name)
for kind, models in networks.items():
    by_step = np.mean([errors(m, parts["val"]) for m in models], axis=0)
    axis.plot(steps, by_step, label=kind)
axis.set(xlabel="hours ahead", ylabel="mean absolute error, degrees C")
axis.set_ylim(0)
axis.legend()
figure.tight_layout()
plt.savefig("horizon.png", dpi=100)
# --8<-- [end:draw_horizon]

# --8<-- [start:spread]
model = networks["GRU"][0]


def forecast(part):
    x, y = windows(part)
    return keras.ops.convert_to_numpy(model(x)), y


answers, y = forecast(parts["val"])
low, high = np.quantile(y - answers, [0.1, 0.9], axis=0)  # (1)
for step in (1, 6, 12, 24):
    print(f"{step:2} h: {low[step - 1]:+.2f} to {high[step - 1]:+.2f}")
# --8<-- [end:spread]
assert abs(((answers + low <= y) & (y <= answers + high)).mean() - 0.8) < 0.01

# --8<-- [start:draw_forecast]
answers, y = forecast(parts["test"])
x, _ = windows(parts["test"])
figure, axes = plt.subplots(1, 2, figsize=(8, 3.2), sharey=True)
for axis, start in zip(axes, (100, 400), strict=True):
    axis.plot(range(-23, 1), x[start], color="C0")
    axis.plot(steps, y[start], ":", color="C0", label="measured")
    axis.plot(steps, answers[start], color="C1", label="forecast")
    axis.fill_between(
        steps,
        answers[start] + low,
        answers[start] + high,
        color="C1",
        alpha=0.2,
    )
    axis.set_xlabel("hours from now")
axes[0].set_ylabel("degrees C")
axes[1].legend()
figure.tight_layout()
plt.savefig("forecast.png", dpi=80)
# --8<-- [end:draw_forecast]


# --8<-- [start:test]
def report(part):
    last = error_of_last(part).mean()
    print(f"last value {last:.3f}")
    for kind, models in networks.items():
        found = [errors(model, part).mean() for model in models]
        better = sum(error < last for error in found)
        print(f"{kind:6} mean {np.mean(found):.3f}", end="  ")
        print(f"better with {better} of 5 seeds")


def coverage(part):
    answers, y = forecast(part)
    inside = (answers + low <= y) & (y <= answers + high)
    return inside.mean()


report(parts["test"])
print(f"inside the band: {coverage(parts['test']):.0%}")
# --8<-- [end:test]
final = {
    name: np.array(
        [
            [errors(m, parts[name]).mean() for m in ms]
            for ms in networks.values()
        ]
    )
    for name in ("test", "later")
}
lazy_test, lazy_later = (error_of_last(parts[n]).mean() for n in final)
assert (final["test"] < lazy_test).sum() >= 13, final
gains = 1 - final["test"].mean(axis=1) / lazy_test
assert 0.03 < gains.min() < gains.max() < 0.12, gains
assert (
    gains.max() < 1 - np.max([m.mean() for m in means.values()]) / lazy.mean()
)
assert 0.82 < coverage(parts["test"]) < 0.91

# --8<-- [start:winter]
report(parts["later"])
print(f"inside the band: {coverage(parts['later']):.0%}")
# --8<-- [end:winter]
assert (final["later"] < lazy_later).sum() <= 2, final
assert (final["later"].mean(axis=1) > lazy_later + 0.002).all(), final
assert lazy_later < lazy_test / 2 and coverage(parts["later"]) > 0.94

# --8<-- [start:elsewhere]
for name in ("seattle", "sf"):
    table = getattr(local_data, f"{name}_temps")()
    city = (table.set_index("date")["temp"].asfreq("h") - 32) * 5 / 9
    x, y = windows(city)
    print(f"{name:7}  a day ago {np.abs(x - y).mean():.2f}", end="  ")
    print(f"last value {error_of_last(city).mean():.2f}", end="  ")
    found = [errors(m, city).mean() for m in networks["GRU"]]
    print(f"GRU {np.mean(found):.2f}")
    # --8<-- [end:elsewhere]
    assert np.abs(x - y).mean() < 0.1 < 1.5 < np.mean(found)
    assert np.mean(found) < error_of_last(city).mean()
    assert (x - x[:, -1:]).std() > 3 * typical

# --8<-- [start:further]
for month in ("2016-08", "2017-01"):
    for ahead in (1, 48, 168):
        x, y = windows(hours[month], ahead=ahead)
        error = np.abs(x[:, -1] - y[:, -1]).mean()
        print(f"{month}, {ahead:3} hours ahead: {error:.2f}")
# --8<-- [end:further]

# --8<-- [start:apart]
x, y = windows(hours[:"2016-08"])
x, y = x[::48], y[::48]
apart, still = [], []
for seed in range(20):
    learn, check = train_test_split(
        np.arange(len(x)), test_size=20, random_state=seed
    )
    apart.append(nearest((x[learn], y[learn]), (x[check], y[check])))
    still.append(np.abs(x[check][:, -1:] - y[check]).mean())
print(f"nearest window {np.mean(apart):.2f}", end="  ")
print(f"last value {np.mean(still):.2f}")
# --8<-- [end:apart]
assert np.mean(apart) > np.mean(still) + 0.04, (apart, still)

# --8<-- [start:linear]
from sklearn.linear_model import LinearRegression

line = LinearRegression().fit(
    x_train - x_train[:, -1:], y_train - x_train[:, -1:]
)
for name in ("val", "later"):
    x, y = windows(parts[name])
    last = x[:, -1:]
    error = np.abs(line.predict(x - last) + last - y).mean()
    print(f"{name}: linear {error:.3f}  last value", end=" ")
    print(f"{error_of_last(parts[name]).mean():.3f}")
    # --8<-- [end:linear]
    if name == "val":
        assert abs(error - np.mean([m.mean() for m in means.values()])) < 0.02
    else:
        assert error > error_of_last(parts[name]).mean()
