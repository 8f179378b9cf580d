# --8<-- [start:save]
import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(0)
random = np.random.default_rng(0)
x = random.normal(size=(200, 4)).astype("float32")
y = x.sum(axis=1, keepdims=True)
inputs = keras.Input(shape=(4,))
hidden = layers.Dense(16, activation="relu")(inputs)
model = keras.Model(inputs, layers.Dense(1)(hidden))
model.compile(optimizer=keras.optimizers.Adam(learning_rate=0.01), loss="mse")
model.fit(x, y, epochs=20, verbose=0)
model.save("sum.keras")
np.save("x.npy", x[:3])
print(model.predict(x[:3], verbose=0).ravel().round(2), y[:3, 0].round(2))
# --8<-- [end:save]
expected = model.predict(x[:3], verbose=0)
assert np.abs(expected - y[:3]).max() < 0.5, (expected, y[:3])

# --8<-- [start:load]
import os
import subprocess
import sys

code = """
import keras
import numpy as np

model = keras.saving.load_model("sum.keras")
answer = model.predict(np.load("x.npy"), verbose=0)
np.save("answer.npy", answer)
before = int(model.optimizer.iterations)
model.fit(np.ones((8, 4)), np.full((8, 1), 4), verbose=0)
after = int(model.optimizer.iterations)
print(keras.config.backend(), "steps:", before, "->", after)
"""
there = {**os.environ, "KERAS_BACKEND": "jax"}  # (1)
ask = [sys.executable, "-c", code]
ended = subprocess.run(ask, env=there, capture_output=True, text=True)
print(ended.stdout, end="")
difference = np.load("answer.npy") - model.predict(x[:3], verbose=0)
print("same answers:", np.abs(difference).max() < 1e-5)
# --8<-- [end:load]
assert ended.returncode == 0, ended.stderr
assert ended.stdout == "jax steps: 140 -> 141\n", ended.stdout
assert np.abs(difference).max() < 1e-5

# --8<-- [start:jit]
start = [weights / 2 for weights in model.get_weights()]  # (1)
losses = []
for jit in (False, True):
    model.set_weights(start)
    model.compile(
        optimizer=keras.optimizers.SGD(0.01), loss="mse", jit_compile=jit
    )
    history = model.fit(x, y, epochs=3, shuffle=False, verbose=0).history
    print(jit, *[f"{loss:.3f}" for loss in history["loss"]])
    losses.append(history["loss"])
# --8<-- [end:jit]
assert np.abs(np.subtract(*losses)).max() < 1e-3, losses
