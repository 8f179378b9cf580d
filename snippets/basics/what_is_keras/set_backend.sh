# --8<-- [start:set]
export KERAS_BACKEND=tensorflow
echo "$KERAS_BACKEND"
# --8<-- [end:set]
