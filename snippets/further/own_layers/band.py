# --8<-- [start:layer]
import keras
import numpy as np
from keras import layers, ops


class Ordered(layers.Layer):
    def build(self, input_shape):  # (1)
        shape = (input_shape[-1], 3)
        self.kernel = self.add_weight(shape=shape, name="kernel")
        self.bias = self.add_weight(shape=(3,), name="bias")

    def call(self, x):  # (2)
        raw = x @ self.kernel + self.bias
        steps = ops.softplus(raw[:, 1:])  # (3)
        both = ops.concatenate([raw[:, :1], steps], axis=1)
        return ops.cumsum(both, axis=1)  # (4)


keras.utils.set_random_seed(0)
layer = Ordered()
two = np.random.default_rng(0).normal(size=(2, 10)).astype("float32")
print(ops.convert_to_numpy(layer(two)).round(2))
for weight in layer.weights:
    print(weight.name, weight.shape)
# --8<-- [end:layer]
answers = ops.convert_to_numpy(layer(two))
assert (np.diff(answers, axis=1) > 0).all()
by_hand = two @ ops.convert_to_numpy(layer.kernel)
by_hand = by_hand + ops.convert_to_numpy(layer.bias)
by_hand[:, 1:] = np.log1p(np.exp(by_hand[:, 1:]))
assert np.allclose(by_hand.cumsum(axis=1), answers, atol=1e-5)


class Forgotten(layers.Layer):
    def build(self, input_shape):
        self.kernel = np.ones((input_shape[-1], 3), "float32")

    def call(self, x):
        return ops.matmul(x, self.kernel)


forgotten = Forgotten()
assert forgotten(two).shape == (2, 3) and forgotten.weights == []

# --8<-- [start:data]
from sklearn.datasets import load_diabetes
from sklearn.model_selection import train_test_split

patients, scores = load_diabetes(return_X_y=True, scaled=False)
patients = patients.astype("float32")
scores = scores.astype("float32")[:, None] / 100  # (1)
x_train, x_test, y_train, y_test = train_test_split(
    patients, scores, test_size=110, random_state=42
)
print("training:", x_train.shape, y_train.shape)
# --8<-- [end:data]
assert len(x_test) == 110

# --8<-- [start:draw_loss]
import matplotlib.pyplot as plt

shares = (0.1, 0.5, 0.9)  # (1)
error = np.linspace(-1, 1, 201)
figure, axes = plt.subplots(figsize=(6.4, 3.0))
for share in shares:
    cost = np.maximum(share * error, (share - 1) * error)
    axes.plot(error, cost, label=f"share {share}")
axes.set_xlabel("truth minus answer")
axes.set_ylabel("loss")
axes.legend()
figure.tight_layout()
figure.savefig("pinball.png", dpi=200)
# --8<-- [end:draw_loss]
plt.close(figure)
# What the text says: the least mean loss is at the quantile.
for share in shares:
    levels = np.linspace(0.2, 3.5, 661)
    miss = y_train - levels
    cost = np.maximum(share * miss, (share - 1) * miss).mean(axis=0)
    best = levels[cost.argmin()]
    assert abs((y_train < best).mean() - share) < 0.01, (share, best)


# --8<-- [start:loss]
def pinball(y_true, y_pred):
    error = y_true - y_pred  # (1)
    share = ops.convert_to_tensor(shares, dtype="float32")
    costs = ops.maximum(share * error, (share - 1) * error)
    return ops.mean(costs, axis=-1)  # (2)


truth = np.array([[1.5], [1.5]], "float32")
guess = np.array([[1.0, 1.5, 2.0], [1.0, 1.5, 1.4]], "float32")
print(ops.convert_to_numpy(pinball(truth, guess)).round(3))
# --8<-- [end:loss]
found = ops.convert_to_numpy(pinball(truth, guess))
assert np.allclose(found, [0.1 / 3, 0.14 / 3], atol=1e-6), found

# Labels in a row: what a loss and a metric are given, as function and as class.
shapes = {}


def note(y_true, y_pred):
    error = y_true - y_pred
    shapes["function"] = error.shape[-1]
    return ops.mean(ops.abs(error), axis=-1)


def note_metric(y_true, y_pred):
    shapes["metric"] = (y_true - y_pred).shape[-1]
    return ops.mean(ops.abs(y_true - y_pred), axis=-1)


