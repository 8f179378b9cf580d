# --8<-- [start:raises]
KERAS_BACKEND=torch python -c "import keras"
# --8<-- [end:raises]
