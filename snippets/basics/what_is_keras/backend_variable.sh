# --8<-- [start:theano]
KERAS_HOME=demo KERAS_BACKEND=theano python -c "import keras"
# --8<-- [end:theano]
