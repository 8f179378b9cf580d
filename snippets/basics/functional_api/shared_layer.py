# --8<-- [start:compare]
import keras
import numpy as np
from keras import layers

left = keras.Input(shape=(16,), name="left")
right = keras.Input(shape=(16,), name="right")

encoder = layers.Dense(8, activation="relu", name="encoder")  # (1)
gap = keras.ops.abs(encoder(left) - encoder(right))  # (2)
alike = layers.Dense(1, activation="sigmoid", name="alike")(gap)
compare = keras.Model([left, right], alike)

print("parameters:", compare.count_params())  # (3)

a, b = np.random.default_rng(1).normal(size=(2, 4, 16))
there = compare.predict([a, b], verbose=0)
back = compare.predict([b, a], verbose=0)
print("order matters:", not np.allclose(there, back))
# --8<-- [end:compare]

assert compare.count_params() == 16 * 8 + 8 + 8 * 1 + 1 == 145
assert np.allclose(there, back)
assert len([layer for layer in compare.layers if layer is encoder]) == 1

two = [layers.Dense(8)(left), layers.Dense(8)(right)]
apart = layers.Dense(1)(keras.ops.abs(two[0] - two[1]))
assert keras.Model([left, right], apart).count_params() == 281
