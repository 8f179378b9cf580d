# --8<-- [start:rates]
import numpy as np

x = np.array([0.0, 1.0, 2.0, 3.0, 4.0])
y = 3 * x + 2

for rate in (0.05, 1 / 12, 0.15, 0.18):
    w, walk = 0.0, []
    for _ in range(6):
        slope = 2 * ((w * x + 2 - y) * x).mean()
        w = w - rate * slope
        walk.append(w)
    print(f"rate {rate:.3f}:", *(f"{w:5.2f}" for w in walk))
# --8<-- [end:rates]
assert walk[-1] < walk[-3] < 3 < walk[-4] < walk[-2]

# --8<-- [start:silent]
w, b = np.array([1.0, 0.5]), np.array([-1.0, -3.0])
v, c = np.array([3.0, -1.0]), 1.0

z = w * 2 + b
h = np.maximum(z, 0)
guess = (v * h).sum() + c
slope_guess = 2 * (guess - 1)
slope_z = np.where(z > 0, slope_guess * v, 0)
print("guess", guess)
print("w", slope_z * 2, "b", slope_z, "v", slope_guess * h, "c", slope_guess)
# --8<-- [end:silent]

# --8<-- [start:curve]
x_curve = np.linspace(-1, 2, 31)
y_curve = x_curve**2 - 2 * x_curve + 0.5
columns = np.stack([x_curve**2, x_curve, np.ones(31)], axis=1)  # (1)


def loss_curve(numbers):
    return ((columns @ numbers - y_curve) ** 2).mean()


def slopes_curve(numbers):
    error = columns @ numbers - y_curve
    return 2 * (error[:, np.newaxis] * columns).mean(axis=0)  # (2)


numbers = np.zeros(3)
for place in range(3):  # (3)
    moved = numbers.copy()
    moved[place] += 1e-6
    measured = (loss_curve(moved) - loss_curve(numbers)) / 1e-6
    print(f"measured {measured:6.3f}", end="  ")
    print(f"formula {slopes_curve(numbers)[place]:6.3f}")

for _ in range(2000):
    numbers = numbers - 0.1 * slopes_curve(numbers)
print(numbers.round(3))
# --8<-- [end:curve]
assert np.allclose(numbers, [1, -2, 0.5], atol=1e-3)
