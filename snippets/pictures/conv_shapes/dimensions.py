# --8<-- [start:shapes]
import keras
from keras import layers

examples = [
    (layers.Conv1D(4, 3), (100, 2)),
    (layers.Conv2D(4, 3), (28, 28, 3)),
    (layers.Conv3D(4, 3), (16, 28, 28, 3)),
]
for layer, shape in examples:
    output = layer(keras.Input(shape=shape))
    print(type(layer).__name__, layer.count_params(), "parameters")
    print("  input ", shape)
    print("  kernel", layer.kernel.shape)  # (1)
    print("  output", output.shape[1:])
# --8<-- [end:shapes]
for layer, shape in examples:
    dimensions = len(shape) - 1
    assert layer.kernel.shape == (3,) * dimensions + (shape[-1], 4)
    wanted = tuple(side - 2 for side in shape[:-1]) + (4,)
    assert layer.compute_output_shape((None, *shape)) == (None, *wanted)
