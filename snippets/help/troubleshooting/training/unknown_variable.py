# --8<-- [start:raises]
import keras
import numpy as np
from keras import layers

optimizer = keras.optimizers.Adam()
for units in [1, 2]:
    inputs = keras.Input(shape=(1,))
    answer = layers.Dense(units, kernel_initializer="zeros", name="answer")
    model = keras.Model(inputs, answer(inputs))
    model.compile(optimizer=optimizer, loss="mse", run_eagerly=True)
    model.fit(np.zeros((4, 1)), np.zeros((4, units)), verbose=0)
# --8<-- [end:raises]
