# --8<-- [start:known]
import keras
from keras import layers

for name in ("ResNet50", "DenseNet121", "EfficientNetB0"):
    build = getattr(keras.applications, name)
    network = build(weights=None)  # (1)
    norms, joins = 0, 0
    for layer in network.layers:
        if isinstance(layer, layers.BatchNormalization):
            norms += 1
        if isinstance(layer, (layers.Add, layers.Concatenate)):
            joins += 1  # (2)
        if isinstance(layer, layers.GlobalAveragePooling2D):
            pooled = layer.output.shape[-1]  # (3)
    print(name, norms, "batch normalizations,", joins, "joins")
    print("  channels pooled at the end:", pooled)
# --8<-- [end:known]
convolutions = [a for a in network.layers if "Conv2D" in type(a).__name__]
ones = [a for a in convolutions if a.kernel_size == (1, 1)]
assert len(ones) > len(convolutions) / 2
assert "Flatten" not in [type(a).__name__ for a in network.layers]
assert pooled == 1280 and norms == 49 and joins == 9
