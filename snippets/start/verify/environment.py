# --8<-- [start:versions]
import sys
from importlib.metadata import version

import keras

print("Python 3.11-3.13:", (3, 11) <= sys.version_info < (3, 14))  # (1)
print("keras", keras.__version__)
print("tensorflow", version("tensorflow"))  # (2)
print("backend", keras.config.backend())  # (3)
# --8<-- [end:versions]

from pathlib import Path

for path in Path(keras.__file__).parent.rglob("*.py"):
    assert "Using TensorFlow backend" not in path.read_text(encoding="utf-8")
