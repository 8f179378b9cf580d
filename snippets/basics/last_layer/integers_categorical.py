# --8<-- [start:fit]
import keras
from keras import layers
from sklearn.datasets import load_iris

features, species = load_iris(return_X_y=True)
print(species.shape)

inputs = keras.Input(shape=(4,))
outputs = layers.Dense(3)(inputs)
model = keras.Model(inputs, outputs)
loss = keras.losses.CategoricalCrossentropy(from_logits=True)
model.compile(optimizer="adam", loss=loss)
model.fit(features, species, verbose=0)
# --8<-- [end:fit]
