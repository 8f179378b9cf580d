# --8<-- [start:data]
import numpy as np
from sklearn.datasets import load_digits

x, y = load_digits(return_X_y=True)
x = x.astype("float32") / 16
print(x.shape, y[:5])
# --8<-- [end:data]

# --8<-- [start:model]
import keras
from keras import layers

keras.utils.set_random_seed(1)
model = keras.Sequential(
    [
        keras.Input((64,)),
        layers.Dense(
            64, activation="relu", kernel_initializer="random_uniform"
        ),
        layers.Dropout(0.2),
        layers.Dense(10),
    ]
)
model.summary()
# --8<-- [end:model]
assert model.count_params() == 64 * 64 + 64 + 64 * 10 + 10

# --8<-- [start:fit]
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.001),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
history = model.fit(
    x, y, batch_size=32, epochs=5, validation_split=0.2, verbose=0
)
print(list(history.history))
# --8<-- [end:fit]

# --8<-- [start:answer]
print(f"{history.history['val_accuracy'][-1]:.2f}")
logits = model.predict(x[:5], verbose=0)
print(np.argmax(logits, axis=1))
# --8<-- [end:answer]
assert history.history["val_accuracy"][-1] > 0.75
assert list(np.argmax(logits, axis=1)) == list(y[:5])
