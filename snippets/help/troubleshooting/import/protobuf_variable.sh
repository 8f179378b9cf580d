# --8<-- [start:raises]
export PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION=cpp
python -c "
try:
    import tensorflow
except ImportError as error:
    raise SystemExit(str(error).split(' (')[0])"  # (1)
# --8<-- [end:raises]
