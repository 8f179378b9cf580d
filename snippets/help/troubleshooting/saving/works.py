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
print(keras.ops.convert_to_numpy(model(keras.ops.ones((1, 2)))))
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

# --8<-- [start:batch-shape]
import keras
import numpy as np
from keras import layers


def build():
    inputs = keras.Input(shape=(2,))
    return keras.Model(inputs, layers.Dense(3)(inputs))


old = build()
np.savez("weights.npz", *old.get_weights())

new = build()  # (1)
arrays = np.load("weights.npz")
new.set_weights([arrays[name] for name in arrays.files])
x = np.ones((1, 2))
print(np.allclose(old.predict(x, verbose=0), new.predict(x, verbose=0)))
# --8<-- [end:batch-shape]

# --8<-- [start:parent-module-fails]
import json
import zipfile

import keras
from keras import layers

inputs = keras.Input(shape=(2,))
keras.Model(inputs, layers.Dense(1)(inputs)).save("three.keras")
with zipfile.ZipFile("three.keras") as file:
    config = json.loads(file.read("config.json"))
config["module"] = "keras.src.engine.functional"  # (1)
with zipfile.ZipFile("two.keras", "w") as file:
    file.writestr("config.json", json.dumps(config))
    file.writestr("metadata.json", "{}")
    file.write("three.keras", "model.weights.h5")
try:
    keras.models.load_model("two.keras")
except TypeError as error:
    print(str(error).partition(" Full object config")[0])
# --8<-- [end:parent-module-fails]

# --8<-- [start:depthwise-groups-fails]
import json

import h5py
import keras
from keras import layers

inputs = keras.Input(shape=(8, 8, 3))
model = keras.Model(inputs, layers.DepthwiseConv2D(3)(inputs))
model.save("mobile.h5")
with h5py.File("mobile.h5", "r+") as file:  # (1)
    config = json.loads(file.attrs["model_config"])
    config["config"]["layers"][1]["config"]["groups"] = 1
    file.attrs["model_config"] = json.dumps(config)
try:
    keras.models.load_model("mobile.h5")
except TypeError as error:
    print(str(error).splitlines()[-1])
# --8<-- [end:depthwise-groups-fails]

# --8<-- [start:depthwise-groups]
import keras
from keras import layers


class DepthwiseConv2D(layers.DepthwiseConv2D):
    def __init__(self, groups=1, **kwargs):
        super().__init__(**kwargs)


known = {"DepthwiseConv2D": DepthwiseConv2D}
model = keras.models.load_model("mobile.h5", known, compile=False)
model.save("mobile.keras")
print(model.output_shape)
# --8<-- [end:depthwise-groups]

# --8<-- [start:h5-own-loss]
import keras
from keras import layers, ops


def distance(target, output):
    return ops.mean(ops.abs(target - output))


inputs = keras.Input(shape=(2,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.compile(optimizer="sgd", loss=distance)
model.save("own.h5")
model = keras.models.load_model("own.h5", compile=False)
model.compile(optimizer="sgd", loss=distance)
print(model.loss.__name__)
# --8<-- [end:h5-own-loss]

# --8<-- [start:own-function]
import keras
from keras import layers, ops


def distance(target, output):
    return ops.mean(ops.abs(target - output))


inputs = keras.Input(shape=(2,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.compile(optimizer="sgd", loss=distance)
model.save("own.keras")
known = {"distance": distance}
model = keras.models.load_model("own.keras", custom_objects=known)
print(model.loss.__name__)
# --8<-- [end:own-function]

# --8<-- [start:init-kwargs-fails]
import keras
from keras import layers


@keras.saving.register_keras_serializable()
class Times(layers.Layer):
    def __init__(self, n):
        super().__init__()
        self.n = n

    def call(self, x):
        return x * self.n

    def get_config(self):
        return {**super().get_config(), "n": self.n}


inputs = keras.Input(shape=(2,))
keras.Model(inputs, Times(2)(inputs)).save("times.keras")
try:
    keras.models.load_model("times.keras")
except TypeError as error:
    print(str(error).splitlines()[-1])
# --8<-- [end:init-kwargs-fails]

# --8<-- [start:init-kwargs]
import keras
from keras import layers


@keras.saving.register_keras_serializable()
class Times(layers.Layer):
    def __init__(self, n, **kwargs):
        super().__init__(**kwargs)
        self.n = n

    def call(self, x):
        return x * self.n

    def get_config(self):
        return {**super().get_config(), "n": self.n}


inputs = keras.Input(shape=(2,))
keras.Model(inputs, Times(2)(inputs)).save("times.keras")
print(keras.models.load_model("times.keras").layers[1].n)
# --8<-- [end:init-kwargs]

# --8<-- [start:weights-not-built]
import keras
from keras import layers

stack = [keras.Input(shape=(2,)), layers.Dense(1)]
keras.Sequential(stack).save_weights("one.weights.h5")
model = keras.Sequential([keras.Input(shape=(2,)), layers.Dense(1)])
model.load_weights("one.weights.h5")
print(model.count_params())
# --8<-- [end:weights-not-built]
try:
    keras.Sequential([layers.Dense(1)]).save_weights("none.weights.h5")
except ValueError as error:
    assert str(error).startswith(
        "You are saving a model that has not yet been built"
    ), error

# --8<-- [start:by-name]
import keras
from keras import layers

inputs = keras.Input(shape=(2,))
old = keras.Model(inputs, layers.Dense(4, name="base")(inputs))
old.save_weights("base.weights.h5")

x = layers.Dense(4, name="base")(inputs)
new = keras.Model(inputs, layers.Dense(3, name="new_end")(x))
old.load_weights("base.weights.h5")
new.get_layer("base").set_weights(old.get_layer("base").get_weights())
print(new.get_layer("base").get_weights()[0].shape)
# --8<-- [end:by-name]

# --8<-- [start:optimizer-state]
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(2,))
base = layers.Dense(4, name="base")
model = keras.Model(inputs, layers.Dense(1)(base(inputs)))
base.trainable = False
model.compile(optimizer="adam", loss="mse")
model.fit(np.zeros((8, 2)), np.zeros((8, 1)), verbose=0)
model.save("frozen.keras")
loaded = keras.models.load_model("frozen.keras")
print(int(model.optimizer.iterations), int(loaded.optimizer.iterations))
# --8<-- [end:optimizer-state]

# --8<-- [start:checkpoint-ending]
import keras

whole = keras.callbacks.ModelCheckpoint("best.keras")
name = "best.weights.h5"
weights = keras.callbacks.ModelCheckpoint(name, save_weights_only=True)
print(whole.filepath, weights.filepath)
# --8<-- [end:checkpoint-ending]
