# --8<-- [start:raises]
import numpy as np

pixels = np.array([0, 128, 255], dtype="uint8")
pixels /= 255
# --8<-- [end:raises]
