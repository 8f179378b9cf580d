# --8<-- [start:ops]
import keras
from keras import layers, ops


def squared_relu(x):
    return ops.square(ops.relu(x))  # (1)


print(ops.convert_to_numpy(squared_relu(ops.array([-2.0, 0.5, 3.0]))))

inputs = keras.Input(shape=(4,))
outputs = layers.Dense(3, activation=squared_relu)(inputs)  # (2)
model = keras.Model(inputs, outputs)
print(model.output_shape)
# --8<-- [end:ops]

values = ops.convert_to_numpy(squared_relu(ops.array([-2.0, 0.5, 3.0])))
assert values.tolist() == [0.0, 0.25, 9.0]

# --8<-- [start:load]
model.save("squared.keras")
try:
    keras.models.load_model("squared.keras")
except TypeError as error:
    print(str(error).splitlines()[-1][:64])
else:
    print("loaded")
# --8<-- [end:load]

try:
    keras.models.load_model("squared.keras")
except TypeError as error:
    assert "Could not locate function 'squared_relu'" in str(error)
else:
    raise AssertionError("a function that is not registered was found")
