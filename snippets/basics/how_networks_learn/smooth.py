# --8<-- [start:staircase]
import numpy as np

x_grid = np.linspace(0, 2, 21)
y_grid = 3 * x_grid + 2


def share(w):
    return (abs(w * x_grid + 2 - y_grid) < 0.5).mean()  # (1)


def squares(w):
    return ((w * x_grid + 2 - y_grid) ** 2).mean()


h = 1e-6
for w in (0.8, 1.8, 2.2, 3.4, 4.3):
    for name, f in (("hits", share), ("loss", squares)):
        slope = (f(w + h) - f(w)) / h
        print(f"{name} {f(w):4.2f}, slope {slope:5.2f}", end="   ")
    print(f"w = {w}")
# --8<-- [end:staircase]
ws = np.random.default_rng(0).uniform(0, 6, 1000)
assert np.mean([share(w + h) == share(w) for w in ws]) > 0.99
assert all(abs(squares(w + h) - squares(w)) > 0 for w in ws)

# --8<-- [start:draw]
import matplotlib.pyplot as plt

ws = np.linspace(0, 6, 1201)
figure, (left, right) = plt.subplots(1, 2, figsize=(8, 3.2))
left.plot(ws, [share(w) for w in ws])
left.set(xlabel="w", ylabel="share of hits")
right.plot(ws, [squares(w) for w in ws])
right.set(xlabel="w", ylabel="loss")
figure.tight_layout()
plt.savefig("staircase.png", dpi=100)
# --8<-- [end:draw]
