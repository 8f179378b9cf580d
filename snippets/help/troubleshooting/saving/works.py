# --8<-- [start:no-extension]
import keras
from keras import layers

inputs = keras.Input(shape=(2,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.save("my_model.keras")
print(keras.models.load_model("my_model.keras").count_params())
# --8<-- [end:no-extension]

# --8<-- [start:h5-mse]
import keras
from keras import layers

inputs = keras.Input(shape=(2,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.compile(optimizer="sgd", loss="mse")
model.save("old.h5")
model = keras.models.load_model("old.h5", compile=False)  # (1)
model.compile(optimizer="sgd", loss="mse")
model.save("new.keras")
print(keras.models.load_model("new.keras").loss)
# --8<-- [end:h5-mse]

# --8<-- [start:saved-model]
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(2,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.export("served", verbose=False)
served = layers.TFSMLayer("served", call_endpoint="serve")  # (1)
print(served(np.ones((3, 2), "float32")).shape)
# --8<-- [end:saved-model]

# --8<-- [start:file-not-found]
import zipfile

import keras
from keras import layers

inputs = keras.Input(shape=(2,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.save("whole.keras")
print(zipfile.is_zipfile("whole.keras"))  # (1)
# --8<-- [end:file-not-found]
from pathlib import Path

Path("cut.keras").write_bytes(b"PK and then the connection was lost")
assert not zipfile.is_zipfile("cut.keras")

# --8<-- [start:custom-layer-fails]
import keras
from keras import layers


class Twice(layers.Layer):
    def call(self, x):
        return 2 * x


inputs = keras.Input(shape=(2,))
keras.Model(inputs, Twice()(inputs)).save("twice_layer.keras")
try:
    keras.models.load_model("twice_layer.keras")
except TypeError as error:
    lines = str(error).splitlines()
    print(lines[0][:85])
    print(lines[-1][:133])  # (1)
# --8<-- [end:custom-layer-fails]

# --8<-- [start:custom-layer]
import keras
from keras import layers


@keras.saving.register_keras_serializable()  # (1)
class Twice(layers.Layer):
    def call(self, x):
        return 2 * x


inputs = keras.Input(shape=(2,))
keras.Model(inputs, Twice()(inputs)).save("twice_layer.keras")
model = keras.models.load_model("twice_layer.keras")
print(type(model.layers[1]) is Twice)
# --8<-- [end:custom-layer]

# --8<-- [start:lambda-layer]
import keras
from keras import layers

inputs = keras.Input(shape=(2,))
keras.Model(inputs, inputs * 2).save("times_two.keras")  # (1)
model = keras.models.load_model("times_two.keras")
print(model(keras.ops.ones((1, 2))).numpy())
# --8<-- [end:lambda-layer]

# --8<-- [start:weights-mismatch]
import keras
from keras import layers


def build(hidden_layers):
    inputs = x = keras.Input(shape=(2,))
    for number in range(hidden_layers):
        x = layers.Dense(4, name=f"hidden_{number}")(x)
    return keras.Model(inputs, x)


build(2).save_weights("two.weights.h5")
model = build(2)
model.load_weights("two.weights.h5")
print(model.count_params())
# --8<-- [end:weights-mismatch]
