# --8<-- [start:dataset]
import numpy as np
import tensorflow as tf


def digit_grids(seed):
    rng = np.random.default_rng(seed)
    while True:
        grid = rng.integers(0, 10, size=(10, 10), dtype="uint8")
        even = np.count_nonzero(grid % 2 == 0)
        odd = grid.size - even
        yield grid, int(np.sign(even - odd)) + 1


dataset = tf.data.Dataset.from_generator(
    lambda: digit_grids(seed=1),  # (1)
    output_signature=(
        tf.TensorSpec((10, 10), tf.uint8),  # (2)
        tf.TensorSpec((), tf.int32),
    ),
)
dataset = dataset.take(10_000).shuffle(1_000)  # (3)
dataset = dataset.batch(128).prefetch(tf.data.AUTOTUNE)  # (4)
x, y = next(iter(dataset))
print(x.shape, x.dtype.name, y.shape, y.dtype.name)
# --8<-- [end:dataset]
assert x.shape == (128, 10, 10) and int(tf.reduce_max(y)) <= 2

# --8<-- [start:fit]
import keras
from keras import layers


def build_model():
    keras.utils.set_random_seed(1)
    inputs = keras.Input((10, 10))
    x = layers.Embedding(10, 4)(inputs)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dense(12, activation="relu")(x)
    model = keras.Model(inputs, layers.Dense(3)(x))
    model.compile(
        optimizer=keras.optimizers.Adam(0.02),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return model


model = build_model()
history = model.fit(dataset, epochs=2, shuffle=False, verbose=0)
print([round(a, 2) for a in history.history["accuracy"]])
# --8<-- [end:fit]
assert history.history["accuracy"][1] > 0.9
