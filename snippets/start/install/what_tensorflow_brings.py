# --8<-- [start:requires]
from importlib.metadata import requires

for line in requires("tensorflow"):
    if line.startswith(("h5py", "keras", "numpy", "protobuf")):
        print(line)
# --8<-- [end:requires]

assert requires("keras"), "keras is installed"
assert not any(line.startswith("tensorflow") for line in requires("keras"))
