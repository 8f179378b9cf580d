# --8<-- [start:text]
from pydoc_data.topics import topics

texts, seen = {}, set()
for name in sorted(topics, key=lambda name: -len(topics[name])):  # (1)
    kept = []
    for paragraph in topics[name].split("\n\n"):
        paragraph = paragraph.strip("\n")
        if paragraph not in seen:
            seen.add(paragraph)
            kept.append(paragraph)
    texts[name] = "\n\n".join(kept)
before = sum(len(text) for text in topics.values())
after = sum(len(text) for text in texts.values())
print(f"{len(topics)} topics, {before / 1e6:.1f} million characters")
print(f"each paragraph once: {after / 1e6:.1f} million")
copies = [n for n in texts if len(texts[n]) < 0.1 * len(topics[n])]
print("copied from longer topics:", *sorted(copies)[:8])
print(texts["assert"][:119])
# --8<-- [end:text]
assert len(copies) >= 12 and {"with", "class", "for", "try"} <= {*copies}
assert 420_000 < before < 600_000 and 0.7 < after / before < 0.9

# --8<-- [start:split]
val_names = ["strings", "import", "raise", "calls"]
test_names = ["execmodel", "comparisons", "identifiers", "objects"]
train_names = [n for n in texts if n not in val_names + test_names]

alphabet = "\n" + "".join(chr(number) for number in range(32, 127))  # (1)


def join(names):
    text = "\n\n".join(texts[name] for name in names)
    return "".join(c if c in alphabet else "?" for c in text)


train, val, test = join(train_names), join(val_names), join(test_names)
for part in (train, val, test):
    print(f"{len(part) / 1e6:.2f} million")
print("characters in the alphabet:", len(alphabet))
# --8<-- [end:split]
assert len(train) > 280_000 and min(len(val), len(test)) > 26_000
odd = [c for n in texts for c in texts[n] if c not in alphabet]
assert len(odd) < 0.003 * after
for name in val_names + test_names:
    assert len(texts[name]) > 0.9 * len(topics[name]), name

# --8<-- [start:count]
import numpy as np


def count(text, longest):
    follow = {}  # (1)
    for place, character in enumerate(text):
        for length in range(min(longest, place + 1)):
            context = text[place - length : place]
            counts = follow.setdefault(context, {})
            counts[character] = counts.get(character, 0) + 1
    return follow


follow = count(train, longest=6)
print("after 'whil':", list(follow["whil"]))
print("after 'th':", sorted(follow["th"], key=follow["th"].get)[-3:])
# --8<-- [end:count]
assert list(follow["whil"]) == ["e"]


# --8<-- [start:ngrams]
def chance(text, place, n):
    chance = 1 / len(alphabet)
    for length in range(n):
        counts = follow.get(text[place - length : place], {})
        right = counts.get(text[place], 0)
        chance = (right + 5 * chance) / (sum(counts.values()) + 5)  # (1)
    return chance


def ngram_bits(text, n):
    chances = [chance(text, place, n) for place in range(6, len(text))]
    return -np.log2(chances).mean()


names = ["all alike", "one", "pairs", "triples", "fours", "fives", "sixes"]
for n, name in enumerate(names):
    print(f"{name:9} {ngram_bits(val, n):.2f} bits")
# --8<-- [end:ngrams]
assert len(follow) > 1000

# --8<-- [start:windows]
LENGTH = 32


