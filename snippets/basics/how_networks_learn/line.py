# --8<-- [start:guess]
import numpy as np

x = np.array([0.0, 1.0, 2.0, 3.0, 4.0])
y = 3 * x + 2

w, b = 0.0, 2.0  # (1)
guess = w * x + b
error = guess - y
print("right ", y)
print("guess ", guess)
print("error ", error)
print("square", error**2)
print("loss  ", (error**2).mean())  # (2)
# --8<-- [end:guess]
assert (error**2).mean() == 54


# --8<-- [start:loss]
def loss(w, b):
    return ((w * x + b - y) ** 2).mean()


for w in (0, 1, 2, 3, 4, 5, 6):
    print(f"w = {w}  loss {loss(w, 2):4.1f}")
# --8<-- [end:loss]
assert loss(3, 2) == 0 and loss(0, 2) == loss(6, 2) == 54

# --8<-- [start:slope]
h = 1e-6  # (1)
for w in (0.0, 2.0, 3.0, 5.0):
    measured = (loss(w + h, 2) - loss(w, 2)) / h
    error = w * x + 2 - y
    formula = 2 * (error * x).mean()
    print(f"w = {w}  measured {measured:6.2f}  formula {formula:6.2f}")
# --8<-- [end:slope]
assert abs(3.01**2 - 9.06) < 1e-3 and abs(2 * 3 * 0.01 - 0.06) < 1e-9
for w in np.linspace(-5, 9, 50):
    measured = (loss(w + h, 2) - loss(w, 2)) / h
    assert abs(measured - 2 * ((w * x + 2 - y) * x).mean()) < 1e-2

# --8<-- [start:steps]
w, rate = 0.0, 0.05
walk = [w]
for step in range(9):
    error = w * x + 2 - y
    slope = 2 * (error * x).mean()
    print(f"step {step:2}: w {w:.3f}  loss {loss(w, 2):7.4f}", end="  ")
    print(f"slope {slope:7.3f}")
    w = w - rate * slope  # (1)
    walk.append(w)
# --8<-- [end:steps]
assert np.allclose(walk, 3 - 3 * 0.4 ** np.arange(10))

# --8<-- [start:draw_steps]
import matplotlib.pyplot as plt

figure, (left, right) = plt.subplots(1, 2, figsize=(8, 3.6))
ws = np.linspace(-0.5, 6.5, 100)
left.plot(ws, [loss(w, 2) for w in ws], color="tab:gray")  # (1)
left.plot(walk, [loss(w, 2) for w in walk], "o-", color="tab:red")
left.axline((0, loss(0, 2)), slope=-36, color="tab:blue", linestyle=":")
left.set(xlabel="w", ylabel="loss", ylim=(-4, 75))
for w in walk[:6]:
    right.plot(x, w * x + 2, color="tab:red", alpha=0.2 + w / 4)
right.plot(x, y, "ko")
right.set(xlabel="x", ylabel="y")
figure.tight_layout()
plt.savefig("steps.png", dpi=100)
# --8<-- [end:draw_steps]


# --8<-- [start:descend]
def gradient(w, b):
    error = w * x + b - y
    return 2 * (error * x).mean(), 2 * error.mean()  # (1)


def descend(rate, steps, w=0.0, b=0.0):
    path = [(w, b)]
    for _ in range(steps):
        slope_w, slope_b = gradient(w, b)
        w = w - rate * slope_w
        b = b - rate * slope_b
        path.append((w, b))
    return np.array(path)


path = descend(rate=0.05, steps=100)
for step in (0, 1, 2, 3, 10, 30, 100):
    w, b = path[step]
    print(f"step {step:3}: w {w:.3f}  b {b:.3f}  loss {loss(w, b):7.4f}")
# --8<-- [end:descend]
assert gradient(0, 0) == (-44, -16) and loss(0, 0) == 82
assert np.allclose(path[-1], [3, 2], atol=0.05)
for start in np.random.default_rng(0).uniform(-10, 10, size=(20, 2)):
    assert np.allclose(descend(0.05, 600, *start)[-1], [3, 2], atol=1e-3)


# --8<-- [start:draw_path]
def draw(axis, path, title):
    ws, bs = np.linspace(-1, 6, 100), np.linspace(-2, 5, 100)
    heights = [[loss(w, b) for w in ws] for b in bs]
    levels = [0.3, 2, 6, 14, 28, 50, 80, 120, 170]
    axis.contour(ws, bs, heights, levels, colors="silver")  # (1)
    axis.plot(path[:, 0], path[:, 1], "o-", markersize=3, color="tab:red")
    axis.plot(3, 2, "k*", markersize=12)  # (2)
    axis.set(xlabel="w", ylabel="b", title=title, xlim=(-1, 6), ylim=(-2, 5))


figure, axis = plt.subplots(figsize=(5, 4.5))
draw(axis, path, "100 steps")
figure.tight_layout()
plt.savefig("path.png", dpi=100)
# --8<-- [end:draw_path]

# --8<-- [start:keras]
import keras
from keras import layers


def one_neuron(optimizer):
    inputs = keras.Input(shape=(1,))
    neuron = layers.Dense(1, kernel_initializer="zeros")  # (1)
    model = keras.Model(inputs, neuron(inputs))
    model.compile(optimizer=optimizer, loss="mse")  # (2)
    return model


model = one_neuron(keras.optimizers.SGD(learning_rate=0.05))  # (3)
done = 0
print("            NumPy             Keras")
for step in (1, 2, 3, 10, 30, 100):
    more = step - done
    model.fit(x[:, np.newaxis], y, batch_size=5, epochs=more, verbose=0)  # (4)
    done = step
    w, b = path[step]
    weight, bias = model.get_weights()
    print(f"step {step:3}: {w:.4f} {b:.4f}", end="     ")
    print(f"{weight.item():.4f} {bias.item():.4f}")
# --8<-- [end:keras]
assert model.optimizer.iterations == 100
assert np.allclose(path[100], [weight.item(), bias.item()], atol=1e-5)

# --8<-- [start:rates]
figure, axes = plt.subplots(1, 3, figsize=(8, 3))
for axis, rate in zip(axes, (0.003, 0.05, 0.16), strict=True):
    path = descend(rate, steps=8)
    w, b = path[-1]
    print(f"rate {rate:5}: w {w:5.2f}  b {b:5.2f}  loss {loss(w, b):8.4f}")
    draw(axis, path, f"rate {rate}")
figure.tight_layout()
plt.savefig("rates.png", dpi=100)
# --8<-- [end:rates]

# --8<-- [start:diverge]
model = one_neuron(keras.optimizers.SGD(learning_rate=0.2))
history = model.fit(x[:, np.newaxis], y, batch_size=5, epochs=200, verbose=0)
losses = history.history["loss"]  # (1)
for step in (1, 2, 3, 10, 30, 100, 200):
    print(f"step {step:3}: loss {losses[step - 1]:.3g}")  # (2)
# --8<-- [end:diverge]
assert not np.isfinite(losses[-1]) and np.isnan(model.get_weights()[0]).all()
