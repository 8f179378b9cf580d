# --8<-- [start:read]
import pandas as pd
from bokeh_sampledata.titanic import data

data.to_csv("titanic.csv", index=False)  # (1)

table = pd.read_csv("titanic.csv")
print(table.shape)
print(table.head(4))
print(table.dtypes)
# --8<-- [end:read]
assert table.shape == (1313, 5)

# --8<-- [start:look]
print(table.isna().sum())
print(table["class"].value_counts())
print(table[table["class"] == "*"])
# --8<-- [end:look]

# --8<-- [start:groups]
by_sex = table.groupby("sex")["survived"]
print(by_sex.agg(["size", "mean"]).round(2))
by_age = table.groupby(table["age"].isna())["survived"]  # (1)
print(by_age.agg(["size", "mean"]).round(2))
# --8<-- [end:groups]
assert (
    table["survived"][table["age"] <= 6].mean()
    > table["survived"].mean() + 0.1
)
known = table[table["class"] != "*"]
fate = known.groupby([known["class"], known["sex"], known["age"].isna()])
fate = fate["survived"].mean().unstack()
assert fate.shape == (6, 2) and (fate[True] < fate[False]).all(), fate
gaps = table["age"].isna().groupby(table["class"]).mean()
assert gaps["3rd"] > 0.5 and max(gaps["1st"], gaps["2nd"]) < 0.35, gaps

# --8<-- [start:families]
y = table["survived"].to_numpy()
surname = table["name"].str.split(",").str[0]  # (1)
family = surname + " " + table["class"]

members = table.groupby(family)["survived"]
others = members.transform("size") - 1  # (2)
saved = members.transform("sum") - y
women = (table["class"] == "3rd") & (table["sex"] == "female")
kinds = {
    "travelled alone": women & (others == 0),
    "no other saved": women & (others > 0) & (saved == 0),
    "others saved": women & (saved > 0),
}
for name, chosen in kinds.items():
    print(f"{name:15} {chosen.sum():3} women", end="  ")
    print(f"survived {y[chosen].mean():.2f}")
# --8<-- [end:families]
fates = [y[chosen].mean() for chosen in kinds.values()]
assert fates[2] - fates[1] > 0.15 and abs(fates[2] - fates[0]) < 0.05

# --8<-- [start:split]
import numpy as np
from sklearn.model_selection import GroupShuffleSplit


def split(rows, seed):
    cut = GroupShuffleSplit(1, test_size=0.2, random_state=seed)
    large, small = next(cut.split(rows, groups=family[rows]))
    return rows[large], rows[small]  # (1)


rest, test = split(np.arange(len(table)), seed=0)
train, val = split(rest, seed=0)
for name, part in (("train", train), ("val", val), ("test", test)):
    print(f"{name:5} {len(part):4} rows", end="  ")
    print(f"survived {y[part].mean():.2f}")
shared = set(family[train]) & set(family[val])
print("families in both train and val:", len(shared))
# --8<-- [end:split]
assert not shared and not set(family[rest]) & set(family[test])

# --8<-- [start:lookup]
import keras
from keras import layers

lookup = layers.StringLookup(output_mode="one_hot")
lookup.adapt(table["class"][train].to_numpy(str))
print([str(word) for word in lookup.get_vocabulary()])  # (1)
print(keras.ops.convert_to_numpy(lookup([["3rd"], ["crew"]])))
# --8<-- [end:lookup]

# --8<-- [start:raw]
TEXT = ("class", "sex", "name")


def raw(rows):
    columns = {}
    for name in TEXT:
        strings = rows[[name]].fillna("").to_numpy(str)  # (1)
        columns[name] = keras.ops.convert_to_tensor(strings, "string")
    ages = rows[["age"]].to_numpy("float32")
    columns["age"] = keras.ops.convert_to_tensor(ages)
    return columns


for name, column in raw(table[:3]).items():
    print(f"{name:5}", column.shape, column.dtype.name)
# --8<-- [end:raw]
letters = keras.Input(shape=(1,), dtype="string")
letters = keras.Model(letters, lookup(letters))
for column, says in (
    (table["class"].to_numpy(str), "Invalid dtype: str96"),
    (table["class"], "Invalid dtype: str"),
):
    try:
        letters.predict(column[:3], verbose=0)
        raise AssertionError(says)
    except ValueError as error:
        assert str(error) == says, error


