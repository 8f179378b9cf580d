# --8<-- [start:start]
import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_diabetes

x, y = load_diabetes(return_X_y=True)
x = (x[:320] / x.std(axis=0)).astype("float32")  # (1)
y = (y[:320, None] / 100).astype("float32")
random = np.random.default_rng(0)
first = random.normal(0, 0.3, size=(10, 16))
second = random.normal(0, 0.3, size=(16, 1))
start = [first, np.zeros(16), second, np.zeros(1)]  # (2)


def new_model(kind=keras.Model):
    inputs = keras.Input(shape=(10,))
    hidden = layers.Dense(16, activation="relu")(inputs)
    model = kind(inputs, layers.Dense(1)(hidden))
    model.set_weights(start)
    return model


settings = dict(batch_size=64, epochs=5, shuffle=False, verbose=0)  # (3)
model = new_model()
model.compile(keras.optimizers.SGD(0.05), loss="mse")
history = model.fit(x, y, **settings).history
print(*[f"{loss:.4f}" for loss in history["loss"]])
# --8<-- [end:start]
SAME = [1.201910, 0.563904, 0.456681, 0.400025, 0.367976]
assert np.abs(np.array(history["loss"]) - SAME).max() < 1e-4, history

# --8<-- [start:step]
import jax


class Own(keras.Model):
    def loss_of(self, weights, others, x, y):
        y_pred, others = self.stateless_call(weights, others, x, training=True)
        return self.compute_loss(x, y, y_pred), others

    def train_step(self, state, data):
        x, y = data
        weights, others, memory, counts = state  # (1)
        slope = jax.value_and_grad(self.loss_of, has_aux=True)  # (2)
        (loss, others), gradients = slope(weights, others, x, y)
        weights, memory = self.optimizer.stateless_apply(
            memory, gradients, weights
        )
        metric = self.metrics[0]
        counts = metric.stateless_update_state(counts, loss)  # (3)
        logs = {"loss": metric.stateless_result(counts)}
        return logs, (weights, others, memory, counts)


model = new_model(Own)
model.compile(keras.optimizers.SGD(0.05), loss="mse")
history = model.fit(x, y, **settings).history
print(*[f"{loss:.4f}" for loss in history["loss"]])
# --8<-- [end:step]
assert np.abs(np.array(history["loss"]) - SAME).max() < 1e-4, history


class Zero(keras.Model):
    def train_step(self, state, data):
        return {"loss": keras.ops.ones(())}, state


zero = new_model(Zero)
zero.compile(keras.optimizers.SGD(0.05), loss="mse")
assert zero.fit(x, y, **settings).history["loss"] == [0] * 5

# What the text says of this short form: it looks after the loss alone.
inputs = keras.Input(shape=(10,))
held = Own(inputs, layers.Dense(1, kernel_regularizer="l2")(inputs))
watched = new_model(Own)
for short, metrics in ((held, []), (watched, ["mae"])):
    short.compile(keras.optimizers.SGD(0.05), loss="mse", metrics=metrics)
    try:
        short.fit(x, y, **settings)
        raise SystemExit("the short form does more than the text says")
    except (TypeError, ValueError):
        pass

# --8<-- [start:loop]
model = new_model()
optimizer = keras.optimizers.SGD(0.05)
optimizer.build(model.trainable_variables)
mse = keras.losses.MeanSquaredError()


def loss_of(weights, others, x, y):
    y_pred, others = model.stateless_call(weights, others, x, training=True)
    return mse(y, y_pred), others


@jax.jit  # (1)
def step(state, x, y):
    weights, others, memory = state
    slope = jax.value_and_grad(loss_of, has_aux=True)
    (loss, others), gradients = slope(weights, others, x, y)
    weights, memory = optimizer.stateless_apply(memory, gradients, weights)
    return loss, (weights, others, memory)


print(mse(y, model(x)).round(4))
# --8<-- [end:loop]

# --8<-- [start:run]
state = (
    [v.value for v in model.trainable_variables],
    [v.value for v in model.non_trainable_variables],
    [v.value for v in optimizer.variables],
)
for epoch in range(5):
    losses = []
    for place in range(0, len(x), 64):
        batch = slice(place, place + 64)  # (1)
        loss, state = step(state, x[batch], y[batch])
        losses.append(float(loss))
    print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}")

for variable, value in zip(
    model.trainable_variables, state[0], strict=True
):  # (2)
    variable.assign(value)
# --8<-- [end:run]
assert abs(np.mean(losses) - SAME[-1]) < 1e-4, losses
trained = new_model()
trained.compile(keras.optimizers.SGD(0.05), loss="mse")
trained.fit(x, y, **settings)
for one, other in zip(trained.get_weights(), model.get_weights(), strict=True):
    assert np.abs(one - other).max() < 1e-4
