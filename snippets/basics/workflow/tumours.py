# --8<-- [start:data]
from sklearn.datasets import load_breast_cancer

data = load_breast_cancer()
x = data.data.astype("float32")  # (1)
y = (data.target == 0).astype("float32")  # (2)
columns = list(data.feature_names)

print("x:", x.shape, " y:", y.shape)
print("malignant:", int((y == 1).sum()), " benign:", int((y == 0).sum()))
for name in ("mean area", "mean smoothness", "fractal dimension error"):
    column = x[:, columns.index(name)]
    print(f"{name:24} {column.min():8.4f} to {column.max():9.4f}")
# --8<-- [end:data]
assert x.shape == (569, 30) and int(y.sum()) == 212
assert data.target_names[0] == "malignant"
assert 357 / 569 > 0.627
area = x[:, columns.index("mean area")]
error = x[:, columns.index("fractal dimension error")]
assert 2e4 < area.mean() / error.mean() and area.max() / error.max() > 8e4

# --8<-- [start:define]
import keras
from keras import layers


def build_model(scale):
    inputs = keras.Input(shape=(30,))
    hidden = scale(inputs)  # (1)
    hidden = layers.Dense(64, activation="relu")(hidden)
    hidden = layers.Dense(64, activation="relu")(hidden)
    outputs = layers.Dense(1, activation="sigmoid")(hidden)  # (2)
    return keras.Model(inputs, outputs)


sketch = build_model(layers.Identity())  # (3)
print(sketch.input_shape, "->", sketch.output_shape)
print("parameters:", sketch.count_params())
# --8<-- [end:define]
assert sketch.count_params() == 30 * 64 + 64 + 64 * 64 + 64 + 64 + 1 == 6209

# --8<-- [start:split]
from sklearn.model_selection import train_test_split

x_rest, x_test, y_rest, y_test = train_test_split(  # (1)
    x, y, test_size=114, stratify=y, random_state=42
)
x_train, x_val, y_train, y_val = train_test_split(  # (2)
    x_rest, y_rest, test_size=114, stratify=y_rest, random_state=42
)
parts = {"training": y_train, "validation": y_val, "test": y_test}
for name, labels in parts.items():
    print(f"{name:10} {len(labels)} samples, {labels.mean():.1%} malignant")
# --8<-- [end:split]
assert [len(part) for part in parts.values()] == [341, 114, 114]

# --8<-- [start:scale]
scale = layers.Normalization()
scale.adapt(x_train)  # (1)

scaled = keras.ops.convert_to_numpy(scale(x_train))
for name in ("mean area", "mean smoothness", "fractal dimension error"):
    column = scaled[:, columns.index(name)]
    print(f"{name:24} {column.min():5.2f} to {column.max():5.2f}")
print("numbers remembered:", scale.count_params())  # (2)
# --8<-- [end:scale]
assert abs(scaled.mean(axis=0)).max() < 1e-3
assert abs(scaled.std(axis=0) - 1).max() < 1e-2
assert abs(keras.ops.convert_to_numpy(scale(x_val)).mean(axis=0)).max() > 0.05
assert scale.count_params() == 30 + 30 + 1 and not scale.trainable_weights
late = layers.Normalization()
blank = build_model(late)
untouched = keras.Model(blank.inputs, late.output)
assert (untouched.predict(x_val, verbose=0) == x_val).all()
late.adapt(x_train)
assert (untouched.predict(x_val, verbose=0) == x_val).all()
late = layers.Normalization()
blank = build_model(late)
untouched = keras.Model(blank.inputs, late.output)
untouched.compile("sgd", "mse")
some = x_val[:64]
assert untouched.fit(some, some, verbose=0).history["loss"] == [0]
late.adapt(x_train)
assert untouched.fit(some, some, verbose=0).history["loss"] == [0]


# --8<-- [start:compile]
def new_model(scale, seed=1):
    keras.utils.set_random_seed(seed)  # (1)
    model = build_model(scale)
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.003),  # (2)
        loss="binary_crossentropy",  # (3)
        metrics=["accuracy", keras.metrics.Recall(name="recall")],  # (4)
    )
    return model


