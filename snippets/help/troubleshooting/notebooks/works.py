# --8<-- [start:trains-on]
import keras
import numpy as np
from keras import layers

x = np.linspace(-1, 1, 100).reshape(100, 1)
y = 3 * x + 2
inputs = keras.Input(shape=(1,))
line = layers.Dense(1, kernel_initializer="zeros")(inputs)
model = keras.Model(inputs, line)
model.compile(optimizer="sgd", loss="mse")
for run in [1, 2]:  # (1)
    history = model.fit(x, y, epochs=5, batch_size=100, verbose=0)
    print(run, [round(loss, 2) for loss in history.history["loss"]])
# --8<-- [end:trains-on]

# --8<-- [start:tensorboard]
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(2,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.compile(optimizer="adam", loss="mse")
log = keras.callbacks.CSVLogger("log.csv")
model.fit(np.zeros((4, 2)), np.zeros((4, 1)), verbose=0, callbacks=[log])
print(open("log.csv").read().splitlines())
# --8<-- [end:tensorboard]

# --8<-- [start:progress-bar]
import contextlib
import io

import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(2,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.compile(optimizer="adam", loss="mse")
for verbose in [1, 2]:
    log = io.StringIO()
    with contextlib.redirect_stdout(log):
        model.fit(np.zeros((64, 2)), np.zeros((64, 1)), verbose=verbose)
    print(verbose, "\x1b[1m" in log.getvalue(), "\b" in log.getvalue())
# --8<-- [end:progress-bar]

# --8<-- [start:layer-names]
import keras
from keras import layers

for _ in range(2):
    model = keras.Sequential([keras.Input(shape=(4,))])
    model.add(layers.Dense(3, name="hidden"))
print(len(model.layers))
# --8<-- [end:layer-names]
inputs = keras.Input(shape=(4,))
x = layers.Dense(4, name="hidden")(inputs)
try:
    keras.Model(inputs, layers.Dense(1, name="hidden")(x))
except ValueError as error:
    assert str(error).startswith(
        'The name "hidden" is used 2 times in the model. All operation'
    )

# --8<-- [start:kernel-memory]
import keras
from keras import layers

for _ in range(2):
    keras.utils.clear_session()  # (1)
    layer = layers.Dense(4)
    print(layer.name)
# --8<-- [end:kernel-memory]
