# --8<-- [start:raises]
from keras.utils.np_utils import to_categorical

print(to_categorical([0, 2, 1]))
# --8<-- [end:raises]