model = new_model(scale)
print(model.optimizer.name, model.loss, model.count_params())
# --8<-- [end:compile]
assert model.count_params() == 6209 + 61
trap = keras.Sequential([keras.Input(shape=(30,)), layers.Dense(1)])
trap.compile("adam", "mse", ["mae"])
assert trap.get_compile_config()["loss_weights"] == ["mae"]
try:
    trap.fit(x_train, y_train, verbose=0)
except ValueError:
    pass
else:
    raise AssertionError("compile took the metrics by position")

# --8<-- [start:fit]
run = model.fit(
    x_train,
    y_train,
    batch_size=32,  # (1)
    epochs=30,  # (2)
    validation_data=(x_val, y_val),  # (3)
    verbose=0,
)
history = run.history  # (4)

print("weight updates:", int(model.optimizer.iterations))
print("history:", ", ".join(history))
print("epoch   loss  val_loss  val_accuracy")
for epoch in (1, 5, 10, 20, 30):
    loss, val_loss, val_accuracy = (
        history[key][epoch - 1] for key in ("loss", "val_loss", "val_accuracy")
    )
    print(f"{epoch:5} {loss:6.3f} {val_loss:9.3f} {val_accuracy:13.3f}")
# --8<-- [end:fit]
assert int(model.optimizer.iterations) == 330 == 30 * -(-341 // 32)
assert 341 - 10 * 32 == 21
assert history["loss"][0] > history["val_loss"][0]
assert history["loss"][-1] < 0.01
assert history["val_loss"][-1] > 1.15 * min(history["val_loss"])
assert min(history["val_loss"]) > 10 * history["loss"][-1]
assert history["val_accuracy"][-1] > 0.95 and history["accuracy"][-1] == 1
overfitted = model.predict(x_val, verbose=0)[:, 0]

# --8<-- [start:curves]
import matplotlib.pyplot as plt

epochs = range(1, len(history["loss"]) + 1)
figure, (left, right) = plt.subplots(1, 2, figsize=(8, 3.2))
left.plot(epochs, history["loss"], label="training")
left.plot(epochs, history["val_loss"], "--", label="validation")
left.set(xlabel="epoch", ylabel="loss", ylim=(0, 0.3))
right.plot(epochs, history["accuracy"], label="training")
right.plot(epochs, history["val_accuracy"], "--", label="validation")
right.set(xlabel="epoch", ylabel="accuracy", ylim=(0.88, 1.005))
left.legend()
right.legend()
figure.tight_layout()
plt.savefig("learning_curves.png", dpi=80)

best = min(epochs, key=lambda epoch: history["val_loss"][epoch - 1])
print("lowest validation loss: epoch", best)
# --8<-- [end:curves]
assert 4 <= best <= 14

# --8<-- [start:early_stopping]
stop = keras.callbacks.EarlyStopping(  # (1)
    monitor="val_loss", patience=10, restore_best_weights=True
)
keep = keras.callbacks.ModelCheckpoint(  # (2)
    "best.keras", monitor="val_loss", save_best_only=True
)
model = new_model(scale)  # (3)
run = model.fit(
    x_train,
    y_train,
    batch_size=32,
    epochs=500,  # (4)
    validation_data=(x_val, y_val),
    callbacks=[stop, keep],
    verbose=0,
)
val_losses = run.history["val_loss"]
now = model.evaluate(x_val, y_val, verbose=0, return_dict=True)
print("epochs run:", len(val_losses), " best epoch:", stop.best_epoch + 1)
print(f"best {min(val_losses):.3f}, last {val_losses[-1]:.3f}", end="")
print(f", model after fit {now['loss']:.3f}")
# --8<-- [end:early_stopping]
assert len(val_losses) == stop.best_epoch + 1 + 10 < 30
assert abs(now["loss"] - min(val_losses)) < 1e-4
assert val_losses[-1] - min(val_losses) > 1e-3

# --8<-- [start:no_scaling]
for name, first in (("raw", layers.Identity()), ("scaled", scale)):
    trial = new_model(first)
    trial.fit(x_train, y_train, batch_size=32, epochs=8, verbose=0)
    scores = trial.evaluate(x_val, y_val, verbose=0, return_dict=True)
    mistakes = round((1 - scores["accuracy"]) * len(y_val))
    print(f"{name:7} loss {scores['loss']:.2f}  mistakes {mistakes}")
# --8<-- [end:no_scaling]
assert mistakes <= 6

# --8<-- [start:evaluate]
scores = model.evaluate(x_val, y_val, verbose=0, return_dict=True)  # (1)
for name in ("loss", "accuracy", "recall"):
    print(f"{name:9} {scores[name]:.3f}")
# --8<-- [end:evaluate]
assert set(scores) == {"loss", "accuracy", "recall"}

# --8<-- [start:predict]
probabilities = model.predict(x_val, verbose=0)  # (1)
print(probabilities.shape)
answers = (probabilities[:, 0] > 0.5).astype("float32")  # (2)
wrong = (answers != y_val).nonzero()[0]
for row in wrong:  # (3)
    print(f"p = {probabilities[row, 0]:.2f}  label {y_val[row]:.0f}")

by_hand = (answers == y_val).mean()
print("same accuracy:", abs(by_hand - scores["accuracy"]) < 1e-6)
# --8<-- [end:predict]
assert abs(by_hand - scores["accuracy"]) < 1e-6
assert probabilities.shape == (114, 1) and 1 <= len(wrong) <= 7
sure = abs(overfitted - 0.5)
missed = (overfitted > 0.5) != (y_val == 1)
assert sure[missed].mean() > abs(probabilities[wrong, 0] - 0.5).mean()
assert (
    sure[~missed].mean() > abs(probabilities[answers == y_val, 0] - 0.5).mean()
)

# --8<-- [start:test]
final = model.evaluate(x_test, y_test, verbose=0, return_dict=True)
print(f"always benign {(y_test == 0).mean():.3f}")
print(f"the network   {final['accuracy']:.3f}")
# --8<-- [end:test]
assert 0.92 < final["accuracy"] and 0.62 < (y_test == 0).mean() < 0.64

# --8<-- [start:save]
import zipfile

import numpy as np

model.save("tumours.keras")  # (1)
loaded = keras.models.load_model("tumours.keras")

before = model.predict(x_val, verbose=0)
after = loaded.predict(x_val, verbose=0)  # (2)
print("largest difference:", np.abs(before - after).max())
print([type(layer).__name__ for layer in loaded.layers])
print(sorted(zipfile.ZipFile("tumours.keras").namelist()))  # (3)
# --8<-- [end:save]
assert np.array_equal(before, after)
assert loaded.optimizer is not None and loaded.loss == "binary_crossentropy"
assert int(loaded.optimizer.iterations) == int(model.optimizer.iterations) > 0

# --8<-- [start:checkpoint]
checkpoint = keras.models.load_model("best.keras")
pairs = zip(checkpoint.get_weights(), model.get_weights(), strict=True)
print("same weights:", all(np.array_equal(a, b) for a, b in pairs))
# --8<-- [end:checkpoint]

# --8<-- [start:seeds]
losses = []
for seed in (1, 1, 2, 3):
    trial = new_model(scale, seed=seed)
    run = trial.fit(x_train, y_train, batch_size=32, epochs=6, verbose=0)
    losses.append(run.history["loss"])
    scores = trial.evaluate(x_val, y_val, verbose=0, return_dict=True)
    mistakes = round((1 - scores["accuracy"]) * len(y_val))
    print(f"seed {seed}: loss {scores['loss']:.3f}, mistakes {mistakes}")
print("seed 1 twice, same history:", losses[0] == losses[1])
# --8<-- [end:seeds]
assert losses[0] == losses[1] != losses[2]
