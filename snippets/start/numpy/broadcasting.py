# --8<-- [start:row]
import numpy as np

table = np.array([[12, 18, 15], [9, 12, 18], [14, 21, 16], [9, 13, 11]])
means = table.mean(axis=0)
print(table.shape, "-", means.shape)
print(table - means)  # (1)
# --8<-- [end:row]
assert np.allclose((table - means).mean(axis=0), 0)

# --8<-- [start:column]
days = table.mean(axis=1)[:, np.newaxis]  # (1)
print(table.shape, "-", days.shape)
print(table - days)
# --8<-- [end:column]

# --8<-- [start:trap]
labels = np.array([1.0, 2.0, 3.0, 4.0])
answers = labels[:, np.newaxis]  # (1)
print(labels.shape, answers.shape, (answers - labels).shape)
print(abs(answers - labels).mean())
print(abs(answers[:, 0] - labels).mean())  # (2)
# --8<-- [end:trap]
assert abs(answers - labels).mean() == 1.25

# --8<-- [start:matmul]
baskets = np.array([[2, 1, 0], [3, 0, 1]])  # (1)
prices = np.array([[3, 4], [2, 1], [9, 8]])  # (2)
print(baskets.shape, "@", prices.shape)
print(baskets @ prices)  # (3)
print((baskets[0] * prices[:, 1]).sum())  # (4)
# --8<-- [end:matmul]
assert (baskets @ prices)[0, 1] == 2 * 4 + 1 * 1 + 0 * 8 == 9

# --8<-- [start:dense]
delivery = np.array([5, 1])
print(baskets @ prices + delivery)
print(np.eye(3))  # (1)
print(np.array_equal(baskets @ np.eye(3), baskets))
# --8<-- [end:dense]
