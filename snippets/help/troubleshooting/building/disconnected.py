# --8<-- [start:raises]
import keras
from keras import layers

price = keras.Input(shape=(1,))
amount = keras.Input(shape=(1,))
total = layers.Multiply()([price, amount])
model = keras.Model(price, total)
# --8<-- [end:raises]
