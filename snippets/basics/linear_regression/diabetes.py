# --8<-- [start:data]
from sklearn.datasets import load_diabetes

diabetes = load_diabetes(scaled=False)  # (1)
names = diabetes.feature_names
patients = diabetes.data.astype("float32")
scores = diabetes.target.astype("float32")

print("patients:", patients.shape, " scores:", scores.shape)
for name in ("age", "bmi", "s1", "s5"):
    column = patients[:, names.index(name)]  # (2)
    print(f"{name:5} {column.min():5.1f} to {column.max():5.1f}")
print(f"score {scores.min():5.1f} to {scores.max():5.1f}")
# --8<-- [end:data]
assert patients.shape == (442, 10) and scores.shape == (442,)
assert names == ["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"]
assert sorted(set(patients[:, 1])) == [1, 2]
assert abs(load_diabetes().data.std(axis=0) - 442**-0.5).max() < 1e-3

# --8<-- [start:split]
from sklearn.model_selection import train_test_split

patients_train, patients_test, scores_train, scores_test = train_test_split(
    patients,
    scores,
    test_size=110,
    random_state=42,  # (1)
)
print("training:", patients_train.shape, " test:", patients_test.shape)
# --8<-- [end:split]
assert len(patients_train) == 332 and len(patients_test) == 110

# --8<-- [start:scale]
import keras
from keras import layers

scale = layers.Normalization()
scale.adapt(patients_train)  # (1)
scaled = keras.ops.convert_to_numpy(scale(patients_train))  # (2)

print("       mean  deviation  first patient  scaled")
for name in ("age", "bmi", "s1", "s5"):
    column = patients_train[:, names.index(name)]
    print(f"{name:4} {column.mean():6.1f} {column.std():10.1f}", end="")
    print(f" {column[0]:14.1f} {scaled[0, names.index(name)]:7.2f}")
# --8<-- [end:scale]
assert abs(scaled.mean(axis=0)).max() < 1e-4
assert abs(scaled.std(axis=0) - 1).max() < 1e-4
by_hand = patients_train - patients_train.mean(axis=0)
assert abs(by_hand / patients_train.std(axis=0) - scaled).max() < 1e-3

# --8<-- [start:model]
keras.utils.set_random_seed(1)  # (1)
inputs = keras.Input(shape=(10,))
outputs = layers.Dense(1)(scale(inputs))  # (2)
linear = keras.Model(inputs, outputs)

weights, bias = linear.layers[-1].get_weights()  # (3)
print("weights:", weights.shape, " bias:", bias.shape)
# --8<-- [end:model]
assert linear.layers[-1].count_params() == 10 + 1

# --8<-- [start:fit]
linear.compile(
    optimizer=keras.optimizers.SGD(learning_rate=0.2, momentum=0.9),
    loss="mse",
)
s1, s2 = names.index("s1"), names.index("s2")
path = [(weights[s1, 0], weights[s2, 0])]
done = 0
for step in (1, 2, 5, 10, 20, 50, 100, 250):
    linear.fit(
        patients_train,
        scores_train,
        batch_size=len(patients_train),  # (1)
        epochs=step - done,  # (2)
        verbose=0,
    )
    done = step
    loss = linear.evaluate(patients_train, scores_train, verbose=0)  # (3)
    weights, bias = linear.layers[-1].get_weights()
    path.append((weights[s1, 0], weights[s2, 0]))
    print(f"step {step:3}: rmse {loss**0.5:6.2f}", end="")
    print(f"  s1 {weights[s1, 0]:6.1f}  s2 {weights[s2, 0]:6.1f}")
    # --8<-- [end:fit]
    if step == 50:
        halfway = loss**0.5, weights[s1, 0]
assert linear.optimizer.iterations == 250

# --8<-- [start:compare]
import numpy as np

ones = np.ones((len(scaled), 1))
table = np.hstack([scaled, ones]).astype("float64")  # (1)
exact = np.linalg.lstsq(table, scores_train)[0]  # (2)

