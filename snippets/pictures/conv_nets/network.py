# --8<-- [start:model]
import keras
from keras import layers


def conv_block(x, filters):
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)  # (1)
    x = layers.BatchNormalization()(x)  # (2)
    return layers.Activation("relu")(x)  # (3)


def build_usual(input_shape=(28, 28, 3), classes=10):
    inputs = keras.Input(shape=input_shape)
    x = conv_block(inputs, 32)
    x = layers.MaxPooling2D()(x)  # (4)
    x = conv_block(x, 64)
    x = layers.MaxPooling2D()(x)
    x = conv_block(x, 128)  # (5)
    x = layers.GlobalAveragePooling2D()(x)  # (6)
    outputs = layers.Dense(classes)(x)  # (7)
    return keras.Model(inputs, outputs)


usual = build_usual()
print(usual.input_shape, "->", usual.output_shape)
# --8<-- [end:model]

# --8<-- [start:table]
for layer in usual.layers:
    name = type(layer).__name__
    shape = layer.output.shape[1:]
    print(f"{name:22} {shape!s:13} {layer.count_params():7,}")
print(f"{usual.count_params():,}")
# --8<-- [end:table]
assert usual.output_shape == (None, 10)
norms = [a for a in usual.layers if type(a).__name__ == "BatchNormalization"]
assert [a.count_params() for a in norms] == [4 * 32, 4 * 64, 4 * 128]
assert usual.count_params() == 27 * 32 + 9 * 32 * 64 + 9 * 64 * 128 + 2186

# --8<-- [start:size]
for shape in ((28, 28, 3), (64, 64, 3), (64, 64, 1)):
    network = build_usual(input_shape=shape)
    last = network.layers[-3].output.shape[1:]  # (1)
    print(shape, last, f"{network.count_params():,}")
# --8<-- [end:size]
assert network.layers[-3].output.shape == (None, 16, 16, 128)
assert usual.count_params() - network.count_params() == 9 * 2 * 32
