# --8<-- [start:raises]
import numpy as np
import tensorflow as tf


def rows():
    for length in [2, 3]:
        yield np.ones(length)


spec = tf.TensorSpec((None,), "float64")
pieces = tf.data.Dataset.from_generator(rows, output_signature=spec)
print(list(pieces.batch(2)))
# --8<-- [end:raises]
