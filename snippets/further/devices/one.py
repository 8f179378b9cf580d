# --8<-- [start:list]
import keras

print(keras.distribution.list_devices())
# --8<-- [end:list]

# --8<-- [start:memory]
import numpy as np
from keras import layers

model = keras.Sequential(
    [
        keras.Input(shape=(128, 128, 3)),
        layers.Conv2D(64, 3, padding="same", activation="relu"),
        layers.Conv2D(64, 3, padding="same", activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(10),
    ]
)
weights = model.count_params()
outputs = sum(np.prod(layer.output.shape[1:]) for layer in model.layers)
for batch in (1, 32, 256):
    fixed = 4 * weights * 4  # (1)
    growing = batch * outputs * 4  # (2)
    print(f"batch {batch}: {fixed / 1e6:.1f} + {growing / 1e6:.0f} MB")
# --8<-- [end:memory]

# --8<-- [start:mixed]
keras.config.set_dtype_policy("mixed_float16")
layer = layers.Dense(4)
answer = layer(np.ones((2, 3), dtype="float32"))
kind = keras.backend.standardize_dtype(answer.dtype)
print("weights", layer.kernel.dtype, "answer", kind)

last = layers.Dense(10, dtype="float32")  # (1)
model = keras.Sequential([keras.Input(shape=(3,)), layers.Dense(4), last])
model.compile("adam", loss="mse")
print(type(model.optimizer).__name__, model.optimizer.initial_scale)
print(np.float16(1e-8), np.float16(1e-8 * 32768))
keras.config.set_dtype_policy("float32")  # (2)
# --8<-- [end:mixed]
assert model.layers[0].compute_dtype == "float16"
assert model.layers[1].compute_dtype == "float32"
assert layers.Dense(1).compute_dtype == "float32"
assert np.float16(1e-8) == 0 and np.float16(1e-8 * 32768) > 0
