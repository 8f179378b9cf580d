# --8<-- [start:raises]
import keras
import numpy as np
from keras import layers

x, y = np.zeros((20, 3)), np.zeros((20, 1))


class Pieces(keras.utils.PyDataset):
    def __len__(self):
        return 5

    def __getitem__(self, index):
        rows = slice(index * 4, index * 4 + 4)
        return x[rows][None], y[rows][None]


stack = [keras.Input(shape=(3,), name="sizes"), layers.Dense(1)]
model = keras.Sequential(stack, name="price")
model.compile(optimizer="sgd", loss="mse")
model.fit(Pieces(), verbose=0)
# --8<-- [end:raises]
