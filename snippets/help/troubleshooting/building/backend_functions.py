# --8<-- [start:raises]
import keras.backend as K
import numpy as np

print(K.clip(np.array([-1.0, 0.5, 2.0]), 0, 1))
# --8<-- [end:raises]
