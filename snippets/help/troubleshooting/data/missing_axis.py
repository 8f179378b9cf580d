# --8<-- [start:raises]
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(28, 28, 3), name="pictures")
scores = layers.Dense(10)(layers.Flatten()(inputs))
model = keras.Model(inputs, scores, name="sorter")
picture = np.zeros((28, 28, 3))
model.predict(picture, verbose=0)
# --8<-- [end:raises]