learned = [*weights[:, 0], *bias]  # (3)
print("        Keras   NumPy")
for name, ours, theirs in zip([*names, "bias"], learned, exact, strict=True):
    print(f"{name:5} {ours:7.2f} {theirs:7.2f}")
print(f"mean score    {scores_train.mean():.2f}")
# --8<-- [end:compare]
assert np.allclose(learned, exact, atol=0.02)
assert abs(bias.item() - scores_train.mean()) < 0.01
assert halfway[0] < loss**0.5 + 0.3 and abs(halfway[1] - exact[s1]) > 2

# --8<-- [start:meaning]
bmi = names.index("bmi")
deviation = patients_train[:, bmi].std()
print(f"bmi: weight {weights[bmi, 0]:.2f}, deviation {deviation:.2f}")
print(f"weight / deviation = {weights[bmi, 0] / deviation:.2f}")

patient = patients_train[0]
changed = patient.copy()
changed[bmi] += 1  # (1)
pair = np.stack([patient, changed])
before, after = linear.predict(pair, verbose=0)[:, 0]  # (2)
print(f"predicted {before:.2f}, with one more unit of bmi {after:.2f}")
# --8<-- [end:meaning]
assert abs(after - before - weights[bmi, 0] / deviation) < 1e-3

# --8<-- [start:shaky]
rng = np.random.default_rng(0)
draws = []
for _ in range(1000):
    rows = rng.integers(len(table), size=len(table))  # (1)
    draws.append(np.linalg.lstsq(table[rows], scores_train[rows])[0])
draws = np.array(draws)

for name in ("bmi", "s5", "s1", "s2"):
    column = names.index(name)
    spread = draws[:, column].std()
    print(f"{name:3} {exact[column]:4.0f}, deviation {spread:2.0f}")
related = np.corrcoef(patients_train, rowvar=False)  # (2)
print(f"correlation of s1 and s2: {related[s1, s2]:.2f}")
# --8<-- [end:shaky]
spread = draws.std(axis=0)
assert spread[4] > 4 * spread[2] and spread[5] > 3 * spread[2]
assert related[4, 5] == np.sort(related[np.triu_indices(10, 1)])[-1]
assert abs(exact[4] + exact[5]) < 25
assert draws[:, names.index("bmi")].min() > 0
assert np.corrcoef(draws[:, s1], draws[:, s2])[0, 1] < -0.9

# --8<-- [start:valley]
import matplotlib.pyplot as plt


def rmse(errors):
    return np.mean(errors**2) ** 0.5


def rmse_at(first, second):
    trial = exact.copy()
    trial[s1], trial[s2] = first, second  # (1)
    return rmse(table @ trial - scores_train)


firsts, seconds = np.linspace(-130, 40, 60), np.linspace(-70, 110, 60)
heights = [[rmse_at(a, b) for a in firsts] for b in seconds]
figure, (left, right) = plt.subplots(1, 2, figsize=(8, 4), sharey=True)
left.contour(firsts, seconds, heights, [54, 55, 57, 60, 65], colors="silver")
left.plot(*np.array(path).T, "o-", markersize=4, color="tab:red")  # (2)
left.plot(exact[s1], exact[s2], "k*", markersize=12)
left.set(xlabel="weight of s1", ylabel="weight of s2", title="training")
right.scatter(draws[:, s1], draws[:, s2], s=4, alpha=0.4)
right.plot(exact[s1], exact[s2], "k*", markersize=12)
right.set(xlabel="weight of s1", title="1000 draws", xlim=left.get_xlim())
figure.tight_layout()
plt.savefig("valley.png", dpi=80)
# --8<-- [end:valley]
across = rmse_at(exact[s1] + 20, exact[s2] + 20) - rmse_at(*exact[[s1, s2]])
along = rmse_at(exact[s1] + 20, exact[s2] - 20) - rmse_at(*exact[[s1, s2]])
assert across > 10 and along < 1, (across, along)

# --8<-- [start:test]
predicted = linear.predict(patients_test, verbose=0)[:, 0]
residuals = scores_test - predicted  # (1)
always = scores_test - scores_train.mean()  # (2)
for name, errors in (("always the mean", always), ("Dense(1)", residuals)):
    mae = np.abs(errors).mean()
    print(f"{name:15} rmse {rmse(errors):.1f}  mae {mae:.1f}")
