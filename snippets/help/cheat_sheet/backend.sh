# --8<-- [start:set]
export KERAS_BACKEND=tensorflow
python -c "import keras; print(keras.config.backend())"
# --8<-- [end:set]
