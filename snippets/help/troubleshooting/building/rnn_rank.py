# --8<-- [start:raises]
import keras
from keras import layers

inputs = keras.Input(shape=(24,))
layers.GRU(16)(inputs)
# --8<-- [end:raises]
