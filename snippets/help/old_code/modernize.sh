# --8<-- [start:ask]
python modernize.py old_digits.py
# --8<-- [end:ask]
# --8<-- [start:write]
python modernize.py --write old_digits.py
# --8<-- [end:write]
