# --8<-- [start:residual]
import keras
import numpy as np
from keras import layers


def residual_block(x):
    y = layers.Dense(16, activation="relu")(x)
    y = layers.Dense(16, kernel_initializer="zeros")(y)  # (1)
    return layers.Add()([x, y])  # (2)


inputs = keras.Input(shape=(16,))
x = inputs
for _ in range(10):  # (3)
    x = residual_block(x)
deep = keras.Model(inputs, x)
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
