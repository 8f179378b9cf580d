# --8<-- [start:raises]
import keras
from keras import layers

inputs = keras.Input(shape=(2,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.compile(optimizer="sgd", loss="mse")
model.save("old.h5")
keras.models.load_model("old.h5")
# --8<-- [end:raises]
