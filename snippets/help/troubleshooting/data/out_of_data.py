# --8<-- [start:raises]
import warnings

import keras
import numpy as np
from keras import layers


def batches():
    for _ in range(5):
        yield np.ones((8, 1)), np.ones((8, 1))


inputs = keras.Input(shape=(1,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.compile(optimizer="sgd", loss="mse")
with warnings.catch_warnings():
    warnings.simplefilter("error")  # (1)
    numbers = {"steps_per_epoch": 5, "epochs": 2, "verbose": 0}
    model.fit(batches(), shuffle=False, **numbers)
# --8<-- [end:raises]
