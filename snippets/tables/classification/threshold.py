# --8<-- [start:data]
import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split

tumours = load_breast_cancer()
cells = tumours.data[:, :10].astype("float32")  # (1)
malignant = tumours.target == 0  # (2)

rows = np.arange(len(cells))
known, rest = train_test_split(
    rows,
    train_size=189,
    stratify=malignant,
    random_state=0,
)
tuning, unseen = train_test_split(
    rest,
    test_size=190,
    stratify=malignant[rest],
    random_state=0,
)
parts = {"known": known, "tuning": tuning, "unseen": unseen}
for name, part in parts.items():
    print(f"{name:6} {len(part)} samples, malignant: {malignant[part].sum()}")
# --8<-- [end:data]
assert [len(p) for p in parts.values()] == [189, 190, 190]

# --8<-- [start:network]
import keras
from keras import layers


def screening(units, epochs, class_weight=None):
    keras.utils.set_random_seed(0)
    scale = layers.Normalization()
    scale.adapt(cells[known])
    inputs = keras.Input(shape=(10,))
    hidden = scale(inputs)
    for number in units:
        hidden = layers.Dense(number, activation="relu")(hidden)
    model = keras.Model(inputs, layers.Dense(1)(hidden))  # (1)
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.01),
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
    )
    model.fit(
        cells[known],
        malignant[known],
        batch_size=16,
        epochs=epochs,
        class_weight=class_weight,
        verbose=0,
    )
    return model


screen = screening([16], epochs=20)
print("parameters:", screen.count_params())
# --8<-- [end:network]
assert screen.count_params() == 21 + 10 * 16 + 16 + 16 + 1 == 214


# --8<-- [start:chances]
def chances_of(model, part):
    chances = keras.ops.sigmoid(model(cells[part]))  # (1)
    return keras.ops.convert_to_numpy(chances)[:, 0]


chances = chances_of(screen, tuning)
right = ((chances > 0.5) == malignant[tuning]).mean()
print(f"always benign: {1 - malignant[tuning].mean():.3f}")
print(f"the network:   {right:.3f}")
# --8<-- [end:chances]
assert right > 0.9

# --8<-- [start:table]
labels = malignant[tuning]
print("threshold  false pos.  false neg.  precision  recall    F1")
for threshold in (0.02, 0.1, 0.3, 0.5, 0.7, 0.95):
    flagged = chances > threshold
    found = (flagged & labels).sum()
    false_positives = (flagged & ~labels).sum()  # (1)
    false_negatives = (~flagged & labels).sum()  # (2)
    precision = found / flagged.sum()  # (3)
    recall = found / labels.sum()  # (4)
    f1 = 2 * precision * recall / (precision + recall)  # (5)
    print(f"{threshold:9} {false_positives:11} {false_negatives:11}", end=" ")
    print(f"{precision:10.2f} {recall:7.2f} {f1:5.2f}")
# --8<-- [end:table]
from sklearn.metrics import f1_score

assert abs(f1_score(labels, flagged) - f1) < 1e-9


# --8<-- [start:choose]
def precision_recall(chances, labels, threshold):
    flagged = chances > threshold
    found = (flagged & labels).sum()
    return found / flagged.sum(), found / labels.sum()


thresholds = np.linspace(0.01, 0.99, 99)
pairs = [precision_recall(chances, labels, t) for t in thresholds]
precision, recall = np.transpose(pairs)
chosen = thresholds[recall >= 0.98].max()  # (1)
print(f"chosen threshold: {chosen:.2f}")
# --8<-- [end:choose]
assert 0.05 < chosen < 0.3

# --8<-- [start:curve]
import matplotlib.pyplot as plt
from sklearn.metrics import roc_auc_score, roc_curve

false_alarms, hits, _ = roc_curve(labels, chances)  # (1)
print(f"area under the ROC curve: {roc_auc_score(labels, chances):.2f}")

