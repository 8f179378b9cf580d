# --8<-- [start:names]
import numpy as np
from babel import Locale

CODES = "cs da de en es fi fr hu it nb nl pl pt sk sv tr".split()

owners, places = {}, {}
for code in CODES:
    locale = Locale.parse(code)
    for table in (locale.territories, locale.languages):
        for place, name in table.items():
            name = name.lower()
            owners.setdefault(name, set()).add(code)  # (1)
            places.setdefault(name, place)
names = [name for name in owners if len(owners[name]) == 1]  # (2)
names = np.array(names, dtype=object)
y = np.array([CODES.index(min(owners[name])) for name in names])
place = np.array([places[name] for name in names])
print(len(owners), "names,", len(names), "of them in one language")
for wanted in ("DE", "JP"):
    print(wanted, *names[place == wanted], sep=" | ")
# --8<-- [end:names]
assert 6500 < len(names) < 8000 and len(set(names)) == len(names)
assert len(owners["japan"]) == 6 and "japan" not in names

# --8<-- [start:split]
from sklearn.model_selection import GroupShuffleSplit


def split(rows, share, seed):
    cut = GroupShuffleSplit(1, test_size=share, random_state=seed)
    large, small = next(cut.split(rows, groups=place[rows]))
    return rows[large], rows[small]


rest, test = split(np.arange(len(names)), 0.2, seed=0)
rounds = [split(rest, 0.25, seed) for seed in range(5)]  # (1)
train, val = rounds[0]
for label, part in (("train", train), ("val", val), ("test", test)):
    print(f"{label:5} {len(part):4} names of {len(set(place[part]))} places")
print("in both train and val:", len(set(place[train]) & set(place[val])))
# --8<-- [end:split]
assert not set(place[rest]) & set(place[test])

# --8<-- [start:majority]
common = np.bincount(y[train]).argmax()
print(f"always {CODES[common]}: {(y[val] == common).mean():.3f}")
# --8<-- [end:majority]
assert 0.08 < (y[val] == common).mean() < 0.11


def of_piece(piece, code):
    has = np.array([piece in name for name in names])
    return (y[has] == CODES.index(code)).mean(), has.sum()


assert of_piece("sch", "de")[0] > 0.7 and of_piece("sch", "de")[1] > 100
assert of_piece("\u00e3o", "pt")[0] > 0.8

# --8<-- [start:ngrams]
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline


def ngram_model(longest=3):
    count = TfidfVectorizer(  # (1)
        analyzer="char_wb", ngram_range=(1, longest)
    )
    fast = {"solver": "saga", "tol": 0.01, "random_state": 0}  # (2)
    return make_pipeline(count, LogisticRegression(C=10, **fast))


print(*map(repr, ngram_model()[0].fit(["wien"]).get_feature_names_out()))
logistic = [ngram_model().fit(names[a], y[a]) for a, _ in rounds]
results = {
    "n-grams": [
        model.score(names[b], y[b])
        for model, (_, b) in zip(logistic, rounds, strict=True)
    ]
}
print("n-grams:", np.round(results["n-grams"], 3))
# --8<-- [end:ngrams]
assert 0.78 < np.mean(results["n-grams"]) < 0.82, results

# --8<-- [start:leak]
from sklearn.model_selection import train_test_split

by_row = []
for seed in range(5):
    a, b = train_test_split(rest, test_size=0.25, random_state=seed)
    by_row.append(ngram_model().fit(names[a], y[a]).score(names[b], y[b]))
print(f"split by place {np.mean(results['n-grams']):.3f}", end="  ")
print(f"split by name {np.mean(by_row):.3f}")
# --8<-- [end:leak]
assert np.mean(by_row) < np.mean(results["n-grams"]) - 0.01, by_row

# --8<-- [start:words]
import keras
from keras import layers

texts = ["Isle of Man", "The Isle of Wight"]
for options in ({}, {"standardize": None}, {"ngrams": 2}):
    vectorize = layers.TextVectorization(**options)  # (1)
    vectorize.adapt(texts)
    print(options)
    print("  ", [str(token) for token in vectorize.get_vocabulary()])
    print("  ", *keras.ops.convert_to_numpy(vectorize(["isle of Skye"])))
# --8<-- [end:words]


# --8<-- [start:characters]
def characters(rows):
    vectorize = layers.TextVectorization(
        standardize="lower",
        split="character",
        output_sequence_length=24,  # (1)
    )
    vectorize.adapt(names[rows])
    return vectorize


