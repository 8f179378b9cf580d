# --8<-- [start:ask]
python -c "print(6 * 7)"
# --8<-- [end:ask]
