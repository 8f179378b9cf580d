# --8<-- [start:draw]
import matplotlib.pyplot as plt
import numpy as np

x = np.arange(0, 4.5, 0.5)  # (1)
plt.figure(figsize=(3.2, 1.6))
plt.plot(x, 3 * x)
plt.savefig("line.png", dpi=100)
print("points:", len(x))
print("highest:", np.max(3 * x))
# --8<-- [end:draw]
