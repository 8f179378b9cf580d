# --8<-- [start:forward]
import numpy as np

x, right = 2.0, 1.0  # (1)
w = np.array([1.0, 0.5])
b = np.array([-1.0, 1.0])
v = np.array([3.0, -1.0])
c = 1.0

z = w * x + b  # (2)
h = np.maximum(z, 0)  # (3)
guess = (v * h).sum() + c
loss = (guess - right) ** 2
print(f"z {z}  h {h}  guess {guess}  loss {loss}")
# --8<-- [end:forward]
assert guess == 2 and loss == 1

# --8<-- [start:backward]
slope_guess = 2 * (guess - right)  # (1)
slope_v = slope_guess * h  # (2)
slope_c = slope_guess
slope_h = slope_guess * v  # (3)
slope_z = np.where(z > 0, slope_h, 0)  # (4)
slope_w = slope_z * x
slope_b = slope_z
print("w", slope_w, "b", slope_b, "v", slope_v, "c", slope_c)
# --8<-- [end:backward]


# --8<-- [start:check]
def loss_of(numbers):
    w, b, v, c = numbers[:2], numbers[2:4], numbers[4:6], numbers[6]
    h = np.maximum(w * x + b, 0)
    return ((v * h).sum() + c - right) ** 2


names = ["w1", "w2", "b1", "b2", "v1", "v2", "c"]
numbers = np.concatenate([w, b, v, [c]])
slopes = np.concatenate([slope_w, slope_b, slope_v, [slope_c]])
step = 1e-6  # (1)
for place, name in enumerate(names):
    moved = numbers.copy()
    moved[place] += step
    measured = (loss_of(moved) - loss_of(numbers)) / step
    print(f"{name:2} measured {measured:6.3f}  backwards {slopes[place]:6.3f}")
# --8<-- [end:check]
for place in range(7):
    moved = numbers.copy()
    moved[place] += step
    measured = (loss_of(moved) - loss_of(numbers)) / step
    assert abs(measured - slopes[place]) < 1e-3

# --8<-- [start:keras]
import keras
from keras import layers

inputs = keras.Input(shape=(1,))
hidden = layers.Dense(2, activation="relu")(inputs)  # (1)
model = keras.Model(inputs, layers.Dense(1)(hidden))
start = [w.reshape(1, 2), b, v.reshape(2, 1), np.array([c])]
model.set_weights(start)  # (2)
model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.01), loss="mse")
model.fit(np.array([[x]]), np.array([[right]]), verbose=0)  # (3)

for before, after in zip(start, model.get_weights(), strict=True):
    print(((before - after) / 0.01).round(2).ravel())  # (4)
# --8<-- [end:keras]
moves = [
    ((before - after) / 0.01).ravel()
    for before, after in zip(start, model.get_weights(), strict=True)
]
assert np.allclose(np.concatenate(moves), slopes, atol=1e-3)