class Note(keras.losses.Loss):
    def call(self, y_true, y_pred):
        shapes["class"] = (y_true - y_pred).shape[-1]
        return ops.mean(ops.abs(y_true - y_pred), axis=-1)


class Number(keras.metrics.Metric):
    def __init__(self):
        super().__init__()
        self.steps = 0

    def update_state(self, y_true, y_pred, sample_weight=None):
        self.steps += 1

    def result(self):
        return self.steps


def in_a_row(columns, loss, *metrics):
    inputs = keras.Input(shape=(10,))
    model = keras.Model(inputs, layers.Dense(columns)(inputs))
    model.compile(optimizer="sgd", loss=loss, metrics=list(metrics))
    model.fit(x_train[:64], y_train[:64, 0], batch_size=8, verbose=0)
    return model.get_metrics_result()


counted = in_a_row(1, note, note_metric, Number())
in_a_row(1, Note())
assert shapes == {"function": 1, "metric": 8, "class": 8}, shapes
if keras.backend.backend() == "tensorflow":  # compiled, so the number stays
    assert counted["number"] < 8, counted
try:
    in_a_row(3, note)
    raise SystemExit("labels in a row against three columns went through")
except Exception as problem:
    assert "8" in str(problem) and "3" in str(problem), problem


# --8<-- [start:metric]
def inside(y_true, y_pred):
    low, high = y_pred[:, :1], y_pred[:, 2:]
    return ops.logical_and(low <= y_true, y_true <= high)


print(ops.convert_to_numpy(inside(truth, guess))[:, 0])
# --8<-- [end:metric]
assert ops.convert_to_numpy(inside(truth, guess))[:, 0].tolist() == [
    True,
    False,
]


# --8<-- [start:metric_class]
class Furthest(keras.metrics.Metric):
    def __init__(self, name="furthest", **settings):
        super().__init__(name=name, **settings)
        self.worst = self.add_variable(shape=(), initializer="zeros")  # (1)

    def update_state(self, y_true, y_pred, sample_weight=None):  # (2)
        low, high = y_pred[:, :1], y_pred[:, 2:]
        outside = ops.maximum(low - y_true, y_true - high)
        self.worst.assign(ops.maximum(self.worst, ops.max(outside)))

    def result(self):  # (3)
        return ops.convert_to_tensor(self.worst)


furthest = Furthest()
for number in (0, 1):
    one = slice(number, number + 1)
    furthest.update_state(truth[one], guess[one])
    print(round(float(furthest.result()), 2))
furthest.reset_state()  # (4)
print(float(furthest.result()))
# --8<-- [end:metric_class]
assert float(furthest.result()) == 0
furthest.update_state(truth, guess)
assert abs(float(furthest.result()) - 0.1) < 1e-5


# --8<-- [start:callback]
class Follow(keras.callbacks.Callback):
    def __init__(self, patient):
        super().__init__()
        self.patient = patient

    def on_train_begin(self, logs=None):
        self.seen = []

    def on_epoch_end(self, epoch, logs=None):
        answer = self.model(self.patient)  # (1)
        self.seen.append(ops.convert_to_numpy(answer)[0])
        if epoch % 10 == 9:
            print(f"epoch {epoch + 1}:", end=" ")
            print(f"loss {logs['loss']:.2f}, inside {logs['inside']:.2f}")


follow = Follow(x_train[:1])
print(*[name for name in dir(follow) if name.startswith("on_train")])
# --8<-- [end:callback]
for kind in ("on_epoch_", "on_test_batch_", "on_predict_batch_"):
    assert hasattr(follow, kind + "begin") and hasattr(follow, kind + "end")

# --8<-- [start:train]
keras.utils.set_random_seed(0)
scale = layers.Normalization()
scale.adapt(x_train)
inputs = keras.Input(shape=(10,))
model = keras.Model(inputs, Ordered()(scale(inputs)))
model.compile(
    keras.optimizers.Adam(0.03), loss=pinball, metrics=[inside, Furthest()]
)
model.fit(x_train, y_train, epochs=40, verbose=0, callbacks=[follow])
# --8<-- [end:train]
assert len(follow.seen) == 40

