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
