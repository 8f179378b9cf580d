# --8<-- [start:raises]
import keras
from keras import layers

stack = [keras.Input(shape=(3,)), layers.Dense(2)]
model = keras.Sequential(stack, name="mystery")
print(model.output)
# --8<-- [end:raises]
