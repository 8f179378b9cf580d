# --8<-- [start:brighter]
import keras
import numpy as np
from keras import layers

triangle = np.tri(5, dtype="float32")[:, ::-1]
edges = np.array([[-1, 0, 1]] * 3, dtype="float32")
conv = layers.Conv2D(1, 3, use_bias=False)
conv.build((None, 5, 5, 1))
conv.set_weights([edges.reshape(3, 3, 1, 1)])
for name, changed in (("+ 5", triangle + 5), ("* 2", triangle * 2)):
    response = conv(changed.reshape(1, 5, 5, 1))
    print("picture", name)
    print(keras.ops.convert_to_numpy(response)[0, :, :, 0])
# --8<-- [end:brighter]
response = keras.ops.convert_to_numpy(response)[0, :, :, 0]
assert response.tolist() == [[2, 4, 4], [4, 4, 2], [4, 2, 0]]
