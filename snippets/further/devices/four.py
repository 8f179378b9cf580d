# --8<-- [start:one]
import os

os.environ["KERAS_BACKEND"] = "jax"
os.environ["XLA_FLAGS"] = "--xla_force_host_platform_device_count=4"  # (1)
import keras
from keras import layers
from sklearn.datasets import load_digits

x, y = load_digits(return_X_y=True)
x, y = x[:1408].astype("float32") / 16, y[:1408]  # (2)


def new_model():
    keras.utils.set_random_seed(0)
    hidden = layers.Dense(256, activation="relu", name="hidden")
    last = layers.Dense(10, name="last")
    model = keras.Sequential([keras.Input(shape=(64,)), hidden, last])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.1), loss=loss)
    return model


print(keras.distribution.list_devices())
# --8<-- [end:one]
assert len(keras.distribution.list_devices()) == 4

# --8<-- [start:single]
settings = dict(batch_size=64, epochs=4, shuffle=False, verbose=0)


def losses(model):
    history = model.fit(x, y, **settings).history
    print(*[f"{loss:.4f}" for loss in history["loss"]])
    return history["loss"]


single = losses(new_model())
# --8<-- [end:single]
import numpy as np

assert np.all(np.diff(single) < 0), single


def same(other):
    assert np.abs(np.array(other) - single).max() < 1e-5, (single, other)


# --8<-- [start:data]
data = keras.distribution.DataParallel()
keras.distribution.set_distribution(data)  # (1)
model = new_model()
split = losses(model)

layout = data.get_data_layout((64, 64))
batch = keras.distribution.distribute_tensor(x[:64], layout)  # (2)
kernel = model.get_layer("hidden").kernel.value
for number, part in enumerate(batch.addressable_shards):
    copy = kernel.addressable_shards[number]
    print(part.device, part.data.shape, copy.data.shape)
# --8<-- [end:data]
same(split)
assert [part.data.shape for part in batch.addressable_shards] == [(16, 64)] * 4
assert [copy.data.shape for copy in kernel.addressable_shards] == [
    (64, 256)
] * 4

# --8<-- [start:exchange]
import jax

loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def loss_of(weights, x, y):
    y_pred, _ = model.stateless_call(weights, [], x)
    return loss_fn(y, y_pred)


weights = [v.value for v in model.trainable_variables]
layout = data.get_data_layout((64,))
labels = keras.distribution.distribute_tensor(y[:64], layout)
step = jax.jit(jax.grad(loss_of)).lower(weights, batch, labels)
for line in step.compile().as_text().splitlines():
    if "all-reduce(" in line:
        print(line.split("=")[1].split("all-reduce")[0].strip())
print(model.count_params(), "parameters")
# --8<-- [end:exchange]
import re

found = [
    line.split("=")[1]
    for line in step.compile().as_text().splitlines()
    if "all-reduce(" in line
]
sizes = re.findall(r"f32\[([\d,]+)\]", " ".join(found))
moved = sum(int(np.prod([int(n) for n in size.split(",")])) for size in sizes)
assert moved == model.count_params() == 19210, (moved, found)

# --8<-- [start:both]
mesh = keras.distribution.DeviceMesh((2, 2), ["batch", "model"])
layouts = keras.distribution.LayoutMap(mesh)
layouts[".*hidden/kernel"] = (None, "model")  # (1)
layouts[".*hidden/bias"] = ("model",)
layouts[".*last/kernel"] = ("model", None)
both = keras.distribution.ModelParallel(
    layout_map=layouts, batch_dim_name="batch"
)
keras.distribution.set_distribution(both)
model = new_model()
split = losses(model)
for v in model.trainable_variables:
    name = "/".join(v.path.split("/")[1:])
    print(name, v.shape, "->", v.value.addressable_shards[0].data.shape)
# --8<-- [end:both]
same(split)
parts = [v.value.addressable_shards[0].data.shape for v in model.variables[:4]]
assert parts == [(64, 128), (128,), (128, 10), (10,)], parts
layout = both.get_data_layout((64, 64))
batch = keras.distribution.distribute_tensor(x[:64], layout)
assert batch.addressable_shards[0].data.shape == (32, 64)

