# --8<-- [start:raises]
KERAS_BACKEND=jax python -c "import keras"
# --8<-- [end:raises]
