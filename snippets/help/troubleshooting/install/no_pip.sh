# --8<-- [start:raises]
python -m venv --without-pip bare  # (1)
bare/bin/python -m pip --version
# --8<-- [end:raises]
