# --8<-- [start:raises]
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(1,))
model = keras.Model(inputs, layers.Dense(1, activation="sigmoid")(inputs))
model.compile(
    optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"]
)
history = model.fit(np.zeros((4, 1)), np.zeros((4, 1)), verbose=0)
print(history.history["acc"])
# --8<-- [end:raises]
