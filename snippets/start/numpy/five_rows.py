# --8<-- [start:reshape]
import numpy as np

np.arange(12).reshape(5, -1)
# --8<-- [end:reshape]
