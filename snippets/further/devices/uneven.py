# --8<-- [start:uneven]
import os

os.environ["KERAS_BACKEND"] = "jax"
os.environ["XLA_FLAGS"] = "--xla_force_host_platform_device_count=4"
import keras
import numpy as np

keras.distribution.set_distribution(keras.distribution.DataParallel())
small = keras.Sequential([keras.Input(shape=(3,)), keras.layers.Dense(1)])
small.compile("sgd", loss="mse")
small.fit(np.zeros((100, 3)), np.zeros((100, 1)), batch_size=50, verbose=0)
# --8<-- [end:uneven]
