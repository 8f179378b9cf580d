# --8<-- [start:raises]
python -m pip install --disable-pip-version-check -q -I --dry-run \
    --proxy socks5://127.0.0.1:1080 \
    --index-url https://127.0.0.1:9/simple tensorflow
# --8<-- [end:raises]
