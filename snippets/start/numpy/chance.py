# --8<-- [start:generator]
import numpy as np

rng = np.random.default_rng(0)  # (1)
print(rng.integers(6, size=5))  # (2)
print(rng.uniform(-1, 1, size=3))
print(rng.permutation(5))  # (3)
print(rng.choice(["a", "b", "c"], size=4))

again = np.random.default_rng(0)
print(again.integers(6, size=5))
# --8<-- [end:generator]
rng = np.random.default_rng(0)
assert rng.integers(6, size=1000).max() == 5

# --8<-- [start:normal]
import matplotlib.pyplot as plt

rng = np.random.default_rng(0)
noise = rng.normal(0, 2, size=10_000)  # (1)
inside = abs(noise - noise.mean()) < noise.std()
print(f"mean {noise.mean():.2f}, deviation {noise.std():.2f}")
print(f"inside one deviation: {inside.mean():.0%}")

figure, axis = plt.subplots(figsize=(8, 3))  # (2)
bins = np.linspace(-8, 8, 81)
axis.hist(noise, bins, color="silver")  # (3)
axis.hist(noise[inside], bins, color="tab:blue")
axis.axvline(0, color="black", linewidth=1)
axis.set(xlabel="noise", ylabel="count")
figure.tight_layout()
plt.savefig("normal.png", dpi=100)  # (4)
# --8<-- [end:normal]
for seed in range(20):
    noise = np.random.default_rng(seed).normal(0, 2, size=10_000)
    inside = abs(noise - noise.mean()) < noise.std()
    assert 0.665 < inside.mean() < 0.7
