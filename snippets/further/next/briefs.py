# --8<-- [start:pairs]
import numpy as np
from sklearn.datasets import load_digits

digits, labels = load_digits(return_X_y=True)
generator = np.random.default_rng(0)


def pairs(rows, count):
    left = generator.choice(rows, count)
    right = generator.choice(rows, count)
    for place in range(0, count, 2):  # (1)
        alike = rows[labels[rows] == labels[left[place]]]
        right[place] = generator.choice(alike)
    same = labels[left] == labels[right]
    apart = np.sqrt(((digits[left] - digits[right]) ** 2).sum(axis=1))
    return apart, same


apart, same = pairs(np.arange(0, 1437), 4000)
limits = np.arange(10, 60)
right = [((apart < limit) == same).mean() for limit in limits]
limit = limits[np.argmax(right)]
apart, same = pairs(np.arange(1437, 1797), 2000)
print(f"closer than {limit}: {((apart < limit) == same).mean():.2f} right")
print(f"always no: {(~same).mean():.2f} right")
# --8<-- [end:pairs]
assert 0.75 < ((apart < limit) == same).mean() < 0.93

# --8<-- [start:sea]
from bokeh_sampledata.sea_surface_temperature import sea_surface_temperature

sea = sea_surface_temperature["temperature"].to_numpy()  # (1)
cut = len(sea) * 8 // 10


def same_as_now(steps, first, last):
    now, later = sea[first : last - steps], sea[first + steps : last]
    return np.abs(later - now).mean()


print(len(sea), "half hours, from", sea.min(), "to", sea.max(), "degrees")
print(f"a day later, same as now: {same_as_now(48, cut, len(sea)):.2f}")
# --8<-- [end:sea]
times = sea_surface_temperature.index
assert times.is_monotonic_increasing and not times.tz_localize(None).hasnans
gaps = np.diff(times.to_numpy()) > np.timedelta64(30, "m")
assert gaps.sum() == 2 and len(sea) == 19226

# --8<-- [start:steps]
for steps in (2, 48, 48 * 7):
    print(f"{steps:3} steps: {same_as_now(steps, cut, len(sea)):.2f}")
# --8<-- [end:steps]

# --8<-- [start:chance]
left = generator.choice(1437, 4000)
right = generator.choice(1437, 4000)
same = labels[left] == labels[right]
print(f"same digit by chance: {same.mean():.2f}")
print(f"always no: {(~same).mean():.2f} right")
# --8<-- [end:chance]
assert 0.08 < same.mean() < 0.12

# --8<-- [start:folds]
edges = np.linspace(cut // 6, cut, 6).astype(int)
for first, last in zip(edges[:-1], edges[1:], strict=True):
    error = same_as_now(48, first, last)
    print(f"train 0 to {first:5}, validate to {last:5}: {error:.2f}")
# --8<-- [end:folds]
