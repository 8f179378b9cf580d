# --8<-- [start:index]
import numpy as np
from keras import layers

table = layers.Embedding(4, 2, embeddings_initializer="ones")  # (1)
print(table(np.array([0, 3, 4])))
# --8<-- [end:index]
