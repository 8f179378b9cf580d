# --8<-- [start:input]
import keras
import numpy as np

inputs = keras.Input(shape=(3,))  # (1)
print(type(inputs).__name__, inputs.shape, inputs.dtype)

doubled = inputs * 2  # (2)
print(type(doubled).__name__, doubled.shape)

doubler = keras.Model(inputs, doubled)  # (3)
print(doubler.predict(np.array([[1.0, 2.0, 3.0]]), verbose=0))
# --8<-- [end:input]

assert doubler.count_params() == 0
assert not isinstance(keras.Input, type)
assert isinstance(keras.layers.Dense, type)
for wrong in (3, (3)):
    try:
        keras.Input(shape=wrong)
    except ValueError as error:
        assert str(error) == "Cannot convert '3' to a shape."
    else:
        raise AssertionError("no error")
try:
    doubler(np.array([1.0, 2.0, 3.0]))
except ValueError as error:
    text = "Expected shape (None, 3), but input has incompatible shape "
    text += "torch.Size([3])" if keras.config.backend() == "torch" else "(3,)"
    assert text in str(error), error
else:
    raise AssertionError("no error")
