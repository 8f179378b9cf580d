# --8<-- [start:raises]
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(3,), name="sizes")
model = keras.Model(inputs, layers.Dense(1)(inputs), name="price")
houses = np.zeros((5, 4))
model(houses)
# --8<-- [end:raises]
