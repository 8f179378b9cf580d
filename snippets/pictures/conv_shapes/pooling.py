# --8<-- [start:pooling]
import keras
import numpy as np
from keras import layers

numbers = np.arange(25, dtype="float32").reshape(1, 5, 5, 1)
print(numbers[0, :, :, 0])
pools = (layers.MaxPooling2D(), layers.AveragePooling2D(pool_size=2))
for pool in pools:  # (1)
    print(type(pool).__name__, pool.pool_size, pool.strides)  # (2)
    result = keras.ops.convert_to_numpy(pool(numbers))
    print(result[0, :, :, 0])
# --8<-- [end:pooling]
pool = layers.MaxPooling2D()
assert pool.count_params() == 0 and not pool.weights
assert pool.pool_size == (2, 2) and pool.strides == (2, 2)
assert layers.MaxPooling2D(padding="same")(numbers).shape[1:3] == (3, 3)
result = keras.ops.convert_to_numpy(pool(numbers))
assert result[0, :, :, 0].tolist() == [[6, 8], [16, 18]]
