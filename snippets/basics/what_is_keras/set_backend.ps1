# --8<-- [start:set]
$env:KERAS_BACKEND = "tensorflow"
echo $env:KERAS_BACKEND
# --8<-- [end:set]
