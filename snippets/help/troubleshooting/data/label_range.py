# --8<-- [start:raises]
import keras
import numpy as np

loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
labels = np.array([1, 2, 3])
loss(labels, np.zeros((3, 3)))
# --8<-- [end:raises]
