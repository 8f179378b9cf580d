# --8<-- [start:raises]
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(1,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.compile(optimizer="sgd", loss="mse")
model.fit(np.zeros((100, 1)), np.zeros((99, 1)))
# --8<-- [end:raises]
