python3 -m venv --without-pip .venv
# --8<-- [start:ask]
.venv/bin/python -c "import sys; print(sys.prefix.endswith('.venv'))"
# --8<-- [end:ask]
