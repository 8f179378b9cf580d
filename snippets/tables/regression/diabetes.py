# --8<-- [start:data]
from sklearn.datasets import load_diabetes

diabetes = load_diabetes(scaled=False)  # (1)
names = diabetes.feature_names
patients = diabetes.data.astype("float32")
scores = diabetes.target.astype("float32")

print("patients:", patients.shape, " scores:", scores.shape)
for name in ("age", "bmi", "s1", "s5"):
    column = patients[:, names.index(name)]
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
    random_state=42,
)
print("training:", patients_train.shape, " test:", patients_test.shape)
# --8<-- [end:split]
assert len(patients_train) == 332 and len(patients_test) == 110

# --8<-- [start:model]
import keras
from keras import layers

keras.utils.set_random_seed(1)
scale = layers.Normalization()
scale.adapt(patients_train)  # (1)

inputs = keras.Input(shape=(10,))
outputs = layers.Dense(1)(scale(inputs))  # (2)
linear = keras.Model(inputs, outputs)
print("numbers to learn:", linear.layers[-1].count_params())
# --8<-- [end:model]
assert linear.layers[-1].count_params() == 10 + 1


# --8<-- [start:fit]
def everyone():
    while True:  # (1)
        yield patients_train, scores_train


linear.compile(
    optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9),  # (2)
    loss="mse",  # (3)
    metrics=["mae", keras.metrics.RootMeanSquaredError(name="rmse")],
)
for steps in (50, 50, 400):  # (4)
    linear.fit(everyone(), steps_per_epoch=steps, shuffle=False, verbose=0)
    loss, mae, error = linear.evaluate(patients_train, scores_train, verbose=0)
    kernel, bias = linear.layers[-1].get_weights()
    print(f"after {int(linear.optimizer.iterations):3} steps: ", end="")
    print(f"rmse {error:.2f}, weight of s1 {kernel[names.index('s1'), 0]:.1f}")
# --8<-- [end:fit]
assert linear.optimizer.iterations == 500

# --8<-- [start:compare]
import numpy as np

scaled = keras.ops.convert_to_numpy(scale(patients_train))
ones = np.ones((len(scaled), 1))
table = np.hstack([scaled, ones]).astype("float64")  # (1)
exact = np.linalg.lstsq(table, scores_train)[0]  # (2)

learned = [*kernel[:, 0], *bias]  # (3)
print("        Keras   NumPy")
for name, ours, theirs in zip([*names, "bias"], learned, exact, strict=True):
    print(f"{name:5} {ours:7.2f} {theirs:7.2f}")
print(f"mean score    {scores_train.mean():.2f}")
# --8<-- [end:compare]
assert np.allclose(learned, exact, rtol=5e-4)
assert abs(bias.item() - scores_train.mean()) < 0.01

# --8<-- [start:meaning]
bmi = names.index("bmi")
deviation = patients_train[:, bmi].std()
print(f"bmi: deviation {deviation:.2f}, weight {kernel[bmi, 0]:.2f}", end="")
print(f", weight / deviation {kernel[bmi, 0] / deviation:.2f}")

patient = patients_test[0]
changed = patient.copy()
changed[bmi] += 1  # (1)
pair = np.stack([patient, changed])
before, after = linear.predict(pair, verbose=0)[:, 0]
print(f"predicted {before:.2f}, with one more unit of bmi {after:.2f}")
# --8<-- [end:meaning]
assert abs(after - before - kernel[bmi, 0] / deviation) < 1e-3

# --8<-- [start:shaky]
rng = np.random.default_rng(0)
draws = []
for _ in range(1000):
    rows = rng.integers(len(table), size=len(table))  # (1)
    draws.append(np.linalg.lstsq(table[rows], scores_train[rows])[0])

spread = np.std(draws, axis=0)
for name in ("bmi", "s5", "s1", "s2"):
    column = names.index(name)
    print(f"{name:3} {exact[column]:5.0f} +- {spread[column]:.0f}")

related = np.corrcoef(patients_train, rowvar=False)
correlation = related[names.index("s1"), names.index("s2")]
print(f"correlation of s1 and s2: {correlation:.2f}")
# --8<-- [end:shaky]
assert spread[4] > 4 * spread[2] and spread[5] > 3 * spread[2]
assert related[4, 5] == np.sort(related[np.triu_indices(10, 1)])[-1]
assert abs(exact[4] + exact[5]) < 25

# --8<-- [start:test]
sets = {
    "training": (patients_train, scores_train),
    "test": (patients_test, scores_test),
}
for name, (x, y) in sets.items():
    guess = np.sqrt(np.mean((y - scores_train.mean()) ** 2))  # (1)
    loss, mae, error = linear.evaluate(x, y, verbose=0)
    print(f"{name:8} always the mean: rmse {guess:.1f}", end="; ")
    print(f"linear: rmse {error:.1f}, mae {mae:.1f}")
# --8<-- [end:test]
assert error < 0.75 * guess and mae < error

# --8<-- [start:residuals]
import matplotlib.pyplot as plt

predicted = linear.predict(patients_test, verbose=0)[:, 0]
residuals = scores_test - predicted  # (1)
figure, (left, right) = plt.subplots(1, 2, figsize=(8, 3.2))
left.scatter(predicted, scores_test, s=12)
left.axline((150, 150), slope=1, color="black", linewidth=1)  # (2)
left.set(xlabel="predicted score", ylabel="true score")
right.scatter(predicted, residuals, s=12)
right.axhline(0, color="black", linewidth=1)
right.set(xlabel="predicted score", ylabel="residual")
figure.tight_layout()
plt.savefig("residuals.png", dpi=100)

low = predicted < 125
print(f"predicted below 125: deviation {residuals[low].std():.0f}")
print(f"predicted above 125: deviation {residuals[~low].std():.0f}")
# --8<-- [end:residuals]
assert residuals[~low].std() > 1.5 * residuals[low].std()
assert max(abs(residuals[low].mean()), abs(residuals[~low].mean())) < 6

# --8<-- [start:hidden]
keras.utils.set_random_seed(1)
trials = {}
for start in "ABC":
    inputs = keras.Input(shape=(10,))
    hidden = layers.Dense(16, activation="relu")(scale(inputs))
    trials[start] = keras.Model(inputs, layers.Dense(1)(hidden))

inputs = keras.Input(shape=(10,))
trio = keras.Model(inputs, {name: net(inputs) for name, net in trials.items()})
trio.compile(keras.optimizers.Adam(0.03), "mse", steps_per_execution=11)
targets = {name: scores_train for name in trials}
trio.fit(patients_train, targets, epochs=40, verbose=0)
errors = {}
for name, (x, y) in sets.items():
    predictions = trio.predict(x, verbose=0).values()
    misses = [predicted[:, 0] - y for predicted in predictions]
    errors[name] = [np.sqrt(np.mean(miss**2)) for miss in misses]
    print(f"{name:8}", *(f"{error:.1f}" for error in errors[name]))
# --8<-- [end:hidden]
assert (
    trials["A"].layers[-2].count_params()
    + trials["A"].layers[-1].count_params()
    == 193
)
assert all(error > 52.7 for error in errors["test"])
assert all(error < 52.5 for error in errors["training"])
