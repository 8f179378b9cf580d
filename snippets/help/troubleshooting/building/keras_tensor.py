# --8<-- [start:raises]
import keras
import numpy as np
import tensorflow as tf

inputs = keras.Input(shape=(3,))
try:
    tf.math.log(inputs)
except ValueError as error:
    print(str(error).partition(". ")[0])
np.log(inputs)
# --8<-- [end:raises]