figure, (left, right) = plt.subplots(1, 2, figsize=(8, 3.6))
left.plot(thresholds, precision, label="precision")
left.plot(thresholds, recall, "--", label="recall")
left.axvline(chosen, color="gray", linestyle=":", label="chosen")
left.set(xlabel="threshold", ylabel="share", ylim=(0.5, 1.02))
left.legend(loc="lower center")
right.plot(false_alarms, hits)
right.plot([0, 1], [0, 1], ":", color="gray")
right.set(xlabel="share of benign flagged", ylabel="share of malignant found")
figure.tight_layout()
plt.savefig("threshold.png", dpi=100)
# --8<-- [end:curve]
assert roc_auc_score(labels, chances) > 0.95
pairs_of = chances[labels][:, np.newaxis] > chances[~labels]
assert abs(pairs_of.mean() - roc_auc_score(labels, chances)) < 0.001

# --8<-- [start:unseen]
final = chances_of(screen, unseen)
for threshold in (0.5, chosen):
    shares = precision_recall(final, malignant[unseen], threshold)
    print(f"threshold {threshold:.2f}", end=" ")
    print(" precision {:.2f}  recall {:.2f}".format(*shares))
# --8<-- [end:unseen]
assert precision_recall(final, malignant[unseen], chosen)[0] < 0.88
assert precision_recall(final, malignant[unseen], 0.5)[0] > 0.88

# --8<-- [start:calibration]
drilled = screening([64, 64], epochs=40)  # (1)
for name, model in (("small", screen), ("drilled", drilled)):
    claims = chances_of(model, tuning)  # (2)
    right = ((claims > 0.5) == labels).mean()
    loss = model.evaluate(cells[tuning], labels, verbose=0)
    print(f"{name}: accuracy {right:.3f}  loss {loss:.2f}")
    for low, high in ((0, 0.05), (0.05, 0.95), (0.95, 1)):
        within = (claims >= low) & (claims <= high)
        print(f"{within.sum():5} samples between {low} and {high}:", end=" ")
        print(f"claimed {claims[within].mean():.3f}", end=" ")
        print(f"true {labels[within].mean():.3f}")
# --8<-- [end:calibration]
assert ((chances_of(drilled, known) > 0.5) == malignant[known]).mean() > 0.98
for model in (screen, drilled):
    assert ((chances_of(model, tuning) > 0.5) == labels).mean() > 0.88
    sure = chances_of(model, tuning) >= 0.95
    assert chances_of(model, tuning)[sure].mean() > 0.99
assert labels[sure].mean() < 0.97
assert loss > 1.2 * screen.evaluate(cells[tuning], labels, verbose=0), loss

# --8<-- [start:demands]
for demand in (0.98, 0.95, 0.9):
    cut = thresholds[recall >= demand].max()
    shares = precision_recall(chances, labels, cut)
    print(f"find {demand:.0%}: threshold {cut:.2f}", end="  ")
    print("precision {:.2f}  recall {:.2f}".format(*shares))
# --8<-- [end:demands]

# --8<-- [start:weighted]
weighted = screening([16], epochs=20, class_weight={0: 1, 1: 5})
labels = malignant[tuning]
trials = {"plain": (screen, 1 / 6), "weighted": (weighted, 0.5)}  # (1)
flags = []
for name, (model, threshold) in trials.items():
    claims = chances_of(model, tuning)
    flags.append(claims > threshold)
    shares = precision_recall(claims, labels, threshold)
    print(f"{name:8} mean chance {claims.mean():.2f}", end=" ")
    print(" precision {:.2f}  recall {:.2f}".format(*shares))
print(f"malignant {labels.mean():.2f}", end="  ")
print(f"same answer for {(flags[0] == flags[1]).sum()} of {len(labels)}")
# --8<-- [end:weighted]
assert (flags[0] == flags[1]).sum() > 180
pair = keras.ops.softmax(np.array([[0.0, 1.3]]))
assert abs(float(pair[0, 1]) - float(keras.ops.sigmoid(1.3))) < 1e-6
