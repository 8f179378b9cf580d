# --8<-- [start:raises]
import keras
from keras import layers

inputs = keras.Input(shape=(2,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
keras.utils.plot_model(model)
# --8<-- [end:raises]
