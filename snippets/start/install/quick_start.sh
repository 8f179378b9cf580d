# --8<-- [start:install]
python3 -m venv .venv
source .venv/bin/activate
pip install tensorflow
python -c "import keras; print(keras.__version__)"
# --8<-- [end:install]
