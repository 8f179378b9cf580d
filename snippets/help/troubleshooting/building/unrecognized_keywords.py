# --8<-- [start:raises]
from keras import layers

layers.LSTM(4, batch_input_shape=(1, 2, 3), stateful=True)
# --8<-- [end:raises]
