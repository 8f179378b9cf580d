"""What the lines of old.csv are run with: some data, some tensors, a small model."""

# --8<-- [start:given]
import keras
import numpy as np
import tensorflow as tf
from keras import backend as K
from keras import layers

x = np.zeros((8, 4), "float32")
y = np.zeros((8, 1), "float32")
t = keras.ops.ones((8, 4))  # a tensor with values
a, b = keras.Input((4,)), keras.Input((4,))  # two inputs, no values yet
model = keras.Sequential([keras.Input((4,)), layers.Dense(1)])
model.compile(optimizer="sgd", loss="mse", metrics=["accuracy"])


def batches():
    while True:
        yield x, y


print(keras.__version__, tf.__version__, K.backend())
# --8<-- [end:given]
