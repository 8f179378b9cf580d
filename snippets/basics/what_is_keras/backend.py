# --8<-- [start:ask]
import keras

x = keras.ops.array([1.0, 2.0, 3.0])  # (1)
print(float(keras.ops.sum(x * x)))  # (2)
print(keras.config.backend())  # (3)
# --8<-- [end:ask]

assert keras.config.backend() in {"tensorflow", "jax", "torch"}
if keras.config.backend() == "tensorflow":
    import tensorflow as tf

    assert isinstance(x, tf.Tensor)
