# --8<-- [start:case]
KERAS_BACKEND=TensorFlow python -c "import keras"
# --8<-- [end:case]
