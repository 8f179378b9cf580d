# --8<-- [start:start]
import keras
from keras import layers, losses
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split

x, y = load_wine(return_X_y=True)
# --8<-- [end:start]
assert x.shape == (178, 13) and set(y.tolist()) == {0, 1, 2}
keras.utils.set_random_seed(1)


# --8<-- [start:define]
def build(scale):  # 1. define
    inputs = keras.Input((13,))
    hidden = scale(inputs)
    hidden = layers.Dense(16, activation="relu")(hidden)
    outputs = layers.Dense(3)(hidden)
    return keras.Model(inputs, outputs)
    # --8<-- [end:define]


# --8<-- [start:prepare]
x_train, x_test, y_train, y_test = train_test_split(
    x, y, test_size=45, stratify=y, random_state=0
)
scale = layers.Normalization()  # 2. prepare
scale.adapt(x_train)
model = build(scale)
# --8<-- [end:prepare]

# --8<-- [start:compile]
model.compile(  # 3. compile
    optimizer=keras.optimizers.Adam(0.01),
    loss=losses.SparseCategoricalCrossentropy(
        from_logits=True,
    ),
    metrics=["accuracy"],
)
# --8<-- [end:compile]

# --8<-- [start:fit]
run = model.fit(  # 4. fit
    x_train,
    y_train,
    epochs=30,
    validation_split=0.2,
    verbose=0,
)
# --8<-- [end:fit]
assert list(run.history) == ["accuracy", "loss", "val_accuracy", "val_loss"]

# --8<-- [start:answer]
test = model.evaluate(x_test, y_test, verbose=0)  # 5.
logits = model.predict(x_test[:3], verbose=0)
chances = keras.ops.softmax(logits)
print(f"accuracy {test[1]:.2f}, chances {chances.shape}")
# --8<-- [end:answer]
assert test[1] > 0.9
assert abs(float(keras.ops.sum(chances)) - 3) < 1e-4

# --8<-- [start:callbacks]
stop = keras.callbacks.EarlyStopping(
    patience=10,
    restore_best_weights=True,
)
keep = keras.callbacks.ModelCheckpoint(
    "best.keras",
    save_best_only=True,
)
# --8<-- [end:callbacks]
again = build(scale)
again.compile("adam", losses.SparseCategoricalCrossentropy(from_logits=True))
slow = keras.callbacks.ReduceLROnPlateau(patience=5)
again.fit(
    x_train,
    y_train,
    epochs=2,
    validation_split=0.2,
    callbacks=[stop, keep, slow],
    verbose=0,
)
assert keras.models.load_model("best.keras").output_shape == (None, 3)
assert stop.monitor == keep.monitor == slow.monitor == "val_loss"

# --8<-- [start:save]
model.save("wine.keras")
model = keras.models.load_model("wine.keras")
model.save_weights("wine.weights.h5")
model.load_weights("wine.weights.h5")
# --8<-- [end:save]
assert abs(model.predict(x_test[:3], verbose=0) - logits).max() < 1e-5
again = build(layers.Normalization())
again.load_weights("wine.weights.h5")
assert abs(again.predict(x_test[:3], verbose=0) - logits).max() < 1e-5
