# ruff: noqa: F821
# --8<-- [start:raises]
classifier.fit(pictures, labels)
# --8<-- [end:raises]
