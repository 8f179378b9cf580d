# --8<-- [start:raises]
import keras
from keras import layers

inputs = keras.Input(shape=(1,))
model = keras.Model(inputs, layers.Dense(3)(inputs))
model.fit_generator(None)
# --8<-- [end:raises]
