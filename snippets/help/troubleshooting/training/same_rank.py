# --8<-- [start:raises]
import keras
import numpy as np

loss = keras.losses.CategoricalCrossentropy()
labels = np.array([0, 2])
answers = np.full((2, 3), 1 / 3)
loss(labels, answers)
# --8<-- [end:raises]
