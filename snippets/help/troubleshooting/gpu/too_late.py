# --8<-- [start:raises]
import tensorflow as tf

x = tf.constant([1.0, 2.0])  # (1)
tf.config.set_logical_device_configuration(
    tf.config.list_physical_devices("CPU")[0],
    [tf.config.LogicalDeviceConfiguration()] * 2,
)
# --8<-- [end:raises]
