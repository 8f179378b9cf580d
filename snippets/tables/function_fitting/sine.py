# --8<-- [start:data]
import keras
import numpy as np

rng = np.random.default_rng(0)


def make_points(count, low=-5, high=5, noise=0.2):
    x = rng.uniform(low, high, size=(count, 1))
    y = np.sin(x) + rng.normal(0, noise, size=(count, 1))  # (1)
    return x.astype("float32"), y.astype("float32")


def answer(model, x):
    return keras.ops.convert_to_numpy(model(x))


def rmse(model, x, y):
    return np.mean((answer(model, x) - y) ** 2) ** 0.5


x_train, y_train = make_points(1000)
x_val, y_val = make_points(4000)  # (2)
x_test, y_test = make_points(4000)
for name, model in (("always 0", np.zeros_like), ("sine", np.sin)):  # (3)
    print(f"{name:8} rmse {rmse(model, x_val, y_val):.2f}")
# --8<-- [end:data]
assert abs(rmse(np.sin, x_val, y_val) - 0.2) < 0.005
assert abs(rmse(np.sin, x_test, y_test) - 0.2) < 0.005

# --8<-- [start:line]
from keras import layers


def build(*widths, activation="relu", seed=0):  # (1)
    keras.utils.set_random_seed(seed)
    x = inputs = keras.Input(shape=(1,))
    for width in widths:
        x = layers.Dense(width, activation=activation)(x)
    return keras.Model(inputs, layers.Dense(1)(x))


def train(model, x, y):
    model.compile(optimizer=keras.optimizers.Adam(0.02), loss="mse")
    model.fit(x, y, batch_size=50, epochs=20, verbose=0)  # (2)


straight = build(16, activation=None)
train(straight, x_train, y_train)
height, end = answer(straight, np.array([[0.0], [1.0]]))[:, 0]  # (3)
print(f"y = {end - height:.2f} x + {height:.2f}")
print(f"rmse {rmse(straight, x_val, y_val):.2f}")
# --8<-- [end:line]
slope, start = np.polyfit(x_train[:, 0], y_train[:, 0], 1)
assert abs(end - height - slope) < 0.03 and abs(height - start) < 0.08
assert rmse(straight, x_val, y_val) > 0.95 * rmse(np.zeros_like, x_val, y_val)
middle = answer(straight, np.array([[40.0], [20.0], [0.0]]))[:, 0]
assert abs(np.diff(middle, 2)[0]) < 1e-3

# --8<-- [start:hidden]
bent = build(16)
train(bent, x_train, y_train)
for name, model in (("no activation", straight), ("relu", bent)):
    print(f"{name:13} {model.count_params()} parameters", end="  ")
    print(f"rmse {rmse(model, x_val, y_val):.2f}")
# --8<-- [end:hidden]
assert rmse(bent, x_val, y_val) < 0.25
assert bent.count_params() == 16 + 16 + 16 + 1 == 49

# --8<-- [start:fits]
import matplotlib.pyplot as plt

grid = np.linspace(-5, 5, 301).reshape(-1, 1)
x_some, y_some = x_val[:300], y_val[:300]
figure, (left, right) = plt.subplots(1, 2, figsize=(8, 3.2))
left.scatter(x_some, y_some, s=4, color="silver")
left.plot(grid, np.sin(grid), "k:", label="sine")
for name, model in (("no activation", straight), ("16 relu", bent)):
    left.plot(grid, answer(model, grid), label=name)
    right.scatter(x_some, y_some - answer(model, x_some), s=4, label=name)
left.set(xlabel="x", ylabel="y")
right.set(xlabel="x", ylabel="residual")
left.legend(loc="lower left")
figure.tight_layout()
plt.savefig("fits.png", dpi=80)
# --8<-- [end:fits]

# --8<-- [start:fold]
z = np.linspace(-4, 4, 161)
figure, axes = plt.subplots(1, 3, figsize=(8, 2.8))
for name in ("relu", "tanh", "sigmoid"):
    curve = layers.Activation(name)(z)  # (1)
    axes[0].plot(z, keras.ops.convert_to_numpy(curve), label=name)
