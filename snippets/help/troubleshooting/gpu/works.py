# --8<-- [start:new-card]
import tensorflow as tf

build = tf.sysconfig.get_build_info()
print(build["cuda_version"], build["cudnn_version"])
print(build["cuda_compute_capabilities"])
# --8<-- [end:new-card]
# --8<-- [start:memory-growth]
import tensorflow as tf

for card in tf.config.list_physical_devices("GPU"):
    tf.config.experimental.set_memory_growth(card, True)
print(len(tf.config.list_physical_devices("GPU")), "cards")
# --8<-- [end:memory-growth]
