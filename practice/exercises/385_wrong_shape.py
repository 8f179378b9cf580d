#: about
# page = "further/deliver#program"
# [zh]
# title = "四行只有两个答案"
# task = "`answer` 收手写数字，每行 64 个数，一行一个答案。有人交来 4 行，每行只有 32 个数，它也不报错，给了两个答案。让 `answer` 遇到每行不是 64 个数的，就 `raise ValueError(…)`，说清楚要几个数。"
# hints = [
#   "`reshape(-1, 8, 8, 1)` 不管一行有几个数，它把所有的数连起来，64 个一组。",
#   "在 `reshape` 之前看 `rows.shape`。第二条轴该是几？",
#   "`if rows.ndim != 2 or rows.shape[1] != 64:`，下一行 `raise ValueError(f\"expected 64 numbers in a row, got {rows.shape}\")`。",
# ]
# why = "交给别人的程序，早晚会收到形状不对的数据。`reshape` 里的 -1 和 NumPy 的广播都会把错的凑成能算的，答案照给，人家照信。在门口查一次形状，错的数据就进不来。"
# [zh.says]
# broken = "每行不是 64 个数，它还是给了答案：相邻的行被接成一个数字，或者一行被切成了几个。"
# total = "你查的是一共有几个数，32 个一行的 4 行正好是 128 个，还是混过去了。要查的是每行几个。"
# quiet = "它没有给答案，也没有报错。用的人不知道出了什么事；要 `raise ValueError(…)`。"
# vague = "它拒绝了，可是没有说清楚要什么。错误里要写出每行该有几个数：64。"
# refuses = "对的数据也被拒绝了：每行 64 个数，不管几行，都该有答案。"
# kind = "它报的不是 `ValueError`。数据不对，Python 里习惯报 `ValueError`，调用的人等的也是它。"
# answers = "对的数据，答案变了：一行一个答案，要和 `model` 说的一样。"
# raised = "要报的是 `ValueError`，程序最后的 `except` 才接得住。好的数据不该报错。"
# [en]
# title = "Four rows, two answers"
# task = "`answer` takes handwritten digits, 64 numbers in each row, and gives one answer for each row. Somebody hands it 4 rows of 32 numbers; there is no error, and two answers come back. If the rows do not have 64 numbers each, `answer` should `raise ValueError(…)` and say how many it wants."
# hints = [
#   "`reshape(-1, 8, 8, 1)` does not care how many numbers are in a row. It strings all of them together and cuts off 64 at a time.",
#   "Look at `rows.shape` before the `reshape`. How long should the second axis be?",
#   "`if rows.ndim != 2 or rows.shape[1] != 64:` and below it something like `raise ValueError(f\"expected 64 numbers in a row, got {rows.shape}\")`.",
# ]
# why = "A program that others use will be given data of the wrong shape sooner or later. The -1 of `reshape` and NumPy's broadcasting both turn it into something that can be computed; answers come out, and people believe them. Check the shape once at the door, and bad data stays outside."
# [en.says]
# broken = "The rows do not have 64 numbers, and there are answers all the same: neighbouring rows are glued into one digit, or one row is cut into several."
# total = "You check how many numbers there are in all. 4 rows of 32 are 128 numbers, and get through. Check how many are in a row."
# quiet = "There is no answer, and no error. Whoever called it does not know what happened; use `raise ValueError(…)`."
# vague = "It refuses, but does not say clearly what it wants. The error should say how many numbers a row must have: 64."
# refuses = "Good data is refused as well. With 64 numbers in a row there should be answers for any number of rows."
# kind = "The error is not a `ValueError`. That is the usual one in Python for bad data, and the one that callers wait for."
# answers = "For good data the answers changed. There should be one for each row, the same that `model` gives."
# raised = "It must be a `ValueError`, or the `except` at the end does not catch it. Good data must raise nothing."
#: program
import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(1)
inputs = keras.Input((8, 8, 1))
model = keras.Model(inputs, layers.Dense(10)(layers.Flatten()(inputs)))


def answer(rows):
    rows = np.array(rows, "float32")
    #: broken
    digits = rows.reshape(-1, 8, 8, 1)
    #: solution
    if rows.ndim != 2 or rows.shape[1] != 64:
        raise ValueError(f"expected 64 numbers in a row, got {rows.shape}")
    digits = rows.reshape(-1, 8, 8, 1)
    #: wrong total
    if rows.size % 64 != 0:
        raise ValueError(f"{rows.size} numbers are not 64 in a row")
    digits = rows.reshape(-1, 8, 8, 1)
    #: wrong quiet
    if rows.shape[-1] != 64:
        return print("expected 64 numbers in a row")
    digits = rows.reshape(-1, 8, 8, 1)
    #: wrong vague
    digits = rows.reshape(len(rows), 8, 8, 1)
    #: wrong refuses
    if len(rows) != 64:
        raise ValueError("expected 64 numbers")
    digits = rows.reshape(-1, 8, 8, 1)
    #: wrong answers
    if rows.shape[-1] != 64:
        raise ValueError("expected 64 numbers in a row")
    digits = rows.reshape(-1, 8, 8, 1)[:1]
    #: wrong kind
    if rows.shape[-1] != 64:
        raise TypeError("expected 64 numbers in a row")
    digits = rows.reshape(-1, 8, 8, 1)
    #: end
    return model.predict(digits, verbose=0).argmax(axis=1)


#: solution
try:
    print("64 in a row:", answer(np.ones((3, 64))))
    print("32 in a row:", answer(np.ones((4, 32))))
except ValueError as error:
    print("refused:", error)
#: wrong kind
try:
    print("64 in a row:", answer(np.ones((3, 64))))
    print("32 in a row:", answer(np.ones((4, 32))))
except TypeError as error:
    print("refused:", error)
#: end


#: check
import numpy as np


def check(program):
    answer, model = program.answer, program.model
    good = np.random.default_rng(1).uniform(0, 16, size=(5, 64))
    try:
        wanted = np.asarray(model.predict(good.reshape(-1, 8, 8, 1), verbose=0)).argmax(axis=1)
    except Exception:
        raise Wrong("answers") from None
    try:
        found, one = answer(good), answer(good[:1].tolist())
    except (Exception, SystemExit):
        raise Wrong("refuses") from None
    try:
        equal = np.ravel(found).tolist() == wanted.tolist()
        equal = equal and np.ravel(one).tolist() == wanted[:1].tolist()
    except Exception:
        equal = False
    if not equal:
        raise Wrong("answers")
    outcome = {}
    for shape in ((5, 63), (4, 32), (2, 128), (64, 2), (1, 192)):
        try:
            found = answer(np.ones(shape))
            outcome[shape] = "quiet" if found is None or np.size(found) == 0 else "answered"
        except ValueError as error:
            text = str(error)
            clear = "64" in text
            outcome[shape] = "refused" if clear and "cannot reshape" not in text else "vague"
        except (Exception, SystemExit):
            outcome[shape] = "kind"
    kinds = set(outcome.values())
    if "answered" in kinds:
        raise Wrong(
            "total" if outcome[5, 63] == "refused" and outcome[4, 32] == "answered" else "broken"
        )
    for kind in ("quiet", "kind", "vague"):
        if kind in kinds:
            raise Wrong(kind)
