# --8<-- [start:raises]
import keras
from keras import layers

model = keras.Sequential([keras.Input(shape=(4,)), layers.Dense(3)])
print(model.layers[0].output_shape)
# --8<-- [end:raises]
