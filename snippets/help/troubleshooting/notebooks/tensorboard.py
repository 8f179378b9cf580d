# --8<-- [start:raises]
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(2,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.compile(optimizer="adam", loss="mse", run_eagerly=True)
board = keras.callbacks.TensorBoard("logs")
model.fit(np.zeros((4, 2)), np.zeros((4, 1)), verbose=0, callbacks=[board])
# --8<-- [end:raises]
