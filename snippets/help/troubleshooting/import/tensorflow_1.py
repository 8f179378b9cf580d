# --8<-- [start:raises]
import tensorflow as tf

inputs = tf.placeholder(tf.float32, [None, 3])
# --8<-- [end:raises]
