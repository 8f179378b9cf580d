# --8<-- [start:raises]
mkdir shelf
touch shelf/demo-1.0-py3-none-any.whl  # (1)
echo "demo==1.0 --hash=sha256:$(printf '0%.0s' {1..64})" > locked.txt
python -m pip download -q --no-index --find-links shelf -r locked.txt 2>&1
# --8<-- [end:raises]
