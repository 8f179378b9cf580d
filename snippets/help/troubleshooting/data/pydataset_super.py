# --8<-- [start:warns]
import keras
import numpy as np
from keras import layers


class Pieces(keras.utils.PyDataset):
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __len__(self):
        return 1

    def __getitem__(self, index):
        return self.x, self.y


model = keras.Sequential([keras.Input(shape=(3,)), layers.Dense(1)])
model.compile(optimizer="sgd", loss="mse")
model.fit(Pieces(np.zeros((20, 3)), np.zeros((20, 1))), verbose=0)
# --8<-- [end:warns]
