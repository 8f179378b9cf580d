# --8<-- [start:train]
import keras
import numpy as np

x_wide = np.array([0.0, 10.0, 20.0, 30.0, 40.0])
y_wide = 0.3 * x_wide + 2


def loss_wide(w, b):
    return ((w * x_wide + b - y_wide) ** 2).mean()


def walk_with(optimizer, steps=100):
    numbers = keras.Variable([0.0, 0.0])  # (1)
    path = [(0.0, 0.0)]
    for _ in range(steps):
        w, b = path[-1]
        error = w * x_wide + b - y_wide
        slope_w, slope_b = 2 * (error * x_wide).mean(), 2 * error.mean()
        slopes = keras.ops.array([slope_w, slope_b], "float32")
        optimizer.apply([slopes], [numbers])  # (2)
        path.append(keras.ops.convert_to_numpy(numbers))  # (3)
    return np.array(path)


sgd = walk_with(keras.optimizers.SGD(learning_rate=0.0013))
adam = walk_with(keras.optimizers.Adam(learning_rate=0.2))
# --8<-- [end:train]

# --8<-- [start:compare]
for step in (1, 2, 3, 10, 30, 100):
    print(f"step {step:3}", end="")
    for name, path in (("SGD", sgd), ("Adam", adam)):
        w, b = path[step]
        print(f"   {name} {w:.2f} {b:.2f} loss {loss_wide(w, b):.3f}", end="")
    print()
# --8<-- [end:compare]
assert loss_wide(*sgd[100]) > 0.6 and loss_wide(*adam[100]) < 0.01
for rate in (0.0003, 0.0008, 0.0013, 0.0015, 0.0016, 0.0018):  # SGD at no rate
    w = b = 0.0
    for _ in range(100):
        error = w * x_wide + b - y_wide
        slope_w, slope_b = 2 * (error * x_wide).mean(), 2 * error.mean()
        w, b = w - rate * slope_w, b - rate * slope_b
    assert loss_wide(w, b) > 0.5
    assert (loss_wide(w, b) > 1000) == (rate == 0.0018)
for rate in (0.1, 0.3, 0.7):  # Adam at any of these
    path = walk_with(keras.optimizers.Adam(learning_rate=rate))
    assert loss_wide(*path[100]) < 0.1

# --8<-- [start:draw]
import matplotlib.pyplot as plt

ws, bs = np.linspace(-0.1, 1, 100), np.linspace(-0.5, 2.5, 100)
heights = [[loss_wide(w, b) for w in ws] for b in bs]
figure, axes = plt.subplots(1, 2, figsize=(8, 3.6), sharey=True)
for axis, name, path in zip(axes, ("SGD", "Adam"), (sgd, adam), strict=True):
    axis.contour(ws, bs, heights, [0.3, 2, 10, 30, 60, 120], colors="silver")
    axis.plot(path[:, 0], path[:, 1], "o-", markersize=2, color="tab:red")
    axis.plot(0.3, 2, "k*", markersize=12)
    axis.set(xlabel="w", ylabel="b", title=name)
figure.tight_layout()
plt.savefig("adam.png", dpi=100)
# --8<-- [end:draw]
