# --8<-- [start:mirrored]
import keras
import tensorflow as tf
from keras import layers
from sklearn.datasets import load_digits

cpu = tf.config.list_physical_devices("CPU")[0]
parts = [tf.config.LogicalDeviceConfiguration() for _ in range(4)]
tf.config.set_logical_device_configuration(cpu, parts)  # (1)
x, y = load_digits(return_X_y=True)
x, y = x[:1408].astype("float32") / 16, y[:1408]


def losses():
    keras.utils.set_random_seed(0)
    hidden = layers.Dense(256, activation="relu")
    model = keras.Sequential([keras.Input((64,)), hidden, layers.Dense(10)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.1), loss=loss)
    settings = dict(batch_size=64, epochs=4, shuffle=False, verbose=0)
    history = model.fit(x, y, **settings).history["loss"]
    print(*[f"{loss:.4f}" for loss in history])
    return history


single = losses()
strategy = tf.distribute.MirroredStrategy([f"CPU:{i}" for i in range(4)])
with strategy.scope():  # (2)
    split = losses()
# --8<-- [end:mirrored]
import numpy as np

assert strategy.num_replicas_in_sync == 4
assert np.abs(np.array(split) - single).max() < 1e-5, (single, split)
# What the text says of keras.distribution: no error, and one device does all.
keras.distribution.set_distribution(keras.distribution.DataParallel())
kernel = keras.layers.Dense(1)
kernel.build((None, 3))
assert kernel.kernel.value.device.endswith("CPU:0"), kernel.kernel.value.device
keras.distribution.set_distribution(None)

# --8<-- [start:workers]
from pathlib import Path

workers = """
import json
import os
import sys

cluster = {"worker": ["127.0.0.1:" + port for port in sys.argv[2:]]}
task = {"type": "worker", "index": int(sys.argv[1])}
os.environ["TF_CONFIG"] = json.dumps({"cluster": cluster, "task": task})
import keras
import numpy as np
import tensorflow as tf

strategy = tf.distribute.MultiWorkerMirroredStrategy()
with strategy.scope():
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    model.compile("sgd", loss="mse")
print(strategy.num_replicas_in_sync, "replicas", flush=True)
try:
    model.fit(np.zeros((64, 3)), np.zeros((64, 1)), verbose=0)
except ValueError as error:
    print("ValueError:", str(error).splitlines()[-1], flush=True)
os._exit(0)
"""
Path("workers.py").write_text(workers)
print(len(workers.splitlines()), "lines")
# --8<-- [end:workers]

# --8<-- [start:refused]
import socket
import subprocess
import sys

probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
ports = [str(probe.getsockname()[1]) for probe in probes]
for probe in probes:
    probe.close()
settings = dict(stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
started = [
    subprocess.Popen(
        [sys.executable, "workers.py", number, *ports], **settings
    )
    for number in "01"
]
try:
    print(started[0].communicate(timeout=300)[0])
finally:
    for one in started:
        one.kill()
        one.wait()
# --8<-- [end:refused]
