# --8<-- [start:raises]
touch tensorflow-2.21.0-cp39-cp39-win32.whl  # (1)
python -m pip download --no-index ./tensorflow-2.21.0-cp39-cp39-win32.whl
# --8<-- [end:raises]