# --8<-- [start:no_match]
layouts = keras.distribution.LayoutMap(mesh)
layouts["hidden/kernel"] = (None, "model")
keras.distribution.set_distribution(
    keras.distribution.ModelParallel(layout_map=layouts)
)
kernel = new_model().get_layer("hidden").kernel
print(kernel.path, kernel.value.addressable_shards[0].data.shape)
keras.distribution.set_distribution(None)
# --8<-- [end:no_match]
assert kernel.value.addressable_shards[0].data.shape == (64, 256)

# --8<-- [start:share]
devices = keras.distribution.list_devices()
for n in (1, 2, 4):
    data = keras.distribution.DataParallel(devices=devices[:n])
    keras.distribution.set_distribution(data)
    model = new_model()
    weights = [v.value for v in model.trainable_variables]
    batch, labels = [
        keras.distribution.distribute_tensor(
            part, data.get_data_layout(part.shape)
        )
        for part in (x[:64], y[:64])
    ]
    step = jax.jit(jax.grad(loss_of)).lower(weights, batch, labels)
    compiled = step.compile()
    work = compiled.cost_analysis()["flops"]  # (1)
    if n == 1:
        alone = work
    exchanges = compiled.as_text().count("all-reduce(")
    print(n, f"{work / alone:.2f}", exchanges)
keras.distribution.set_distribution(None)
# --8<-- [end:share]
again = re.findall(r"= \((.*?)\) all-reduce\(", compiled.as_text())
assert len(again) == 1 and "f32[256,64]" in again[0], again
sizes = re.findall(r"f32\[([\d,]+)\]", again[0])
moved = sum(int(np.prod([int(n) for n in size.split(",")])) for size in sizes)
assert moved == 19210 and 0.2 < work / alone < 0.3, (moved, work, alone)

# --8<-- [start:eight]
keras.distribution.set_distribution(data)
for size in (64, 8):
    settings["batch_size"] = size
    losses(new_model())
settings["batch_size"] = 64
keras.distribution.set_distribution(None)
# --8<-- [end:eight]

# What the text says besides: what fit exchanges, and a predict that fails.
keras.distribution.set_distribution(data)
model = new_model()
model.fit(x, y, **settings | {"epochs": 1})
state = model._get_jax_state(
    trainable_variables=True,
    non_trainable_variables=True,
    optimizer_variables=True,
    metrics_variables=True,
)
batch = keras.distribution.distribute_tensor(
    x[:64], data.get_data_layout((64, 64))
)
lowered = jax.jit(model.train_step).lower(state, (batch, labels))
found = [
    line.split("=")[1].split("all-reduce")[0]
    for line in lowered.compile().as_text().splitlines()
    if "all-reduce(" in line
]
sizes = re.findall(r"f32\[([\d,]*)\]", " ".join(found))
moved = sum(
    int(np.prod([int(n) for n in size.split(",") if n])) for size in sizes
)
assert moved == model.count_params() + 1, (moved, found)
model.save("split.keras")
try:
    model.predict(x[:66], batch_size=66, verbose=0)
    raise SystemExit("66 samples were split among four devices")
except Exception as error:
    assert "divide" in str(error), error
try:
    model.get_weights()
    raise SystemExit("the weights are still there")
except TypeError:
    pass
keras.distribution.set_distribution(None)
whole = keras.saving.load_model("split.keras")
assert whole.predict(x[:50], verbose=0).shape == (50, 10)
first = keras.distribution.DeviceMesh(
    (2,), ["batch"], devices=keras.distribution.list_devices()[:2]
)
assert len(first.devices.ravel()) == 2

# The mean of the gradients of two half batches, and not their sum.
ends = []
for size, steps in ((64, None), (32, 2)):
    model = new_model()
    sgd = keras.optimizers.SGD(0.5, gradient_accumulation_steps=steps)
    model.compile(sgd, keras.losses.SparseCategoricalCrossentropy(True))
    model.fit(x[:64], y[:64], batch_size=size, shuffle=False, verbose=0)
    ends.append(np.concatenate([w.ravel() for w in model.get_weights()]))
assert np.allclose(*ends, atol=1e-5)
