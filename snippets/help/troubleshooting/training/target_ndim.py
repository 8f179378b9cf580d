# --8<-- [start:raises]
import keras
import numpy as np

loss = keras.losses.SparseCategoricalCrossentropy()
labels = np.array([[1, 0, 0], [0, 0, 1]])
answers = np.full((2, 3), 1 / 3)
loss(labels, answers)
# --8<-- [end:raises]