# --8<-- [start:text_part]
def text_part(inputs, seen):
    parts = []
    for name in ("class", "sex"):
        lookup = layers.StringLookup(output_mode="one_hot")
        lookup.adapt(seen[name].dropna().to_numpy(str))
        parts.append(lookup(inputs[name]))
    titles = layers.TextVectorization(
        vocabulary=["mr", "mrs", "miss", "master"],  # (1)
        output_mode="multi_hot",
    )
    parts.append(layers.Flatten()(titles(inputs["name"])))
    return parts


def age_part(age, seen):
    missing = keras.ops.isnan(age)  # (2)
    known = keras.ops.where(missing, float(seen["age"].mean()), age)
    scale = layers.Normalization()
    scale.adapt(seen[["age"]].dropna().to_numpy())
    bins = layers.Discretization([6, 16, 40, 60], output_mode="one_hot")
    return [keras.ops.cast(missing, "float32"), scale(known), bins(known)]


two = keras.ops.convert_to_tensor([[40.0], [np.nan]])
joined = layers.Concatenate()(age_part(two, table.iloc[train]))
for row in keras.ops.convert_to_numpy(joined):
    print("".join(f"{number:5.1f}" for number in row))
# --8<-- [end:text_part]


# --8<-- [start:prepare]
def preparation(seen):
    inputs = {"age": keras.Input(shape=(1,), name="age")}
    for name in TEXT:
        inputs[name] = keras.Input(shape=(1,), dtype="string", name=name)
    parts = text_part(inputs, seen) + age_part(inputs["age"], seen)
    return keras.Model(inputs, layers.Concatenate()(parts))


def features(prepare, rows):
    return keras.ops.convert_to_numpy(prepare(raw(table.iloc[rows])))


prepare = preparation(table.iloc[train])
row = features(prepare, train[:1])[0]
print(*table.iloc[train[0]], sep=" | ")
print(len(row), "numbers:", *row.round(1))
# --8<-- [end:prepare]
assert not np.isnan(features(prepare, val)).any()


# --8<-- [start:train]
def train_network(x, y, seed=0, class_weight=None):
    keras.utils.set_random_seed(seed)
    inputs = keras.Input(shape=x.shape[1:])
    hidden = layers.Dense(16, activation="relu")(inputs)
    network = keras.Model(inputs, layers.Dense(1)(hidden))
    network.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.01),
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
    )
    network.fit(x, y, epochs=5, verbose=0, class_weight=class_weight)
    return network


def scores(network, x):
    return keras.ops.convert_to_numpy(network(x))[:, 0]


x_train, x_val = features(prepare, train), features(prepare, val)
network = train_network(x_train, y[train])
accuracy = ((scores(network, x_val) > 0) == y[val]).mean()
print(f"validation accuracy {accuracy:.3f}")
# --8<-- [end:train]

# --8<-- [start:rivals]
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression


def rivals(x, y, x_check, seed):
    logistic = LogisticRegression(max_iter=1000).fit(x, y)
    boosting = GradientBoostingClassifier(random_state=0).fit(x, y)
    network = train_network(x, y, seed)
    answers = {
        "majority": np.zeros(len(x_check)),
        "logistic": logistic.predict(x_check),
        "boosting": boosting.predict(x_check),
        "network": scores(network, x_check) > 0,
    }
    return answers, network


rounds, results = [], []
# --8<-- [end:rivals]

# --8<-- [start:five]
for seed in range(5):
    learn, check = split(rest, seed)
    prepare = preparation(table.iloc[learn])  # (1)
    x, x_check = features(prepare, learn), features(prepare, check)
    answers, network = rivals(x, y[learn], x_check, seed)
    results.append([(a == y[check]).mean() for a in answers.values()])
    rounds.append((learn, check, x, x_check, network))
results = np.array(results)
for name, values in zip(answers, results.T, strict=True):
    print(f"{name:8}", values.round(3), f" mean {values.mean():.3f}")
# --8<-- [end:five]
means = results.mean(axis=0)
assert means[1:].min() > means[0] + 0.1, means
assert np.ptp(means[1:]) < 0.02, means
assert (np.ptp(results[:, 1:], axis=0) > 0.04).all()


