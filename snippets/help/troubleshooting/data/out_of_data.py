# --8<-- [start:warns]
import keras
import numpy as np
from keras import layers


def batches():
    for _ in range(5):
        yield np.ones((8, 1)), np.ones((8, 1))


inputs = keras.Input(shape=(1,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.compile(optimizer="sgd", loss="mse")
numbers = {"steps_per_epoch": 5, "epochs": 2, "verbose": 0}
history = model.fit(batches(), shuffle=False, **numbers)
print(history.history["loss"][1])
# --8<-- [end:warns]
