# --8<-- [start:label]
import keras
import numpy as np

loss = keras.losses.SparseCategoricalCrossentropy(
    from_logits=True,
    reduction=None,  # (1)
)
print(loss(np.array([0, -1, 3]), np.zeros((3, 3))))
# --8<-- [end:label]
