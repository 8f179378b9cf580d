# --8<-- [start:vector]
import keras
from keras import layers

maps = keras.Input(shape=(7, 7, 128))
for layer in (layers.Flatten(), layers.GlobalAveragePooling2D()):
    vector = layer(maps)
    scores = layers.Dense(10)
    scores(vector)
    print(type(layer).__name__, vector.shape, f"{scores.count_params():,}")
# --8<-- [end:vector]
assert vector.shape == (None, 128) and scores.count_params() == 1290
assert layers.Dense(10)(maps).shape == (None, 7, 7, 10)

# --8<-- [start:any_size]
inputs = keras.Input(shape=(None, None, 3))  # (1)
x = layers.Conv2D(16, 3, activation="relu")(inputs)
x = layers.GlobalAveragePooling2D()(x)
any_size = keras.Model(inputs, layers.Dense(10)(x))
for height, width in ((28, 28), (40, 60)):
    scores = any_size(keras.ops.zeros((1, height, width, 3)))
    print((height, width), "->", tuple(scores.shape))
# --8<-- [end:any_size]
try:
    layers.Dense(10)(layers.Flatten()(inputs))
except ValueError:
    pass
else:
    raise AssertionError("Flatten accepted an unknown size")
