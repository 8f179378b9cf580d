# --8<-- [start:data]
import keras
import numpy as np

rng = np.random.default_rng(0)


def make_points(count, low=-5, high=5):
    x = rng.uniform(low, high, size=(count, 1))
    y = np.sin(x) + rng.normal(0, 0.2, size=(count, 1))  # (1)
    return x.astype("float32"), y.astype("float32")


def answer(model, x):
    return keras.ops.convert_to_numpy(model(x))  # (2)


def rmse(model, x, y):
    return np.sqrt(np.mean((answer(model, x) - y) ** 2))


x_train, y_train = make_points(1000)
x_test, y_test = make_points(4000)  # (3)
for name, model in (("always 0", np.zeros_like), ("sine", np.sin)):  # (4)
    print(f"{name:8} test rmse {rmse(model, x_test, y_test):.2f}")
# --8<-- [end:data]
assert abs(rmse(np.sin, x_test, y_test) - 0.2) < 0.005

# --8<-- [start:line]
from keras import layers


def train(model, x, y, loss="mse"):
    rate = keras.optimizers.schedules.CosineDecay(0.03, 800)  # (1)
    optimizer = keras.optimizers.Adam(rate)
    model.compile(optimizer, loss, steps_per_execution=40)  # (2)
    model.fit(x, y, batch_size=25, epochs=20, verbose=0)


keras.utils.set_random_seed(1)
inputs = keras.Input(shape=(1,))
line = keras.Model(inputs, layers.Dense(1)(inputs))
train(line, x_train, y_train)

slope, height = line.get_weights()
print(f"y = {slope.item():.2f} x + {height.item():.2f}")
print(f"test rmse {rmse(line, x_test, y_test):.2f}")
# --8<-- [end:line]
assert int(line.optimizer.iterations) == 800 == 20 * 1000 // 25
best = np.polyfit(x_train[:, 0], y_train[:, 0], 1)
assert np.allclose(best, [slope.item(), height.item()], atol=0.01)
assert rmse(line, x_test, y_test) > 0.95 * rmse(np.zeros_like, x_test, y_test)


# --8<-- [start:hidden]
def build(*widths, activation="relu"):  # (1)
    x = inputs = keras.Input(shape=(1,))
    for width in widths:
        x = layers.Dense(width, activation=activation)(x)
    return keras.Model(inputs, layers.Dense(1)(x))


stacked = build(16, activation=None)
bent = build(16)
for name, model in (("no activation", stacked), ("relu", bent)):
    train(model, x_train, y_train)
    print(f"{name:13} {model.count_params()} parameters", end=", ")
    print(f"test rmse {rmse(model, x_test, y_test):.2f}")
# --8<-- [end:hidden]
assert abs(rmse(stacked, x_test, y_test) - rmse(line, x_test, y_test)) < 0.005
assert rmse(bent, x_test, y_test) < 0.24
assert bent.count_params() == 16 + 16 + 16 + 1 == 49

# --8<-- [start:fits]
import matplotlib.pyplot as plt

grid = np.linspace(-5, 5, 301).reshape(-1, 1)
x_some, y_some = x_test[:300], y_test[:300]
figure, (left, right) = plt.subplots(1, 2, figsize=(8, 3.2))
left.scatter(x_some, y_some, s=4, color="silver")
left.plot(grid, np.sin(grid), "k:", label="sine")
for name, model in (("line", line), ("16 relu", bent)):
    left.plot(grid, answer(model, grid), label=name)
    right.scatter(x_some, y_some - answer(model, x_some), s=4, label=name)
left.set(xlabel="x", ylabel="y")
right.set(xlabel="x", ylabel="residual")
left.legend(loc="lower left")
figure.tight_layout()
plt.savefig("fits.png", dpi=100)
# --8<-- [end:fits]

# --8<-- [start:bends]
kernel, bias = bent.layers[1].get_weights()
bends = np.sort(-bias / kernel[0])  # (1)
print("bends:", *bends.round(1))
# --8<-- [end:bends]
inside = bends[abs(bends) < 5]
assert len(inside) > 8 and (abs(inside) < 2.5).all()
assert (build(16).layers[1].get_weights()[1] == 0).all()

# --8<-- [start:sizes]
shapes = ("2", "4", "16", "16-16", "16-16-16")
keras.utils.set_random_seed(1)
networks = {}
for shape in shapes:
    for start in "AB":
        networks[f"{shape}_{start}"] = build(*map(int, shape.split("-")))

inputs = keras.Input(shape=(1,))
outputs = {name: network(inputs) for name, network in networks.items()}  # (1)
together = keras.Model(inputs, outputs)
train(together, x_train, {name: y_train for name in networks})  # (2)

for shape in shapes:
    pair = [networks[f"{shape}_{start}"] for start in "AB"]
    errors = [f"{rmse(network, x_test, y_test):.3f}" for network in pair]
    print(f"{shape:9}", *errors, f" {pair[0].count_params():3} parameters")
# --8<-- [end:sizes]
for shape, low, high in (
    ("2", 0.5, 0.7),
    ("4", 0.21, 0.24),
    ("16", 0.21, 0.235),
    ("16-16", 0.2, 0.22),
    ("16-16-16", 0.2, 0.212),
):
    for start in "AB":
        error = rmse(networks[f"{shape}_{start}"], x_test, y_test)
        assert low < error < high, (shape, error)

