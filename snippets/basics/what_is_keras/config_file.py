# --8<-- [start:show]
from pathlib import Path

import keras  # (1)

folder = Path.home() / ".keras"  # (2)
print(folder.joinpath("keras.json").read_text())
# --8<-- [end:show]

import json

saved = json.loads(folder.joinpath("keras.json").read_text())
assert saved["floatx"] == keras.config.floatx()
assert saved["image_data_format"] == keras.config.image_data_format()
