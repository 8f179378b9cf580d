# --8<-- [start:same]
import keras
import tensorflow as tf

print(tf.keras is keras)  # (1)
print(tf.keras.layers.Dense is keras.layers.Dense)  # (2)
print(tf.keras.__version__ == keras.__version__)
# --8<-- [end:same]

from tensorflow.keras.layers import Dense

assert Dense is keras.layers.Dense
assert tf.keras.Model is keras.Model

# --8<-- [start:requires]
from importlib.metadata import requires

print([line for line in requires("tensorflow") if "keras" in line])  # (1)
print([line for line in requires("keras") if "tensorflow" in line])  # (2)
# --8<-- [end:requires]
