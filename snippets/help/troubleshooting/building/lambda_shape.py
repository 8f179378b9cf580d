# --8<-- [start:raises]
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(4,), name="sizes")
layers.Lambda(lambda x: np.sqrt(x))(inputs)
# --8<-- [end:raises]
