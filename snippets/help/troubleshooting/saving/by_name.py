# --8<-- [start:raises]
import keras
from keras import layers

inputs = keras.Input(shape=(2,))
model = keras.Model(inputs, layers.Dense(4, name="base")(inputs))
model.save_weights("base.weights.h5")
model.load_weights("base.weights.h5", by_name=True)
# --8<-- [end:raises]
