# --8<-- [start:batch_norm]
import keras
import numpy as np
from keras import layers

rng = np.random.default_rng(0)
maps = rng.normal([5, -20], [1, 10], size=(8, 4, 4, 2))  # (1)
norm = layers.BatchNormalization()
scaled = keras.ops.convert_to_numpy(norm(maps, training=True))  # (2)
for name, values in (("before", maps), ("after", scaled)):
    mean = values.mean(axis=(0, 1, 2))  # (3)
    deviation = values.std(axis=(0, 1, 2))
    print(f"{name:6}  mean {mean.round(1) + 0}  std {deviation.round(1)}")
print("numbers for 2 channels:", norm.count_params())
# --8<-- [end:batch_norm]
assert norm.count_params() == 8
assert sum(w.shape[0] for w in norm.trainable_weights) == 4
assert np.abs(scaled.mean(axis=(0, 1, 2))).max() < 0.01
one = keras.ops.convert_to_numpy(norm(maps[:1], training=False))
many = keras.ops.convert_to_numpy(norm(maps, training=False))
assert np.allclose(one[0], many[0], atol=1e-5)
# A bias in front makes no difference to what comes out in training.
shifted = keras.ops.convert_to_numpy(norm(maps + 7, training=True))
assert np.allclose(shifted, scaled, atol=1e-3)
