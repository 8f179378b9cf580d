# --8<-- [start:raises]
from pathlib import Path

import keras

Path("cut.keras").write_bytes(b"PK and then the connection was lost")
print(Path("cut.keras").exists())
keras.models.load_model("cut.keras")
# --8<-- [end:raises]
