# --8<-- [start:warns]
import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(0)
rows = np.array([[3, 1, 2, 0, 0, 0]])
embedding = layers.Embedding(10, 2, mask_zero=True)
seen = layers.Conv1D(2, 3, padding="same")(embedding(rows))
print(layers.GlobalAveragePooling1D()(seen).shape)
# --8<-- [end:warns]
