# --8<-- [start:install]
py -3.12 -m venv .venv
.venv\Scripts\Activate.ps1
pip install tensorflow
python -c "import keras; print(keras.__version__)"
# --8<-- [end:install]
