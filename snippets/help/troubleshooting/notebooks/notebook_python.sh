# --8<-- [start:kernel]
python -m pip install ipykernel
python -m ipykernel install --user --name keras-book  # (1)
# --8<-- [end:kernel]
