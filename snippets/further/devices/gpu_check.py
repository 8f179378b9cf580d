# --8<-- [start:card]
import datetime
import subprocess
import sys
import time

import keras
import numpy as np
import tensorflow as tf

gpus = tf.config.list_physical_devices("GPU")
for gpu in gpus:
    tf.config.experimental.set_memory_growth(gpu, True)  # (1)
print(datetime.date.today(), "Keras", keras.__version__, tf.__version__)
if gpus:
    query = ["nvidia-smi", "--query-gpu=name,driver_version", "--format=csv"]
    print(subprocess.run(query, capture_output=True, text=True).stdout)
else:
    print("TensorFlow finds no GPU: only the CPU is measured")
# --8<-- [end:card]

# --8<-- [start:speed]
steps = int(sys.argv[1]) if len(sys.argv) > 1 else 30
x = np.random.default_rng(0).normal(size=(256, 32, 32, 3)).astype("float32")
y = np.arange(256) % 10


def speed(device, policy, jit):
    keras.config.set_dtype_policy(policy)  # (1)
    with tf.device(device):
        model = keras.Sequential([keras.Input(shape=(32, 32, 3))])
        for width in (64, 64, 128, 128):
            model.add(keras.layers.Conv2D(width, 3, activation="relu"))
        model.add(keras.layers.GlobalAveragePooling2D())
        model.add(keras.layers.Dense(10, dtype="float32"))
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile("adam", loss=loss, jit_compile=jit)
        model.train_on_batch(x, y)  # (2)
        start = time.perf_counter()
        for _ in range(steps):
            model.train_on_batch(x, y)
    return len(x) * steps / (time.perf_counter() - start)


print(steps, "steps of 256 images for each line")
# --8<-- [end:speed]

# --8<-- [start:run]
cases = [("CPU:0", "float32", False)]
if gpus:
    cases += [("GPU:0", "float32", False), ("GPU:0", "float32", True)]
    cases += [("GPU:0", "mixed_float16", jit) for jit in (False, True)]
for device, policy, jit in cases:
    images = speed(device, policy, jit)
    print(f"{device} {policy:13} jit={jit!s:5} {images:9.0f} images/s")  # (1)
if gpus:
    peak = tf.config.experimental.get_memory_info("GPU:0")["peak"]
    print(f"most memory used: {peak / 1e6:.0f} MB")
# --8<-- [end:run]
