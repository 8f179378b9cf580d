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

# --8<-- [start:rnn-rank]
import keras
from keras import layers

inputs = keras.Input(shape=(24,))
print("a window:", inputs.shape)
steps = layers.Reshape((24, 1))(inputs)  # (1)
print("as steps:", steps.shape)
print("from the GRU:", layers.GRU(16)(steps).shape)
print("each step:", layers.GRU(16, return_sequences=True)(steps).shape)
# --8<-- [end:rnn-rank]

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

# --8<-- [start:unrecognized-keywords]
import keras
from keras import layers

model = keras.Sequential()
model.add(keras.Input(batch_shape=(1, 2, 3)))
model.add(layers.LSTM(4, stateful=True))
print(model.output_shape)
# --8<-- [end:unrecognized-keywords]
OLD = {
    "layers.Conv2D(32, 3, nb_filter=32)": "passed to Conv2D: {'nb_filter': 32}",
    "layers.Conv2D(nb_filter=32, kernel_size=3)": "required positional argument: 'filters'",
    "layers.Dropout(p=0.5)": "missing 1 required positional argument: 'rate'",
    "layers.MaxPooling2D(2, dim_ordering='tf')": "MaxPooling2D: {'dim_ordering': 'tf'}",
    "layers.BatchNormalization(mode=0)": "passed to BatchNormalization: {'mode': 0}",
    "layers.LSTM(4, input_length=5)": "passed to LSTM: {'input_length': 5}",
    "layers.Dense(2, weights=[1])": "passed to Dense: {'weights': ",
}
for call, message in OLD.items():
    try:
        eval(call)
    except Exception as error:
        assert message in str(error), (call, error)
    else:
        raise AssertionError(f"today this runs: {call}")

# --8<-- [start:removed-attributes]
import keras
from keras import layers

model = keras.Sequential([keras.Input(shape=(4,)), layers.Dense(3)])
layer = model.layers[0]
print(layer.input.shape, layer.output.shape)
print(model.input_shape, model.output_shape)
# --8<-- [end:removed-attributes]
OLD = {
    "layer.input_shape": "'Dense' object has no attribute 'input_shape'",
    "layer.get_output_at(0)": "'Dense' object has no attribute 'get_output_at'",
    "model.total_loss": "'Sequential' object has no attribute 'total_loss'",
    "model.to_yaml()": "'Sequential' object has no attribute 'to_yaml'",
    "model.add_metric(1)": "Layer `add_metric()` method is deprecated",
    "layers.experimental": "module 'keras.layers' has no attribute 'experimental'",
}
for call, message in OLD.items():
    try:
        eval(call)
    except (AttributeError, NotImplementedError) as error:
        assert str(error).startswith(message), (call, error)
    else:
        raise AssertionError(f"today this runs: {call}")

# --8<-- [start:backend-functions]
import numpy as np
from keras import ops

print(ops.convert_to_numpy(ops.clip(np.array([-1.0, 0.5, 2.0]), 0, 1)))
# --8<-- [end:backend-functions]
import keras

for name in [
    "dot",
    "pow",
    "int_shape",
    "variable",
    "function",
    "get_session",
    "set_session",
]:
    assert not hasattr(keras.backend, name), name
for name in ["matmul", "power", "mean", "exp", "log", "abs", "square"]:
    assert hasattr(ops, name), name
assert keras.backend.epsilon() and keras.backend.floatx()

# --8<-- [start:text-tokenizer]
import keras
from keras import layers

texts = ["the cat saw the dog", "the dog saw"]
vectorize = layers.TextVectorization()
vectorize.adapt(texts)
print([str(word) for word in vectorize.get_vocabulary()])  # (1)
print(keras.ops.convert_to_numpy(vectorize(texts)))
print(keras.utils.pad_sequences([[7, 8], [9]], padding="post"))  # (2)
# --8<-- [end:text-tokenizer]

# --8<-- [start:input-shape-warning]
import keras
from keras import layers

model = keras.Sequential([keras.Input(shape=(4,)), layers.Dense(3)])
print(model.output_shape)
# --8<-- [end:input-shape-warning]
import warnings

with warnings.catch_warnings(record=True) as given:
    warnings.simplefilter("always")
    layers.Embedding(10, 4, input_length=5)
assert (
    str(given[0].message)
    == "Argument `input_length` is deprecated. Just remove it."
)

# --8<-- [start:lambda-shape]
import keras

inputs = keras.Input(shape=(4,), name="sizes")
outputs = keras.ops.sqrt(inputs)
print(outputs.shape)
# --8<-- [end:lambda-shape]

# --8<-- [start:not-a-layer]
import keras
from keras import layers

model = keras.Sequential([keras.Input(shape=(4,)), layers.ReLU()])
print(model.output_shape)
# --8<-- [end:not-a-layer]

# --8<-- [start:tf-keras]
import keras

optimizer = keras.optimizers.Adam()
print(round(float(optimizer.learning_rate), 4))
# --8<-- [end:tf-keras]
