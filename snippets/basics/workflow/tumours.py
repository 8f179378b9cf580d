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
unmoved = (untouched.predict(x_val, verbose=0) == x_val).all()
assert unmoved or keras.config.backend() != "tensorflow"
late = layers.Normalization()
blank = build_model(late)
untouched = keras.Model(blank.inputs, late.output)
untouched.compile("sgd", "mse")
some = x_val[:64]
assert untouched.fit(some, some, verbose=0).history["loss"] == [0]
late.adapt(x_train)
unmoved = untouched.fit(some, some, verbose=0).history["loss"] == [0]
assert unmoved or keras.config.backend() != "tensorflow"


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
except (ValueError, TypeError):
    pass
else:
    raise AssertionError("compile took the metrics by position")
trap.compile(loss="mse")
assert isinstance(trap.optimizer, keras.optimizers.RMSprop)

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
    loss = history["loss"][epoch - 1]
    val_loss = history["val_loss"][epoch - 1]
    val_accuracy = history["val_accuracy"][epoch - 1]
    print(f"{epoch:5} {loss:6.3f} {val_loss:9.3f} {val_accuracy:13.3f}")
# --8<-- [end:fit]
overfitted = model.predict(x_val, verbose=0)[:, 0]
assert int(model.optimizer.iterations) == 330 == 30 * -(-341 // 32)
assert 341 - 10 * 32 == 21
assert history["loss"][0] > history["val_loss"][0]
assert history["loss"][-1] < 0.01
assert history["val_loss"][-1] > 1.15 * min(history["val_loss"])
assert min(history["val_loss"]) > 10 * history["loss"][-1]
assert history["val_accuracy"][-1] > 0.95 and history["accuracy"][-1] == 1
assert (
    max(history["val_accuracy"][5:]) - min(history["val_accuracy"][5:]) < 0.03
)

# --8<-- [start:curves]
import matplotlib.pyplot as plt
import numpy as np

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

best = int(np.argmin(history["val_loss"])) + 1
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
print(f"lowest loss {min(val_losses):.3f}, last {val_losses[-1]:.3f}")
print(f"loss after fit {now['loss']:.3f}")
# --8<-- [end:early_stopping]
assert len(val_losses) == stop.best_epoch + 1 + 10 < 30
assert abs(now["loss"] - min(val_losses)) < 1e-4
assert val_losses[-1] - min(val_losses) > 1e-3


# --8<-- [start:train]
def train(scale, seed):
    model = new_model(scale, seed)
    stop = keras.callbacks.EarlyStopping(
        monitor="val_loss", patience=10, restore_best_weights=True
    )
    run = model.fit(
        x_train,
        y_train,
        batch_size=32,
        epochs=100,
        validation_data=(x_val, y_val),
        callbacks=[stop],
        verbose=0,
    )
    best = stop.best_epoch  # (1)
    mistakes = (1 - run.history["val_accuracy"][best]) * len(y_val)
    return best + 1, run.history["val_loss"][best], round(mistakes)


results = {}
# --8<-- [end:train]

# --8<-- [start:no_scaling]
for name, first in (("raw", layers.Identity()), ("scaled", scale)):
    rows = []
    for seed in range(1, 6):
        rows.append(train(first, seed))
    results[name] = np.array(rows)  # (1)
    epoch, _, mistakes = results[name].mean(axis=0)  # (2)
    print(f"{name:7} best epoch {epoch:4.1f}, mistakes {mistakes:.1f}")
fewer = results["scaled"][:, 2] < results["raw"][:, 2]
print("scaling makes fewer mistakes with", int(fewer.sum()), "of 5 seeds")
# --8<-- [end:no_scaling]
raw, good = results["raw"], results["scaled"]
if keras.config.backend() == "tensorflow":
    assert np.median(raw[:, 0]) > 1.2 * np.median(good[:, 0])
    assert raw[:, 0].max() > 1.5 * good[:, 0].max()
else:  # the sigmoid is at 0 or 1, and the loss has no slope there
    assert raw[:, 0].max() == 1 and raw[:, 2].mean() > 40, raw
assert np.median(raw[:, 2]) > 1.5 * np.median(good[:, 2])
assert raw[:, 2].mean() > 1.5 * good[:, 2].mean()
assert fewer.sum() >= 4

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

found = answers[y_val == 1].mean()  # (4)
print(f"by hand: accuracy {(answers == y_val).mean():.3f}", end="")
print(f", recall {found:.3f}")
# --8<-- [end:predict]
assert abs((answers == y_val).mean() - scores["accuracy"]) < 1e-6
assert abs(found - scores["recall"]) < 1e-6
assert probabilities.shape == (114, 1) and 1 <= len(wrong) <= 7
sure = abs(overfitted - 0.5)
missed = (overfitted > 0.5) != (y_val == 1)
assert sure[missed].mean() > abs(probabilities[wrong, 0] - 0.5).mean()
assert (
    sure[~missed].mean() > abs(probabilities[answers == y_val, 0] - 0.5).mean()
)

# --8<-- [start:test]
final = model.evaluate(x_test, y_test, verbose=0, return_dict=True)
print("               accuracy  recall")
print(f"always benign  {(y_test == 0).mean():8.3f}  {0:6.3f}")
print(f"the network    {final['accuracy']:8.3f}  {final['recall']:6.3f}")
# --8<-- [end:test]
assert 0.92 < final["accuracy"] and 0.62 < (y_test == 0).mean() < 0.64
assert final["recall"] > 0.85

# --8<-- [start:save]
import zipfile

model.save("tumours.keras")  # (1)
loaded = keras.models.load_model("tumours.keras")

before = model.predict(x_val, verbose=0)
after = loaded.predict(x_val, verbose=0)  # (2)
print("largest difference:", np.abs(before - after).max())
for layer in loaded.layers:
    print(type(layer).__name__, end=" ")
print()
print(zipfile.ZipFile("tumours.keras").namelist())  # (3)
# --8<-- [end:save]
assert np.array_equal(before, after)
assert loaded.optimizer is not None and loaded.loss == "binary_crossentropy"
assert int(loaded.optimizer.iterations) == int(model.optimizer.iterations) > 0

# --8<-- [start:checkpoint]
checkpoint = keras.models.load_model("best.keras")
kept = checkpoint.predict(x_val, verbose=0)
print("same answers:", np.array_equal(kept, before))
# --8<-- [end:checkpoint]
assert len(checkpoint.get_weights()) == len(model.get_weights())
pairs = zip(checkpoint.get_weights(), model.get_weights(), strict=True)
for a, b in pairs:
    assert np.array_equal(a, b)

# --8<-- [start:seeds]
same = history["loss"][: len(val_losses)] == run.history["loss"]
print("seed 1 twice, same losses:", same)
for seed in range(1, 6):
    epoch, loss, mistakes = results["scaled"][seed - 1]
    print(f"seed {seed}: best epoch {epoch:.0f}, loss {loss:.3f}", end="")
    print(f", mistakes {mistakes:.0f}")
# --8<-- [end:seeds]
assert same and len(run.history["loss"]) == len(val_losses) < 30
assert np.ptp(results["scaled"][:, 1]) > 0.001

# --8<-- [start:full_batch]
trial = new_model(scale)
trial.fit(x_train, y_train, batch_size=341, epochs=8, verbose=0)
loss = trial.evaluate(x_val, y_val, verbose=0, return_dict=True)["loss"]
print("updates:", int(trial.optimizer.iterations))
print(f"batch size 341: loss {loss:.2f}")
print(f"batch size 32:  loss {history['val_loss'][7]:.2f}")  # (1)
# --8<-- [end:full_batch]
assert int(trial.optimizer.iterations) == 8
assert loss > 1.5 * history["val_loss"][7]

# --8<-- [start:threshold]
for limit in (0.5, 0.1, 0.01):
    yes = probabilities[:, 0] > limit
    missed = int((~yes & (y_val == 1)).sum())  # (1)
    alarms = int((yes & (y_val == 0)).sum())
    print(f"{limit:4}: missed {missed}, false alarms {alarms}")
# --8<-- [end:threshold]
assert missed <= 1 and alarms > len(wrong) + 2


class Order(keras.Model):
    def train_step(self, *state_and_data):
        x = state_and_data[-1][0]
        orders.append(keras.ops.convert_to_numpy(x)[:, 0].tolist())
        return super().train_step(*state_and_data)


orders = []
keras.utils.set_random_seed(1)
inputs = keras.Input(shape=(1,))
order = Order(inputs, layers.Dense(1)(inputs))
order.compile(optimizer="sgd", loss="mse", run_eagerly=True)
order.fit(
    np.arange(64.0)[:, None], np.zeros(64), batch_size=64, epochs=3, verbose=0
)
assert all(seen != sorted(seen) for seen in orders)
if keras.config.backend() == "tensorflow":
    assert orders[0] == orders[1] == orders[2]
