# --8<-- [start:collapse]
import keras
import numpy as np
from keras import layers

numbers = np.random.default_rng(1)
points = numbers.uniform(-1, 1, size=(1000, 3))

for activation in (None, "relu"):
    inputs = keras.Input(shape=(3,))
    x = layers.Dense(5, activation=activation)(inputs)
    x = layers.Dense(5, activation=activation)(x)
    net = keras.Model(inputs, layers.Dense(2)(x))
    net.set_weights(
        [numbers.uniform(-0.5, 0.5, size=w.shape) for w in net.weights]  # (1)
    )

    kernel, bias = np.eye(3), np.zeros(3)  # (2)
    for layer in net.layers[1:]:
        w, b = layer.get_weights()
        kernel, bias = kernel @ w, bias @ w + b  # (3)

    one_layer = points @ kernel + bias  # (4)
    gap = np.abs(net.predict(points, verbose=0) - one_layer).max()
    print(activation, kernel.shape, bias.shape, "same:", bool(gap < 1e-6))
# --8<-- [end:collapse]

assert activation == "relu" and gap > 0.1, gap
assert net.count_params() == 62
assert kernel.size + bias.size == 8
