# --8<-- [start:prepare]
import keras
from keras import layers
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split

data = load_digits()
x = data.data.astype("float32")
y = (data.target % 2).astype("float32")  # (1)
x_rest, x_test, y_rest, y_test = train_test_split(
    x, y, test_size=360, stratify=y, random_state=0
)
x_train, x_val, y_train, y_val = train_test_split(
    x_rest, y_rest, test_size=360, stratify=y_rest, random_state=0
)
scale = layers.Normalization()
scale.adapt(x_train)
print(x_train.shape, x_val.shape, x_test.shape)
# --8<-- [end:prepare]
assert x.shape == (1797, 64) and abs(y.mean() - 0.5) < 0.01

# --8<-- [start:train]
keras.utils.set_random_seed(0)
inputs = keras.Input(shape=(64,))
hidden = layers.Dense(64, activation="relu")(scale(inputs))
outputs = layers.Dense(1, activation="sigmoid")(hidden)
model = keras.Model(inputs, outputs)
model.compile(
    optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"]
)
stop = keras.callbacks.EarlyStopping(
    monitor="val_loss", patience=5, restore_best_weights=True
)
model.fit(
    x_train,
    y_train,
    epochs=100,
    validation_data=(x_val, y_val),
    callbacks=[stop],
    verbose=0,
)
scores = model.evaluate(x_val, y_val, verbose=0, return_dict=True)
print(f"validation accuracy {scores['accuracy']:.3f}")
# --8<-- [end:train]
assert scores["accuracy"] > 0.96

# --8<-- [start:test]
scores = model.evaluate(x_test, y_test, verbose=0, return_dict=True)
print(f"always even {(y_test == 0).mean():.3f}")
print(f"the network {scores['accuracy']:.3f}")
model.save("odd.keras")
loaded = keras.models.load_model("odd.keras")
print(loaded.predict(x_test[:3], verbose=0).round(2).ravel(), y_test[:3])
# --8<-- [end:test]
assert scores["accuracy"] > 0.95
