# --8<-- [start:pooling]
import keras
import numpy as np
from keras import layers

edge = np.zeros((6, 6), dtype="float32")
edge[:, 2] = 3  # (1)
moved = np.roll(edge, 1, axis=1)  # (2)
pool = layers.MaxPooling2D(pool_size=2)
for picture in (edge, moved):
    small = pool(picture.reshape(1, 6, 6, 1))
    print(picture[0], "->")  # (3)
    print(keras.ops.convert_to_numpy(small)[0, :, :, 0])
# --8<-- [end:pooling]
assert pool.count_params() == 0 and not pool.weights
again = np.roll(edge, 2, axis=1).reshape(1, 6, 6, 1)
small = keras.ops.convert_to_numpy(small)
assert small[0, :, :, 0].tolist() == [[0, 3, 0]] * 3
assert not np.array_equal(keras.ops.convert_to_numpy(pool(again)), small)
wide = np.arange(48, dtype="float32").reshape(1, 4, 4, 3)
assert pool(wide).shape == (1, 2, 2, 3)
