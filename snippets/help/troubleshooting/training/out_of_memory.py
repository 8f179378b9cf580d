# --8<-- [start:raises]
import keras
import numpy as np

million = 10**6
try:
    np.ones((20 * million, 20 * million), "float32")
except MemoryError as error:
    print(error)
keras.ops.ones((20 * million, 20 * million))
# --8<-- [end:raises]