# --8<-- [start:leak]
def with_column(column):
    right, column = [], column.reshape(-1, 1)
    for learn, check, x, x_check, _ in rounds:
        more = np.hstack([x, column[learn]])
        model = LogisticRegression(max_iter=1000).fit(more, y[learn])
        more = np.hstack([x_check, column[check]])
        right.append((model.predict(more) == y[check]).mean())
    return np.mean(right)


def boat(known):
    chance = np.where(y == 1, known, 0.01)
    return np.random.default_rng(0).random(len(y)) < chance  # (1)


print(f"without a boat column {with_column(np.zeros(len(y))):.3f}")
print(f"with a boat column    {with_column(boat(0.95)):.3f}")
# --8<-- [end:leak]
assert with_column(boat(0.95)) > with_column(np.zeros(len(y))) + 0.08

# --8<-- [start:mean_first]
x_all = features(preparation(table), np.arange(len(table)))  # (1)
differ = []
for learn, check, x, x_check, _ in rounds:
    honest = LogisticRegression(max_iter=1000).fit(x, y[learn])
    peeking = LogisticRegression(max_iter=1000).fit(x_all[learn], y[learn])
    answers = honest.predict(x_check)
    peeked = peeking.predict(x_all[check])
    differ.append(int((answers != peeked).sum()))
print("answers that differ:", differ)
# --8<-- [end:mean_first]
assert max(differ) <= 5, differ

# --8<-- [start:twice]
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier

x_rest, doubled = features(preparation(table.iloc[rest]), rest), []
for copies in (1, 2, 3):
    right = []
    for seed in range(10):
        rows = np.tile(np.arange(len(rest)), copies)
        learn, check = train_test_split(rows, random_state=seed)
        nearest = KNeighborsClassifier(1).fit(x_rest[learn], y[rest[learn]])
        answers = nearest.predict(x_rest[check])
        right.append((answers == y[rest[check]]).mean())
    doubled.append(np.mean(right))
    print(f"each row {copies}x in the file: {doubled[-1]:.2f}")
# --8<-- [end:twice]
assert doubled[0] + 0.04 < min(doubled[1:]), doubled


# --8<-- [start:surnames]
def surname_network(x, ids, y, size, seed):
    keras.utils.set_random_seed(seed)
    inputs = keras.Input(shape=x.shape[1:])
    number = keras.Input(shape=(), dtype="int32")
    four = layers.Embedding(size, 4)(number)  # (1)
    joined = layers.Concatenate()([inputs, four])
    hidden = layers.Dense(16, activation="relu")(joined)
    network = keras.Model([inputs, number], layers.Dense(1)(hidden))
    network.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.01),
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
    )
    network.fit([x, ids], y, epochs=5, verbose=0)
    return network


known, right = [], []
# --8<-- [end:surnames]

# --8<-- [start:embedding]
for seed, (learn, check, x, x_check, _) in enumerate(rounds):
    lookup = layers.StringLookup()
    lookup.adapt(surname[learn].to_numpy(str))
    ids, ids_check = (
        keras.ops.convert_to_numpy(lookup(surname[part].to_numpy(str)))
        for part in (learn, check)
    )
    size = lookup.vocabulary_size()
    named = surname_network(x, ids, y[learn], size, seed)
    right.append(
        ((scores(named, [x_check, ids_check]) > 0) == y[check]).mean()
    )
    known.append((ids_check > 0).mean())
print("rows of the embedding:", size)
print(f"surnames known when checking: {np.mean(known):.0%}")
print(f"mean accuracy without {results[:, 3].mean():.3f}", end="  ")
print(f"with {np.mean(right):.3f}")
# --8<-- [end:embedding]
assert np.mean(right) < results[:, 3].mean() - 0.02
assert (surname[learn].value_counts() <= 2).mean() > 0.8
by_heart = ((scores(named, [x, ids]) > 0) == y[learn]).mean()
without = ((scores(rounds[-1][4], x) > 0) == y[learn]).mean()
assert by_heart > without + 0.01, (by_heart, without)

# --8<-- [start:men]
from sklearn.metrics import f1_score, precision_score, recall_score

