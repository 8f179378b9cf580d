# --8<-- [start:old-arguments]
import keras

optimizer = keras.optimizers.Adam(learning_rate=0.001)
print(round(float(optimizer.learning_rate), 6))
# --8<-- [end:old-arguments]
OLD = {
    "keras.layers.Dense(5, init='uniform')": "Unrecognized keyword arguments passed to Dense",
    "keras.layers.Conv2D(5, 3, border_mode='same')": "Unrecognized keyword arguments passed to",
    "keras.layers.Dense(output_dim=5)": "Dense.__init__() missing 1 required positional argument",
    "keras.Model(input=1, output=2)": "Unrecognized keyword arguments passed to Model",
    "keras.Model().fit(1, nb_epoch=2)": "TensorFlowTrainer.fit() got an unexpected keyword",
    "keras.callbacks.ModelCheckpoint('a.keras', period=2)": "ModelCheckpoint.__init__() got an",
    "keras.layers.Dense(5, x)": "name 'x' is not defined",
}
for call, message in OLD.items():
    try:
        eval(call)
    except Exception as error:
        assert str(error).startswith(message), (call, error)
    else:
        raise AssertionError(f"today this runs: {call}")

# --8<-- [start:incompatible-shape]
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(3,), name="sizes")
model = keras.Model(inputs, layers.Dense(1)(inputs), name="price")
houses = np.zeros((5, 4))
print(model.input_shape, houses.shape)  # (1)
print(model(houses[:, 1:]).shape)
# --8<-- [end:incompatible-shape]

# --8<-- [start:kernel-too-big]
import keras
from keras import layers

x = keras.Input(shape=(10, 10, 3))
for filters in [8, 16, 32]:
    x = layers.Conv2D(filters, 3, padding="same")(x)
    x = layers.MaxPooling2D()(x)
    print(x.shape)
# --8<-- [end:kernel-too-big]

# --8<-- [start:disconnected]
import keras
from keras import layers

price = keras.Input(shape=(1,))
amount = keras.Input(shape=(1,))
total = layers.Multiply()([price, amount])
model = keras.Model([price, amount], total)
print(model.output_shape)
# --8<-- [end:disconnected]

# --8<-- [start:keras-tensor]
import keras

inputs = keras.Input(shape=(3,))
outputs = keras.ops.log(inputs)
print(outputs.shape)
# --8<-- [end:keras-tensor]

# --8<-- [start:never-called]
import keras
from keras import layers

stack = [keras.Input(shape=(3,)), layers.Dense(2)]
model = keras.Sequential(stack, name="mystery")
print(model.layers[-1].output.shape)
probe = keras.Model(model.inputs, model.layers[-1].output)
print(probe.output.shape)
# --8<-- [end:never-called]
try:
    keras.Sequential([layers.Dense(2)]).count_params()
except ValueError as error:
    assert str(error).startswith("You tried to call `count_params` on layer")

# What the page says of `period`: a whole number counts batches, "epoch" counts epochs.
import os

model = keras.Sequential([keras.Input(shape=(1,)), layers.Dense(1)])
model.compile(optimizer="sgd", loss="mse")
checkpoints = keras.callbacks.ModelCheckpoint("at-{batch}.keras", save_freq=2)
x = keras.ops.ones((8, 1))
model.fit(x, x, batch_size=2, epochs=1, verbose=0, callbacks=[checkpoints])
assert len([name for name in os.listdir() if name.startswith("at-")]) == 2
