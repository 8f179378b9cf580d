# --8<-- [start:list]
import keras
import tensorflow as tf

print(keras.distribution.list_devices())  # (1)
print(tf.config.list_physical_devices("GPU"))  # (2)
# --8<-- [end:list]

gpus = tf.config.list_physical_devices("GPU")
assert len(keras.distribution.list_devices("gpu")) == len(gpus)
