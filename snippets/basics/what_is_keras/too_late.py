# --8<-- [start:after]
import os

import keras

os.environ["KERAS_BACKEND"] = "jax"  # (1)
print(keras.config.backend())
del os.environ["KERAS_BACKEND"]  # (2)
# --8<-- [end:after]

assert keras.config.backend() != "jax"