# --8<-- [start:draw_follow]
low, middle, high = np.array(follow.seen).T
epochs = np.arange(1, 41)
figure, axes = plt.subplots(figsize=(6.4, 3.0))
axes.fill_between(epochs, low, high, alpha=0.25)
axes.plot(epochs, middle)
axes.axhline(y_train[0, 0], color="black", linestyle="dotted")
axes.set_xlabel("epoch")
axes.set_ylabel("score / 100")
figure.tight_layout()
figure.savefig("follow.png", dpi=200)
# --8<-- [end:draw_follow]
plt.close(figure)

# --8<-- [start:test]
result = model.evaluate(x_test, y_test, verbose=0, return_dict=True)
print(f"inside {result['inside']:.2f}, furthest {result['furthest']:.1f}")
bands = model.predict(x_test, verbose=0)
print(bands[:3].round(1))  # (1)
widths = bands[:, 2] - bands[:, 0]
print(f"width {widths.min():.1f} to {widths.max():.1f}", end="")
print(f", mean {widths.mean():.1f}")
# --8<-- [end:test]
outside = np.maximum(bands[:, :1] - y_test, y_test - bands[:, 2:])
assert abs(result["inside"] - (outside <= 0).mean()) < 1e-5
assert abs(result["furthest"] - outside.max()) < 1e-4
assert widths.min() > 0 and widths.max() > 1.6 * widths.min()


# --8<-- [start:rival]
from sklearn.linear_model import LinearRegression

line = LinearRegression().fit(x_train, y_train)
misses = y_train - line.predict(x_train)
low, high = np.quantile(misses, [0.1, 0.9])  # (1)
new_misses = y_test - line.predict(x_test)
hit = (low <= new_misses) & (new_misses <= high)
print(f"line and one band: inside {hit.mean():.2f}, width {high - low:.1f}")

low, high = np.quantile(y_train, [0.1, 0.9])
hit = (low <= y_test) & (y_test <= high)
print(f"one band alone: inside {hit.mean():.2f}, width {high - low:.1f}")
# --8<-- [end:rival]


def other_band(seed, split):
    """Inside the network's band on the test part, its width, the rival's width."""
    x, x_new, y, y_new = train_test_split(
        patients, scores, test_size=110, random_state=split
    )
    keras.utils.set_random_seed(seed)
    norm = layers.Normalization()
    norm.adapt(x)
    given = keras.Input(shape=(10,))
    other = keras.Model(given, Ordered()(norm(given)))
    other.compile(keras.optimizers.Adam(0.03), loss=pinball, metrics=[inside])
    other.fit(x, y, epochs=40, verbose=0)
    found = other.predict(x_new, verbose=0)
    hit = ((found[:, :1] <= y_new) & (y_new <= found[:, 2:])).mean()
    line = LinearRegression().fit(x, y)
    low, high = np.quantile(y - line.predict(x), [0.1, 0.9])
    return hit, (found[:, 2] - found[:, 0]).mean(), high - low


tries = [other_band(1, 42), other_band(2, 1), other_band(3, 2)]
for hit, width, rival in tries:
    assert 0.68 < hit < 0.9 and 0.9 < width / rival < 1.12, tries

# --8<-- [start:fresh]
import subprocess
import sys
from pathlib import Path

ask = """
import sys
import keras
import numpy as np

model = keras.models.load_model(sys.argv[1])
print(model.predict(np.load("patient.npy"), verbose=0).round(1))
"""


def python(*words):
    command = [sys.executable, *words]
    done = subprocess.run(command, capture_output=True, text=True)  # (1)
    error = done.stderr.strip().split("\n")[-1]
    print(error[:56] if done.returncode else done.stdout.strip())


model.save("band.keras")
np.save("patient.npy", x_test[:1])
Path("ask.py").write_text(ask, encoding="utf-8")
python("ask.py", "band.keras")  # (2)
# --8<-- [end:fresh]

# --8<-- [start:layer_part]
layer_part = """
import keras
from keras import layers, ops


@keras.saving.register_keras_serializable(package="own")  # (1)
class Ordered(layers.Layer):
    def __init__(self, units=3, **settings):  # (2)
        super().__init__(**settings)
        self.units = units

    def build(self, input_shape):
        shape = (input_shape[-1], self.units)
        self.kernel = self.add_weight(shape=shape, name="kernel")
        self.bias = self.add_weight(shape=(self.units,), name="bias")

    def call(self, x):
        raw = x @ self.kernel + self.bias
        steps = ops.softplus(raw[:, 1:])
        both = ops.concatenate([raw[:, :1], steps], axis=1)
        return ops.cumsum(both, axis=1)

    def get_config(self):  # (3)
        return {**super().get_config(), "units": self.units}
"""
print(layer_part.count("\n"), "lines")
# --8<-- [end:layer_part]

