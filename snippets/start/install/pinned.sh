# --8<-- [start:install]
pip install tensorflow==2.21.0 keras==3.15.1 numpy==2.4.6
pip install matplotlib==3.11.2 scikit-learn==1.9.1
# --8<-- [end:install]
