import keras
from keras import layers

# --8<-- [start:strides]
picture = keras.Input((28, 28, 1))
old = layers.Convolution2D(32, 3, 3)  # (1)
today = layers.Conv2D(32, (3, 3))
print("third number:", old.strides, old(picture).shape)
print("kernel size: ", today.strides, today(picture).shape)
# --8<-- [end:strides]
assert old.kernel_size == today.kernel_size == (3, 3)

# --8<-- [start:still]
print(layers.Convolution2D is layers.Conv2D)
print(keras.utils.to_categorical([0, 2, 1]).shape)
print(keras.preprocessing.sequence.pad_sequences([[1], [2, 3]]).tolist())
print(issubclass(keras.utils.Sequence, keras.utils.PyDataset))
print(keras.backend.epsilon(), keras.backend.image_data_format())
# --8<-- [end:still]
