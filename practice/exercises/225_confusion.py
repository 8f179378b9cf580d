#: about
# page = "tables/classification#confusion-matrix"
# [zh]
# title = "行和列"
# task = "混淆矩阵的一行是真的类型，一列是答案；`found` 是每一类找出了几成。类型 0 有 4 份，只认出 2 份，`found` 却说全找出来了。改对一处，让 `confusion` 和 `found` 都对。"
# hints = [
#   "把打印的矩阵每一行加起来。类型 0 有 4 份，第 0 行加起来是 4 吗？",
#   "方括号里先写行，再写列。现在先写的是什么？",
#   "行是真的类型，所以先写 `label`，再写 `answer`。",
# ]
# why = "行列一对调，“真是它的里面找出几成”（召回率）就成了“说是它的里面对了几成”（精确率）。数看着都像样，没有什么会报错。拿到一张混淆矩阵，先把一行加起来，和那一类的份数对一对；别的书里行列也可能反过来放。"
# [zh.says]
# broken = "第 0 行加起来是 2，可是类型 0 有 4 份：矩阵的行列反了，行成了答案。`found` 算出来的是另一个问题的答案。"
# column = "`found` 对了，可是 `confusion(labels, answers)` 给出的矩阵还是反的：行还是答案。别人照“行是真的类型”来读，就读错了。"
# both = "矩阵对了，`found` 却又反了：它现在除以的不是这一类真有几份。行对了以后，`found` 那一行原来的写法就是对的。"
# ones = "同一格再来一次，要多数一次。现在每一格最多只有 1。"
# shape = "`confusion` 要返回 3 行 3 列的整数，每一格是次数。"
# share = "矩阵对了，`found` 还不对。它是每一类的：对角线上的次数，除以这一类真有几份，一共三个数。"
# other = "换一组标签和答案，矩阵就不对了。第 i 行第 j 列：真的是 i、答成 j 的次数。"
# [en]
# title = "Rows and columns"
# task = "In a confusion matrix a row is a true type and a column is an answer; `found` is the share of each class that was found. Of the 4 samples of type 0 only 2 were recognised, but `found` says all of them. Fix one place, so that both `confusion` and `found` are right."
# hints = [
#   "Add up each row of the printed matrix. There are 4 samples of type 0: does row 0 add up to 4?",
#   "Within the brackets, the row comes first and the column second. What comes first now?",
#   "A row is a true type, so write `label` first and `answer` second.",
# ]
# why = "Swap rows and columns, and \"what share of this class was found\" (recall) becomes \"what share of these answers is right\" (precision). Both look like decent numbers, and nothing raises an error. When you are given a confusion matrix, add up a row and compare it with the size of the class. Other books may have rows and columns the other way round."
# [en.says]
# broken = "Row 0 adds up to 2, but there are 4 samples of type 0: rows and columns are swapped, and a row is an answer. What `found` computes answers another question."
# column = "`found` is right, but `confusion(labels, answers)` still gives a swapped matrix: a row is an answer. Whoever reads it by \"a row is a true type\" reads it wrong."
# both = "The matrix is right, but now `found` is the other way round: it no longer divides by how many samples the class has. Once the rows are right, the line of `found` was right as it stood."
# ones = "When a cell comes up again, it must count once more. Now no cell goes beyond 1."
# shape = "`confusion` must return whole numbers in 3 rows and 3 columns, a count in each cell."
# share = "The matrix is right, `found` is not. For each class it is the count on the diagonal divided by how many samples the class has: three numbers."
# other = "With other labels and answers the matrix is wrong. Row i, column j: how often an i was taken for a j."
#: program
import numpy as np


def confusion(labels, answers):
    matrix = np.zeros((3, 3), dtype=int)
    for label, answer in zip(labels, answers, strict=True):
        #: broken
        matrix[answer, label] += 1
        #: solution
        matrix[label, answer] += 1
        #: wrong column
        matrix[answer, label] += 1
        #: wrong ones
        matrix[label, answer] = 1
        #: wrong other
        matrix[label, answer] += label + 1
        #: end
    return matrix


labels = np.array([0, 0, 0, 0, 1, 1, 1, 2, 2, 2])
answers = np.array([0, 0, 1, 1, 1, 1, 2, 2, 2, 1])
matrix = confusion(labels, answers)
#: solution
found = [matrix[kind, kind] / matrix[kind].sum() for kind in range(3)]
#: wrong column
found = [matrix[kind, kind] / matrix[:, kind].sum() for kind in range(3)]
#: wrong both
found = [matrix[kind, kind] / matrix[:, kind].sum() for kind in range(3)]
#: wrong share
found = matrix.trace() / matrix.sum()
#: end
print(matrix)
print("found of each type:", np.round(found, 2))


#: check
import numpy as np


def counted(labels, answers):
    matrix = np.zeros((3, 3), int)
    np.add.at(matrix, (labels, answers), 1)
    return matrix


def check(program):
    rng = np.random.default_rng(1)
    labels, answers = rng.integers(3, size=(2, 40))
    right = counted(labels, answers)
    try:
        matrix = np.asarray(program.confusion(labels, answers))
        found = np.asarray(program.found, dtype=float)
    except (TypeError, ValueError, IndexError, AttributeError):
        raise Wrong("other") from None
    if matrix.shape != (3, 3) or not np.issubdtype(matrix.dtype, np.number):
        raise Wrong("shape")
    recalls, shares = [0.5, 2 / 3, 2 / 3], [1, 0.4, 2 / 3]
    fits = found.shape == (3,) and np.allclose(found, recalls, atol=0.01)
    if (matrix == right.T).all():
        raise Wrong("column" if fits else "broken")
    if matrix.max() == 1:
        raise Wrong("ones")
    if (matrix != right).any():
        raise Wrong("other")
    if found.shape == (3,) and np.allclose(found, shares, atol=0.01):
        raise Wrong("both")
    if not fits:
        raise Wrong("share")
