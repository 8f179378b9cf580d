# --8<-- [start:raises]
import numpy as np

x = np.zeros(3, dtype=np.int)
# --8<-- [end:raises]
