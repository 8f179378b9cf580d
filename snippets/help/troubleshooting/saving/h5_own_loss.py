# --8<-- [start:raises]
import keras
from keras import layers, ops


def distance(target, output):
    return ops.mean(ops.abs(target - output))


inputs = keras.Input(shape=(2,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.compile(optimizer="sgd", loss=distance)
model.save("own.h5")
keras.models.load_model("own.h5")
# --8<-- [end:raises]
