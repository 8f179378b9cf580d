# --8<-- [start:sequential]
import keras
from keras import layers

stack = keras.Sequential(
    [
        keras.Input(shape=(4,)),
        layers.Dense(8, activation="relu"),
        layers.Dense(3),
    ]
)
print(stack.count_params())
# --8<-- [end:sequential]

assert stack.count_params() == 4 * 8 + 8 + 8 * 3 + 3 == 67

# --8<-- [start:functional]
inputs = keras.Input(shape=(4,))  # (1)
x = layers.Dense(8, activation="relu")(inputs)  # (2)
outputs = layers.Dense(3)(x)
graph = keras.Model(inputs, outputs)  # (3)
print(graph.count_params())
# --8<-- [end:functional]

assert graph.count_params() == 67
assert graph.output_shape == (None, 3)


# --8<-- [start:subclass]
class SmallNetwork(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = layers.Dense(8, activation="relu")  # (1)
        self.head = layers.Dense(3)

    def call(self, x):  # (2)
        return self.head(self.hidden(x))


written = SmallNetwork()
written(keras.ops.zeros((1, 4)))  # (3)
print(written.count_params())
# --8<-- [end:subclass]

assert written.count_params() == 67
assert not SmallNetwork().weights

# --8<-- [start:same]
import numpy as np

samples = np.array([[5.1, 3.5, 1.4, 0.2], [6.3, 2.9, 5.6, 1.8]])
answer = graph.predict(samples, verbose=0)
for other in (stack, written):
    other.set_weights(graph.get_weights())  # (1)
    print(np.allclose(other.predict(samples, verbose=0), answer))
# --8<-- [end:same]

assert answer.shape == (2, 3)
for other in (stack, written):
    assert np.allclose(other.predict(samples, verbose=0), answer)
