# --8<-- [start:fits]
import keras
from keras import layers

for size in (13, 26):
    maps = keras.Input(shape=(size, size, 4))
    layer = layers.Conv2D(64, size)
    output = layer(maps)
    print(size, output.shape, f"{layer.count_params():,}")
# --8<-- [end:fits]
assert output.shape == (None, 1, 1, 64)
assert layer.count_params() == 173_120
