# --8<-- [start:warns]
import keras

optimizer = keras.optimizers.Adam(learning_rate=0.01, decay=0.1)
print(round(float(optimizer.learning_rate), 4))
# --8<-- [end:warns]
