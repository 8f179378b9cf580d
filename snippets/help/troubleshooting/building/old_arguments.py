# --8<-- [start:raises]
import keras

optimizer = keras.optimizers.Adam(lr=0.001)
# --8<-- [end:raises]
