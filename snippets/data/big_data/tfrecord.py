# --8<-- [start:write]
import numpy as np
import tensorflow as tf


def to_record(grid, label):
    digits = tf.train.BytesList(value=[grid.tobytes()])  # (1)
    number = tf.train.Int64List(value=[label])
    feature = {
        "grid": tf.train.Feature(bytes_list=digits),
        "label": tf.train.Feature(int64_list=number),
    }
    features = tf.train.Features(feature=feature)
    return tf.train.Example(features=features).SerializeToString()


rng = np.random.default_rng(1)
for shard in range(4):  # (2)
    grids = rng.integers(0, 10, size=(5_000, 10, 10), dtype="uint8")
    even = np.count_nonzero(grids % 2 == 0, axis=(1, 2))
    labels = np.sign(even - (100 - even)) + 1
    name = f"grids-{shard}-of-4-5000.tfrecord"  # (3)
    with tf.io.TFRecordWriter(name) as writer:
        for grid, label in zip(grids, labels, strict=True):
            writer.write(to_record(grid, label))
# --8<-- [end:write]

# --8<-- [start:read]
from pathlib import Path


def parse(records):
    found = tf.io.parse_example(
        records,
        {
            "grid": tf.io.FixedLenFeature([], tf.string),
            "label": tf.io.FixedLenFeature([], tf.int64),
        },
    )
    grids = tf.io.decode_raw(found["grid"], tf.uint8, fixed_length=100)
    return tf.reshape(grids, (-1, 10, 10)), found["label"]


shards = sorted(str(path) for path in Path().glob("grids-*.tfrecord"))
dataset = tf.data.Dataset.from_tensor_slices(shards).shuffle(4)  # (1)
dataset = dataset.interleave(
    tf.data.TFRecordDataset,
    num_parallel_calls=tf.data.AUTOTUNE,
)
dataset = dataset.shuffle(2_000).batch(128)  # (2)
dataset = dataset.map(parse, num_parallel_calls=tf.data.AUTOTUNE)  # (3)
dataset = dataset.prefetch(tf.data.AUTOTUNE)  # (4)
x, y = next(iter(dataset))
print(len(shards), "shards, a batch:", x.shape, x.dtype.name, y.shape)
# --8<-- [end:read]
all_labels = np.concatenate([y for x, y in dataset])
assert len(all_labels) == 20_000 and set(all_labels) == {0, 1, 2}
for grid, label in zip(x.numpy(), y.numpy(), strict=True):
    assert label == np.sign(2 * np.count_nonzero(grid % 2 == 0) - 100) + 1

# --8<-- [start:fit]
import math

import keras
from keras import layers

records = sum(int(Path(s).stem.split("-")[-1]) for s in shards)
batches = math.ceil(records / 128)  # (1)
dataset = dataset.apply(tf.data.experimental.assert_cardinality(batches))
print(records, "records,", len(dataset), "batches")

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
history = model.fit(dataset, epochs=3, shuffle=False, verbose=0)
print([round(a, 2) for a in history.history["accuracy"]])
# --8<-- [end:fit]
assert history.history["accuracy"][-1] > 0.95 and len(dataset) == 157
wrong = dataset.apply(tf.data.experimental.assert_cardinality(156))
try:
    for _ in wrong:
        pass
    raise AssertionError("a wrong count must not pass")
except tf.errors.FailedPreconditionError:
    pass
another = keras.models.clone_model(model)
another.compile(optimizer=keras.optimizers.SGD(), loss=model.loss)
another.fit(wrong, epochs=2, shuffle=False, verbose=0)  # too few: no error
assert int(another.optimizer.iterations) == 2 * 156
wrong = dataset.apply(tf.data.experimental.assert_cardinality(158))
try:
    another.fit(wrong, epochs=1, shuffle=False, verbose=0)
    raise AssertionError("too many must be an error")
except tf.errors.FailedPreconditionError:
    pass