men = (table["sex"] == "male").to_numpy()
table_of = {"nobody": [], "plain": [], "weighted": [], "moved": []}
pooled = []
for seed, (learn, check, x, x_check, network) in enumerate(rounds):
    weighted = train_network(x, y[learn], seed, {0: 1, 1: 3})  # (1)
    plain, heavy = scores(network, x_check), scores(weighted, x_check)
    pooled.append((plain, y[check], men[check]))
    found = {
        "nobody": plain > np.inf,
        "plain": plain > 0,
        "weighted": heavy > 0,
        "moved": plain > -np.log(3),  # (2)
    }
    for name, answer in found.items():
        true, said = y[check][men[check]], answer[men[check]]
        row = [(said == true).mean()]
        for measure in (precision_score, recall_score, f1_score):
            row.append(measure(true, said, zero_division=0))
        table_of[name].append(row)
# --8<-- [end:men]

# --8<-- [start:men_table]
print("men       accuracy  precision  recall     F1")
for name, rows in table_of.items():
    print(f"{name:8}", end="")
    print("{:10.2f}{:11.2f}{:8.2f}{:7.2f}".format(*np.mean(rows, axis=0)))
# --8<-- [end:men_table]
nobody, plain, heavy, moved = (np.mean(r, axis=0) for r in table_of.values())
assert means[3] < plain[0] < nobody[0] + 0.05 and 0.08 < plain[2] < 0.2
assert min(heavy[2], moved[2]) > 2.5 * plain[2]
assert plain[1] > 0.65 and 0.4 < min(heavy[1], moved[1])
assert max(heavy[1], moved[1]) < 0.58 and abs(heavy - moved).max() < 0.12
assert (
    max(heavy[0], moved[0]) < plain[0] and min(heavy[3], moved[3]) > plain[3]
)

# --8<-- [start:curves]
import matplotlib.pyplot as plt
from sklearn.metrics import PrecisionRecallDisplay, RocCurveDisplay

points, labels, male = map(np.concatenate, zip(*pooled, strict=True))
figure, (left, right) = plt.subplots(1, 2, figsize=(8, 3.8))
for name, who, color in (("all", male | True, "C0"), ("men", male, "C1")):
    for display, axis in (
        (RocCurveDisplay, left),
        (PrecisionRecallDisplay, right),
    ):
        display.from_predictions(
            labels[who], points[who], name=name, ax=axis, despine=True
        )
    right.axhline(labels[who].mean(), color=color, linestyle=":")
left.set(xlabel="share of the drowned flagged", ylabel="recall")
right.set(xlabel="recall", ylabel="precision")
figure.tight_layout()
plt.savefig("curves.png", dpi=80)
# --8<-- [end:curves]
from sklearn.metrics import precision_recall_curve, roc_auc_score

assert (
    abs(labels.mean() - 0.35) < 0.01 and abs(labels[male].mean() - 0.18) < 0.01
)
precision, recall, _ = precision_recall_curve(labels[male], points[male])
assert 0.4 < precision[recall >= 0.5].max() < 0.6, precision
assert roc_auc_score(labels, points) > 0.8
assert 0.65 < roc_auc_score(labels[male], points[male]) < 0.77

# --8<-- [start:test]
prepare = preparation(table.iloc[rest])
x, x_test = features(prepare, rest), features(prepare, test)
answers, network = rivals(x, y[rest], x_test, seed=0)
for name, answer in answers.items():
    print(f"{name:8} {(answer == y[test]).mean():.3f}")
# --8<-- [end:test]
final = [(answer == y[test]).mean() for answer in answers.values()]
assert min(final[1:]) > final[0] + 0.1 and np.ptp(final[1:]) < 0.04

# --8<-- [start:save]
model = keras.Model(prepare.input, network(prepare.output))  # (1)
model.save("titanic.keras")
loaded = keras.saving.load_model("titanic.keras")
before = scores(model, raw(table.iloc[test]))
after = scores(loaded, raw(table.iloc[test]))
print([column.name for column in loaded.inputs])
print("largest difference:", np.abs(after - before).max())
# --8<-- [end:save]

