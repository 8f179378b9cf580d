# --8<-- [start:raises]
export PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION=cpp
python -c "import tensorflow" 2>&1 | grep -o "cannot import name '_m.*pyext'"
# --8<-- [end:raises]
