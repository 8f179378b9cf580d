# --8<-- [start:same]
from importlib.metadata import requires

import keras
import tensorflow as tf

print(tf.keras.layers.Dense is keras.layers.Dense)  # (1)
print([line for line in requires("tensorflow") if "keras" in line])  # (2)
print([line for line in requires("keras") if "tensorflow" in line])
# --8<-- [end:same]

from tensorflow.keras.layers import Dense

assert Dense is keras.layers.Dense
assert tf.keras.Model is keras.Model
assert tf.keras.__version__ == keras.__version__
