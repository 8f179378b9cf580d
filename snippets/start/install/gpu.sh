# --8<-- [start:install]
nvidia-smi  # (1)
pip install "tensorflow[and-cuda]"  # (2)
# --8<-- [end:install]
