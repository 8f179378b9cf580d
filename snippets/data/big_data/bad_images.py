# --8<-- [start:write]
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(1)
for kind in ("cat", "dog"):
    folder = Path("animals", kind)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(5):
        picture = rng.integers(0, 256, size=(32, 32, 3))
        keras.utils.save_img(folder / f"{number}.png", picture, scale=False)

broken = Path("animals", "dog", "3.png")
broken.write_bytes(broken.read_bytes()[:300])  # (1)
Path("animals", "cat", "5.jpg").write_bytes(b"<html>404</html>")  # (2)
Path("animals", "cat", "6.webp").write_bytes(b"")  # (3)

dataset = keras.utils.image_dataset_from_directory(
    "animals", image_size=(32, 32), batch_size=None, shuffle=False
)
# --8<-- [end:write]
assert len(dataset.file_paths) == 11

# --8<-- [start:read]
seen = 0
try:
    for _ in dataset:
        seen += 1
except tf.errors.InvalidArgumentError as error:
    reason = error.message.splitlines()[0].rpartition(": ")[2]
    print("after", seen, "pictures:", reason)
# --8<-- [end:read]
assert seen == 5

# --8<-- [start:find]
for path in dataset.file_paths:
    try:
        tf.io.decode_image(tf.io.read_file(path), channels=3)
    except tf.errors.InvalidArgumentError as error:
        reason = error.message.partition("}} ")[2].partition(" [Op:")[0]
        print(Path(path).as_posix(), "->", reason)
# --8<-- [end:find]
