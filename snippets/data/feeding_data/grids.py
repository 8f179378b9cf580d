# --8<-- [start:data]
import keras
import numpy as np
from keras import layers


def make_grids(count, seed):
    rng = np.random.default_rng(seed)
    grids = rng.integers(0, 10, size=(count, 10, 10), dtype="uint8")  # (1)
    even = np.count_nonzero(grids % 2 == 0, axis=(1, 2))  # (2)
    return grids, np.sign(even - 50) + 1  # (3)


x_train, y_train = make_grids(30_000, seed=1)
x_validation, y_validation = make_grids(10_000, seed=2)
print(x_train[0, :3])
print("shape", x_train.shape, x_train.dtype, x_train.nbytes, "bytes")
for answer in range(3):
    print("answer", answer, (y_validation == answer).mean().round(2))
# --8<-- [end:data]
import math

ties = math.comb(100, 50) / 2**100
assert abs(ties - 0.0796) < 0.0001 and abs((y_train == 1).mean() - ties) < 0.01
for one_grid, one_label in zip(x_train[:50], y_train[:50], strict=True):
    even = sum(value % 2 == 0 for value in one_grid.ravel())
    assert one_label == (0 if even < 50 else 1 if even == 50 else 2)
always = max((y_validation == answer).mean() for answer in range(3))
assert abs(always - 0.46) < 0.02


