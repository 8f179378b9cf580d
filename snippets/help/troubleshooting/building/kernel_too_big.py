# --8<-- [start:raises]
import keras
from keras import layers

x = keras.Input(shape=(10, 10, 3))
for filters in [8, 16, 32]:
    x = layers.Conv2D(filters, 3)(x)
    x = layers.MaxPooling2D()(x)
    print(x.shape)
# --8<-- [end:raises]
