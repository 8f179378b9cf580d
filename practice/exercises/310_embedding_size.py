#: about
# page = "data/feeding-data#lookup"
# [zh]
# title = "十二月查不到"
# task = "`model` 收月份，从 1 到 12，每个月份从表里查出两个数。下面只问了 1、6、11 月，没有问题，可是并不是每个月都查得到。改对模型，让十二个月都能查，每个月还是两个数，各不相同。"
# hints = [
#   "把 `asked` 换成 1 到 12，一个一个地问，看哪个月出错。",
#   "`Embedding` 的第一个数是表有几行。行号从哪个数开始？",
#   "12 行的行号是 0 到 11，没有第 12 行。要么表多一行，要么先把月份减 1。",
# ]
# why = "表的行号从 0 数起，要认的最大编号是 n，表就要有 n + 1 行。最大的编号往往少见，训练时可能一次也没遇上，交出去以后才报错。在 GPU 上或者换成 JAX，可能连错也不报，查出来的是 0 或 `nan`。"
# [zh.says]
# broken = "问到 12 月就不行了。表有 12 行，行号是 0 到 11。"
# wide = "每个月查出的该是 2 个数，现在不是。表有几行，是 Embedding 的第一个数。"
# data = "你改的是问题，不是模型。模型收到的月份还是从 1 到 12，问到 12 就不行。"
# shared = "有两个月查出来的数一样：它们用的是同一行。十二个月要有十二行。"
# amount = "现在的两个数随月份均匀地变，月份被当成了大小。要的是查表：每个月有自己的一行。"
# model = "`model` 要是一个 Keras 模型：收一列月份，每个月份给出两个数。"
# raised = "报错里要是有 indices，就是要查的行不在表里：行号要比行数小。"
# [en]
# title = "December is not in the table"
# task = "`model` takes months, 1 to 12, and looks up two numbers for each. It is asked about months 1, 6 and 11, and all seems well, but not every month can be looked up. Fix the model so that all twelve can, still with two numbers each and no two months alike."
# hints = [
#   "Put the months from 1 to 12 into `asked`, one at a time. Which one fails?",
#   "The first number of `Embedding` is how many rows the table has. At which number do rows start?",
#   "12 rows are numbered 0 to 11, so there is no row 12. Give the table one more row, or subtract 1 from the month first.",
# ]
# why = "Rows are counted from 0, so for a largest number n the table needs n + 1 rows. The largest number is often rare: training may never meet it, and the error comes when somebody else uses the model. On a GPU or with JAX there may be no error at all, only zeros or `nan`."
# [en.says]
# broken = "Month 12 fails. The table has 12 rows, numbered 0 to 11."
# wide = "Each month must get 2 numbers, and gets another number of them. How many rows the table has is the first number of Embedding."
# data = "You changed the question and not the model. It will still be given months from 1 to 12, and 12 fails."
# shared = "Two months get the same numbers, because they use the same row. Twelve months need twelve rows."
# amount = "The two numbers now change evenly with the month, so the month is taken for an amount. It should be a name, with a row of its own."
# model = "`model` must be a Keras model that takes a column of months and gives two numbers for each."
# raised = "If the error speaks of indices, a row was asked for that the table does not have. Row numbers must be less than the number of rows."
#: program
import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(1)
month = keras.Input(shape=(1,))
#: broken
rows = layers.Embedding(12, 2)(month)
#: solution
rows = layers.Embedding(13, 2)(month)
#: wrong wide
rows = layers.Embedding(12, 3)(month)
#: wrong shared
rows = layers.Embedding(12, 2)(keras.ops.minimum(month, 11))
#: wrong amount
rows = layers.Dense(2)(month)
#: wrong data
rows = layers.Embedding(12, 2)(month)
#: end
model = keras.Model(month, layers.Flatten()(rows))

#: solution
asked = np.array([[1], [6], [11]])
#: wrong data
asked = np.array([[0], [5], [10]])
#: end
print(model.predict(asked, verbose=0).round(2))


#: check
import numpy as np


def check(program):
    model, asked = program.model, np.ravel(program.asked)
    if not hasattr(model, "predict"):
        raise Wrong("model")
    months = np.arange(1, 13).reshape(12, 1)
    try:
        found = np.asarray(model.predict(months, verbose=0), "float64")
        width = found.size // 12
    except Exception:
        found, width = None, getattr(model, "output_shape", (None, 2))[-1]
        if getattr(model, "input_shape", (None, 1))[-1] not in (1, None):
            raise Wrong("model") from None
    if width != 2:
        raise Wrong("wide")
    if found is None and (asked.size == 0 or np.min(asked) < 1):
        raise Wrong("data")
    if found is None or not np.isfinite(found).all():
        raise Wrong("broken")
    found = found.reshape(12, 2)
    if not found[11].any() and found[:11].any():  # what a GPU gives for a row that is not there
        raise Wrong("broken")
    if np.allclose(np.diff(found, 2, axis=0), 0, atol=1e-4):
        raise Wrong("amount")
    if len(np.unique(found.round(7), axis=0)) < 12:
        raise Wrong("shared")
