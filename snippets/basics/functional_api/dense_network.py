# --8<-- [start:model]
import keras
from keras import layers


def build_model():
    inputs = keras.Input(shape=(3,), name="inputs")  # (1)
    x = layers.Dense(5, activation="relu", name="hidden_1")(inputs)  # (2)
    x = layers.Dense(5, activation="relu", name="hidden_2")(x)  # (3)
    outputs = layers.Dense(2, name="outputs")(x)  # (4)
    return keras.Model(inputs, outputs, name="dense_network")  # (5)


model = build_model()  # (6)
print(model.input_shape, "->", model.output_shape)
# --8<-- [end:model]

assert model.input_shape == (None, 3)
assert model.output_shape == (None, 2)
assert keras.Input is keras.layers.Input
assert build_model() is not model

# --8<-- [start:flow]
import numpy as np

batch = np.ones((4, 3), dtype="float32")  # (1)
x = batch
for layer in model.layers[1:]:  # (2)
    x = layer(x)
    print(layer.name, tuple(x.shape))

by_hand = keras.ops.convert_to_numpy(x)
print("same:", np.allclose(by_hand, model.predict(batch, verbose=0)))  # (3)
# --8<-- [end:flow]

assert np.allclose(by_hand, model.predict(batch, verbose=0))
assert isinstance(model, keras.layers.Layer)

# --8<-- [start:summary]
model.summary(line_length=60)  # (1)
# --8<-- [end:summary]

assert isinstance(model.layers[0], keras.layers.InputLayer)

# --8<-- [start:parameters]
total = 0
for layer in model.layers[1:]:
    kernel, bias = layer.weights  # (1)
    n_in, n_out = kernel.shape
    count = n_in * n_out + n_out  # (2)
    total += count
    print(f"{layer.name}: {n_in} x {n_out} + {n_out} = {count}")

print("by hand:", total, "by Keras:", model.count_params())
# --8<-- [end:parameters]

assert total == model.count_params() == 20 + 30 + 12 == 62
kernels = [layer.kernel.shape for layer in model.layers[1:]]
assert sum(n_in * n_out for n_in, n_out in kernels) == 15 + 25 + 10 == 50
assert [layer.count_params() for layer in model.layers] == [0, 20, 30, 12]
for layer in model.layers[1:]:
    assert layer.kernel.dtype == "float32"
    assert not keras.ops.convert_to_numpy(layer.bias).any()
    assert keras.ops.convert_to_numpy(layer.kernel).any()

# --8<-- [start:names]
keras.utils.clear_session()  # (1)
print(layers.Dense(5).name, layers.Dense(5).name)

print([layer.name for layer in model.layers])
hidden = model.get_layer("hidden_2")  # (2)
peek = keras.Model(model.input, hidden.output)  # (3)
print(peek.predict(batch, verbose=0).shape)
# --8<-- [end:names]

assert peek.count_params() == 50
assert peek.get_layer("hidden_1") is model.get_layer("hidden_1")

# --8<-- [start:sequential]
sequential = keras.Sequential(
    [
        keras.Input(shape=(3,)),
        layers.Dense(5, activation="relu"),
        layers.Dense(5, activation="relu"),
        layers.Dense(2),
    ]
)
print(sequential.count_params())
# --8<-- [end:sequential]

assert sequential.count_params() == 62


# --8<-- [start:subclass]
class DenseNetwork(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden_1 = layers.Dense(5, activation="relu")  # (1)
        self.hidden_2 = layers.Dense(5, activation="relu")
        self.head = layers.Dense(2)

    def call(self, x):  # (2)
        x = self.hidden_1(x)
        x = self.hidden_2(x)
        return self.head(x)


subclassed = DenseNetwork()
print("weights before the first call:", len(subclassed.weights))
subclassed(batch)  # (3)
print("parameters after it:", subclassed.count_params())
# --8<-- [end:subclass]

assert subclassed.count_params() == 62

# --8<-- [start:same]
for other in (sequential, subclassed):
    other.set_weights(model.get_weights())

nets = [model, sequential, subclassed]
answers = [net.predict(batch, verbose=0) for net in nets]
print(all(np.allclose(answers[0], answer) for answer in answers))
# --8<-- [end:same]

assert all(np.allclose(answers[0], answer) for answer in answers)
assert not np.allclose(model.get_weights()[0], build_model().get_weights()[0])


# --8<-- [start:count]
def count(first, activation="relu", use_bias=True):
    inputs = keras.Input(shape=(3,))
    x = inputs
    for units in (first, 5, 2):
        x = layers.Dense(units, activation, use_bias=use_bias)(x)
    return keras.Model(inputs, x).count_params()


print("7 units:", count(7))
print("no biases:", count(5, use_bias=False))
print("tanh:", count(5, activation="tanh"))
# --8<-- [end:count]
assert count(7) == 28 + 40 + 12 == 80
assert count(5, use_bias=False) == 50
assert count(5, activation="tanh") == count(5) == 62

inputs = keras.Input(shape=(3,))
x = layers.Dense(2, name="twin")(layers.Dense(2, name="twin")(inputs))
try:
    keras.Model(inputs, x)
except ValueError as error:
    assert 'The name "twin" is used 2 times in the model.' in str(error)
else:
    raise AssertionError("no error")
