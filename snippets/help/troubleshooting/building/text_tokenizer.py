# --8<-- [start:raises]
import keras

keras.preprocessing.text.Tokenizer()
# --8<-- [end:raises]
