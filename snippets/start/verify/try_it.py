# --8<-- [start:epochs]
import keras
import numpy as np
from keras import layers


def train(x, y, epochs):  # (1)
    keras.utils.set_random_seed(1)
    inputs = keras.Input(shape=(1,))
    model = keras.Model(inputs, layers.Dense(1)(inputs))
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
    history = model.fit(x, y, epochs=epochs, verbose=0)
    weight, bias = model.get_weights()
    print(f"y = {weight.item():.2f} x + {bias.item():.2f}")
    return history.history["loss"][-1]  # (2)


x = np.linspace(-1, 1, 100).reshape(100, 1)
for epochs in [5, 10, 20]:
    train(x, 3 * x + 2, epochs)
# --8<-- [end:epochs]

# --8<-- [start:other]
loss = train(x, -4 * x + 0.5, 50)
print(f"loss {loss:.4f}")
# --8<-- [end:other]

assert loss < 1e-4

# --8<-- [start:bent]
for epochs in [50, 100]:
    loss = train(x, x**2, epochs)
    print(f"loss {loss:.2f}")
# --8<-- [end:bent]

# No line does better than the mean: the square is even, so its slope is 0.
best = np.polyfit(x.ravel(), x.ravel() ** 2, 1)
assert abs(best[0]) < 1e-9
assert abs(best[1] - (x**2).mean()) < 1e-9
assert abs((x**2).mean() - 0.34) < 0.001
assert abs((x**2).var() - 0.09) < 0.005 and abs(loss - 0.09) < 0.03
