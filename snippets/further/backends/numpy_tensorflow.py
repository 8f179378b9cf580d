# --8<-- [start:numpy]
import keras
import numpy as np
from keras import layers

answer = layers.Dense(1)(np.ones((2, 3)))
print(keras.ops.convert_to_numpy(answer).shape)
print(np.asarray(answer).shape)  # (1)
# --8<-- [end:numpy]
