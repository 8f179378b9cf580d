# --8<-- [start:raises]
import keras
from keras import layers

model = keras.Sequential([keras.Input(shape=(4,))])
for _ in range(2):  # (1)
    model.add(layers.Dense(3, name="hidden"))
# --8<-- [end:raises]
