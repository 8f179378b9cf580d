# --8<-- [start:mesh]
import os

os.environ["KERAS_BACKEND"] = "jax"
os.environ["XLA_FLAGS"] = "--xla_force_host_platform_device_count=4"
import keras

keras.distribution.DeviceMesh((2, 3), ["batch", "model"])
# --8<-- [end:mesh]
