# --8<-- [start:raises]
KERAS_BACKEND=theano python -c "import keras"
# --8<-- [end:raises]
