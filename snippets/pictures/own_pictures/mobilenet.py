# --8<-- [start:structure]
import keras
import numpy as np
from keras import layers

base = keras.applications.MobileNetV2(
    input_shape=(96, 96, 3), include_top=False, pooling="avg", weights=None
)
base.trainable = False
inputs = keras.Input(shape=(96, 96, 3))
scaled = layers.Rescaling(1 / 127.5, offset=-1)(inputs)  # (1)
outputs = layers.Dense(3)(base(scaled))
model = keras.Model(inputs, outputs)

norms = [n for n in base.layers if isinstance(n, layers.BatchNormalization)]
learns = sum(np.prod(w.shape) for w in model.trainable_weights)
print(len(base.layers), "layers,", len(norms), "of them batch norm")
print(base.input_shape, "->", base.output_shape)
print(f"{learns:,} of {model.count_params():,} numbers learn")
# --8<-- [end:structure]
assert learns == 1280 * 3 + 3
every = np.arange(256, dtype="float32").reshape(1, 16, 16, 1)
right = keras.applications.mobilenet_v2.preprocess_input(every.copy())
mine = layers.Rescaling(1 / 127.5, offset=-1)(every)
assert np.allclose(right, keras.ops.convert_to_numpy(mine), atol=1e-6)

# --8<-- [start:look_first]
import os
from pathlib import Path

NAME = "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_96_no_top.h5"
HOST = "https://storage.googleapis.com/tensorflow/keras-applications"


def pretrained(path):
    path = Path(path).expanduser()  # (1)
    if not path.exists():
        print("not there:", path.as_posix())
        print("get it from", f"{HOST}/mobilenet_v2/")
        print("file name  ", path.name)
        return None
    return keras.applications.MobileNetV2(
        input_shape=(96, 96, 3),
        include_top=False,
        pooling="avg",
        weights=str(path),  # (2)
    )


keras_home = Path(os.environ.get("KERAS_HOME", "~/.keras"))
print("Keras itself looks in", (keras_home / "models").as_posix())
missing = pretrained(Path("weights") / NAME)
# --8<-- [end:look_first]
assert missing is None
import inspect

# What the page says of the files and their hashes.
from keras.src.applications import efficientnet, mobilenet_v2

source = inspect.getsource(mobilenet_v2)
assert mobilenet_v2.BASE_WEIGHT_PATH == f"{HOST}/mobilenet_v2/"
assert "file_hash" not in source and 'cache_subdir="models"' in source
source = inspect.getsource(efficientnet.EfficientNet)
assert "file_hash=file_hash" in source
assert source.count('if weights == "imagenet":') == 2
assert source.index('if weights == "imagenet":') < source.index(
    "1.0 / math.sqrt"
)
try:
    keras.applications.MobileNetV2(weights="~/weights.h5")
except ValueError as error:
    assert "path to the weights file" in str(error)
else:
    raise AssertionError("a path with ~ was taken")

# --8<-- [start:stand_in]
Path("weights").mkdir(exist_ok=True)
base.save_weights("weights/stand_in.weights.h5")  # (1)
loaded = pretrained("weights/stand_in.weights.h5")
same = all(
    np.array_equal(one, other)
    for one, other in zip(
        base.get_weights(), loaded.get_weights(), strict=True
    )
)
print("the same", len(base.get_weights()), "arrays:", same)
# --8<-- [end:stand_in]
assert same

# --8<-- [start:keras_home]
import subprocess
import sys

base.save("stand_in.h5")  # (1)
models = Path("home") / "models"
models.mkdir(parents=True, exist_ok=True)
os.replace("stand_in.h5", models / NAME)  # (2)
Path("load_it.py").write_text("""
import keras
base = keras.applications.MobileNetV2(
    input_shape=(96, 96, 3), include_top=False, weights="imagenet"
)
print(base.count_params(), "numbers loaded")
""")
run = subprocess.run(  # (3)
    [sys.executable, "load_it.py"],
    env=os.environ | {"KERAS_HOME": str(Path("home").resolve())},
    capture_output=True,
    text=True,
)
print(run.stdout)
# --8<-- [end:keras_home]
assert run.stdout == f"{base.count_params()} numbers loaded\n", run.stderr