axes[0].set(title="activations", ylim=(-1.2, 2))
axes[0].legend()

total = 0
for v, b in ((1, 2), (-2, 0), (2, -2)):  # (2)
    unit = v * np.maximum(0, z + b)
    axes[1].plot(z, unit)
    total = total + unit
axes[1].set(title="three units", ylim=(-5, 5))
axes[2].plot(z, total, "k")
axes[2].plot([-2, 0, 2], [0, 2, 0], "ko")
axes[2].set(title="their sum", ylim=(-5, 5))
figure.tight_layout()
plt.savefig("fold.png", dpi=80)
# --8<-- [end:fold]
assert np.allclose(total[z == -2], 0) and np.allclose(total[z == 0], 2)

# --8<-- [start:bends]
kernel, bias = bent.layers[1].get_weights()
bends = np.sort(-bias / kernel[0])  # (1)
inside = np.abs(bends) < 5
print("bends:", *bends[inside].round(1))
print("outside -5 to 5:", int((~inside).sum()))
# --8<-- [end:bends]
assert inside.sum() >= 12 and (np.abs(bends[inside]) < 2.7).all(), bends
assert (build(16).layers[1].get_weights()[1] == 0).all()

# --8<-- [start:sizes]
networks = {(4,): [], (16,): [bent], (16, 16, 16): []}  # (1)
print("layers         rmse of five starts")
for widths, trained in networks.items():
    for seed in range(len(trained), 5):
        model = build(*widths, seed=seed)
        train(model, x_train, y_train)
        trained.append(model)
    errors = [rmse(model, x_val, y_val) for model in trained]
    print(f"{str(widths):14}", *(f"{error:.3f}" for error in sorted(errors)))
# --8<-- [end:sizes]
table = {
    widths: np.array([rmse(model, x_val, y_val) for model in trained])
    for widths, trained in networks.items()
}
four, wide_one, deep = table.values()
assert np.sort(four)[2] < 0.26 and four.max() > 0.5 and wide_one.max() < 0.3
assert abs(np.median(four) - np.median(wide_one)) < 0.015
stuck = networks[(4,)][np.argmax(four)].layers[1].get_weights()
assert (np.linspace(-2, 5, 50)[:, np.newaxis] * stuck[0] + stuck[1] <= 0).all()
assert np.median(deep) < np.median(wide_one) - 0.002 and deep.max() < 0.25

# --8<-- [start:shapes]
figure, axes = plt.subplots(1, 3, figsize=(8, 2.8), sharey=True)
for axis, (widths, trained) in zip(axes, networks.items(), strict=True):
    axis.plot(grid, np.sin(grid), "k:")
    for model in trained:
        axis.plot(grid, answer(model, grid), linewidth=1)
    axis.set(title=str(widths), xlabel="x")
figure.tight_layout()
plt.savefig("sizes.png", dpi=80)
# --8<-- [end:shapes]

