# --8<-- [start:name]
name = "tensorflow-2.21.0-cp312-cp312-manylinux_2_27_x86_64.whl"
package, version, python, _, platform = name.removesuffix(".whl").split("-")
print(package, version)
print(python)  # (1)
print(platform)  # (2)
# --8<-- [end:name]
