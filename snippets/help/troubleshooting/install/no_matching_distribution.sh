# --8<-- [start:raises]
python -m pip download -q --retries 0 \
    --index-url https://127.0.0.1:9/simple tensorflow  # (1)
# --8<-- [end:raises]
