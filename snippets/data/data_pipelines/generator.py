# --8<-- [start:sample]
import numpy as np


def digit_grids(seed):
    rng = np.random.default_rng(seed)  # (1)
    while True:  # (2)
        grid = rng.integers(0, 10, size=(10, 10), dtype="uint8")  # (3)
        even = np.count_nonzero(grid % 2 == 0)
        odd = grid.size - even
        yield grid, int(np.sign(even - odd))  # (4)


grid, label = next(digit_grids(seed=1))
print(grid[:3])
print("shape", grid.shape, "type", grid.dtype, "label", label)
# --8<-- [end:sample]
assert grid.shape == (10, 10) and grid.dtype == "uint8" and label in (-1, 0, 1)
again, _ = next(digit_grids(seed=1))
assert (again == grid).all() and grid.min() >= 0 and grid.max() <= 9


# --8<-- [start:batches]
def digit_batches(seed, batch_size=128):
    rng = np.random.default_rng(seed)
    while True:
        grids = rng.integers(0, 10, size=(batch_size, 10, 10), dtype="uint8")
        even = np.count_nonzero(grids % 2 == 0, axis=(1, 2))
        labels = np.sign(even - (100 - even)) + 1  # (1)
        yield grids.astype("float32"), labels  # (2)


x, y = next(digit_batches(seed=1))
print("a batch:", x.shape, x.dtype, y.shape)
x, y = next(digit_batches(seed=1, batch_size=10_000))
print("odd, equal, even:", np.bincount(y) / len(y))
# --8<-- [end:batches]
assert (
    x.shape == (10_000, 10, 10)
    and x.dtype == "float32"
    and set(y) == {0, 1, 2}
)
import math

ties = math.comb(100, 50) / 2**100
assert abs(ties - 0.0796) < 0.0001 and abs((y == 1).mean() - ties) < 0.01
for one_grid, one_label in zip(x[:50], y[:50], strict=True):
    even = sum(value % 2 == 0 for value in one_grid.ravel())
    assert one_label == (0 if even < 50 else 1 if even == 50 else 2)
