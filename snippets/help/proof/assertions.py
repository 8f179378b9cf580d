# --8<-- [start:holds]
import keras
from keras import layers

inputs = keras.Input(shape=(3,))
model = keras.Model(inputs, layers.Dense(5)(inputs))

assert model.count_params() == 20  # (1)
print("the text says 20 parameters, and so does the code")
# --8<-- [end:holds]

# --8<-- [start:other]
inputs = keras.Input(shape=(4,))
model = keras.Model(inputs, layers.Dense(5)(inputs))
print(model.count_params())
# --8<-- [end:other]

assert model.count_params() == 4 * 5 + 5 == 25
