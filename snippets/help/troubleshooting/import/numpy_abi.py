# --8<-- [start:raises]
import numpy.core._multiarray_umath as numpy_1

print(numpy_1._ARRAY_API)  # (1)
# --8<-- [end:raises]
