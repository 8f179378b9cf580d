# --8<-- [start:raises]
import keras
import numpy as np
from keras import layers


def one_by_one():
    while True:
        yield np.zeros((10, 10)), 1


inputs = keras.Input((10, 10))
model = keras.Model(inputs, layers.Dense(3)(layers.Flatten()(inputs)))
model.compile(
    optimizer="adam",
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
)
model.fit(one_by_one(), steps_per_epoch=2)
# --8<-- [end:raises]
