# --8<-- [start:line]
import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(1)
x = np.linspace(-1, 1, 100).reshape(100, 1)  # (1)
y = 3 * x + 2

inputs = keras.Input(shape=(1,))
model = keras.Model(inputs, layers.Dense(1)(inputs))  # (2)
model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
history = model.fit(x, y, epochs=50, verbose=0)  # (3)

weight, bias = model.get_weights()
print(f"y = {weight.item():.2f} x + {bias.item():.2f}")
print("loss fell:", history.history["loss"][-1] < history.history["loss"][0])
# --8<-- [end:line]

assert abs(weight.item() - 3) < 1e-3 and abs(bias.item() - 2) < 1e-3
assert history.history["loss"][-1] < 1e-6
assert model.count_params() == 2
