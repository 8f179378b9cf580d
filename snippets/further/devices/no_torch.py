# --8<-- [start:list]
import os

os.environ["KERAS_BACKEND"] = "torch"
import keras

keras.distribution.DataParallel()
# --8<-- [end:list]
