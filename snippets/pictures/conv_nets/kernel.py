# --8<-- [start:slide]
import keras
import numpy as np
from keras import layers

picture = np.tri(5, dtype="float32")[:, ::-1]  # (1)
kernel = np.array([[-1, 0, 1]] * 3, dtype="float32")  # (2)
by_hand = np.zeros((3, 3), dtype="float32")
for row in range(3):
    for column in range(3):
        window = picture[row : row + 3, column : column + 3]
        by_hand[row, column] = (window * kernel).sum()  # (3)
print(by_hand)

conv = layers.Conv2D(1, 3, use_bias=False)  # (4)
conv.build((None, 5, 5, 1))  # (5)
conv.set_weights([kernel.reshape(3, 3, 1, 1)])  # (6)
by_keras = conv(picture.reshape(1, 5, 5, 1))
by_keras = keras.ops.convert_to_numpy(by_keras)
print(by_keras.shape, np.allclose(by_keras[0, :, :, 0], by_hand))
# --8<-- [end:slide]
# The numbers drawn in docs/assets/images/conv-kernel.svg.
assert picture.tolist() == [
    [0, 0, 0, 0, 1],
    [0, 0, 0, 1, 1],
    [0, 0, 1, 1, 1],
    [0, 1, 1, 1, 1],
    [1, 1, 1, 1, 1],
]
assert by_hand.tolist() == [[1, 2, 2], [2, 2, 1], [2, 1, 0]]
assert np.array_equal(by_keras[0, :, :, 0], by_hand)
