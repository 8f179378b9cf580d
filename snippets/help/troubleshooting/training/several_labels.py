# --8<-- [start:raises]
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(3,))
heads = [layers.Dense(1, name=name)(inputs) for name in ["a", "b"]]
model = keras.Model(inputs, heads)
model.compile(optimizer="sgd", loss="mse")
x, y = np.zeros((20, 3)), np.zeros((20, 1))
model.fit(x, y, verbose=0)
# --8<-- [end:raises]
