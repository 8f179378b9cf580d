# --8<-- [start:warns]
import keras
import numpy as np
from keras import layers

stop = keras.callbacks.EarlyStopping(patience=1)
model = keras.Sequential([keras.Input(shape=(3,)), layers.Dense(1)])
model.compile(optimizer="sgd", loss="mse")
x, y = np.zeros((20, 3)), np.zeros((20, 1))
history = model.fit(x, y, epochs=5, callbacks=[stop], verbose=0)
print(len(history.history["loss"]))
# --8<-- [end:warns]
