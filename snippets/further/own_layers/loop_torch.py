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
import torch


class Own(keras.Model):
    def train_step(self, data):
        x, y = data
        self.zero_grad()  # (1)
        y_pred = self(x, training=True)
        loss = self.compute_loss(x, y, y_pred)
        loss.backward()  # (2)
        weights = self.trainable_variables
        gradients = [weight.value.grad for weight in weights]
        with torch.no_grad():
            self.optimizer.apply(gradients, weights)
        self.metrics[0].update_state(loss)  # (3)
        return self.compute_metrics(x, y, y_pred)  # (4)


model = new_model(Own)
model.compile(keras.optimizers.SGD(0.05), loss="mse")
history = model.fit(x, y, **settings).history
print(*[f"{loss:.4f}" for loss in history["loss"]])
# --8<-- [end:step]
assert np.abs(np.array(history["loss"]) - SAME).max() < 1e-4, history


class Zero(keras.Model):
    def train_step(self, data):
        return {"loss": keras.ops.ones(())}


zero = new_model(Zero)
zero.compile(keras.optimizers.SGD(0.05), loss="mse")
assert zero.fit(x, y, **settings).history["loss"] == [0] * 5

# What the text says: metrics, callbacks and validation go on.
watched = new_model(Own)
watched.compile(keras.optimizers.SGD(0.05), loss="mse", metrics=["mae"])
history = watched.fit(x, y, validation_split=0.2, **settings).history
assert set(history) == {"loss", "mae", "val_loss", "val_mae"}, history
assert history["mae"][-1] < history["mae"][0]
inputs = keras.Input(shape=(10,))
held = layers.Dense(1, kernel_regularizer="l2")(inputs)
held = keras.Model(inputs, held)
assert len(held.losses) == 1 and float(sum(held.losses)) > 0

# --8<-- [start:loop]
model = new_model()
optimizer = torch.optim.SGD(model.parameters(), lr=0.05)  # (1)
mse = keras.losses.MeanSquaredError()


def step(x, y):
    optimizer.zero_grad()
    loss = mse(y, model(x, training=True))
    loss.backward()
    optimizer.step()
    return loss.detach()


for epoch in range(5):
    losses = []
    for place in range(0, len(x), 64):
        batch = slice(place, place + 64)  # (2)
        losses.append(float(step(x[batch], y[batch])))
    print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}")
# --8<-- [end:loop]
assert abs(np.mean(losses) - SAME[-1]) < 1e-4, losses
trained = new_model()
trained.compile(keras.optimizers.SGD(0.05), loss="mse")
trained.fit(x, y, **settings)
for one, other in zip(trained.get_weights(), model.get_weights(), strict=True):
    assert np.abs(one - other).max() < 1e-4
