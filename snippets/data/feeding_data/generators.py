# --8<-- [start:sample]
import numpy as np


def digit_grids(seed):
    rng = np.random.default_rng(seed)
    while True:  # (1)
        grid = rng.integers(0, 10, size=(10, 10), dtype="uint8")
        even = np.count_nonzero(grid % 2 == 0)
        yield grid, int(np.sign(even - 50)) + 1  # (2)


grids = digit_grids(seed=1)
for _ in range(3):
    grid, answer = next(grids)
    print("shape", grid.shape, "answer", answer)
# --8<-- [end:sample]
assert grid.shape == (10, 10) and answer in (0, 1, 2)


# --8<-- [start:batches]
def digit_batches(seed, batch_size=128):
    rng = np.random.default_rng(seed)
    shape = (batch_size, 10, 10)
    while True:
        grids = rng.integers(0, 10, size=shape, dtype="uint8")
        even = np.count_nonzero(grids % 2 == 0, axis=(1, 2))
        yield grids, np.sign(even - 50) + 1


x, y = next(digit_batches(seed=1))
print("a batch:", x.shape, x.dtype, y.shape)
# --8<-- [end:batches]
assert x.shape == (128, 10, 10) and y.shape == (128,)

# --8<-- [start:count]
import keras
from keras import layers


def count_batches(data, **options):
    keras.utils.set_random_seed(1)
    inputs = keras.Input((4,))
    model = keras.Model(inputs, layers.Dense(1)(inputs))
    model.compile(optimizer="adam", loss="mse")

    seen = []

    def count(batch, logs):
        seen.append(batch)

    def report(epoch, logs):
        loss = round(logs["loss"], 2)
        print(f"epoch {epoch + 1}: {len(seen)} batches, loss {loss}")
        seen.clear()

    callback = keras.callbacks.LambdaCallback(
        on_train_batch_end=count,
        on_epoch_end=report,  # (1)
    )
    history = model.fit(
        data, shuffle=False, verbose=0, callbacks=[callback], **options
    )
    return history.history["loss"]
    # --8<-- [end:count]


# --8<-- [start:finite]
def twenty_batches():
    rng = np.random.default_rng(1)
    for _ in range(20):
        yield rng.normal(size=(32, 4)), rng.normal(size=(32, 1))


losses = count_batches(twenty_batches(), epochs=3)
# --8<-- [end:finite]
assert min(losses) > 0.5

# --8<-- [start:ends_early]
losses = count_batches(twenty_batches(), epochs=3, steps_per_epoch=20)
# --8<-- [end:ends_early]
empty = losses[0] if keras.backend.backend() == "jax" else 0
assert losses[0] > 0.5 and losses[1] == empty


# --8<-- [start:endless]
def endless_batches():
    while True:
        yield from twenty_batches()


losses = count_batches(endless_batches(), epochs=3, steps_per_epoch=20)
# --8<-- [end:endless]
assert min(losses) > 0.5

# --8<-- [start:from_generator]
import tensorflow as tf

dataset = tf.data.Dataset.from_generator(
    twenty_batches,  # (1)
    output_signature=(
        tf.TensorSpec((None, 4), tf.float32),  # (2)
        tf.TensorSpec((None, 1), tf.float32),
    ),
)
losses = count_batches(dataset, epochs=3)
# --8<-- [end:from_generator]
assert min(losses) > 0.5

# --8<-- [start:eight]
losses = count_batches(twenty_batches(), epochs=3, steps_per_epoch=8)
# --8<-- [end:eight]
assert min(losses) > 0.5