def windows(text):
    numbers = np.array([alphabet.index(character) for character in text])
    starts = np.arange(0, len(text) - LENGTH, LENGTH // 2)
    places = starts[:, None] + np.arange(LENGTH + 1)  # (1)
    return numbers[places[:, :-1]], numbers[places[:, 1:]]


x_train, y_train = windows(train)
x_val, y_val = windows(val)
print(x_train.shape[1:], y_train.shape[1:])
for numbers in (x_train[0], y_train[0]):
    print(repr("".join(alphabet[number] for number in numbers)))
# --8<-- [end:windows]
assert (x_train[:, 1:] == y_train[:, :-1]).all()

# --8<-- [start:build]
import keras
from keras import layers, ops


def build(causal=True, width=64):
    numbers = keras.Input(shape=(None,), dtype="int32")
    place = ops.cumsum(ops.ones_like(numbers), axis=1) - 1  # (1)
    x = layers.Embedding(len(alphabet), width)(numbers)
    x = x + layers.Embedding(LENGTH, width)(place)
    for block in range(2):
        normal = layers.LayerNormalization()(x)  # (2)
        looked, _ = layers.MultiHeadAttention(
            num_heads=2, key_dim=32, name=f"attention_{block}"
        )(
            normal,
            normal,
            use_causal_mask=causal,
            return_attention_scores=True,  # (3)
        )
        x = x + looked  # (4)
        normal = layers.LayerNormalization()(x)
        wide = layers.Dense(2 * width, activation="relu")(normal)
        x = x + layers.Dense(width)(wide)
    x = layers.LayerNormalization()(x)
    return keras.Model(numbers, layers.Dense(len(alphabet))(x))


print("parameters:", build().count_params())
# --8<-- [end:build]


# --8<-- [start:train]
def train_on(model, x, y, epochs):
    steps = epochs * -(-len(x) // 32)  # (1)
    rate = keras.optimizers.schedules.CosineDecay(0.01, steps)
    model.compile(
        keras.optimizers.Adam(rate),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model.fit(x, y, batch_size=32, epochs=epochs, verbose=0).history


keras.utils.set_random_seed(0)
model = build()
history = train_on(model, x_train, y_train, epochs=2)
for epoch, loss in enumerate(history["loss"], 1):
    print(f"epoch {epoch}: {loss / np.log(2):.2f} bits")  # (2)
# --8<-- [end:train]


# --8<-- [start:bits]
def bits(model, x, y):
    logits = model.predict(x, verbose=0)
    losses = ops.sparse_categorical_crossentropy(y, logits, from_logits=True)
    last = ops.convert_to_numpy(losses)[:, LENGTH // 2 :]  # (1)
    return last.mean() / np.log(2)


print(f"validation: {bits(model, x_val, y_val):.2f} bits")
# --8<-- [end:bits]

# --8<-- [start:leak]
digits = np.random.default_rng(0).integers(0, 10, size=(2000, 9))
asked, right = digits[:, :-1], digits[:, 1:]  # (1)
new = np.random.default_rng(1).integers(0, 10, size=(2000, 9))
score = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
for causal in (False, True):
    keras.utils.set_random_seed(0)
    numbers = keras.Input(shape=(None,), dtype="int32")
    place = ops.cumsum(ops.ones_like(numbers), axis=1) - 1
    x = layers.Embedding(10, 32)(numbers) + layers.Embedding(8, 32)(place)
    attend = layers.MultiHeadAttention(num_heads=1, key_dim=32)
    looked = attend(x, x, use_causal_mask=causal)
    small = keras.Model(numbers, layers.Dense(10)(looked))
    small.compile(keras.optimizers.Adam(0.01), loss=score)
    small.fit(asked, right, batch_size=100, epochs=15, verbose=0)
    row = []
    for given in (new[:, :8], new[:, :4]):  # (2)
        logits = small.predict(given, verbose=0)[:, 3]
        row.append(float(score(new[:, 4], logits)) / np.log(2))
    print(f"causal mask {causal}:", end=" ")
    print(f"can peek {row[0]:.1f}, cannot {row[1]:.1f} bits")
print(f"guessing: {np.log2(10):.1f} bits")
# --8<-- [end:leak]
assert row[0] > 3.1, row

# --8<-- [start:test]
x_test, y_test = windows(test)
scores = {"pairs": ngram_bits(test, 2), "triples": ngram_bits(test, 3)}
scores["fives"] = ngram_bits(test, 5)
scores["network"] = bits(model, x_test, y_test)
for name, found in scores.items():
    print(f"{name:8} {found:.2f} bits")
# --8<-- [end:test]
assert scores["fives"] + 0.3 < scores["network"] < scores["pairs"] - 0.5, (
    scores
)
assert abs(scores["network"] - scores["triples"]) < 0.4, scores

# --8<-- [start:look]
import matplotlib.pyplot as plt

names = ["attention_0", "attention_1"]
looks = [model.get_layer(name).output[1] for name in names]
viewer = keras.Model(model.inputs, looks)
maps = viewer.predict(x_val, verbose=0)
back = np.arange(LENGTH)[:, None] - np.arange(LENGTH)  # (1)
for block in range(2):
    near = (maps[block] * (back < 8)).sum(axis=-1)
    print(f"block {block}: {near[:, :, 16:].mean():.2f} on the nearest 8")
# --8<-- [end:look]
assert np.allclose(maps[0].sum(axis=-1), 1, atol=1e-4)
assert (maps[0][..., np.triu(np.ones((LENGTH, LENGTH)), 1) == 1] == 0).all()

# --8<-- [start:heat]
sentence = "The value of the expression is t"
numbers = np.array([[alphabet.index(c) for c in sentence]])
maps = viewer.predict(numbers, verbose=0)
figure, axes = plt.subplots(1, 2, figsize=(8, 4.2), layout="tight")
for block, axis in enumerate(axes):
    axis.imshow(maps[block][0, 0], cmap="Blues", vmin=0, vmax=0.5)
    axis.set(title=f"block {block}, head 0", xlabel="looks at")
    axis.set_xticks(range(LENGTH), sentence, fontsize=7)
    axis.set_yticks(range(LENGTH), sentence, fontsize=7)
axes[0].set_ylabel("from")
plt.savefig("heat.png", dpi=80)
# --8<-- [end:heat]
assert len(sentence) == LENGTH


# --8<-- [start:write]
def write(start, temperature, length=150):
    numbers = start  # (1)
    for _ in range(length):
        logits = model.predict_on_batch(numbers[:, -LENGTH:])[:, -1]
        chosen = keras.random.categorical(logits / temperature, 1)  # (2)
        numbers = np.concatenate([numbers, chosen], axis=1)
    return ["".join(alphabet[n] for n in row[LENGTH:]) for row in numbers]


written = {}
for temperature in (0.2, 0.7, 1.0, 2.0):
    written[temperature] = write(x_val[:200:20], temperature)
print("texts:", len(written[1.0]), " characters:", len(written[1.0][0]))
# --8<-- [end:write]


# --8<-- [start:measure]
import re

known = set(re.findall("[A-Za-z]+", train))  # (1)
print("temperature  words  known  different")
for temperature, pieces in written.items():
    words = re.findall("[A-Za-z]+", " ".join(pieces))
    share = np.mean([word in known for word in words])
    different = len(set(words)) / len(words)
    print(f"{temperature:11} {len(words):6} {share:6.2f} {different:10.2f}")
# --8<-- [end:measure]
counted = {}
for temperature, pieces in written.items():
    words = re.findall("[A-Za-z]+", " ".join(pieces))
    share = np.mean([word in known for word in words])
    counted[temperature] = share, len(set(words)) / len(words)
assert counted[0.2][0] > counted[1.0][0] + 0.2 > counted[2.0][0] + 0.2, counted
assert counted[0.2][1] < counted[1.0][1] - 0.2, counted

# --8<-- [start:root]
random = np.random.default_rng(0)
for size in (4, 64, 1024):
    scores = random.normal(size=(1000, size)) @ random.normal(size=(size, 8))
    for name, divided in (("as it is", 1), ("divided", np.sqrt(size))):
        weights = ops.convert_to_numpy(ops.softmax(scores / divided, axis=-1))
        print(f"{size:4} {name:8}", end="  ")
        print(f"largest weight {weights.max(axis=1).mean():.2f}")
# --8<-- [end:root]

# --8<-- [start:context]
for given in (1, 2, 4, 8, 16, 32):
    logits = model.predict(x_val[:, -given:], verbose=0)[:, -1]
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    score = float(loss(y_val[:, -1], logits)) / np.log(2)
    print(f"the last {given:2} characters: {score:.2f} bits")
# --8<-- [end:context]
