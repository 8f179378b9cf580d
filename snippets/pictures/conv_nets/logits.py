# --8<-- [start:softmax]
import keras
import numpy as np

logits = np.array([[2.0, -1.0, 0.5, 4.0]], dtype="float32")
probabilities = keras.ops.convert_to_numpy(keras.ops.softmax(logits))
print(probabilities.round(3))
print("sum   ", probabilities.sum().round(3))
print("argmax", logits.argmax(axis=-1), probabilities.argmax(axis=-1))
# --8<-- [end:softmax]
by_hand = np.exp(logits) / np.exp(logits).sum()
assert np.allclose(probabilities, by_hand, atol=1e-6)

# --8<-- [start:loss]
loss_of_logits = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
loss_of_probabilities = keras.losses.SparseCategoricalCrossentropy()
label = np.array([0])
for scores in ([2.0, -1.0, 0.5, 4.0], [0.0, 0.0, 0.0, 200.0]):
    logits = np.array([scores], dtype="float32")
    probabilities = keras.ops.convert_to_numpy(keras.ops.softmax(logits))
    print(f"{float(loss_of_logits(label, logits)):9.4f}", end="")
    print(f"{float(loss_of_probabilities(label, probabilities)):9.4f}")
# --8<-- [end:loss]
assert abs(float(loss_of_logits(label, logits)) - 200) < 0.01

# --8<-- [start:forgotten]
logits = np.array([[2.0, -1.0, 0.5, 4.0]], dtype="float32")
right = float(loss_of_logits(label, logits))
wrong = float(loss_of_probabilities(label, logits))  # (1)
print(f"{right:.2f} {wrong:.2f}")
# --8<-- [end:forgotten]
assert right > 2 * wrong
