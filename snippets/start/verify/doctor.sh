# --8<-- [start:ask]
python doctor.py
# --8<-- [end:ask]
