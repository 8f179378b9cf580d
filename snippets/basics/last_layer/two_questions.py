# --8<-- [start:two_questions]
import keras
from keras import layers, losses, metrics
from sklearn.datasets import load_digits

pictures, digits = load_digits(return_X_y=True)
pictures = (pictures / 16).astype("float32")
even = (digits % 2 == 0).astype("float32")


def answer(name, labels, units, loss, metric):
    keras.utils.set_random_seed(0)
    inputs = keras.Input(shape=(64,))
    hidden = layers.Dense(32, activation="relu")(inputs)
    model = keras.Model(inputs, layers.Dense(units)(hidden))
    model.compile(keras.optimizers.Adam(0.01), loss=loss, metrics=[metric])
    before = model.evaluate(pictures, labels, verbose=0)
    model.fit(pictures, labels, epochs=5, verbose=0)
    after = model.evaluate(pictures, labels, verbose=0)
    print(f"{name:6} loss {before[0]:.1f} -> {after[0]:.1f}", end="  ")
    print(f"accuracy {before[1]:.2f} -> {after[1]:.2f}")


sparse = losses.SparseCategoricalCrossentropy(from_logits=True)
binary = losses.BinaryCrossentropy(from_logits=True)
answer("digit", digits, 10, sparse, "accuracy")
answer("even?", even, 1, binary, metrics.BinaryAccuracy(threshold=0))
# --8<-- [end:two_questions]
assert even.mean() > 0.49 and len(digits) == 1797
