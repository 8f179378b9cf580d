# --8<-- [start:weather]
import keras
import numpy as np
from keras import layers

hours = keras.Input(shape=(24,), name="hours")  # (1)
readings = keras.Input(shape=(3,), name="readings")

trend = layers.Dense(8, activation="relu", name="trend")(hours)
x = layers.Concatenate(name="joined")([trend, readings])  # (2)
x = layers.Dense(8, activation="relu", name="mixed")(x)

warmest = layers.Dense(1, name="warmest")(x)  # (3)
rain = layers.Dense(1, activation="sigmoid", name="rain")(x)

weather = keras.Model(
    inputs={"hours": hours, "readings": readings},  # (4)
    outputs={"warmest": warmest, "rain": rain},
)
days = {"hours": np.zeros((2, 24)), "readings": np.zeros((2, 3))}
answers = weather.predict(days, verbose=0)
for name in ("warmest", "rain"):
    print(name, answers[name].shape)
print("parameters:", weather.count_params())
# --8<-- [end:weather]

assert weather.get_layer("joined").output.shape == (None, 11)
assert weather.count_params() == 200 + 96 + 9 + 9 == 314


def message(call):
    try:
        call()
    except ValueError as error:
        return str(error)
    raise AssertionError("no error")


only_hours = {"hours": hours}
both = {"warmest": warmest, "rain": rain}
text = message(lambda: keras.Model(only_hours, both))
assert text in [
    f"Output with path `{o}` is not connected to `inputs`" for o in both
], text
text = message(lambda: weather.predict({"hours": days["hours"]}, verbose=0))
missing = 'Missing data for input "readings".'
assert text.startswith(missing) or keras.config.backend() == "jax", text
for name, expected in (
    (None, "Output with path `` is not connected to `inputs`"),
    ("hours", 'The name "hours" is used 2 times in the model.'),
):
    old, fresh = [keras.Input(shape=(24,), name=name) for _ in range(2)]
    output = layers.Dense(1)(old)
    text = message(lambda: keras.Model(fresh, output))  # noqa: B023
    assert text.startswith(expected), text
