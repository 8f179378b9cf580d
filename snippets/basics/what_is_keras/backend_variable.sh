# --8<-- [start:theano]
mkdir -p demo
echo '{"backend": "cntk"}' > demo/keras.json
KERAS_HOME=demo KERAS_BACKEND=theano python -c "import keras"
# --8<-- [end:theano]
