# --8<-- [start:protobuf]
from importlib.metadata import requires, version

for package in ["protobuf", "numpy"]:
    print([r for r in requires("tensorflow") if r.startswith(package)])
    print(package, version(package))
# --8<-- [end:protobuf]
from google.protobuf.message_factory import MessageFactory

assert not hasattr(MessageFactory, "GetPrototype")

# --8<-- [start:old-imports]
from keras.utils import to_categorical

print(to_categorical([0, 2, 1]))
# --8<-- [end:old-imports]
OLD = {
    "from keras.layers.core import Dense": "No module named 'keras.layers.core'",
    "from keras.layers.convolutional import Conv2D": "No module named 'keras.layers.convolutional'",
    "from keras.layers.normalization import BatchNormalization": (
        "No module named 'keras.layers.normalization'"
    ),
    "from keras.engine.topology import Layer": "No module named 'keras.engine'",
    "from keras.optimizers import adam_v2": "cannot import name 'adam_v2' from 'keras.optimizers'",
    "from keras.preprocessing.image import ImageDataGenerator": (
        "cannot import name 'ImageDataGenerator' from 'keras.preprocessing.image'"
    ),
    "from keras.preprocessing.text import Tokenizer": "No module named 'keras.preprocessing.text'",
    "from keras.utils.vis_utils import plot_model": "No module named 'keras.utils.vis_utils'",
    "from keras.wrappers.scikit_learn import KerasClassifier": (
        "No module named 'keras.wrappers.scikit_learn'"
    ),
    "import keras.backend as K; K.mean": "module 'keras.backend' has no attribute 'mean'",
    "import tensorflow.contrib": "No module named 'tensorflow.contrib'",
    "import tensorflow as tf; tf.Session": "module 'tensorflow' has no attribute 'Session'",
}
for line, message in OLD.items():
    try:
        exec(line)
    except (ImportError, AttributeError) as error:
        assert str(error).startswith(message), (line, error)
    else:
        raise AssertionError(f"today this runs: {line}")
NEW = """
from keras.layers import BatchNormalization, Conv2D, Dense, Layer, RandomFlip, TextVectorization
from keras.optimizers import Adam
from keras.utils import image_dataset_from_directory, plot_model
from keras.wrappers import SKLearnClassifier
from keras.ops import mean
"""
exec(NEW)

# --8<-- [start:tensorflow-1]
import keras

inputs = keras.Input(shape=(3,))
print(inputs.shape)
# --8<-- [end:tensorflow-1]
