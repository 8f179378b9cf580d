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

# --8<-- [start:weather]
from vega_datasets import local_data

weather = local_data.seattle_weather().set_index("date")
highest = weather["temp_max"]  # (1)


def same_as_today(days):
    return (highest - highest.shift(days)).abs()  # (2)


print(f"{len(highest)} days, {highest.min()} to {highest.max()} degrees")
print(f"a day later, same as today: {same_as_today(1)['2014'].mean():.2f}")
# --8<-- [end:weather]
assert (np.diff(highest.index) == np.timedelta64(1, "D")).all()
assert weather.notna().all(axis=None) and len(weather["2014":"2015"]) == 730
assert same_as_today(1).mean() > 2
wet = weather["precipitation"] > 0
assert 0.45 < (weather["weather"][wet] == "fog").mean() < 0.55

# The baseline is hard to beat: linear regression on two weeks hardly does.
from sklearn.linear_model import LinearRegression

changes = np.stack([highest - highest.shift(days) for days in range(1, 14)], 1)
learn, check = np.arange(13, 730), np.arange(730, 1095)
later = highest.diff().shift(-1).to_numpy()
line = LinearRegression().fit(changes[learn], later[learn])
error = np.abs(line.predict(changes[check]) - later[check]).mean()
share = error / same_as_today(1)["2014"].mean()
assert 0.95 < share < 1, share

# --8<-- [start:days]
for days in (1, 7, 182, 365):
    print(f"{days:3} days: {same_as_today(days)['2014'].mean():5.2f}")
# --8<-- [end:days]

# --8<-- [start:chance]
left = generator.choice(1437, 4000)
right = generator.choice(1437, 4000)
same = labels[left] == labels[right]
print(f"same digit by chance: {same.mean():.2f}")
print(f"always no: {(~same).mean():.2f} right")
# --8<-- [end:chance]
assert 0.08 < same.mean() < 0.12

# --8<-- [start:folds]
errors = same_as_today(1)
edges = np.linspace(366, 366 + 730, 6).astype(int)
for first, last in zip(edges[:-1], edges[1:], strict=True):
    part = errors.iloc[first:last]
    print(f"train before {part.index[0]:%Y-%m-%d}", end=", ")
    print(f"validate until {part.index[-1]:%Y-%m-%d}: {part.mean():.2f}")
# --8<-- [end:folds]
cuts = [errors.iloc[edges[i] : edges[i + 1]].mean() for i in range(5)]
assert 0.7 < cuts[2] / cuts[1] < 0.8 and 0.7 < cuts[2] / cuts[3] < 0.8, cuts
assert cuts[2] < min(cuts[:2] + cuts[3:]), cuts
