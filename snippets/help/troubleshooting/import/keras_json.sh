# --8<-- [start:raises]
mkdir -p settings
echo '{"floatx": "double"}' > settings/keras.json
KERAS_HOME=settings python -c "import keras"
# --8<-- [end:raises]
