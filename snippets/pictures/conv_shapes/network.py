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
                layer = layers.Conv2D(
                    4, kernel, strides=stride, padding=padding
                )
                side = output_size(size, kernel, stride, padding)
                assert layer(picture).shape == (None, side, side, 4)  # (3)
                checks += 1
print("checked:", checks)
# --8<-- [end:shapes]
assert checks == 48
# Pooling follows the same formula.
for stride in (1, 2, 3):
    for padding in ("valid", "same"):
        pool = layers.MaxPooling2D(2, strides=stride, padding=padding)
        side = output_size(27, 2, stride, padding)
        assert pool(keras.Input((27, 27, 3))).shape == (None, side, side, 3)


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

# --8<-- [start:work]
from math import prod

for layer in model.layers:
    if layer.weights:
        positions = prod(layer.output.shape[1:-1])  # (1)
        weights = prod(layer.kernel.shape)
        work = positions * weights
        print(f"{layer.name:9}{positions:4} * {weights:6,} = {work:6,}")
# --8<-- [end:work]
work = [
    prod(a.output.shape[1:-1]) * prod(a.kernel.shape)
    for a in model.layers
    if a.weights
]
assert work[1] == work[2] == 86_528 and sum(work) == 244_320


# --8<-- [start:stride]
def build_changed(strides=1, padding="valid"):
    inputs = keras.Input(shape=(28, 28, 3))
    x = layers.Conv2D(
        8, 2, strides=strides, padding=padding, activation="relu"
    )(inputs)
    x = layers.Conv2D(4, 2, padding=padding, activation="relu")(x)
    x = layers.MaxPooling2D()(x)
    x = layers.Flatten()(x)
    x = layers.Dense(128, activation="relu")(x)
    return keras.Model(inputs, layers.Dense(10)(x))


changed = build_changed(strides=2)
for layer in changed.layers[1:4]:
    print(type(layer).__name__, layer.output.shape[1:])
print(f"{changed.count_params():,}")
# --8<-- [end:stride]
assert changed.count_params() == 236 + (6 * 6 * 4 + 1) * 128 + 1290

# --8<-- [start:same_padding]
changed = build_changed(padding="same")
for layer in changed.layers[1:4]:
    print(type(layer).__name__, layer.output.shape[1:])
print(f"{changed.count_params():,}")
# --8<-- [end:same_padding]
assert changed.count_params() == 236 + (14 * 14 * 4 + 1) * 128 + 1290

# --8<-- [start:sliding]
import numpy as np

inputs = keras.Input(shape=(None, None, 3))
x = layers.Conv2D(8, 2, activation="relu")(inputs)
x = layers.Conv2D(4, 2, activation="relu")(x)
x = layers.MaxPooling2D()(x)
x = layers.Conv2D(128, 13, activation="relu")(x)  # (1)
outputs = layers.Conv2D(10, 1)(x)  # (2)
sliding = keras.Model(inputs, outputs)

weights = []
for old, new in zip(model.get_weights(), sliding.get_weights(), strict=True):
    weights.append(old.reshape(new.shape))  # (3)
sliding.set_weights(weights)

large = np.random.default_rng(0).random((1, 40, 40, 3), dtype="float32")
scores = sliding.predict(large, verbose=0)
window = model.predict(large[:, 6:34, 8:36], verbose=0)  # (4)
print(scores.shape)
print(np.allclose(scores[0, 3, 4], window[0], atol=1e-4))
# --8<-- [end:sliding]
assert scores.shape == (1, 7, 7, 10)
for i in range(7):
    for j in range(7):
        part = large[:, 2 * i : 2 * i + 28, 2 * j : 2 * j + 28]
        part = keras.ops.convert_to_numpy(model(part))
        assert np.allclose(scores[0, i, j], part[0], atol=1e-4)
assert not np.allclose(scores[0, 0, 0], scores[0, 3, 4], atol=1e-4)
assert sliding.count_params() == model.count_params()