# --8<-- [end:test]
assert rmse(residuals) < 0.75 * rmse(always)

# --8<-- [start:residuals]
figure, (left, right) = plt.subplots(1, 2, figsize=(8, 3.2))
left.scatter(predicted, scores_test, s=12)
left.axline((150, 150), slope=1, color="black", linewidth=1)  # (1)
left.set(xlabel="predicted score", ylabel="true score")
right.scatter(predicted, residuals, s=12)
right.axhline(0, color="black", linewidth=1)
right.set(xlabel="predicted score", ylabel="residual")
figure.tight_layout()
plt.savefig("residuals.png", dpi=80)

low = predicted < 125
print(f"predicted below 125: deviation {residuals[low].std():.0f}")
print(f"predicted above 125: deviation {residuals[~low].std():.0f}")
# --8<-- [end:residuals]
assert residuals[~low].std() > 1.5 * residuals[low].std()
assert max(abs(residuals[low].mean()), abs(residuals[~low].mean())) < 6

# --8<-- [start:splits]
print("split  training  test  always the mean")
for seed in range(5):
    x, x_test, y, y_test = train_test_split(
        patients, scores, test_size=110, random_state=seed
    )
    columns = (x - x.mean(axis=0)) / x.std(axis=0)
    columns = np.hstack([columns, ones])
    solved = np.linalg.lstsq(columns, y)[0]
    columns_test = (x_test - x.mean(axis=0)) / x.std(axis=0)  # (1)
    guess = columns_test @ solved[:10] + solved[10]
    print(f"{seed:5} {rmse(columns @ solved - y):9.1f}", end="")
    print(f" {rmse(guess - y_test):5.1f} {rmse(y.mean() - y_test):9.1f}")
    # --8<-- [end:splits]
    rest = y_test - guess
    assert rest[guess > 125].std() > rest[guess < 125].std() + 3
    error, seen = rmse(rest), rmse(columns @ solved - y)
    assert error < 0.85 * rmse(y.mean() - y_test)
    assert abs(error - seen) < 0.1 * seen

# --8<-- [start:momentum]
keras.utils.set_random_seed(1)
inputs = keras.Input(shape=(10,))
slow = keras.Model(inputs, layers.Dense(1)(scale(inputs)))
slow.compile(optimizer=keras.optimizers.SGD(learning_rate=0.2), loss="mse")
slow.fit(
    patients_train,
    scores_train,
    batch_size=len(patients_train),
    epochs=50,
    verbose=0,
)
loss = slow.evaluate(patients_train, scores_train, verbose=0)
kernel = slow.layers[-1].get_weights()[0]
print(f"step  50: rmse {loss**0.5:6.2f}", end="")
print(f"  s1 {kernel[s1, 0]:6.1f}  s2 {kernel[s2, 0]:6.1f}")
# --8<-- [end:momentum]
assert kernel[s1, 0] > -25 and loss**0.5 < 55.5

# --8<-- [start:unit]
other = patients_train.copy()
other[:, names.index("bp")] *= 10
rescale = layers.Normalization()
rescale.adapt(other)
difference = keras.ops.convert_to_numpy(rescale(other)) - scaled
print(f"largest difference {np.abs(difference).max():.3f}")
# --8<-- [end:unit]
assert np.abs(difference).max() < 1e-4

# --8<-- [start:by_hand]
by_hand = np.zeros(11)
velocity = np.zeros(11)
for _ in range(250):
    error = table @ by_hand - scores_train
    gradient = 2 * table.T @ error / len(table)  # (1)
    velocity = 0.9 * velocity - 0.2 * gradient
    by_hand = by_hand + velocity
print("         s1      s2    bias")
print("NumPy", *(f"{by_hand[i]:7.2f}" for i in (s1, s2, 10)))
print("Keras", *(f"{learned[i]:7.2f}" for i in (s1, s2, 10)))
# --8<-- [end:by_hand]
assert np.allclose(by_hand, exact, atol=0.02)
