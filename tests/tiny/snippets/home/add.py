# --8<-- [start:add]
first = 40  # (1)
print(first + 2)  # (2)
# --8<-- [end:add]

# --8<-- [start:loop]
total = 0
for number in (10, 20, 30):
    total = total + number
    print(total)
# --8<-- [end:loop]

assert total == 60
