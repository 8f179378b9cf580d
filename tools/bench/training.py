"""One network trained on one backend, with the seconds of each epoch: a child of backends.py.

Seconds are those of the processor, compilers that were started included, on one core: so they
are much the same when other programs want the processor, too.

A program of its own, run by the interpreter of a backend's environment, which has Keras and
NumPy and little else: `python training.py NETWORK on|off EPOCHS`, with KERAS_BACKEND set. The
networks are those of three cases, and one of them four times as wide; the data are random
numbers in the shapes of the cases, since the time does not depend on what they say.
"""

import json
import os
import sys
import time

if hasattr(os, "sched_setaffinity"):  # before Keras, whose backends count the cores
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

import keras
import numpy as np
from keras import layers


def wine():
    """Case 2: 142 samples of 13 measurements, 3 kinds, batches of 8."""
    inputs = keras.Input(shape=(13,))
    scaled = layers.Rescaling(1.0)(inputs)
    outputs = layers.Dense(3)(layers.Dense(16, activation="relu")(scaled))
    return keras.Model(inputs, outputs), (142, 13), 3, 8


def digits(width=1):
    """Case 3 without augmentation: 1437 pictures of 8x8 pixels, 10 digits, batches of 64."""
    inputs = keras.Input(shape=(8, 8, 1))
    x = layers.Rescaling(1 / 16)(inputs)
    for place, filters in enumerate((16, 32, 32)):
        x = layers.Conv2D(filters * width, 3, padding="same", use_bias=False)(x)
        x = layers.Activation("relu")(layers.BatchNormalization(momentum=0.9)(x))
        if place == 0:
            x = layers.MaxPooling2D(pool_size=2)(x)
    x = layers.Dropout(0.25)(layers.Flatten()(x))
    return keras.Model(inputs, layers.Dense(10)(x)), (1437, 8, 8, 1), 10, 64


def wide():
    """The same with four times as many filters."""
    return digits(width=4)


def sea():
    """Case 7, the GRU: 5000 windows of 24 hours, 24 hours ahead, batches of 128."""
    inputs = keras.Input(shape=(24,))
    hidden = layers.GRU(16)(layers.Reshape((24, 1))(inputs))
    return keras.Model(inputs, layers.Dense(24)(hidden)), (5000, 24), 0, 128


NETWORKS = {"wine": wine, "digits": digits, "wide": wide, "sea": sea}


def used():
    """Seconds of processor so far, of this process and of those it has waited for."""
    return time.process_time() + sum(os.times()[2:4])


class Clock(keras.callbacks.Callback):
    """Seconds of each epoch."""

    def __init__(self):
        super().__init__()
        self.seconds = []

    def on_epoch_begin(self, epoch, logs=None):
        self.began = used()

    def on_epoch_end(self, epoch, logs=None):
        self.seconds.append(used() - self.began)


def main(name, jit, epochs):
    """Print the seconds of each epoch as JSON, or under `failed` why there are none."""
    random = np.random.default_rng(0)
    network, shape, classes, batch = NETWORKS[name]()
    x = random.normal(size=shape).astype("float32")
    if classes:
        y = random.integers(0, classes, shape[0])
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    else:
        y, loss = random.normal(size=(shape[0], 24)).astype("float32"), "mae"
    network.compile("adam", loss, jit_compile=jit)
    clock = Clock()
    found = {"backend": keras.config.backend()}
    try:
        network.fit(x, y, batch_size=batch, epochs=epochs, verbose=0, callbacks=[clock])
        found["seconds"] = clock.seconds
    except Exception as error:  # a compiler that is missing, or cannot do this network
        found["failed"] = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] == "on", int(sys.argv[3]))
