# --8<-- [start:raises]
import keras
from keras import layers

layers_with_shape = [keras.Input(shape=(2,)), layers.Dense(1)]
keras.Sequential(layers_with_shape).save_weights("one.weights.h5")
model = keras.Sequential([layers.Dense(1)])
model.load_weights("one.weights.h5")
# --8<-- [end:raises]
