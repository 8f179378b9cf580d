# --8<-- [start:raises]
python -m venv --without-pip empty  # (1)
empty/bin/python -c "import keras"
# --8<-- [end:raises]
