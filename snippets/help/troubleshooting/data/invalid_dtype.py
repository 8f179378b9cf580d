# --8<-- [start:raises]
import keras
import numpy as np
from keras import layers

flowers = np.array([["5.1", "3.5"], ["4.9", "3.0"]])
inputs = keras.Input(shape=(2,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.compile(optimizer="adam", loss="mse")
model.fit(flowers, np.array([0, 1]))
# --8<-- [end:raises]
