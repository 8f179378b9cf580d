# --8<-- [start:model]
import keras
from keras import layers
from sklearn.datasets import load_digits

keras.utils.set_random_seed(1)
images, digits = load_digits(return_X_y=True)  # (1)
images = images / 16

inputs = keras.Input(shape=(64,))  # (2)
x = layers.Dense(64, activation="relu")(inputs)
outputs = layers.Dense(10, activation="softmax")(x)
model = keras.Model(inputs, outputs)

model.compile(
    optimizer="adam",
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
model.fit(images[::3], digits[::3], epochs=30, verbose=0)  # (3)
loss, accuracy = model.evaluate(images[1::3], digits[1::3], verbose=0)  # (4)
print(f"{accuracy:.0%} of the digits read correctly")
# --8<-- [end:model]

assert images.shape == (1797, 64)
assert images.min() == 0 and images.max() == 1
assert sorted(set(digits)) == list(range(10))
assert len(images[::3]) == len(images[1::3]) == 599
assert model.count_params() == 64 * 64 + 64 + 64 * 10 + 10 == 4810
assert accuracy > 0.9

# --8<-- [start:picture]
import matplotlib.pyplot as plt

guesses = model.predict(images[1::3], verbose=0).argmax(axis=1)  # (1)
figure, axes = plt.subplots(4, 4, figsize=(4, 4.6), layout="tight")
for axis, image, guess in zip(axes.flat, images[1::3], guesses, strict=False):
    axis.imshow(image.reshape(8, 8), cmap="gray_r")
    axis.set_title(guess)
    axis.axis("off")
plt.savefig("guesses.png", dpi=80)
# --8<-- [end:picture]

assert guesses.shape == (599,)
assert (guesses == digits[1::3]).mean() > 0.9
# The page names the one of the 16 that is wrong.
assert list((guesses != digits[1::3])[:16].nonzero()[0]) == [12]
assert guesses[12] == 5 and digits[1::3][12] == 9
