# --8<-- [start:train]
import keras
import numpy as np


class CountBatches(keras.callbacks.Callback):
    def on_epoch_begin(self, epoch, logs=None):
        self.batches = 0

    def on_train_batch_end(self, batch, logs=None):
        self.batches += 1

    def on_epoch_end(self, epoch, logs=None):
        loss = round(logs["loss"], 2)
        print(f"epoch {epoch + 1}: {self.batches} batches, loss {loss}")


def train(data, **options):
    keras.utils.set_random_seed(1)
    inputs = keras.Input((4,))
    model = keras.Model(inputs, keras.layers.Dense(1)(inputs))
    model.compile(loss="mse")
    count = CountBatches()
    return model.fit(data, **options, callbacks=[count], verbose=0)
    # --8<-- [end:train]


# --8<-- [start:finite]
def twenty_batches():
    rng = np.random.default_rng(1)
    for _ in range(20):
        yield rng.normal(size=(32, 4)), rng.normal(size=(32, 1))


history = train(twenty_batches(), epochs=3, shuffle=False)
# --8<-- [end:finite]
assert min(history.history["loss"]) > 0.5

# --8<-- [start:ends-early]
history = train(twenty_batches(), epochs=3, steps_per_epoch=20, shuffle=False)
# --8<-- [end:ends-early]
assert history.history["loss"][0] > 0.5 and history.history["loss"][1] == 0


# --8<-- [start:endless]
def endless_batches():
    while True:
        yield from twenty_batches()


history = train(endless_batches(), epochs=3, steps_per_epoch=20, shuffle=False)
# --8<-- [end:endless]
assert min(history.history["loss"]) > 0.5
