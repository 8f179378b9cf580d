# --8<-- [start:setup]
import keras
import numpy as np
from keras import layers


def digit_batches(seed, batch_size=128):
    rng = np.random.default_rng(seed)
    while True:
        grids = rng.integers(0, 10, size=(batch_size, 10, 10), dtype="uint8")
        even = np.count_nonzero(grids % 2 == 0, axis=(1, 2))
        labels = np.sign(even - (100 - even)) + 1
        yield grids.astype("float32"), labels


x_test, y_test = next(digit_batches(seed=2, batch_size=10_000))  # (1)
even_share = np.mean(y_test == 2)
results = [("always 'even'", 0, even_share)]  # (2)
print("guessing:", round(even_share, 3))
# --8<-- [end:setup]


# --8<-- [start:train]
def train_and_test(name, model):
    model.compile(
        optimizer=keras.optimizers.Adam(0.01),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    batches = digit_batches(seed=1)
    model.fit(batches, steps_per_epoch=500, shuffle=False, verbose=0)  # (1)
    loss, accuracy = model.evaluate(x_test, y_test, verbose=0)
    results.append((name, model.count_params(), accuracy))
    print(f"{name}: {model.count_params()} parameters, {accuracy:.2f}")


keras.utils.set_random_seed(1)
inputs = keras.Input((10, 10))
x = layers.Flatten()(inputs)
train_and_test("linear", keras.Model(inputs, layers.Dense(3)(x)))
# --8<-- [end:train]
assert abs(even_share - 0.46) < 0.02

# --8<-- [start:dense]
keras.utils.set_random_seed(1)
inputs = keras.Input((10, 10))
x = layers.Flatten()(inputs)
x = layers.Dense(128, activation="relu")(x)
x = layers.Dense(64, activation="relu")(x)
train_and_test("two hidden layers", keras.Model(inputs, layers.Dense(3)(x)))
# --8<-- [end:dense]

# --8<-- [start:conv]
keras.utils.set_random_seed(1)
inputs = keras.Input((10, 10))
x = layers.Reshape((10, 10, 1))(inputs)
x = layers.Conv2D(32, 1, activation="relu")(x)
x = layers.Conv2D(32, 1, activation="relu")(x)
x = layers.GlobalAveragePooling2D()(x)
train_and_test("1x1 convolutions", keras.Model(inputs, layers.Dense(3)(x)))
# --8<-- [end:conv]

# --8<-- [start:embedding]
keras.utils.set_random_seed(1)
inputs = keras.Input((10, 10))
embedding = layers.Embedding(10, 4)  # (1)
x = embedding(inputs)
x = layers.GlobalAveragePooling2D()(x)  # (2)
x = layers.Dense(12, activation="relu")(x)
train_and_test("embedding", keras.Model(inputs, layers.Dense(3)(x)))
# --8<-- [end:embedding]

# --8<-- [start:vectors]
vectors = embedding.get_weights()[0]
print("one row a digit:", vectors.shape)
vectors = vectors - vectors.mean(axis=0)
same_side = vectors @ vectors[0] > 0  # (1)
print("on the side of 0:", np.flatnonzero(same_side))
# --8<-- [end:vectors]
assert list(np.flatnonzero(same_side)) == [0, 2, 4, 6, 8]

# --8<-- [start:parity]
keras.utils.set_random_seed(1)
inputs = keras.Input((10, 10))
x = layers.Flatten()(inputs % 2)  # (1)
train_and_test("linear on digit % 2", keras.Model(inputs, layers.Dense(3)(x)))
# --8<-- [end:parity]

# --8<-- [start:table]
print(f"{'network':<21}{'parameters':>10}{'accuracy':>10}")
for name, parameters, accuracy in results:
    print(f"{name:<21}{parameters:>10}{accuracy:>10.2f}")
# --8<-- [end:table]
found = {name: accuracy for name, parameters, accuracy in results}
sizes = [parameters for name, parameters, accuracy in results]
assert sizes == [0, 303, 21_379, 1_219, 139, 303]
assert found["embedding"] > 0.99
assert max(found["linear"], found["two hidden layers"]) < 0.52
assert found["1x1 convolutions"] < 0.65
assert found["linear on digit % 2"] > 0.75