# --8<-- [start:script]
SCRIPT = """\
import sys
from pathlib import Path
import keras
import pandas as pd

model = keras.saving.load_model(Path(__file__).with_name("titanic.keras"))


def answer(path):
    rows, columns = pd.read_csv(path), {}
    if rows.empty:
        raise ValueError(f"{path} has no rows")
    for column in model.inputs:
        values = rows[[column.name]]
        if column.dtype == "string":
            values = values.fillna("").to_numpy(str)
        values = keras.ops.convert_to_tensor(values, column.dtype)
        columns[column.name] = values
    logits = model.predict(columns, verbose=0)
    rows["chance"] = keras.ops.sigmoid(logits)
    return rows.round(2)


if __name__ == "__main__":
    print(answer(sys.argv[1]).to_string(index=False))
"""
# --8<-- [end:script]

# --8<-- [start:run]
import shutil
import subprocess
import sys
from pathlib import Path

folder = Path("deliver")
folder.mkdir(exist_ok=True)
shutil.copy("titanic.keras", folder)
(folder / "predict.py").write_text(SCRIPT)
rows = table.iloc[test[:3]].drop(columns="survived")
rows.to_csv(folder / "new_rows.csv", index=False)
print(sorted(path.name for path in folder.iterdir()))

command = [sys.executable, "predict.py", "new_rows.csv"]
done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
print(done.stdout)
# --8<-- [end:run]
assert done.returncode == 0, done.stderr
chances = [float(line.split()[-1]) for line in done.stdout.splitlines()[1:4]]
assert np.abs(chances - 1 / (1 + np.exp(-after[:3]))).max() < 0.01, chances

# --8<-- [start:empty]
sys.path.insert(0, "deliver")  # (1)
from predict import answer


def ask(text):
    Path("bad.csv").write_text(text)
    try:
        print(answer("bad.csv").to_string(index=False))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


HEAD = "name,class,age,sex\n"
ask("")
ask(HEAD)
# --8<-- [end:empty]
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    try:
        loaded.predict(raw(table[:0]), verbose=0)
        raise AssertionError("no rows")
    except UnboundLocalError as error:
        assert "batch_outputs" in str(error)
table[:2].to_csv("more.csv", index=False)
assert answer("more.csv")["chance"].notna().all()

# --8<-- [start:no_age]
ask('name,class,sex\n"Doe, Mrs Jane",1st,female\n')
# --8<-- [end:no_age]

# --8<-- [start:word]
ask(HEAD + '"Doe, Mrs Jane",1st,forty,female\n')
# --8<-- [end:word]

# --8<-- [start:unseen]
row = '"Doe, Mrs Jane",1st,40,'
ask(HEAD + row + "Female\n" + row + "female\n")
# --8<-- [end:unseen]
chances = answer("bad.csv")["chance"]
assert chances[0] < chances[1] - 0.05, chances


# --8<-- [start:unknown]
def unknown(model, rows):
    for layer in model.layers:
        if isinstance(layer, keras.layers.StringLookup):
            name = layer.input.name  # (1)
            strange = ~rows[name].isin(layer.get_vocabulary())  # (2)
            print(f"{name}: {strange.sum()} of {len(rows)} unknown", end=" ")
            print(rows[name][strange].unique().tolist())


unknown(loaded, pd.read_csv("bad.csv"))
# --8<-- [end:unknown]

# --8<-- [start:feature_space]
space = keras.utils.FeatureSpace(
    features={
        "class": "string_categorical",
        "sex": "string_categorical",
        "age": "float_normalized",
    },
    output_mode="concat",
)
seen = table[["class", "sex", "age"]].iloc[train]
for name, part in (("all rows", seen), ("with an age", seen.dropna())):
    space.adapt(dict(part))
    encoded = space({"class": ["3rd"], "sex": ["male"], "age": [40.0]})
    print(f"{name:11}", keras.ops.convert_to_numpy(encoded)[0].round(2))
# --8<-- [end:feature_space]

# --8<-- [start:cut]
for odds in (1, 3, 10):
    said = points[male] > -np.log(odds)
    print(f"1 to {odds:2}: {said.sum():3} men", end="  ")
    print(f"precision {precision_score(labels[male], said):.2f}", end="  ")
    print(f"recall {recall_score(labels[male], said):.2f}")
# --8<-- [end:cut]

# --8<-- [start:half_boat]
for known in (0.95, 0.5, 0.1):
    print(f"{known:4}: {with_column(boat(known)):.3f}")
# --8<-- [end:half_boat]
none, tenth, half = (with_column(boat(known)) for known in (0, 0.1, 0.5))
assert half > none + 0.03 and abs(tenth - none) < 0.01, (none, tenth, half)
