# --8<-- [start:create]
python3 -m venv .venv  # (1)
source .venv/bin/activate  # (2)
command -v python  # (3)
# --8<-- [end:create]

# What the page says of a fresh environment: it has pip and no TensorFlow.
pip --version >/dev/null
python -c "import sys; assert sys.prefix != sys.base_prefix"
! python -c "import tensorflow" 2>/dev/null