vectorize = characters(train)
tokens = [str(token) for token in vectorize.get_vocabulary()]
print(len(tokens), "tokens:", tokens[:12])
for text in ("Wien", "\u00d6sterreich", "\u6771\u4eac"):  # (2)
    print(f"{text:10}", *keras.ops.convert_to_numpy(vectorize([text]))[0])
long = np.mean([len(name) > 24 for name in names])
print(f"longer than 24: {long:.1%}")
# --8<-- [end:characters]
known = {word for name in names[train] for word in name.split()}
found = [word in known for name in names[val] for word in name.split()]
assert 0.65 < 1 - np.mean(found) < 0.75, np.mean(found)
wien = keras.ops.convert_to_numpy(vectorize(["Wien"]))[0]
assert wien[:5].tolist() == [30, 3, 5, 4, 0] and 0.03 < long < 0.04

# --8<-- [start:mask]
keras.utils.set_random_seed(0)
rows = keras.ops.convert_to_numpy(vectorize(["Wien"]))
vectors = layers.Embedding(len(tokens), 3, mask_zero=True)
pool = layers.GlobalAveragePooling1D()
table = keras.ops.convert_to_numpy(vectors(rows))[0]
mask = keras.ops.convert_to_numpy(vectors.compute_mask(rows))[0]
by_layer = keras.ops.convert_to_numpy(pool(vectors(rows)))[0]
print("mask:        ", *mask.astype(int))
print("of 4 letters:", table[:4].mean(axis=0).round(4))
print("of 24 places:", table.mean(axis=0).round(4))
print("by the layer:", by_layer.round(4))
# --8<-- [end:mask]
assert np.allclose(by_layer, table[:4].mean(axis=0), atol=1e-6)
assert not np.allclose(by_layer, table.mean(axis=0), atol=1e-4)
for layer, knows in (
    (layers.GRU(2), True),
    (layers.Dense(2), True),
    (layers.Dropout(0.5), True),
    (layers.Conv1D(2, 2), False),
    (layers.GlobalMaxPooling1D(), False),
):
    assert layer.supports_masking == knows, layer


# --8<-- [start:build]
def build(kind, size):
    inputs = keras.Input(shape=(24,), dtype="int32")
    masked = kind != "conv"
    hidden = layers.Embedding(size, 32, mask_zero=masked)(inputs)
    if kind == "bag":
        hidden = layers.GlobalAveragePooling1D()(hidden)
        hidden = layers.Dense(64, activation="relu")(hidden)
    elif kind == "conv":
        hidden = layers.Conv1D(192, 4, activation="relu", padding="same")(
            hidden
        )
        hidden = layers.GlobalMaxPooling1D()(hidden)
        hidden = layers.Dropout(0.3)(hidden)
    elif kind == "gru":
        hidden = layers.GRU(64)(hidden)
    elif kind == "both ways":
        hidden = layers.Bidirectional(layers.GRU(32))(hidden)
    return keras.Model(inputs, layers.Dense(len(CODES))(hidden))


EPOCHS = {"bag": 12, "conv": 12, "gru": 8, "both ways": 8}
for kind in EPOCHS:
    print(f"{kind:9} {build(kind, len(tokens)).count_params()} parameters")
# --8<-- [end:build]


# --8<-- [start:train]
def train_network(kind, rows, seed):
    vectorize = characters(rows)
    keras.utils.set_random_seed(seed)
    network = build(kind, vectorize.vocabulary_size())
    network.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.01),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    x = keras.ops.convert_to_numpy(vectorize(names[rows]))  # (1)
    network.fit(x, y[rows], 256, EPOCHS[kind], verbose=0)
    return vectorize, network


def answers(pair, texts):
    vectorize, network = pair
    logits = network(vectorize(texts), training=False)
    return keras.ops.convert_to_numpy(logits).argmax(axis=1)


def share(pair, texts, rows):
    return (answers(pair, texts[rows]) == y[rows]).mean()


convs = [train_network("conv", a, seed) for seed, (a, _) in enumerate(rounds)]
results["conv"] = [
    share(pair, names, b) for pair, (_, b) in zip(convs, rounds, strict=True)
]
for label, shares in results.items():
    print(f"{label:7}", np.round(shares, 2), f"mean {np.mean(shares):.2f}")
# --8<-- [end:train]
assert np.mean(results["conv"]) < np.mean(results["n-grams"]) - 0.015
assert max(results["conv"]) < min(results["n-grams"]) + 0.01
assert np.mean(results["conv"]) > 0.72, results

