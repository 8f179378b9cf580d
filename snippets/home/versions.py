# --8<-- [start:packages]
from importlib.metadata import version

for package in ("keras", "tensorflow", "numpy", "scikit-learn", "matplotlib"):
    print(package, version(package))
# --8<-- [end:packages]
