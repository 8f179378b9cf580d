# --8<-- [start:warns]
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(2,))
base = layers.Dense(4, name="base")
model = keras.Model(inputs, layers.Dense(1)(base(inputs)))
adam = keras.optimizers.Adam(name="adam")
model.compile(optimizer=adam, loss="mse")
model.fit(np.zeros((8, 2)), np.zeros((8, 1)), verbose=0)
base.trainable = False
model.save("frozen.keras")
keras.models.load_model("frozen.keras")
# --8<-- [end:warns]
