# --8<-- [start:padding]
import keras
from keras import layers

inputs = keras.Input(shape=(28, 28, 3))
for padding in ("valid", "same"):
    for strides in (1, 2):
        layer = layers.Conv2D(8, 3, strides=strides, padding=padding)
        output = layer(inputs)
        print(f"{padding:5}", strides, output.shape, layer.count_params())
# --8<-- [end:padding]
assert layer.count_params() == 224
ones = keras.ops.ones((1, 3, 3, 1))
sums = {
    3: [[4, 6, 4], [6, 9, 6], [4, 6, 4]],
    2: [[4, 4, 2], [4, 4, 2], [2, 2, 1]],
}
for size, wanted in sums.items():
    layer = layers.Conv2D(1, size, padding="same", kernel_initializer="ones")
    assert (
        keras.ops.convert_to_numpy(layer(ones))[0, :, :, 0].tolist() == wanted
    )

# --8<-- [start:dilation]
for dilation in (1, 2, 3):
    layer = layers.Conv2D(8, 3, dilation_rate=dilation)
    output = layer(inputs)
    covers = (3 - 1) * dilation + 1
    print(dilation, "covers", covers, output.shape, layer.count_params())
# --8<-- [end:dilation]
assert covers == 7 and output.shape == (None, 22, 22, 8)
for size in (7, 28):
    for kernel in (1, 2, 3):
        for dilation in (1, 2, 3):
            layer = layers.Conv2D(4, kernel, dilation_rate=dilation)
            side = size - (kernel - 1) * dilation
            picture = keras.Input(shape=(size, size, 3))
            assert layer(picture).shape == (None, side, side, 4)