# --8<-- [start:loss_part]
loss_part = """

@keras.saving.register_keras_serializable(package="own")
class Pinball(keras.losses.Loss):
    def __init__(self, shares, name="pinball", **settings):
        super().__init__(name=name, **settings)
        self.shares = list(shares)

    def call(self, y_true, y_pred):  # (1)
        error = y_true - y_pred
        share = ops.convert_to_tensor(self.shares, dtype="float32")
        costs = ops.maximum(share * error, (share - 1) * error)
        return ops.mean(costs, axis=-1)

    def get_config(self):
        return {**super().get_config(), "shares": self.shares}


@keras.saving.register_keras_serializable(package="own")
def inside(y_true, y_pred):
    low, high = y_pred[:, :1], y_pred[:, -1:]  # (2)
    return ops.logical_and(low <= y_true, y_true <= high)
"""
text = layer_part + loss_part
Path("own_parts.py").write_text(text, encoding="utf-8")
print(text.count("register"), "registered")
# --8<-- [end:loss_part]

# --8<-- [start:registered]
import own_parts

inputs = keras.Input(shape=(10,))
ordered = own_parts.Ordered(3)
final = keras.Model(inputs, ordered(scale(inputs)))
final.set_weights(model.get_weights())  # (1)
final.compile(
    keras.optimizers.Adam(0.03),
    loss=own_parts.Pinball([0.1, 0.5, 0.9]),
    metrics=[own_parts.inside],
)
final.save("final.keras")
python("ask.py", "final.keras")  # (2)

ask = ask.replace("import keras", "import keras\nimport own_parts")
Path("ask.py").write_text(ask, encoding="utf-8")
python("ask.py", "final.keras")
print(bands[:1].round(1))
# --8<-- [end:registered]
loaded = keras.models.load_model("final.keras")
assert type(loaded.layers[-1]) is own_parts.Ordered
assert type(loaded.loss) is own_parts.Pinball
assert loaded.loss.shares == [0.1, 0.5, 0.9]
assert np.array_equal(loaded.predict(x_test, verbose=0), bands)


@keras.saving.register_keras_serializable(package="own")
class Silent(own_parts.Pinball):
    """A loss with a default and without its own get_config."""

    def __init__(self, shares=(0.1, 0.5, 0.9), name="silent", **settings):
        super().__init__(shares, name=name, **settings)

    def get_config(self):
        return keras.losses.Loss.get_config(self)


@keras.saving.register_keras_serializable(package="own")
class Lacking(Silent):
    def __init__(self, shares, name="lacking", **settings):
        super().__init__(shares, name=name, **settings)


@keras.saving.register_keras_serializable(package="own")
class Noted(layers.Layer):
    """A layer without get_config, whose argument Keras notes by itself."""

    def __init__(self, sizes, **settings):
        super().__init__(**settings)
        self.sizes = sizes

    def call(self, x):
        return x


def back(loss, sizes=(1, 2)):
    inputs = keras.Input(shape=(3,))
    one = keras.Model(inputs, Noted(sizes)(inputs))
    one.compile(optimizer="sgd", loss=loss)
    one.save("one.keras")
    return keras.models.load_model("one.keras")


assert back(Silent((0.3, 0.5, 0.7))).loss.shares == [0.1, 0.5, 0.9]
assert list(back("mse").layers[1].sizes) == [1, 2]
for wrong, says in (
    (lambda: back(Lacking((0.3, 0.5, 0.7))), "shares"),
    (lambda: back("mse", np.array([1, 2])), "get_config"),
):
    try:
        wrong()
        raise SystemExit(f"no error about {says}")
    except (TypeError, NotImplementedError) as problem:
        assert says in str(problem), problem


