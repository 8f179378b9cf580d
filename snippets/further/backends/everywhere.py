# --8<-- [start:program]
program = """
import keras
import numpy as np
from keras import ops

def capped(y_true, y_pred):
    error = ops.abs(y_true - y_pred)
    error = ops.where(error > 2, 2.0, error)
    return ops.mean(error, axis=-1)

x = np.ones((4, 1), "float32")
y = np.array([[0.5], [1], [4], [9]], "float32")
inputs = keras.Input(shape=(1,))
model = keras.Model(inputs, keras.layers.Dense(1)(inputs))
model.set_weights([np.array([[3.5]]), np.array([0.0])])
model.compile(optimizer=keras.optimizers.SGD(0.1), loss=capped)
history = model.fit(x, y, epochs=3, verbose=0).history
print(f"{keras.config.backend():10}", np.round(history["loss"], 4))
"""
# --8<-- [end:program]

# --8<-- [start:run]
import importlib.util
import os
import subprocess
import sys

said = []
for name in ("tensorflow", "jax", "torch"):
    if importlib.util.find_spec(name):  # (1)
        ended = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "KERAS_BACKEND": name},
            capture_output=True,
            text=True,
        )
        said.append(ended.stdout.rstrip() or ended.stderr[-200:])
print("\n".join(said))
# --8<-- [end:run]
numbers = {line.partition("[")[2] for line in said}
assert len(numbers) == 1 and numbers != {""}, said
