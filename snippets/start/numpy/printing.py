# --8<-- [start:codes]
import math

print(math.pi)
print(f"[{math.pi:.2f}]")  # (1)
print(f"[{math.pi:7.2f}]")  # (2)
print(f"[{'mean':7}] [{'mean':>7}]")  # (3)
print(f"[{1234567:,}] [{0.9833:.1%}]")  # (4)
# --8<-- [end:codes]

# --8<-- [start:columns]
import numpy as np

names = ["morning", "noon", "evening"]
table = np.array([[12, 18, 15], [9, 12, 18], [14, 21, 16], [9, 13, 11]])
rows = zip(names, table.mean(axis=0), table.std(axis=0), strict=True)  # (1)
for name, mean, deviation in rows:
    print(f"{name:8} {mean:7.2f} {deviation:6.2f}")
# --8<-- [end:columns]

# --8<-- [start:items]
value = np.array([[2.5]])
print(value, value.item())  # (1)
print(repr(table.mean()), float(table.mean()))  # (2)
print(table[0].tolist())  # (3)
print(table.std(axis=0).round(2))  # (4)
# --8<-- [end:items]
