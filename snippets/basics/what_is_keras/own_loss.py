# --8<-- [start:loss]
import keras
import numpy as np
from keras import layers, ops

x = np.arange(-1.0, 1.0, 0.2).reshape(-1, 1)  # (1)
y = 3 * x + 2
y[-1] = y[-1] + 20  # (2)


@keras.saving.register_keras_serializable()
def mean_absolute(y_true, y_pred):
    return ops.mean(ops.abs(y_true - y_pred), axis=-1)  # (3)


mine = ops.convert_to_numpy(mean_absolute(y, 0 * y))
theirs = ops.convert_to_numpy(keras.losses.mean_absolute_error(y, 0 * y))
print(np.allclose(mine, theirs))
# --8<-- [end:loss]
assert len(x) == 10 and np.allclose(mine, theirs)


# --8<-- [start:fit]
def line(loss):
    keras.utils.set_random_seed(0)
    inputs = keras.Input(shape=(1,))
    model = keras.Model(inputs, layers.Dense(1)(inputs))
    adam = keras.optimizers.Adam(learning_rate=0.1)
    model.compile(optimizer=adam, loss=loss)
    model.fit(x, y, batch_size=len(x), epochs=150, verbose=0)
    return model


for name, loss in (("squared", "mse"), ("absolute", mean_absolute)):
    model = line(loss)
    weight, bias = model.get_weights()
    print(f"{name:8} w = {weight[0, 0]:.1f}, b = {bias[0]:.1f}")

model.save("line.keras")
print(keras.models.load_model("line.keras").loss is mean_absolute)
# --8<-- [end:fit]
assert abs(weight[0, 0] - 3) < 0.3 and abs(bias[0] - 2) < 0.3
assert np.polyfit(x[:, 0], y[:, 0], 1)[0] > 6
