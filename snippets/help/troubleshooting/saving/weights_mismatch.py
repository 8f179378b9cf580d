# --8<-- [start:raises]
import keras
from keras import layers


def build(hidden_layers):
    inputs = x = keras.Input(shape=(2,))
    for number in range(hidden_layers):
        x = layers.Dense(4, name=f"hidden_{number}")(x)
    return keras.Model(inputs, x)


build(1).save_weights("one.weights.h5")
build(2).load_weights("one.weights.h5")
# --8<-- [end:raises]
