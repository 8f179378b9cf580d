# --8<-- [start:path]
packages=$(python -c "import site; print(site.getsitepackages()[0])")
for folder in "$packages"/nvidia/*/lib; do  # (1)
  export LD_LIBRARY_PATH="$folder${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"  # (2)
done
python -c "import keras; print(keras.distribution.list_devices())"
# --8<-- [end:path]
