# --8<-- [start:raises]
import keras
import numpy as np
from keras import layers

left = keras.Input(shape=(4,), name="left")
right = keras.Input(shape=(3,), name="right")
score = layers.Dense(1)(layers.Concatenate()([left, right]))
model = keras.Model({"left": left, "right": right}, score)
model.compile(optimizer="sgd", loss="mse")
x = {"left": np.zeros((8, 4)), "rigth": np.zeros((8, 3))}
model.fit(x, np.zeros((8, 1)))
# --8<-- [end:raises]
