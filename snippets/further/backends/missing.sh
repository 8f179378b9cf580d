# --8<-- [start:missing]
KERAS_BACKEND=torch python -c "import keras"
# --8<-- [end:missing]
