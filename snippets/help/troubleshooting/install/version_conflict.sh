# --8<-- [start:raises]
mkdir -p old/keras-2.15.0.dist-info  # (1)
cd old
printf 'Name: keras\nVersion: 2.15.0\n' > keras-2.15.0.dist-info/METADATA
PYTHONPATH=. python -m pip check
# --8<-- [end:raises]
