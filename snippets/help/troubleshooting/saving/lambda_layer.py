# --8<-- [start:raises]
import keras
from keras import layers

inputs = keras.Input(shape=(2,))
outputs = layers.Lambda(lambda x: x * 2)(inputs)
keras.Model(inputs, outputs).save("twice.keras")
keras.models.load_model("twice.keras")
# --8<-- [end:raises]
