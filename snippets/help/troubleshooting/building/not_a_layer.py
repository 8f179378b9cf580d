# --8<-- [start:raises]
import keras
from keras import layers

keras.Sequential([keras.Input(shape=(4,)), layers.ReLU])
# --8<-- [end:raises]
