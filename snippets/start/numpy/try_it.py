# --8<-- [start:axis]
import numpy as np

block = np.zeros((2, 4, 3))
for axis in (0, 1, 2, -1, (1, 2)):
    print(axis, block.mean(axis=axis).shape)
# --8<-- [end:axis]

# --8<-- [start:reshape]
numbers = np.arange(12)
for shape in ((3, -1), (4, -1), (6, -1)):
    print(shape, numbers.reshape(shape).shape)
# --8<-- [end:reshape]

# --8<-- [start:nearest]
rng = np.random.default_rng(1)
points = rng.uniform(0, 10, size=(6, 2))
centres = np.array([[2.0, 2.0], [8.0, 2.0], [5.0, 8.0]])

apart = points[:, np.newaxis] - centres  # (1)
squares = (apart**2).sum(axis=-1)  # (2)
nearest = squares.argmin(axis=1)  # (3)
print(apart.shape, squares.shape, nearest.shape)
print(points.round(1))
print(nearest)
# --8<-- [end:nearest]
for point, found in zip(points, nearest, strict=True):
    loop = [sum((point - centre) ** 2) for centre in centres]
    assert loop.index(min(loop)) == found
