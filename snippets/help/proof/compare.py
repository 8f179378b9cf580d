# --8<-- [start:compare]
import re

NUMBER = re.compile(r"-?\d+\.\d+")  # (1)


def same(shown, printed, tolerance=0.0):
    if NUMBER.sub("#", shown) != NUMBER.sub("#", printed):  # (2)
        return False
    numbers = zip(NUMBER.findall(shown), NUMBER.findall(printed), strict=True)
    return all(abs(float(a) - float(b)) <= tolerance for a, b in numbers)


print(same("loss 0.31", "loss 0.31"))
print(same("loss 0.31", "loss 0.32"))
print(same("loss 0.31", "loss 0.32", tolerance=0.02))
print(same("loss 0.31", "lost 0.31", tolerance=0.02))  # (3)
# --8<-- [end:compare]

assert same("62 parameters", "62 parameters", tolerance=1)
assert not same("62 parameters", "63 parameters", tolerance=1)

# --8<-- [start:guess]
print(same("accuracy 0.95", "accuracy 0.96", tolerance=0.02))
print(same("accuracy 95%", "accuracy 96%", tolerance=2))
print(same("accuracy 0.95", "accuracy 0.951", tolerance=0.02))
# --8<-- [end:guess]


# --8<-- [start:first]
def first_difference(shown, printed, tolerance=0.0):
    lines, others = shown.splitlines(), printed.splitlines()
    for number in range(max(len(lines), len(others))):
        a = lines[number] if number < len(lines) else "(nothing)"
        b = others[number] if number < len(others) else "(nothing)"
        if not same(a, b, tolerance):
            return f"line {number + 1}: {a} / {b}"
    return "no difference"


book = "epoch 1 loss 0.31\nepoch 2 loss 0.12\ndone"
print(first_difference(book, book))
print(first_difference(book, book.replace("0.12", "0.19"), tolerance=0.02))
print(first_difference(book, book.replace("\ndone", "")))
# --8<-- [end:first]

assert first_difference("", "one") == "line 1: (nothing) / one"
assert first_difference("a 1.00", "a 1.01", tolerance=0.02) == "no difference"
