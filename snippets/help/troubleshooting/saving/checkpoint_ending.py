# --8<-- [start:raises]
import keras

keras.callbacks.ModelCheckpoint("best.hdf5")
# --8<-- [end:raises]
