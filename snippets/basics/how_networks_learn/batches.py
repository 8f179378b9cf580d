# --8<-- [start:data]
import numpy as np

rng = np.random.default_rng(0)
x_many = rng.uniform(0, 2, size=100)
y_many = 3 * x_many + 2 + rng.normal(0, 1, size=100)


def loss_many(w, b):
    return ((w * x_many + b - y_many) ** 2).mean()


print(f"loss of the true line: {loss_many(3, 2):.2f}")
# --8<-- [end:data]

# --8<-- [start:count]
import keras
from keras import layers

for batch_size in (100, 32, 10, 1):
    inputs = keras.Input(shape=(1,))
    model = keras.Model(inputs, layers.Dense(1)(inputs))
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
    column = x_many[:, np.newaxis]
    model.fit(column, y_many, batch_size=batch_size, epochs=3, verbose=0)
    steps = int(model.optimizer.iterations)  # (1)
    print(f"batch size {batch_size:3}: {steps:3} steps in 3 epochs")
# --8<-- [end:count]
for batch_size, steps in ((100, 1), (32, 4), (10, 10), (1, 100)):
    model = keras.Model(inputs, layers.Dense(1)(inputs))
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
    model.fit(column, y_many, batch_size=batch_size, epochs=2, verbose=0)
    assert int(model.optimizer.iterations) == 2 * steps


# --8<-- [start:batches]
def descend_in_batches(batch_size, epochs=3, rate=0.1):
    w, b = 0.0, 0.0
    path = [(w, b)]
    for _ in range(epochs):
        order = rng.permutation(100)  # (1)
        for first in range(0, 100, batch_size):
            batch = order[first : first + batch_size]
            error = w * x_many[batch] + b - y_many[batch]  # (2)
            slope_w = 2 * (error * x_many[batch]).mean()
            slope_b = 2 * error.mean()
            w, b = w - rate * slope_w, b - rate * slope_b
            path.append((w, b))
    return np.array(path)


for batch_size in (100, 10, 1):
    path = descend_in_batches(batch_size)
    w, b = path[-1]
    print(f"batch size {batch_size:3}: {len(path) - 1:3} steps", end=", ")
    print(f"loss {loss_many(w, b):.2f}")  # (3)
# --8<-- [end:batches]
best = np.polyfit(x_many, y_many, 1)
assert 0.935 < loss_many(*best) < 0.945 < loss_many(3, 2)
for seed in range(10):
    rng = np.random.default_rng(seed)
    whole, ten, one = (descend_in_batches(size) for size in (100, 10, 1))
    assert loss_many(*ten[-1]) < 1.1 < loss_many(*whole[-1])
    ten_moves, one_moves = (
        np.abs(np.diff(path[-20:], axis=0)).mean() for path in (ten, one)
    )
    assert one_moves > 1.25 * ten_moves
rng = np.random.default_rng(0)

# --8<-- [start:draw]
import matplotlib.pyplot as plt

figure, axes = plt.subplots(1, 3, figsize=(8, 3), sharex=True, sharey=True)
for axis, batch_size in zip(axes, (100, 10, 1), strict=True):
    path = descend_in_batches(batch_size)
    axis.plot(path[:, 0], path[:, 1], "o-", markersize=2, linewidth=0.7)
    axis.plot(3, 2, "k*", markersize=10)
    axis.set(xlabel="w", ylabel="b", title=f"batch size {batch_size}")
figure.tight_layout()
plt.savefig("batches.png", dpi=100)
# --8<-- [end:draw]
