# --8<-- [start:too_big]
import keras
from keras import layers

inputs = keras.Input(shape=(28, 28, 3))
x = layers.Conv2D(8, 2, activation="relu")(inputs)
x = layers.Conv2D(4, 2, activation="relu")(x)
x = layers.MaxPooling2D()(x)
x = layers.Conv2D(64, 26)(x)
# --8<-- [end:too_big]
