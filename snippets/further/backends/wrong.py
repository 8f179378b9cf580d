# --8<-- [start:names]
import os
import subprocess
import sys

for name in ("pytorch", "Torch", "torch"):
    ended = subprocess.run(  # (1)
        [sys.executable, "-c", "import keras"],
        env={**os.environ, "KERAS_BACKEND": name},
        capture_output=True,
        text=True,
    )
    print(*ended.stderr.splitlines()[-1:])  # (2)
# --8<-- [end:names]
for name in ("pytorch", "Torch"):
    ended = subprocess.run(
        [sys.executable, "-c", "import keras"],
        env={**os.environ, "KERAS_BACKEND": name},
        capture_output=True,
        text=True,
    )
    assert f"Unable to import backend : {name}" in ended.stderr, ended.stderr
