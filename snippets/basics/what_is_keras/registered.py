# --8<-- [start:register]
import keras
from keras import layers, ops


@keras.saving.register_keras_serializable()  # (1)
def squared_relu(x):
    return ops.square(ops.relu(x))


@keras.saving.register_keras_serializable()
class Scale(layers.Layer):
    def build(self, input_shape):  # (2)
        shape = (input_shape[-1],)
        self.factor = self.add_weight(shape=shape, initializer="ones")

    def call(self, x):  # (3)
        return x * self.factor


inputs = keras.Input(shape=(4,))
outputs = layers.Dense(3, activation=squared_relu)(Scale()(inputs))
model = keras.Model(inputs, outputs)
print("parameters:", model.count_params())  # (4)
# --8<-- [end:register]

assert model.count_params() == 4 + 4 * 3 + 3 == 19

# --8<-- [start:load]
import numpy as np

model.save("own.keras")
loaded = keras.models.load_model("own.keras")
batch = np.array([[1.0, 2.0, 3.0, 4.0]])
answer = model.predict(batch, verbose=0)
print(np.array_equal(loaded.predict(batch, verbose=0), answer))
# --8<-- [end:load]

assert type(loaded.layers[1]) is Scale
assert np.array_equal(loaded.predict(batch, verbose=0), answer)


# --8<-- [start:zeros]
class FromZero(Scale):
    def build(self, input_shape):
        shape = (input_shape[-1],)
        self.factor = self.add_weight(shape=shape, initializer="zeros")


keras.utils.set_random_seed(0)
inputs = keras.Input(shape=(4,))
model = keras.Model(inputs, layers.Dense(3)(FromZero()(inputs)))
print("answer:", model.predict(batch, verbose=0))

model.compile(optimizer="sgd", loss="mse")
before = model.get_weights()
model.fit(batch, np.array([[1.0, 1.0, 1.0]]), verbose=0)  # (1)
after = model.get_weights()
for place, name in enumerate(["factor", "weights", "biases"]):
    same = np.array_equal(before[place], after[place])
    print(f"{name:7} changed:", not same)
# --8<-- [end:zeros]

changed = [not np.array_equal(before[i], after[i]) for i in range(3)]
assert changed == [True, False, True]
