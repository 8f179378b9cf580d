# --8<-- [start:raises]
import keras
import numpy as np

loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
logits = np.zeros((3, 3), "float32")
print(loss(np.array([0, 1, 2]), logits).numpy().round(4))
loss(np.array([-1, 0, 1]), logits)
# --8<-- [end:raises]