# --8<-- [start:arrays]
def train(name, model, y=y_train, y_check=y_validation):
    model.compile(
        optimizer=keras.optimizers.Adam(0.02),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    history = model.fit(
        x_train,
        y,
        batch_size=128,
        epochs=2,
        validation_data=(x_validation, y_check),
        verbose=0,
    )
    accuracy = history.history["val_accuracy"][-1]
    print(f"{name}: {model.count_params()} numbers, accuracy {accuracy:.2f}")
    return accuracy


keras.utils.set_random_seed(1)
inputs = keras.Input((10, 10))
hidden = layers.Flatten()(inputs)
linear = keras.Model(inputs, layers.Dense(3)(hidden))
accuracy = train("linear", linear)
print("steps:", int(linear.optimizer.iterations))
# --8<-- [end:arrays]
found = {"linear": accuracy}
assert int(linear.optimizer.iterations) == 2 * math.ceil(30_000 / 128)

# --8<-- [start:size]
keras.utils.set_random_seed(1)
hidden = layers.Flatten()(inputs)
hidden = layers.Dense(128, activation="relu")(hidden)
hidden = layers.Dense(64, activation="relu")(hidden)
large = keras.Model(inputs, layers.Dense(3)(hidden))
accuracy = train("two hidden layers", large)
# --8<-- [end:size]
found["large"] = accuracy

# --8<-- [start:parity]
keras.utils.set_random_seed(1)
hidden = layers.Flatten()(inputs % 2)  # (1)
parity = keras.Model(inputs, layers.Dense(3)(hidden))
accuracy = train("linear, of digit % 2", parity)
answers = parity.predict(x_validation, verbose=0).argmax(axis=1)
print("answered 'equal':", np.mean(answers == 1).round(2))
# --8<-- [end:parity]
found["parity"] = accuracy
assert (answers == 1).mean() < 0.01

# --8<-- [start:amount]
keras.utils.set_random_seed(1)
hidden = layers.Reshape((10, 10, 1))(inputs)  # (1)
hidden = layers.Dense(2, activation="relu")(hidden)
hidden = layers.GlobalAveragePooling2D()(hidden)  # (2)
hidden = layers.Dense(12, activation="relu")(hidden)
amounts = keras.Model(inputs, layers.Dense(3)(hidden))
accuracy = train("cells as amounts", amounts)
# --8<-- [end:amount]
found["amounts"] = accuracy

# --8<-- [start:name]
keras.utils.set_random_seed(1)
embedding = layers.Embedding(10, 2)  # (1)
hidden = embedding(inputs)
hidden = layers.GlobalAveragePooling2D()(hidden)
hidden = layers.Dense(12, activation="relu")(hidden)
names = keras.Model(inputs, layers.Dense(3)(hidden))
accuracy = train("cells as names", names)
# --8<-- [end:name]
found["names"] = accuracy
assert found["names"] > 0.98
assert max(found["linear"], found["large"], found["amounts"]) < 0.56
assert found["parity"] > max(found["linear"], found["large"]) + 0.1
assert [m.count_params() for m in (linear, large, parity)] == [303, 21379, 303]
assert amounts.count_params() == 79 and names.count_params() == 95

# --8<-- [start:vectors]
import matplotlib.pyplot as plt

vectors = embedding.get_weights()[0]
print("a row for each digit:", vectors.shape)
vectors = vectors - vectors.mean(axis=0)
same_side = vectors @ vectors[0] > 0  # (1)
print("on the side of 0:", np.flatnonzero(same_side))

figure, axis = plt.subplots(figsize=(6.4, 3), layout="constrained")
axis.plot(vectors[:, 0], "o-", label="first number of the row")
axis.plot(vectors[:, 1], "s--", label="second number of the row")
axis.set(xlabel="digit", xticks=range(10))
axis.legend(fontsize=8)
plt.savefig("embedding.png")
# --8<-- [end:vectors]
assert list(np.flatnonzero(same_side)) == [0, 2, 4, 6, 8]

# --8<-- [start:test]
x_test, y_test = make_grids(10_000, seed=3)
loss, accuracy = names.evaluate(x_test, y_test, verbose=0)
print(f"test accuracy {accuracy:.2f}")
# --8<-- [end:test]
assert accuracy > 0.98


# --8<-- [start:questions]
def ask_about(y, seed):
    rng = np.random.default_rng(seed)
    ask = rng.integers(0, 2, size=(len(y), 1))  # (1)
    wanted = np.where(ask[:, 0] == 1, 2, 0)  # (2)
    return ask, (y == wanted).astype("float32")


ask, yes = ask_about(y_train, seed=1)
for number in range(3):
    print("ask", ask[number], "answer", y_train[number], "yes", yes[number])
# --8<-- [end:questions]
for question, answer, truth in zip(
    ask[:100, 0], y_train[:100], yes, strict=False
):
    assert truth == ((answer == 2) if question == 1 else (answer == 0))


# --8<-- [start:dictionary]
def build_two_inputs():
    keras.utils.set_random_seed(1)
    grid = keras.Input((10, 10), name="grid")
    ask = keras.Input((1,), name="ask")
    hidden = layers.Embedding(10, 2)(grid)
    hidden = layers.GlobalAveragePooling2D()(hidden)
    hidden = layers.Concatenate()([hidden, ask])
    hidden = layers.Dense(12, activation="relu")(hidden)
    model = keras.Model({"grid": grid, "ask": ask}, layers.Dense(1)(hidden))
    model.compile(
        optimizer=keras.optimizers.Adam(0.02),
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
        metrics=[keras.metrics.BinaryAccuracy(threshold=0, name="accuracy")],
    )
    return model


model = build_two_inputs()
data = {"grid": x_train, "ask": ask}
history = model.fit(data, yes, batch_size=128, epochs=2, verbose=0)
print("accuracy:", [round(a, 2) for a in history.history["accuracy"]])
# --8<-- [end:dictionary]
assert history.history["accuracy"][-1] > 0.97
ask_validation, yes_validation = ask_about(y_validation, seed=2)
both = {"grid": x_validation, "ask": ask_validation}
assert model.evaluate(both, yes_validation, verbose=0)[1] > 0.97

# --8<-- [start:parts]
import tensorflow as tf

numbers = tf.data.Dataset.range(12)
for name, dataset in (
    ("range(12)", numbers),
    ("shuffle(3)", numbers.shuffle(3, seed=1)),  # (1)
    ("shuffle(12)", numbers.shuffle(12, seed=1)),
    ("batch(4)", numbers.batch(4)),
    ("shuffle, batch", numbers.shuffle(12, seed=1).batch(4)),
    ("batch, shuffle", numbers.batch(4).shuffle(3, seed=1)),  # (2)
):
    print(f"{name:15}", *dataset.as_numpy_iterator())
# --8<-- [end:parts]
for seed in range(5):
    near = list(numbers.shuffle(3, seed=seed).as_numpy_iterator())
    assert all(value <= place + 2 for place, value in enumerate(near))
    batches = numbers.batch(4).shuffle(3, seed=seed).as_numpy_iterator()
    assert sorted(int(b[0]) for b in batches) == [0, 4, 8]

# --8<-- [start:dataset]
pairs = ({"grid": x_train, "ask": ask}, yes)  # (1)
dataset = tf.data.Dataset.from_tensor_slices(pairs)
dataset = dataset.shuffle(2_000).batch(128)  # (2)
dataset = dataset.prefetch(tf.data.AUTOTUNE)  # (3)
some, answers = next(iter(dataset))  # (4)
for name, part in some.items():
    print(name, part.shape, part.dtype.name)
print("labels", answers.shape, "batches", len(dataset))

model = build_two_inputs()
history = model.fit(dataset, epochs=1, shuffle=False, verbose=0)
print("accuracy:", [round(a, 2) for a in history.history["accuracy"]])
# --8<-- [end:dataset]
assert history.history["accuracy"][-1] > 0.8 and len(dataset) == 235

# --8<-- [start:buffer]
for size in (1, 2, 6):
    shuffled = numbers.shuffle(size, seed=1)
    print(f"shuffle({size})", *shuffled.as_numpy_iterator())
# --8<-- [end:buffer]
assert list(numbers.shuffle(1).as_numpy_iterator()) == list(range(12))


# --8<-- [start:primes]
def count_primes(grids):
    primes = np.isin(grids, [2, 3, 5, 7]).sum(axis=(1, 2))
    return np.sign(primes - 40) + 1


y_primes, y_check = count_primes(x_train), count_primes(x_validation)
print("always the same:", np.mean(y_check == 0).round(2))

inputs = keras.Input((10, 10))
keras.utils.set_random_seed(1)
hidden = layers.Flatten()(inputs % 2)
by_hand = keras.Model(inputs, layers.Dense(3)(hidden))
score = train("digit % 2", by_hand, y_primes, y_check)

keras.utils.set_random_seed(1)
table = layers.Embedding(10, 2)
hidden = layers.GlobalAveragePooling2D()(table(inputs))
hidden = layers.Dense(12, activation="relu")(hidden)
learned = keras.Model(inputs, layers.Dense(3)(hidden))
best = train("embedding", learned, y_primes, y_check)

rows = table.get_weights()[0]
rows = rows - rows.mean(axis=0)
print("on the side of 7:", np.flatnonzero(rows @ rows[7] > 0))
# --8<-- [end:primes]
assert best > 0.97 and score < 0.62
assert list(np.flatnonzero(rows @ rows[7] > 0)) == [2, 3, 5, 7]
