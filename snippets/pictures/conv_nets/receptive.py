# --8<-- [start:lit]
import keras
import numpy as np
from keras import layers

SIDE = 28
one_lit = np.eye(SIDE * SIDE, dtype="float32")  # (1)
one_lit = one_lit.reshape(-1, SIDE, SIDE, 1)


def seen_by_middle(stack):
    x = one_lit
    for layer in stack:
        x = layer(x)
    x = keras.ops.convert_to_numpy(x)[:, :, :, 0]
    middle = x[:, x.shape[1] // 2, x.shape[2] // 2]  # (2)
    return middle.reshape(SIDE, SIDE) > 0  # (3)


def conv():
    return layers.Conv2D(1, 3, kernel_initializer="ones")  # (4)


seen = seen_by_middle([conv(), conv()])
print(seen.sum(), "pixels,", seen.any(axis=1).sum(), "rows")
# --8<-- [end:lit]
assert seen.sum() == 25 and seen.any(axis=1).sum() == 5

# --8<-- [start:sides]
pool = layers.MaxPooling2D(pool_size=2)
stacks = {
    "conv": [conv()],
    "conv conv": [conv(), conv()],
    "conv conv conv": [conv(), conv(), conv()],
    "conv pool conv": [conv(), pool, conv()],
    "conv pool conv pool conv": [conv(), pool, conv(), pool, conv()],
}
for name, stack in stacks.items():
    print(seen_by_middle(stack).any(axis=1).sum(), name)
# --8<-- [end:sides]
sides = [seen_by_middle(stack).any(axis=1).sum() for stack in stacks.values()]
assert sides == [3, 5, 7, 8, 18]

# --8<-- [start:formula]
rng = np.random.default_rng(0)


def side_by_formula(stack):
    side, jump = 1, 1
    for layer in stack:
        if isinstance(layer, layers.Conv2D):
            size = layer.kernel_size[0]
        else:
            size = layer.pool_size[0]
        side += (size - 1) * jump  # (1)
        jump *= layer.strides[0]
    return side


for _ in range(4):
    sizes = rng.integers(2, 4, size=4)
    stack = []
    for size in sizes[:3]:
        conv = layers.Conv2D(1, int(size), kernel_initializer="ones")
        stack.append(conv)
    stack.insert(2, layers.MaxPooling2D(pool_size=int(sizes[3])))
    measured = seen_by_middle(stack).any(axis=1).sum()
    print(sizes, side_by_formula(stack), measured)
# --8<-- [end:formula]
assert side_by_formula(stack) == measured
for stack in stacks.values():
    assert side_by_formula(stack) == seen_by_middle(stack).any(axis=1).sum()
