# --8<-- [start:first]
import numpy as np

week = [12, 18, 15]
print(week * 2)  # (1)

week = np.array([12, 18, 15])  # (2)
print(week * 2)
print(week + 0.5)
print(week**2)
print(np.sqrt(week))  # (3)
# --8<-- [end:first]

# --8<-- [start:shape]
table = np.array([[12, 18, 15], [9, 12, 18], [14, 21, 16], [9, 13, 11]])
print(table)
print("shape", table.shape)  # (1)
print("axes ", table.ndim)
print("size ", table.size)
print("len  ", len(table))  # (2)
# --8<-- [end:shape]
assert table.shape == (4, 3) and table.size == 12 and len(table) == 4

# --8<-- [start:dtype]
print(table.dtype, (table / 2).dtype)  # (1)
print(table.astype("float32").dtype)  # (2)

pixels = np.array([200, 250], dtype="uint8")  # (3)
print(pixels + pixels)
print(pixels.astype("float32") + pixels)
# --8<-- [end:dtype]
assert np.arange(3).dtype == np.int64

# --8<-- [start:close]
print(0.1 + 0.2 == 0.3)
print(np.allclose(0.1 + 0.2, 0.3))  # (1)
# --8<-- [end:close]

# --8<-- [start:making]
print(np.zeros((2, 3)))  # (1)
print(np.ones(4), np.full(3, 0.5))
print(np.arange(5), np.linspace(0, 1, 5))  # (2)
print(np.zeros_like(table).shape)  # (3)
# --8<-- [end:making]

# --8<-- [start:slices]
print(table[0])  # (1)
print(table[1, 2], table[-1])  # (2)
print(table[:, 1])  # (3)
print(table[:2])
print(table[1:3, :2])
print(table[::2])  # (4)
print(table[[3, 0]])  # (5)
# --8<-- [end:slices]

# --8<-- [start:copy]
first = table[0].copy()
first[0] = 99
print("copied:", table[0])

window = table[0]
window[0] = 99
print("window:", table[0])
window[0] = 12
# --8<-- [end:copy]
assert table[0, 0] == 12

# --8<-- [start:masks]
noon = table[:, 1]
warm = noon > 16  # (1)
print(warm)
print(noon[warm], noon[~warm])  # (2)
print(warm.sum(), warm.mean())  # (3)
print(np.flatnonzero(warm))  # (4)
# --8<-- [end:masks]

# --8<-- [start:accuracy]
labels = np.array([0, 1, 1, 2, 0, 1])
answers = np.array([0, 1, 2, 2, 0, 0])
print(answers == labels)
print((answers == labels).mean())
print(np.bincount(labels))  # (1)
# --8<-- [end:accuracy]

# --8<-- [start:axis]
print(table.mean())
print(table.mean(axis=0))  # (1)
print(table.mean(axis=1))  # (2)
print(table.max(axis=0), table.argmax(axis=0))  # (3)
print(table.argmax(axis=1))
# --8<-- [end:axis]
assert table.mean(axis=0).shape == (3,) and table.mean(axis=1).shape == (4,)

# --8<-- [start:std]
print(table.std(axis=0))
print(np.array([15, 15, 15]).std())
apart = noon - noon.mean()
print(apart, np.sqrt((apart**2).mean()))  # (1)
# --8<-- [end:std]
assert np.sqrt((apart**2).mean()) == table.std(axis=0)[1]

# --8<-- [start:reshape]
numbers = np.arange(6)
print(numbers.reshape(2, 3))
print(numbers.reshape(-1, 2))  # (1)
print(numbers.reshape(2, 3).T)  # (2)
print(numbers.reshape(2, 3).ravel())  # (3)
# --8<-- [end:reshape]

# --8<-- [start:newaxis]
print(noon.shape, noon[:, np.newaxis].shape, noon[np.newaxis].shape)
print(noon[:, np.newaxis])
pictures = np.zeros((5, 8, 8))
print(pictures[..., np.newaxis].shape)  # (1)
# --8<-- [end:newaxis]

# --8<-- [start:joining]
more = np.array([[10, 17, 13]])
print(np.concatenate([table, more]).shape)  # (1)
print(np.hstack([table, np.ones((4, 1))]).shape)  # (2)

first, second = table[0], table[1]
print(np.stack([first, second]).shape)  # (3)
print(np.stack([first, second], axis=1).shape)
# --8<-- [end:joining]
