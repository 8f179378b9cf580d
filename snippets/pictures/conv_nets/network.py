# --8<-- [start:model]
import keras
from keras import layers


def build_cnn(input_shape=(28, 28, 3), classes=10):
    inputs = keras.Input(shape=input_shape)  # (1)
    x = layers.Conv2D(8, 2, activation="relu")(inputs)  # (2)
    x = layers.Conv2D(4, 2, activation="relu")(x)  # (3)
    x = layers.MaxPooling2D()(x)  # (4)
    x = layers.Flatten()(x)  # (5)
    x = layers.Dense(128, activation="relu")(x)
    outputs = layers.Dense(classes)(x)  # (6)
    return keras.Model(inputs, outputs, name="cnn")


model = build_cnn()
model.summary(line_length=72)
# --8<-- [end:model]
assert model.input_shape == (None, 28, 28, 3)
assert model.output_shape == (None, 10)
assert model.count_params() == 88_182
dense = model.layers[-2]
assert dense.count_params() == 86_656
assert 0.98 < dense.count_params() / model.count_params() < 0.99


# --8<-- [start:shapes]
def output_size(size, kernel, stride=1, padding="valid"):
    if padding == "same":
        return (size + stride - 1) // stride  # (1)
    return (size - kernel) // stride + 1  # (2)


checks = 0
for size in (7, 28):
    picture = keras.Input(shape=(size, size, 3))
    for kernel in (1, 2, 3, 5):
        for stride in (1, 2, 3):
            for padding in ("valid", "same"):
                layer = layers.Conv2D(4, kernel, stride, padding)
                side = output_size(size, kernel, stride, padding)
                assert layer(picture).shape == (None, side, side, 4)  # (3)
                checks += 1
print("checked:", checks)
# --8<-- [end:shapes]
assert checks == 48
# Pooling and 1D convolution follow the same formula; two 3x3 see 5x5.
for stride in (1, 2, 3):
    for padding in ("valid", "same"):
        pool = layers.MaxPooling2D(2, stride, padding)
        side = output_size(27, 2, stride, padding)
        assert pool(keras.Input((27, 27, 3))).shape == (None, side, side, 3)
assert output_size(output_size(5, 3), 3) == 1
assert output_size(output_size(output_size(7, 3), 3), 3) == 1


# --8<-- [start:parameters]
def conv_parameters(kernel, channels, filters):
    return (kernel * kernel * channels + 1) * filters


def dense_parameters(features, units):
    return (features + 1) * units


print(conv_parameters(kernel=2, channels=3, filters=8))
print(dense_parameters(features=128, units=10))
# --8<-- [end:parameters]


# --8<-- [start:check]
first = output_size(28, 2)
second = output_size(first, 2)
pooled = output_size(second, 2, stride=2)
by_hand = [
    ((28, 28, 3), 0),
    ((first, first, 8), conv_parameters(2, 3, 8)),
    ((second, second, 4), conv_parameters(2, 8, 4)),
    ((pooled, pooled, 4), 0),
    ((pooled * pooled * 4,), 0),
    ((128,), dense_parameters(pooled * pooled * 4, 128)),
    ((10,), dense_parameters(128, 10)),
]
total = 0
for layer, (shape, count) in zip(model.layers, by_hand, strict=True):
    assert layer.output.shape == (None, *shape)  # (1)
    assert layer.count_params() == count
    print(f"{type(layer).__name__:13}{shape!s:13}{count:>7,}")
    total += count
print(f"{'total':26}{total:>7,}", total == model.count_params())
# --8<-- [end:check]
assert len(by_hand) == len(model.layers)
assert by_hand[1:] == [
    ((27, 27, 8), 104),
    ((26, 26, 4), 132),
    ((13, 13, 4), 0),
    ((676,), 0),
    ((128,), 86_656),
    ((10,), 1_290),
]

# --8<-- [start:gray]
gray_model = build_cnn(input_shape=(28, 28, 1))
gray_pictures = keras.ops.zeros((2, 28, 28))
with_channel = keras.ops.expand_dims(gray_pictures, axis=-1)
print(tuple(gray_pictures.shape), "->", tuple(with_channel.shape))
print(tuple(gray_model(with_channel).shape))
print(f"{gray_model.count_params():,}")
# --8<-- [end:gray]
# The missing axis is added in silence.
assert tuple(gray_model(gray_pictures).shape) == (2, 10)
assert model.count_params() - gray_model.count_params() == 2 * 2 * 2 * 8
for wrong in (gray_pictures, with_channel):
    try:
        model(wrong)
    except ValueError:
        pass
    else:
        raise AssertionError("a grey picture went into a colour network")


# --8<-- [start:usual]
def build_usual(input_shape=(28, 28, 3), classes=10):
    inputs = keras.Input(shape=input_shape)
    x = layers.Conv2D(32, 3, padding="same", activation="relu")(inputs)
    x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(64, 3, padding="same", activation="relu")(x)
    x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(128, 3, padding="same", activation="relu")(x)
    x = layers.GlobalAveragePooling2D()(x)
    outputs = layers.Dense(classes)(x)
    return keras.Model(inputs, outputs, name="usual")


usual = build_usual()
for layer in usual.layers:
    shape = layer.output.shape[1:]
    print(f"{type(layer).__name__:24}{shape!s:14}{layer.count_params():>7,}")
# --8<-- [end:usual]
assert [layer.count_params() for layer in usual.layers if layer.weights] == [
    conv_parameters(3, 3, 32),
    conv_parameters(3, 32, 64),
    conv_parameters(3, 64, 128),
    dense_parameters(128, 10),
]

# --8<-- [start:compare]
from math import prod


def multiplications(layer):
    positions = prod(layer.output.shape[1:-1])  # (1)
    return positions * prod(layer.kernel.shape)  # (2)


for network in (model, usual):
    weighted = [layer for layer in network.layers if layer.weights]
    total = network.count_params()
    dense = [layer for layer in weighted if isinstance(layer, layers.Dense)]
    share = sum(layer.count_params() for layer in dense) / total
    work = sum(multiplications(layer) for layer in weighted)
    print(f"{network.name:6}{total:>7,} parameters, {share:.1%} in Dense,")
    print(f"      {work:>9,} multiplications a picture")
# --8<-- [end:compare]
assert usual.count_params() == 94_538
assert sum(multiplications(a) for a in model.layers if a.weights) == 244_320
assert work == 7_904_000 and 32 < work / 244_320 < 33
