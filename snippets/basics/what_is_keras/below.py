# --8<-- [start:ops]
import keras
from keras import layers, ops


def squared_relu(x):
    return ops.square(ops.relu(x))  # (1)


print(ops.convert_to_numpy(squared_relu(ops.array([-2.0, 0.5, 3.0]))))
layer = layers.Dense(8, activation=squared_relu)  # (2)
# --8<-- [end:ops]

values = ops.convert_to_numpy(squared_relu(ops.array([-2.0, 0.5, 3.0])))
assert values.tolist() == [0.0, 0.25, 9.0]
assert layer(ops.ones((1, 4))).shape == (1, 8)


# --8<-- [start:layer]
class Scale(layers.Layer):
    def build(self, input_shape):  # (1)
        shape = (input_shape[-1],)
        self.factor = self.add_weight(shape=shape, initializer="ones")

    def call(self, x):  # (2)
        return x * self.factor


inputs = keras.Input(shape=(4,))
model = keras.Model(inputs, layers.Dense(3)(Scale()(inputs)))
print(model.count_params())  # (3)
# --8<-- [end:layer]

assert model.count_params() == 4 + 4 * 3 + 3 == 19
import numpy as np

batch = ops.ones((2, 4))
assert ops.convert_to_numpy(Scale()(batch)).tolist() == [[1.0] * 4] * 2
model.compile("adam", "mse")
before = ops.convert_to_numpy(model.layers[1].factor)
model.fit(ops.convert_to_numpy(batch), np.full((2, 3), 9.0), verbose=0)
assert (ops.convert_to_numpy(model.layers[1].factor) != before).any()
