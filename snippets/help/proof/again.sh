# --8<-- [start:again]
make check  # (1)
make test  # (2)
make test ALL=1  # (3)
make vary PAGE=start/verify  # (4)
make codeblocks PAGE=start/verify  # (5)
make inventory  # (6)
# --8<-- [end:again]
