# --8<-- [start:warns]
import keras
from keras import layers

model = keras.Sequential([layers.Dense(3, input_shape=(4,))])
print(model.output_shape)
# --8<-- [end:warns]
