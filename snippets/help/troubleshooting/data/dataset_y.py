# --8<-- [start:raises]
import keras
import numpy as np
import tensorflow as tf
from keras import layers

x, y = np.zeros((20, 3)), np.zeros((20, 1))
batches = tf.data.Dataset.from_tensor_slices(x).batch(4)
model = keras.Sequential([keras.Input(shape=(3,)), layers.Dense(1)])
model.compile(optimizer="sgd", loss="mse")
model.fit(batches, y)
# --8<-- [end:raises]
