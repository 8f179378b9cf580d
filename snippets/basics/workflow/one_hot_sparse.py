# --8<-- [start:fit]
import keras
from keras import layers
from sklearn.datasets import load_iris

features, species = load_iris(return_X_y=True)
one_hot = keras.utils.to_categorical(species)
print(one_hot.shape)

inputs = keras.Input(shape=(4,))
outputs = layers.Dense(3, activation="softmax")(inputs)
model = keras.Model(inputs, outputs)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(features, one_hot, verbose=0)
# --8<-- [end:fit]
