# --8<-- [start:raises]
python -c "pip install tensorflow"  # (1)
# --8<-- [end:raises]
