# --8<-- [start:ask]
python -c "import keras; print(keras.__version__, keras.config.backend())"
# --8<-- [end:ask]
