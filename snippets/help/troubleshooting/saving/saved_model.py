# --8<-- [start:raises]
import keras
from keras import layers

inputs = keras.Input(shape=(2,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.export("served", verbose=False)  # (1)
keras.models.load_model("served")
# --8<-- [end:raises]
