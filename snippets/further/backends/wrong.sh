# --8<-- [start:wrong]
KERAS_BACKEND=pytorch python -c "import keras"
# --8<-- [end:wrong]