# --8<-- [start:few]
few = {}
for count in (10, 100):
    few[count] = build(16, 16, 16)
    x_few = np.tile(x_train[:count], (1000 // count, 1))  # (1)
    y_few = np.tile(y_train[:count], (1000 // count, 1))
    train(few[count], x_few, y_few)
few[1000] = networks[16, 16, 16][0]

print("points  training  sine itself  validation")
for count, model in few.items():
    points = x_train[:count], y_train[:count]
    print(f"{count:6} {rmse(model, *points):9.2f}", end="")
    print(f" {rmse(np.sin, *points):12.2f}", end="")  # (2)
    print(f" {rmse(model, x_val, y_val):11.2f}")
# --8<-- [end:few]
fitted = rmse(few[10], x_train[:10], y_train[:10])
assert fitted < 0.85 * rmse(np.sin, x_train[:10], y_train[:10])
unseen = [rmse(model, x_val, y_val) for model in few.values()]
assert unseen[0] > 0.28 and unseen[0] > unseen[1] + 0.04 > unseen[2] + 0.04

# --8<-- [start:clouds]
figure, axes = plt.subplots(1, 3, figsize=(8, 2.6), sharex=True, sharey=True)
for axis, (count, model) in zip(axes, few.items(), strict=True):
    axis.scatter(x_train[:count], y_train[:count], s=12, color="silver")
    axis.plot(grid, np.sin(grid), "k:")
    axis.plot(grid, answer(model, grid))
    axis.set_title(f"{count} points")
figure.tight_layout()
plt.savefig("few.png", dpi=80)
# --8<-- [end:clouds]

# --8<-- [start:outside]
tanh = build(16, activation="tanh")
train(tanh, x_train, y_train)
curves = {"always 0": np.zeros_like, "relu": bent, "tanh": tanh}

x_next, y_next = make_points(4000, 5, 15)
print("          inside  outside | x = 10      20      30")
for name, model in curves.items():
    print(f"{name:8} {rmse(model, x_val, y_val):7.2f}", end="")
    print(f" {rmse(model, x_next, y_next):8.2f} |", end="")
    values = answer(model, np.array([[10.0], [20], [30]]))[:, 0]
    print(*(f"{value:7.2f}" for value in values))
# --8<-- [end:outside]
zero = rmse(np.zeros_like, x_next, y_next)
assert rmse(bent, x_next, y_next) > zero < rmse(tanh, x_next, y_next)
assert rmse(tanh, x_val, y_val) < 0.3

# --8<-- [start:beyond]
wide = np.linspace(-15, 15, 601).reshape(-1, 1)
figure, axis = plt.subplots(figsize=(8, 3))
axis.axvspan(-5, 5, color="whitesmoke")  # (1)
axis.plot(wide, np.sin(wide), "k:", label="sine")
axis.plot(wide, answer(bent, wide), label="relu")
axis.plot(wide, answer(tanh, wide), "--", label="tanh")
axis.set(xlabel="x", ylabel="y", ylim=(-4, 4))
axis.legend()
figure.tight_layout()
plt.savefig("outside.png", dpi=80)
# --8<-- [end:beyond]

# --8<-- [start:test]
candidates = [model for trained in networks.values() for model in trained]
errors = [rmse(model, x_val, y_val) for model in candidates]
chosen = candidates[np.argmin(errors)]  # (1)
print("hidden layers", len(chosen.layers) - 2)
print(f"validation {min(errors):.3f}  test {rmse(chosen, x_test, y_test):.3f}")
print(f"the sine itself, test {rmse(np.sin, x_test, y_test):.3f}")
# --8<-- [end:test]
assert rmse(chosen, x_test, y_test) < 0.225 and len(chosen.layers) == 5

# --8<-- [start:ahead]
for name, model in (("relu", bent), ("tanh", tanh)):
    values = answer(model, np.array([[20.0], [30], [40]]))[:, 0]
    print(name, *(f"{value:7.2f}" for value in values))
# --8<-- [end:ahead]
ahead = answer(bent, np.array([[20.0], [30], [40]]))[:, 0]
assert abs(np.diff(ahead, 2)[0]) < 0.5

# --8<-- [start:noisy]
x_loud, y_loud = make_points(4000, noise=0.4)
print(f"sine    rmse {rmse(np.sin, x_loud, y_loud):.2f}")
print(f"network rmse {rmse(chosen, x_loud, y_loud):.2f}")
# --8<-- [end:noisy]
assert rmse(chosen, x_loud, y_loud) < 0.43

# --8<-- [start:period]
inputs = keras.Input(shape=(1,))
angle = inputs % (2 * np.pi)  # (1)
periodic = keras.Model(inputs, build(16, 16, 16)(angle))  # (2)
train(periodic, x_train, y_train)

x_far, y_far = make_points(4000, 100, 200)
for name, x, y in (("-5 to 5", x_val, y_val), ("100 to 200", x_far, y_far)):
    print(f"{name:10} rmse {rmse(periodic, x, y):.2f}")
# --8<-- [end:period]
assert rmse(periodic, x_far, y_far) < 0.24 > rmse(periodic, x_val, y_val)
