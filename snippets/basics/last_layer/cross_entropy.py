# --8<-- [start:sigmoid]
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


for z in (-4.0, -1.0, 0.0, 1.0, 4.0):
    print(f"score {z:4}  probability {sigmoid(z):.2f}")
# --8<-- [end:sigmoid]
assert abs(sigmoid(2.0) + sigmoid(-2.0) - 1) < 1e-12

# --8<-- [start:softmax]
scores = np.array([2.0, -1.0, 0.5])

powers = np.exp(scores)
probabilities = powers / powers.sum()
print("e to the z   ", powers.round(2), " sum", powers.sum().round(2))
print("probabilities", probabilities.round(2), " sum", probabilities.sum())
print("largest at   ", scores.argmax(), "and", probabilities.argmax())
# --8<-- [end:softmax]
assert (probabilities.round(2) == [0.79, 0.04, 0.18]).all()

# --8<-- [start:by_keras]
import keras

batch = scores[np.newaxis]  # (1)
print(keras.ops.convert_to_numpy(keras.ops.softmax(batch)).round(2))
print(keras.ops.convert_to_numpy(keras.ops.sigmoid(batch)).round(2))
# --8<-- [end:by_keras]
by_keras = keras.ops.convert_to_numpy(keras.ops.softmax(batch))[0]
assert np.allclose(by_keras, probabilities, atol=1e-6)
by_keras = keras.ops.convert_to_numpy(keras.ops.sigmoid(batch))[0]
assert np.allclose(by_keras, sigmoid(scores), atol=1e-6)

# --8<-- [start:penalty]
import matplotlib.pyplot as plt

given = np.linspace(0.005, 1, 200)
figure, axis = plt.subplots(figsize=(6.4, 3.2))
axis.plot(given, -np.log(given))
for p in (0.99, 0.9, 0.5, 0.1, 0.01):
    loss = -np.log(p)
    print(f"p = {p:4}  loss {loss:.2f}")
    axis.plot(p, loss, "o", color="#a3171a")
    axis.annotate(f"{loss:.2f}", (p, loss), (6, 6), textcoords="offset points")
axis.set(xlabel="p given to the right answer", ylabel="loss = -ln p")
axis.set(xlim=(-0.02, 1.09), ylim=(-0.2, 5.4))
figure.tight_layout()
plt.savefig("penalty.png", dpi=100)
# --8<-- [end:penalty]
assert 400 < -np.log(0.01) / -np.log(0.99) < 500

# --8<-- [start:two]
labels = np.array([1, 1, 0, 0])
logits = np.array([3.0, -3.0, -1.0, 0.5])

p = sigmoid(logits)
losses = -(labels * np.log(p) + (1 - labels) * np.log(1 - p))  # (1)
for label, chance, loss in zip(labels, p, losses, strict=True):
    print(f"label {label}  p {chance:.2f}  loss {loss:.2f}")
print(f"mean by hand  {losses.mean():.4f}")

binary = keras.losses.BinaryCrossentropy(from_logits=True)
print(f"mean by Keras {float(binary(labels, logits)):.4f}")
# --8<-- [end:two]
assert abs(float(binary(labels, logits)) - losses.mean()) < 1e-5
assert losses[1] / losses.sum() > 2 / 3

# --8<-- [start:many]
sparse = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
categorical = keras.losses.CategoricalCrossentropy(from_logits=True)

for label in (0, 1, 2):
    one_hot = np.eye(3)[label]  # (1)
    by_hand = -(one_hot * np.log(probabilities)).sum()
    by_sparse = float(sparse(np.array([label]), batch))
    by_categorical = float(categorical(one_hot[np.newaxis], batch))
    print(f"label {label} {one_hot}  by hand {by_hand:.2f}", end="  ")
    print(f"by Keras {by_sparse:.2f} and {by_categorical:.2f}")
# --8<-- [end:many]
assert (np.round(-np.log(probabilities), 2) == [0.24, 3.24, 1.74]).all()
assert abs(by_sparse - by_hand) < 1e-5 and abs(by_categorical - by_hand) < 1e-5
pair = keras.ops.softmax(np.array([[0.0, 1.3]]))
assert abs(float(pair[0, 1]) - sigmoid(1.3)) < 1e-6

# --8<-- [start:slope]
step = 0.001
print("score     p  slope of -ln p  slope of (1 - p)^2")
for z in (-8.0, -4.0, 0.0, 4.0):
    low, high = sigmoid(z - step), sigmoid(z + step)  # (1)
    entropy = (np.log(low) - np.log(high)) / (2 * step)
    squared = ((1 - high) ** 2 - (1 - low) ** 2) / (2 * step)
    print(f"{z:5} {sigmoid(z):6.3f} {entropy:14.3f} {squared:18.3f}")
    # --8<-- [end:slope]
    assert abs(entropy - (sigmoid(z) - 1)) < 1e-5

# --8<-- [start:extreme]
of_probabilities = keras.losses.SparseCategoricalCrossentropy()
label = np.array([0])

for scores in ([2.0, -1.0, 0.5], [0.0, 0.0, 200.0]):
    logits = np.array([scores], dtype="float32")
    softmax = keras.ops.convert_to_numpy(keras.ops.softmax(logits))
    from_logits = float(sparse(label, logits))
    from_probabilities = float(of_probabilities(label, softmax))
    print(scores, " p of label 0:", softmax[0, 0].round(2), end="")
    print(f"  loss {from_logits:.2f} or {from_probabilities:.2f}")
# --8<-- [end:extreme]
assert abs(from_logits - 200) < 0.01 and from_probabilities < 16.2
assert softmax[0, 0] == 0

# --8<-- [start:shift]
scores = np.array([[2.0, -1.0, 0.5]])
for name, changed in {
    "as they are": scores,
    "plus 100": scores + 100,
    "times 2": scores * 2,
    "times -1": scores * -1,
}.items():
    softmax = keras.ops.convert_to_numpy(keras.ops.softmax(changed))
    print(f"{name:12}", softmax.round(2))
# --8<-- [end:shift]
shifted = keras.ops.convert_to_numpy(keras.ops.softmax(scores + 100))
assert np.allclose(shifted[0], probabilities, atol=1e-5)

# --8<-- [start:guess]
for classes in (2, 3, 10, 1000):
    logits = np.zeros((1, classes))  # (1)
    loss = float(sparse(np.array([0]), logits))
    print(f"{classes:4} classes  loss {loss:.2f}  ln {np.log(classes):.2f}")
# --8<-- [end:guess]
assert abs(loss - np.log(1000)) < 1e-3
