# --8<-- [start:raises]
import keras
from keras import layers

inputs = keras.Input(shape=(1,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.compile(optimizer="sgd", loss="mse")
model.fit([1, 2, 3], [2, 4, 6])
# --8<-- [end:raises]
