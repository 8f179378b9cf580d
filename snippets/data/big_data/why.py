# --8<-- [start:size]
import math

photos, shape = 100_000, (224, 224, 3)
for kind, bytes_each in (("uint8", 1), ("float32", 4)):
    size = photos * math.prod(shape) * bytes_each
    print(f"{kind:8} {size / 1e9:5.1f} GB")
# --8<-- [end:size]
assert size == 60_211_200_000
