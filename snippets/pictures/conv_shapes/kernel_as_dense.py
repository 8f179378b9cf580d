# --8<-- [start:same]
import keras
import numpy as np
from keras import layers

maps = np.random.default_rng(0).random((5, 13, 13, 4), dtype="float32")
conv = layers.Conv2D(64, 13)
dense = layers.Dense(64)
flat = layers.Flatten()(maps)
conv(maps)
dense(flat)
print(f"{conv.count_params():,} {dense.count_params():,}")

kernel, bias = conv.get_weights()
dense.set_weights([kernel.reshape(676, 64), bias])
difference = layers.Flatten()(conv(maps)) - dense(flat)
print(float(keras.ops.max(keras.ops.abs(difference))) < 1e-4)
# --8<-- [end:same]
assert conv.count_params() == dense.count_params() == 43_328
assert float(keras.ops.max(keras.ops.abs(difference))) < 1e-4
