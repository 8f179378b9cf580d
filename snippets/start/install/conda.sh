# --8<-- [start:install]
conda create -n keras-book python=3.12 pip  # (1)
conda activate keras-book
pip install tensorflow  # (2)
# --8<-- [end:install]
