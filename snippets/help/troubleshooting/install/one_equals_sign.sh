# --8<-- [start:raises]
python -m pip download --no-index tensorflow=2.21.0
# --8<-- [end:raises]
