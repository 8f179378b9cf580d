#: about
# page = "start/numpy#reshape"
# [zh]
# title = "一行变一列"
# task = "`fit` 要的是一行一个样本。`ages` 有 5 个数，把它变成 5 行 1 列的 `column`。"
# hints = [
#   "先看看现在的 `column.shape` 是什么，再说它应该是什么。",
#   "`reshape` 的第一个数是行数。哪一边写 1？",
#   "`-1` 的意思是“自己算”：`reshape(-1, 1)` 是“要 1 列，行数自己算”。",
# ]
# why = "一个样本一行，是 Keras 里所有数据的规矩。形状 `(1, 5)` 会被当成一个样本，量了 5 样东西。"
# [zh.says]
# broken = "`column` 现在是 1 行 5 列：一个样本，量了 5 样东西。你要的是 5 个样本，每个量了 1 样。"
# flat = "`column` 的轴不是两条。一排数只有一条轴，没有“列”；一张表有行、列两条。"
# values = "还不对。列里应该还是那 5 个年龄，一行一个，顺序不变。"
# [en]
# title = "A row becomes a column"
# task = "`fit` wants one row for each sample. `ages` has 5 numbers; make `column` of them, with 5 rows and 1 column."
# hints = [
#   "Look at `column.shape` as it is now, then say what it must be.",
#   "The first number of `reshape` is the number of rows. Where does the 1 belong?",
#   "`-1` means “work it out”: `reshape(-1, 1)` asks for 1 column, and as many rows as it takes.",
# ]
# why = "One row for each sample holds for all data in Keras. The shape `(1, 5)` would be taken for one sample with 5 measurements."
# [en.says]
# broken = "`column` has 1 row and 5 columns: one sample, of which 5 things were measured. You want 5 samples with 1 measurement each."
# flat = "`column` does not have two axes. A line of numbers has one, and no columns; a table has two."
# values = "Not right yet. The column must hold the same 5 ages, one in each row, in the same order."
#: program
import numpy as np

ages = np.array([23, 35, 41, 52, 68])
#: broken
column = ages.reshape(1, -1)
#: solution
column = ages.reshape(-1, 1)
#: wrong flat
column = ages.T
#: wrong values
column = np.zeros((5, 1))
#: end
print(column.shape)


#: check
import numpy as np


def check(program):
    column = np.asarray(program.column)
    if column.shape == (1, 5):
        raise Wrong("broken")
    if column.ndim != 2:
        raise Wrong("flat")
    if column.shape != (5, 1) or (column[:, 0] != [23, 35, 41, 52, 68]).any():
        raise Wrong("values")
