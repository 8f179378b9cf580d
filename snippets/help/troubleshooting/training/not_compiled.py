# --8<-- [start:raises]
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(1,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.fit(np.zeros((4, 1)), np.zeros((4, 1)))
# --8<-- [end:raises]
