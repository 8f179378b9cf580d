# --8<-- [start:largest]
from importlib.metadata import distributions

sizes = {}
for package in distributions():  # (1)
    files = package.files or []
    sizes[package.name] = sum(file.size or 0 for file in files)  # (2)
largest = sorted(sizes, key=sizes.get, reverse=True)
print("largest:", largest[0])
# --8<-- [end:largest]

assert largest[0] in {"tensorflow", "tensorflow-cpu", "tensorflow_cpu"}
