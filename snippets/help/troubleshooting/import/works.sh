mkdir -p settings notes
echo '{"floatx": "double"}' > settings/keras.json
echo 'print("my first lines")' > notes/keras.py
# --8<-- [start:keras-json]
mv settings/keras.json settings/keras.json.old
KERAS_HOME=settings python -c "import keras; print(keras.config.floatx())"
# --8<-- [end:keras-json]
# --8<-- [start:shadowed-name]
cd notes
python -c "import keras; print(keras.__file__)"
mv keras.py my_keras.py
# --8<-- [end:shadowed-name]