# --8<-- [start:shapes]
figure, axes = plt.subplots(1, 5, figsize=(8, 2.2), sharex=True, sharey=True)
for axis, shape in zip(axes, shapes, strict=True):
    axis.plot(grid, np.sin(grid), "k:")
    for start in "AB":
        axis.plot(grid, answer(networks[f"{shape}_{start}"], grid))
    axis.set_title(shape)
figure.tight_layout()
plt.savefig("sizes.png", dpi=100)
# --8<-- [end:shapes]

# --8<-- [start:few]
few = {1000: networks["16-16-16_A"]}  # (1)
for count in (10, 100):
    few[count] = build(16, 16, 16)
    x_few = np.resize(x_train[:count], (1000, 1))  # (2)
    y_few = np.resize(y_train[:count], (1000, 1))
    train(few[count], x_few, y_few)

print("points  training  sine itself   test")
for count in (10, 100, 1000):
    points = x_train[:count], y_train[:count]
    seen = rmse(few[count], *points)
    possible = rmse(np.sin, *points)  # (3)
    unseen = rmse(few[count], x_test, y_test)
    print(f"{count:6} {seen:9.3f} {possible:12.3f} {unseen:6.3f}")
# --8<-- [end:few]
assert rmse(few[10], x_train[:10], y_train[:10]) < 0.8 * rmse(
    np.sin, x_train[:10], y_train[:10]
)
assert (
    rmse(few[10], x_test, y_test)
    > 0.28
    > 0.245
    > rmse(few[100], x_test, y_test)
)
assert rmse(few[100], x_test, y_test) > 0.215 > rmse(few[1000], x_test, y_test)

# --8<-- [start:clouds]
figure, axes = plt.subplots(1, 3, figsize=(8, 2.6), sharex=True, sharey=True)
for axis, count in zip(axes, (10, 100, 1000), strict=True):
    axis.scatter(x_train[:count], y_train[:count], s=12, color="silver")
    axis.plot(grid, np.sin(grid), "k:")
    axis.plot(grid, answer(few[count], grid))
    axis.set_title(f"{count} points")
figure.tight_layout()
plt.savefig("few.png", dpi=100)
# --8<-- [end:clouds]

# --8<-- [start:outside]
tanh = build(16, 16, 16, activation="tanh")
train(tanh, x_train, y_train)
curves = {"sine": np.sin, "relu": networks["16-16-16_A"], "tanh": tanh}

x_next, y_next = make_points(4000, 5, 15)
print("      inside outside | x = 4     10     20     30")
for name, model in curves.items():
    error = rmse(model, x_test, y_test), rmse(model, x_next, y_next)
    values = answer(model, np.array([[4.0], [10], [20], [30]]))[:, 0]
    print(f"{name:5} {error[0]:6.2f} {error[1]:7.2f} |", end="")
    print(*(f"{value:6.2f}" for value in values))
# --8<-- [end:outside]
assert rmse(tanh, x_test, y_test) < 0.215
zero = rmse(np.zeros_like, x_next, y_next)
assert rmse(tanh, x_next, y_next) > zero < rmse(curves["relu"], x_next, y_next)
line_ahead = answer(curves["relu"], np.array([[20.0], [30], [40]]))[:, 0]
assert abs(np.diff(line_ahead, 2)[0]) < 1e-3
assert abs(np.diff(answer(tanh, np.array([[20.0], [30]]))[:, 0])[0]) < 0.02

# --8<-- [start:beyond]
wide = np.linspace(-15, 15, 601).reshape(-1, 1)
figure, axis = plt.subplots(figsize=(8, 3))
axis.axvspan(-5, 5, color="whitesmoke")  # (1)
styles = {"sine": "k:", "relu": "-", "tanh": "--"}
for name, model in curves.items():
    axis.plot(wide, answer(model, wide), styles[name], label=name)
axis.set(xlabel="x", ylabel="y", ylim=(-4, 4))
axis.legend()
figure.tight_layout()
plt.savefig("outside.png", dpi=100)
# --8<-- [end:beyond]

# --8<-- [start:outliers]
wrong = rng.choice(1000, size=50, replace=False)
y_wrong = y_train.copy()
y_wrong[wrong] += 5

rivals = {"mse": build(16, 16, 16), "mae": build(16, 16, 16)}
inputs = keras.Input(shape=(1,))
outputs = {name: network(inputs) for name, network in rivals.items()}
losses = {"mse": "mse", "mae": "mae"}
train(
    keras.Model(inputs, outputs),
    x_train,
    {name: y_wrong for name in rivals},
    losses,
)
for name, network in rivals.items():
    print(f"{name}: test rmse {rmse(network, x_test, y_test):.2f}")
# --8<-- [end:outliers]
assert (
    rmse(rivals["mse"], x_test, y_test)
    > 0.28
    > 0.23
    > rmse(rivals["mae"], x_test, y_test)
)

# --8<-- [start:period]
inputs = keras.Input(shape=(1,))
angle = inputs % (2 * np.pi)
periodic = keras.Model(inputs, build(16, 16, 16)(angle))
train(periodic, x_train, y_train)

x_far, y_far = make_points(4000, 100, 200)
for name, x, y in (("-5 to 5", x_test, y_test), ("100 to 200", x_far, y_far)):
    print(f"{name:10} test rmse {rmse(periodic, x, y):.2f}")
# --8<-- [end:period]
assert (
    rmse(periodic, x_test, y_test) < 0.22
    and rmse(periodic, x_far, y_far) < 0.22
)
