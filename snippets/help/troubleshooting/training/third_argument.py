# --8<-- [start:raises]
import keras
import numpy as np
from keras import layers

model = keras.Sequential([keras.Input(shape=(3,)), layers.Dense(1)])
model.compile("sgd", "mse", ["mae"])
model.fit(np.zeros((20, 3)), np.zeros((20, 1)), verbose=0)
# --8<-- [end:raises]
