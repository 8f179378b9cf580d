# --8<-- [start:install]
python -m pip install --upgrade pip
python -m pip install --timeout 60 --retries 10 tensorflow  # (1)
# --8<-- [end:install]
