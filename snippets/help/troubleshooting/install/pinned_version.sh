# --8<-- [start:raises]
mkdir mirror
touch mirror/tensorflow-2.2{0,1}.0-py3-none-any.whl  # (1)
python -m pip download -q --no-index --find-links mirror \
    tensorflow==2.13.0 2>&1
# --8<-- [end:raises]