# --8<-- [start:narrow]
class Narrow(keras.Model):
    def compute_loss(
        self, x=None, y=None, y_pred=None, sample_weight=None, training=True
    ):
        loss = super().compute_loss(x, y, y_pred, sample_weight, training)
        return loss + 0.05 * ops.mean(y_pred[:, 2] - y_pred[:, 0])  # (1)


keras.utils.set_random_seed(0)
inputs = keras.Input(shape=(10,))
narrow = Narrow(inputs, own_parts.Ordered(3)(scale(inputs)))
narrow.compile(keras.optimizers.Adam(0.03), loss=pinball)
narrow.fit(x_train, y_train, epochs=40, verbose=0)
for name, network in (("as before", model), ("narrow", narrow)):
    bands = network.predict(x_train, verbose=0)
    share = ops.convert_to_numpy(inside(y_train, bands)).mean()
    width = (bands[:, 2] - bands[:, 0]).mean()
    print(f"{name:9} inside {share:.2f}, width {width:.2f}")
# --8<-- [end:narrow]
assert 0.4 < share < 0.6, share

# --8<-- [start:plain]
inputs = keras.Input(shape=(10,))
raw = layers.Dense(3)(scale(inputs))
steps = ops.softplus(raw[:, 1:])
both = ops.concatenate([raw[:, :1], steps], axis=1)
plain = keras.Model(inputs, ops.cumsum(both, axis=1))
plain.set_weights(model.get_weights())
plain.save("plain.keras")
Path("ask.py").write_text(
    ask.replace("import own_parts\n", ""), encoding="utf-8"
)
python("ask.py", "plain.keras")
# --8<-- [end:plain]
assert np.allclose(
    plain.predict(x_test, verbose=0), model.predict(x_test, verbose=0)
)


# --8<-- [start:halves]
def train(kind=keras.Model):
    keras.utils.set_random_seed(0)
    inputs = keras.Input(shape=(10,))
    network = kind(inputs, own_parts.Ordered(3)(scale(inputs)))
    network.compile(keras.optimizers.Adam(0.03), loss=pinball)
    network.fit(x_train, y_train, epochs=40, verbose=0)
    bands = network.predict(x_train, verbose=0)
    share = ops.convert_to_numpy(inside(y_train, bands)).mean()
    width = (bands[:, 2] - bands[:, 0]).mean()
    print(f"inside {share:.2f}, width {width:.2f}")


shares = (0.25, 0.5, 0.75)
train()
shares = (0.1, 0.5, 0.9)
# --8<-- [end:halves]


# --8<-- [start:narrower]
class Narrower(keras.Model):
    def compute_loss(
        self, x=None, y=None, y_pred=None, sample_weight=None, training=True
    ):
        loss = super().compute_loss(x, y, y_pred, sample_weight, training)
        return loss + 0.1 * ops.mean(y_pred[:, 2] - y_pred[:, 0])


train(Narrower)
# --8<-- [end:narrower]


# --8<-- [start:r2]
class R2(keras.metrics.Metric):
    def __init__(self, name="r2", **settings):
        super().__init__(name=name, **settings)
        self.count = self.add_variable(shape=(), initializer="zeros")
        self.total = self.add_variable(shape=(), initializer="zeros")
        self.squares = self.add_variable(shape=(), initializer="zeros")
        self.errors = self.add_variable(shape=(), initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        middle = y_pred[:, 1:2]
        self.count.assign_add(ops.cast(ops.size(y_true), "float32"))
        self.total.assign_add(ops.sum(y_true))
        self.squares.assign_add(ops.sum(y_true**2))
        self.errors.assign_add(ops.sum((y_true - middle) ** 2))

    def result(self):
        spread = self.squares - self.total**2 / self.count
        return 1 - self.errors / spread


model.compile(optimizer="adam", loss=pinball, metrics=[R2()])
for size in (32, 332):
    found = model.evaluate(
        x_train, y_train, batch_size=size, verbose=0, return_dict=True
    )
    print(f"batch size {size}: {found['r2']:.4f}")
# --8<-- [end:r2]

# --8<-- [start:r2_check]
from sklearn.metrics import r2_score

middle = model.predict(x_train, verbose=0)[:, 1]
print(f"{r2_score(y_train[:, 0], middle):.4f}")
# --8<-- [end:r2_check]
assert hasattr(keras.metrics, "R2Score")
assert abs(r2_score(y_train[:, 0], middle) - found["r2"]) < 1e-4
