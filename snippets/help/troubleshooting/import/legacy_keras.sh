# --8<-- [start:raises]
export TF_USE_LEGACY_KERAS=1
python -c "import tensorflow as tf; print(tf.keras.layers)"
# --8<-- [end:raises]
