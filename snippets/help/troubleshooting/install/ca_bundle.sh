# --8<-- [start:raises]
export REQUESTS_CA_BUNDLE=gone.pem  # (1)
python -m pip install --disable-pip-version-check -q -I --dry-run \
    --index-url https://127.0.0.1:9/simple tensorflow
# --8<-- [end:raises]
