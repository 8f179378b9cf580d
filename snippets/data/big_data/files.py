# --8<-- [start:write]
import numpy as np
from numpy.lib.format import open_memmap

samples = 50_000
grids = open_memmap("grids.npy", "w+", "uint8", (samples, 10, 10))  # (1)
labels = open_memmap("labels.npy", "w+", "int32", (samples,))
rng = np.random.default_rng(1)
for start in range(0, samples, 10_000):  # (2)
    part = rng.integers(0, 10, size=(10_000, 10, 10), dtype="uint8")
    even = np.count_nonzero(part % 2 == 0, axis=(1, 2))
    grids[start : start + 10_000] = part
    labels[start : start + 10_000] = np.sign(even - (100 - even)) + 1
grids.flush()
labels.flush()

mapped = np.load("grids.npy", mmap_mode="r")  # (3)
print(type(mapped).__name__, mapped.shape, mapped.nbytes, "bytes")
# --8<-- [end:write]
assert mapped.nbytes == 5_000_000 and (mapped[12_345] == grids[12_345]).all()

# --8<-- [start:dataset]
import math

import keras


class GridFiles(keras.utils.PyDataset):
    def __init__(self, batch_size, **options):
        super().__init__(**options)  # (1)
        self.grids = np.load("grids.npy", mmap_mode="r")
        self.labels = np.load("labels.npy", mmap_mode="r")
        self.batch_size = batch_size

    def __len__(self):  # (2)
        return math.ceil(len(self.grids) / self.batch_size)

    def __getitem__(self, index):  # (3)
        start = index * self.batch_size
        part = slice(start, start + self.batch_size)
        return np.array(self.grids[part]), np.array(self.labels[part])


dataset = GridFiles(batch_size=128, workers=2)  # (4)
x, y = dataset[len(dataset) - 1]
print(len(dataset), "batches, the last one", x.shape, y.shape)
# --8<-- [end:dataset]
assert len(dataset) == 391 and x.shape == (80, 10, 10)

# --8<-- [start:fit]
from keras import layers

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
history = model.fit(dataset, epochs=2, verbose=0)
print([round(a, 2) for a in history.history["accuracy"]])
# --8<-- [end:fit]
assert history.history["accuracy"][-1] > 0.95

# --8<-- [start:sizes]
for batch_size in (128, 1_000, 20_000):
    dataset = GridFiles(batch_size=batch_size)
    x, y = dataset[len(dataset) - 1]
    print(batch_size, "->", len(dataset), "batches, the last one", len(x))
# --8<-- [end:sizes]
assert len(dataset) == 3 and len(x) == 10_000


# --8<-- [start:mixed]
class MixedGridFiles(GridFiles):
    def __init__(self, batch_size, **options):
        super().__init__(batch_size, **options)
        self.rng = np.random.default_rng(1)
        self.on_epoch_end()

    def on_epoch_end(self):  # (1)
        self.order = self.rng.permutation(len(self.grids))

    def __getitem__(self, index):
        start = index * self.batch_size
        rows = np.sort(self.order[start : start + self.batch_size])  # (2)
        return self.grids[rows], self.labels[rows]


mixed = MixedGridFiles(batch_size=128, workers=2)
before, _ = mixed[0]
history = model.fit(mixed, epochs=1, verbose=0)
after, _ = mixed[0]
print("first batch the same:", np.array_equal(before, after))
print("samples:", sum(len(mixed[index][1]) for index in range(len(mixed))))
once = np.array_equal(np.sort(mixed.order), np.arange(len(mixed.grids)))
print("each sample once:", once)
# --8<-- [end:mixed]
assert once
assert not np.array_equal(before, after)
