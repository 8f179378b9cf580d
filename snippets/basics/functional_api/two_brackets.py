# --8<-- [start:steps]
import keras
from keras import layers

layer = layers.Dense(5)  # (1)
print(layer.built, len(layer.weights))

x = keras.Input(shape=(3,))
y = layer(x)  # (2)
print(layer.built, [tuple(w.shape) for w in layer.weights])
print(x.shape, "->", y.shape)
# --8<-- [end:steps]

assert layer.built
assert y.shape == (None, 5)
assert layer(keras.Input(shape=(7, 3))).shape == (None, 7, 5)
options = layer.get_config()
assert options["activation"] == "linear" and options["use_bias"]
assert options["kernel_initializer"]["class_name"] == "GlorotUniform"
assert options["bias_initializer"]["class_name"] == "Zeros"


def message(call):
    try:
        call()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    raise AssertionError("no error")


assert "Could not interpret activation function identifier" in message(
    lambda: keras.layers.Dense(5, x)
)
forgotten = message(lambda: keras.layers.Dense(5)(keras.layers.Dense(5)))
expected = "ValueError: Only input tensors may be passed as positional arg"
assert forgotten.startswith(expected), forgotten
