# --8<-- [start:raises]
import keras

optimizer = keras.optimizers.legacy.Adam()
# --8<-- [end:raises]
