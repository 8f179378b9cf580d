# --8<-- [start:subtract]
import numpy as np

table = np.array([[12, 18, 15], [9, 12, 18], [14, 21, 16], [9, 13, 11]])
table - table.mean(axis=1)
# --8<-- [end:subtract]