# --8<-- [start:order]
rng = np.random.default_rng(0)
mixed = ["".join(rng.permutation(list(name))) for name in names]  # (1)
mixed = np.array(mixed, dtype=object)
print(names[val[0]], "->", mixed[val[0]])
pairs = {"conv": convs[0]}
for kind in ("bag", "gru", "both ways"):
    pairs[kind] = train_network(kind, train, seed=0)
print("first split  right  letters shuffled")
for kind, pair in pairs.items():
    print(f"{kind:9}    {share(pair, names, val):.2f}", end="   ")
    print(f"{share(pair, mixed, val):.2f}")
# --8<-- [end:order]
straight = {kind: share(pair, names, val) for kind, pair in pairs.items()}
turned = {kind: share(pair, mixed, val) for kind, pair in pairs.items()}
assert abs(straight["bag"] - turned["bag"]) < 0.005, (straight, turned)
for kind in ("conv", "gru", "both ways"):
    assert straight[kind] > straight["bag"] + 0.05, (straight, turned)
    assert turned[kind] < turned["bag"] - 0.08, (straight, turned)
assert straight["conv"] > max(straight["gru"], straight["both ways"]) + 0.02

# --8<-- [start:letters]
import matplotlib.pyplot as plt
from sklearn.decomposition import PCA

vectorize, network = pairs["bag"]
tokens = [str(token) for token in vectorize.get_vocabulary()]
weights = keras.ops.convert_to_numpy(network.layers[1].embeddings)
frequent = np.arange(2, 50)  # (1)
flat = PCA(2).fit_transform(weights[frequent])  # (2)
figure, axis = plt.subplots(figsize=(8, 4.5))
axis.scatter(*flat.T, color="white")
for number, where in zip(frequent, flat, strict=True):
    axis.annotate(repr(tokens[number]).strip("'"), where, fontsize=13)
figure.tight_layout()
plt.savefig("letters.png", dpi=80)
# --8<-- [end:letters]
far = np.linalg.norm(flat - np.median(flat, axis=0), axis=1)
plain = np.array([tokens[number].isascii() for number in frequent])
assert np.median(far[~plain]) > 2 * np.median(far[plain]), far

# --8<-- [start:confusion]
from sklearn.metrics import confusion_matrix

true = np.concatenate([y[b] for _, b in rounds])
said = np.concatenate(
    [
        answers(pair, names[b])
        for pair, (_, b) in zip(convs, rounds, strict=True)
    ]
)
table = confusion_matrix(true, said, normalize="true")  # (1)
figure, axis = plt.subplots(figsize=(6.4, 5.6))
axis.imshow(table, cmap="Blues", vmax=0.3)
for i, row in enumerate(table):
    for j, part in enumerate(row):
        if part >= 0.03:
            color = "white" if part > 0.2 else "black"
            axis.text(j, i, round(100 * part), color=color, ha="center")
axis.set_xticks(range(len(CODES)), CODES)
axis.set_yticks(range(len(CODES)), CODES)
axis.set(xlabel="answer", ylabel="language")
figure.tight_layout()
plt.savefig("confusion.png", dpi=80)
# --8<-- [end:confusion]

# --8<-- [start:pairs]
for pair_of in ("da nb", "sk cs", "es it", "nl de"):
    first, second = pair_of.split()
    i, j = CODES.index(first), CODES.index(second)
    print(f"{first} right {table[i, i]:.2f}, taken for", end=" ")
    print(f"{second} {table[i, j]:.2f}   {second} right", end=" ")
    print(f"{table[j, j]:.2f}, taken for {first} {table[j, i]:.2f}")
# --8<-- [end:pairs]
places_of = {code: number for number, code in enumerate(CODES)}
assert table[places_of["da"], places_of["nb"]] > 0.2, table.round(2)
assert table[places_of["da"], places_of["da"]] < 0.55, table.round(2)
off = table * (1 - np.eye(len(CODES)))
assert off[places_of["sk"]].argmax() == places_of["cs"], table.round(2)
assert off[places_of["nl"]].argmax() == places_of["de"], table.round(2)
assert (
    min(table[places_of[code], places_of[code]] for code in ("cs", "tr")) > 0.8
)

# --8<-- [start:test]
logistic = ngram_model().fit(names[rest], y[rest])
pair = train_network("conv", rest, seed=0)
found = answers(pair, names[test])
print(f"n-grams {logistic.score(names[test], y[test]):.3f}", end="  ")
print(f"conv {(found == y[test]).mean():.3f}  names {len(test)}")
# --8<-- [end:test]
assert logistic.score(names[test], y[test]) > (found == y[test]).mean()

