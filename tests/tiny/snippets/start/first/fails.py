# --8<-- [start:fail]
print(1 / 0)
# --8<-- [end:fail]
