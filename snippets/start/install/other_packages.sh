# --8<-- [start:install]
pip install matplotlib scikit-learn
# --8<-- [end:install]
