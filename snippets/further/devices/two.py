# --8<-- [start:worker]
from pathlib import Path

worker = """
import os

import keras
from keras import layers
from sklearn.datasets import load_digits

cluster = keras.distribution
count = int(os.environ["KERAS_DISTRIBUTION_NUM_PROCESSES"])
number = int(os.environ["KERAS_DISTRIBUTION_PROCESS_ID"])
cluster.initialize()
print(cluster.get_device_count(), "devices", flush=True)

x, y = load_digits(return_X_y=True)
x, y = x[:1408].astype("float32") / 16, y[:1408]
part = 64 // count
x = x.reshape(22, count, part, 64)[:, number].reshape(-1, 64)
y = y.reshape(22, count, part)[:, number].reshape(-1)
data = cluster.DataParallel(auto_shard_dataset=False)
cluster.set_distribution(data)
"""
Path("worker.py").write_text(worker)
print(len(worker.splitlines()), "lines")
# --8<-- [end:worker]

# --8<-- [start:training]
training = """
if os.path.exists("digits.keras"):
    model = keras.models.load_model("digits.keras")
else:
    keras.utils.set_random_seed(0)
    hidden = layers.Dense(256, activation="relu", name="hidden")
    last = layers.Dense(10, name="last")
    model = keras.Sequential([keras.Input(shape=(64,)), hidden, last])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.1), loss=loss)
callbacks = []
settings = dict(batch_size=part, shuffle=False, callbacks=callbacks, verbose=0)
done = int(model.optimizer.iterations) // 22  # epochs
for epoch in range(done, 4):
    epochs = dict(initial_epoch=epoch, epochs=epoch + 1)
    history = model.fit(x, y, **settings, **epochs).history
    model.save(f"new{number}.keras")  # all of them
    if number == 0:
        os.replace("new0.keras", "digits.keras")
    print(f"epoch {epoch + 1}: {history['loss'][0]:.4f}", flush=True)
"""
Path("worker.py").write_text(worker + training)
print(len(training.splitlines()), "lines more")
# --8<-- [end:training]

# --8<-- [start:launch]
import os
import socket
import subprocess
import sys
import time


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(number, count, port, script="worker.py"):
    address = f"127.0.0.1:{port}"
    settings = {
        **os.environ,
        "KERAS_BACKEND": "jax",
        "XLA_FLAGS": "",  # (1)
        "KERAS_DISTRIBUTION_JOB_ADDRESSES": address,
        "KERAS_DISTRIBUTION_NUM_PROCESSES": str(count),
        "KERAS_DISTRIBUTION_PROCESS_ID": str(number),
        "JAX_COORDINATOR_BIND_ADDRESS": address,  # (2)
    }
    with open(f"log{number}.txt", "w") as log:
        command = [sys.executable, script]
        return subprocess.Popen(command, env=settings, stdout=log, stderr=log)


print("a free port:", free_port() > 1023)
# --8<-- [end:launch]


# --8<-- [start:wait]
def wait(workers, limit=300):
    until = time.monotonic() + limit
    try:
        while None in (states := [w.poll() for w in workers]):
            if any(states) or time.monotonic() > until:  # (1)
                break
            time.sleep(0.1)
    finally:
        for one in workers:
            one.kill()
            one.wait()
    return states


def report(number):
    for line in Path(f"log{number}.txt").read_text().splitlines():
        if line.startswith(("epoch", "2 devices")):
            print(f"worker {number}: {line}")


port = free_port()
print(wait([start(number, 2, port) for number in range(2)]))
report(0)
report(1)
# --8<-- [end:wait]
assert set(wait([])) == set()


def losses_of(number):
    text = Path(f"log{number}.txt").read_text()
    lines = [line for line in text.splitlines() if line.startswith("epoch")]
    return {line.split(":")[0]: float(line.split(": ")[1]) for line in lines}


whole = losses_of(0)
assert whole == losses_of(1) and len(whole) == 4, (whole, losses_of(1))
SINGLE = [2.0004, 1.4031, 0.9616, 0.6895]
for one, other in zip(whole.values(), SINGLE, strict=True):
    assert abs(one - other) < 1e-3, (whole, SINGLE)

# --8<-- [start:killed]
Path("digits.keras").unlink()  # (1)
accident = """
def on_batch(batch, logs):
    if number == 1 and epoch == 2 and batch == 5:
        os.kill(os.getpid(), 9)


callbacks += [keras.callbacks.LambdaCallback(on_train_batch_end=on_batch)]
"""
before, loop = training.split("settings =")
Path("killed.py").write_text(worker + before + accident + "settings =" + loop)
port = free_port()
states = wait([start(number, 2, port, "killed.py") for number in range(2)])
print("worker 1 has died:", states[1] not in (None, 0))
report(0)
# --8<-- [end:killed]
assert states[1] == -9, states
assert list(losses_of(0)) == ["epoch 1", "epoch 2"], losses_of(0)

# --8<-- [start:again]
port = free_port()
print(wait([start(number, 2, port) for number in range(2)]))
report(0)
report(1)
# --8<-- [end:again]
again = losses_of(0)
assert list(again) == ["epoch 3", "epoch 4"], again
for epoch, loss in again.items():
    assert abs(loss - whole[epoch]) < 1.5e-4, (again, whole)

# --8<-- [start:taken]
with socket.create_server(("127.0.0.1", 0)) as other:
    port = other.getsockname()[1]
    states = wait([start(0, 2, port)])
print("worker 0 has died:", states[0] not in (None, 0))
text = Path("log0.txt").read_text()
print("Failed to add port to server" in text, f"'127.0.0.1:{port}'" in text)
# --8<-- [end:taken]
assert states[0] not in (None, 0), states
assert "Failed to add port to server" in text, text

# --8<-- [start:never]
states = wait([start(0, 2, free_port())], limit=15)
print(states, "devices" in Path("log0.txt").read_text())
# --8<-- [end:never]
assert states == [None], states

# --8<-- [start:feeding]
feeding = """
import numpy as np
import tensorflow as tf

cluster.set_distribution(cluster.DataParallel())
x, y = np.ones((128, 3), "float32"), np.ones((128, 1), "float32")


class Own(keras.utils.PyDataset):
    def __len__(self):
        return 2

    def __getitem__(self, place):
        return x[:64], y[:64]


model = keras.Sequential([keras.Input(shape=(3,)), layers.Dense(1)])
model.compile("sgd", loss="mse")
dataset = tf.data.Dataset.from_tensor_slices((x, y)).batch(64)
for given in ((x, y), (Own(),), (dataset,)):
    name = type(given[0]).__name__
    try:
        model.fit(*given, verbose=0)
        print("epoch done:", name, flush=True)
    except ValueError as error:
        print("epoch failed:", name, str(error)[:38], flush=True)
"""
Path("feeding.py").write_text(worker + feeding)
print(len(feeding.splitlines()), "lines")
# --8<-- [end:feeding]

# --8<-- [start:fed]
port = free_port()
print(wait([start(number, 2, port, "feeding.py") for number in range(2)]))
report(0)
# --8<-- [end:fed]