# --8<-- [start:whole]
vectorize, network = pair
inputs = keras.Input(shape=(), dtype="string")
model = keras.Model(inputs, network(vectorize(inputs)))
typed = ["Turkish", "Szwecja", "Islas Cocos", "Slowenisch"]
texts = keras.ops.convert_to_tensor(typed, "string")  # (1)
for text, logits in zip(typed, model.predict(texts, verbose=0), strict=True):
    chances = keras.ops.convert_to_numpy(keras.ops.softmax(logits))
    best = chances.argmax()
    print(f"{text:12} {CODES[best]} {chances[best]:.2f}")
# --8<-- [end:whole]
assert {text.lower() for text in typed} <= set(names[test])
right = [CODES.index(code) for code in ("en", "pl", "es", "de")]
assert answers(pair, np.array(typed, dtype=object)).tolist() == right
cities = {"schwarzwald": "de", "bydgoszcz": "pl", "oranjestad": "nl"}
chances = keras.ops.softmax(
    network(vectorize(np.array(list(cities), dtype=object)), training=False)
)
chances = keras.ops.convert_to_numpy(chances)
sure = [
    chances[row, CODES.index(code)] for row, code in enumerate(cities.values())
]
assert np.mean(sure) < 0.7, sure

# --8<-- [start:forms]
forms = {
    "list": typed,
    "array of str": np.array(typed),
    "array of objects": np.array(typed, dtype=object),
    "tensor": texts,
}
for form, given in forms.items():
    try:
        print(f"{form:17}", model.predict(given, verbose=0).shape)
    except ValueError as error:
        print(f"{form:17}", str(error)[:40])
# --8<-- [end:forms]
import tensorflow as tf

dataset = tf.data.Dataset.from_tensor_slices(typed).batch(2)
assert model.predict(dataset, verbose=0).shape == (4, 16)
try:
    model.predict(np.array(typed, dtype=object)[:, None], verbose=0)
    raise SystemExit("a column of objects was taken")
except ValueError as error:
    assert "Invalid dtype: object" in str(error), error

# --8<-- [start:save]
import subprocess
import sys
from pathlib import Path

model.save("language.keras")
Path("predict.py").write_text("""\
import sys
import keras
import numpy as np

model = keras.saving.load_model("language.keras")
texts = np.array([text.lower() for text in sys.argv[1:]], dtype=object)
print(*model.predict(texts, verbose=0).argmax(axis=1))
""")
command = [sys.executable, "predict.py", *typed]
done = subprocess.run(command, capture_output=True, text=True, check=True)
print("here:       ", *model.predict(texts, verbose=0).argmax(axis=1))
print("new process:", done.stdout.strip())
# --8<-- [end:save]

# --8<-- [start:one]
a, b = rounds[0]
for longest in (1, 2, 3):
    model = ngram_model(longest)
    right = model.fit(names[a], y[a]).score(names[b], y[b])
    print(f"up to {longest}: {right:.2f}")
# --8<-- [end:one]
assert model.fit(names[a], y[a]).score(names[b], y[b]) > 0.78

# --8<-- [start:ends]
a, b = rounds[0]
first = np.array([name[:4] for name in names], dtype=object)
last = np.array([name[-4:] for name in names], dtype=object)
ends = []
for label, part in (("first 4", first), ("last 4", last)):
    ends.append(ngram_model().fit(part[a], y[a]).score(part[b], y[b]))
    print(f"{label}: {ends[-1]:.2f}")
# --8<-- [end:ends]
assert ends[1] > ends[0] + 0.15, ends

# --8<-- [start:refuse]
sure, right = [], []
for (vectorize, network), (_, b) in zip(convs, rounds, strict=True):
    chances = keras.ops.softmax(network(vectorize(names[b])))
    chances = keras.ops.convert_to_numpy(chances)
    sure.extend(chances.max(axis=1))
    right.extend(chances.argmax(axis=1) == y[b])
sure, right = np.array(sure), np.array(right)
for limit in (0, 0.5, 0.7, 0.9):
    kept = sure >= limit
    print(f"limit {limit}: refused {1 - kept.mean():.2f}", end="  ")
    print(f"right {right[kept].mean():.2f}")
# --8<-- [end:refuse]
assert right[sure >= 0.9].mean() > 0.9 > right.mean() + 0.08
assert 0.25 < (sure < 0.9).mean() < 0.6, sure
