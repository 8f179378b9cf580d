# --8<-- [start:raises]
from keras import layers

vectorize = layers.TextVectorization()
print(vectorize(["the cat saw the dog"]))
# --8<-- [end:raises]
