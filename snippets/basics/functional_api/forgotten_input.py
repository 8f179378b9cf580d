# --8<-- [start:forgotten]
import keras
from keras import layers

hours = keras.Input(shape=(24,), name="hours")
readings = keras.Input(shape=(3,), name="readings")
x = layers.Concatenate()([hours, readings])
warmest = layers.Dense(1)(x)

keras.Model(inputs=hours, outputs=warmest)
# --8<-- [end:forgotten]
