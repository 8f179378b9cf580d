# --8<-- [start:cntk]
mkdir -p demo
echo '{"backend": "cntk"}' > demo/keras.json
KERAS_HOME=demo python -c "import keras"
# --8<-- [end:cntk]
