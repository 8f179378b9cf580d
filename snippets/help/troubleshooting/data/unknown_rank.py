# --8<-- [start:raises]
import keras
import numpy as np
import tensorflow as tf
from keras import layers


def half(row, label):
    row = tf.numpy_function(lambda a: a / 2, [row], tf.float32)
    return row, label


x, y = np.ones((8, 3), "float32"), np.ones((8, 1))
rows = tf.data.Dataset.from_tensor_slices((x, y)).map(half)
stack = [keras.Input(shape=(3,), name="sizes"), layers.Dense(1)]
model = keras.Sequential(stack, name="price")
model.compile(optimizer="sgd", loss="mse")
model.fit(rows.batch(4), verbose=0)
# --8<-- [end:raises]
