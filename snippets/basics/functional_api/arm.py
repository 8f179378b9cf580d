# --8<-- [start:data]
import keras
import numpy as np
from keras import layers

rng = np.random.default_rng(0)


def make_arms(n):
    angles = rng.uniform(0, np.pi / 2, size=(n, 3))  # (1)
    directions = np.cumsum(angles, axis=1)  # (2)
    right = np.cos(directions).sum(axis=1)  # (3)
    up = np.sin(directions).sum(axis=1)
    hands = np.stack([right, up], axis=1)
    return angles.astype("float32"), hands.astype("float32")


angles, hands = make_arms(2000)
new_angles, new_hands = make_arms(200)  # (4)
print("angles:", angles.shape, " hands:", hands.shape)
# --8<-- [end:data]
assert abs(angles.max() - np.pi / 2) < 0.01 and angles.min() >= 0

# --8<-- [start:flat]
ones = np.ones((len(angles), 1))
columns = np.hstack([angles, ones])  # (1)
best = np.linalg.lstsq(columns, hands)[0]  # (2)
flat = np.hstack([new_angles, np.ones((200, 1))]) @ best


def miss(guess):
    squares = ((guess - new_hands) ** 2).sum(axis=1)
    return np.sqrt(squares).mean()  # (3)


print(f"always the mean:    {miss(hands.mean(axis=0)):.2f}")
print(f"the best {best.size} numbers: {miss(flat):.2f}")
# --8<-- [end:flat]
assert 1.1 < miss(hands.mean(axis=0)) < 1.3 and 0.34 < miss(flat) < 0.44

# --8<-- [start:train]
misses = []
for seed in range(5):
    keras.utils.set_random_seed(seed)  # (1)
    inputs = keras.Input(shape=(3,))
    hidden = layers.Dense(5, activation="relu")(inputs)
    hidden = layers.Dense(5, activation="relu")(hidden)
    arm = keras.Model(inputs, layers.Dense(2)(hidden))
    arm.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")  # (2)
    arm.fit(angles, hands, epochs=20, verbose=0)
    misses.append(miss(arm.predict(new_angles, verbose=0)))
print(np.round(misses, 2))
# --8<-- [end:train]
assert np.median(misses) < 0.25, misses
assert arm.count_params() == 62

# --8<-- [start:draw]
import matplotlib.pyplot as plt

figure, axis = plt.subplots(figsize=(6.4, 4))
for row, color in enumerate(("tab:blue", "tab:purple", "tab:green")):
    directions = np.cumsum(new_angles[row])
    right = np.cumsum(np.cos(directions))  # (1)
    up = np.cumsum(np.sin(directions))
    axis.plot([0, *right], [0, *up], "o-", color=color, linewidth=3)
    guess = arm.predict(new_angles[[row]], verbose=0)[0]
    axis.plot(*guess, "x", color=color, markersize=12, markeredgewidth=3)
axis.set(xlabel="right", ylabel="up", aspect="equal")
figure.tight_layout()
plt.savefig("arms.png", dpi=100)
# --8<-- [end:draw]


# --8<-- [start:residual]
def residual_block(x):
    y = layers.Dense(16, activation="relu")(x)
    y = layers.Dense(16, kernel_initializer="zeros")(y)  # (1)
    return layers.Add()([x, y])  # (2)


inputs = keras.Input(shape=(16,))
hidden = inputs
for _ in range(10):  # (3)
    hidden = residual_block(hidden)
deep = keras.Model(inputs, hidden)
print("parameters:", deep.count_params())

samples = np.random.default_rng(1).normal(size=(4, 16))
print("unchanged:", np.allclose(deep.predict(samples, verbose=0), samples))
# --8<-- [end:residual]

assert deep.count_params() == 10 * 2 * (16 * 16 + 16) == 5440
assert np.allclose(deep.predict(samples, verbose=0), samples)
dense = [layer for layer in deep.layers if isinstance(layer, layers.Dense)]
assert len(dense) == 20
without = dense[1](dense[0](samples))
assert not keras.ops.convert_to_numpy(without).any()
try:
    layers.Add()([keras.Input(shape=(5,)), keras.Input(shape=(4,))])
except ValueError as error:
    text = "Inputs have incompatible shapes. Received shapes (5,) and (4,)"
    assert str(error) == text, error
else:
    raise AssertionError("no error")


# --8<-- [start:deep]
def plain_block(x):  # (1)
    y = layers.Dense(16, activation="relu")(x)
    return layers.Dense(16)(y)


deep_misses = {"plain": [], "residual": []}
for name, block in (("plain", plain_block), ("residual", residual_block)):
    for seed in range(5):
        keras.utils.set_random_seed(seed)
        inputs = keras.Input(shape=(3,))
        hidden = layers.Dense(16)(inputs)
        for _ in range(6):
            hidden = block(hidden)
        deep = keras.Model(inputs, layers.Dense(2)(hidden))
        deep.compile(optimizer=keras.optimizers.Adam(0.003), loss="mse")
        deep.fit(angles, hands, batch_size=100, epochs=10, verbose=0)
        guess = deep.predict(new_angles, verbose=0)
        deep_misses[name].append(miss(guess))
    print(f"{name:8}", np.round(deep_misses[name], 2))
# --8<-- [end:deep]
plain, residual = deep_misses["plain"], deep_misses["residual"]
assert np.median(residual) < 0.8 * np.median(plain), deep_misses
assert sum(r < p for p, r in zip(plain, residual, strict=True)) >= 4

# --8<-- [start:wide]
keras.utils.set_random_seed(0)
inputs = keras.Input(shape=(3,))
hidden = layers.Dense(20, activation="relu")(inputs)
hidden = layers.Dense(20, activation="relu")(hidden)
wide = keras.Model(inputs, layers.Dense(2)(hidden))
wide.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
wide.fit(angles, hands, epochs=20, verbose=0)
print("parameters:", wide.count_params())
print(f"miss: {miss(wide.predict(new_angles, verbose=0)):.2f}")
# --8<-- [end:wide]
assert miss(wide.predict(new_angles, verbose=0)) < 0.1
assert wide.count_params() == 80 + 420 + 42 == 542

# --8<-- [start:lengths]
lengths = rng.uniform(0.5, 1.5, size=(2200, 3)).astype("float32")
turns = rng.uniform(0, np.pi / 2, size=(2200, 3)).astype("float32")
directions = np.cumsum(turns, axis=1)
right = (lengths * np.cos(directions)).sum(axis=1)  # (1)
up = (lengths * np.sin(directions)).sum(axis=1)
ends = np.stack([right, up], axis=1)

for names in (["turns"], ["turns", "lengths"]):
    keras.utils.set_random_seed(0)
    entries = [keras.Input(shape=(3,), name=name) for name in names]
    hidden = layers.Concatenate()(entries) if len(names) > 1 else entries[0]
    hidden = layers.Dense(32, activation="relu")(hidden)
    hidden = layers.Dense(32, activation="relu")(hidden)
    arm = keras.Model(entries, layers.Dense(2)(hidden))
    arm.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
    data = [turns, lengths][: len(names)]
    arm.fit([d[:2000] for d in data], ends[:2000], epochs=10, verbose=0)
    guess = arm.predict([d[2000:] for d in data], verbose=0)
    gaps = np.sqrt(((guess - ends[2000:]) ** 2).sum(axis=1))
    print(names, f"parameters {arm.count_params()}  miss {gaps.mean():.2f}")
# --8<-- [end:lengths]
assert gaps.mean() < 0.25
