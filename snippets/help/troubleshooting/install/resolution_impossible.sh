# --8<-- [start:raises]
mkdir keras-2.15.0.dist-info  # (1)
cd keras-2.15.0.dist-info
touch RECORD
echo 'Wheel-Version: 1.0' > WHEEL
printf 'Metadata-Version: 2.1\nName: keras\nVersion: 2.15.0\n' > METADATA
cd ..
python -m zipfile -c keras-2.15.0-py3-none-any.whl keras-2.15.0.dist-info
printf 'keras==2.15.0\ntensorflow\n' > wishes.txt
python -m pip install -q --dry-run --no-index --find-links . \
    -r wishes.txt 2>&1
# --8<-- [end:raises]
