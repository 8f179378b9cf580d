# --8<-- [start:fails]
parameters = 3 * 5 + 5
assert parameters == 21, f"the text says 21, the code {parameters}"
# --8<-- [end:fails]
