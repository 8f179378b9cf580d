# --8<-- [start:compare]
python choose_mirror.py
# --8<-- [end:compare]
