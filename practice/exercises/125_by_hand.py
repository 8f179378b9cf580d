#: about
# page = "basics/workflow#evaluate-predict"
# [zh]
# title = "自己数准确率"
# task = "`accuracy` 数一数答对了几成。六个样本里答错了一个，应该是 5/6，约 0.83，它却说 0.5。不报错，数却不对。改对它。"
# hints = [
#   "打印 `answers.shape`、`labels.shape` 和 `(answers == labels).shape`。",
#   "六行一列，和六个数比，NumPy 会广播（broadcasting）：每一行都和每一个标签比了一遍。",
#   "先用 `[:, 0]` 取出那一列，两边的形状就都是 `(6,)` 了。",
# ]
# why = "`predict` 每个样本给一行，形状是 `(n, 1)`，标签常常是 `(n,)`。两者一比，就成了 n 行 n 列，平均出来的数看着还挺像成绩。减法也一样：自己算误差之前，先看两边的形状。"
# [zh.says]
# broken = "数出来的不是 6 个对错，而是 6 × 6 = 36 个：每个答案都和所有的标签比了一遍。"
# first = "这只看了第一个样本的答案，拿它去和所有的标签比。"
# average = "要数的是答对了几个。答案的平均和标签的平均像不像，不说明答对了没有。"
# errors = "这是答错的比例。答对的是剩下的那些。"
# number = "`accuracy` 应该交回一个数。"
# range = "准确率在 0 到 1 之间。这个数不在。"
# fixed = "换一组概率和标签，结果就不对了。`accuracy` 要从交给它的数里算。"
# other = "对别的概率和标签，它数出来的不对。答对的个数除以样本的个数，分界线是 0.5。"
# [en]
# title = "Accuracy counted by hand"
# task = "`accuracy` counts the share of right answers. One of six is wrong, so it should say 5/6, about 0.83, but it says 0.5. There is no error, but the number is wrong. Fix it."
# hints = [
#   "Print `answers.shape`, `labels.shape` and `(answers == labels).shape`.",
#   "Compare six rows of one column with six numbers, and NumPy broadcasts: every row is compared with every label.",
#   "Take out the column with `[:, 0]` first; then both sides have the shape `(6,)`.",
# ]
# why = "`predict` gives a row for each sample, a shape of `(n, 1)`, and labels are often `(n,)`. Compare the two and you get n rows and n columns, whose mean still looks like a score. A subtraction does the same, so look at both shapes before you compute an error by hand."
# [en.says]
# broken = "It counts 6 × 6 = 36 comparisons and not 6: each answer was compared with all of the labels."
# first = "This takes the answer for the first sample alone and compares it with all of the labels."
# average = "Count which answers are right. That the mean of the answers is near the mean of the labels does not say so."
# errors = "This is the share of wrong answers. The right ones are the rest."
# number = "`accuracy` should return a single number."
# range = "An accuracy lies between 0 and 1. This does not."
# fixed = "With other probabilities and labels the result is wrong. `accuracy` must work it out from what it is given."
# other = "For other probabilities and labels it counts wrongly. Divide the number of right answers by the number of samples; the line is at 0.5."
#: program
import numpy as np

# What predict returned for six samples, and their labels
probabilities = np.array([[0.9], [0.2], [0.7], [0.4], [0.1], [0.3]])
labels = np.array([1, 0, 1, 1, 0, 0])


def accuracy(probabilities, labels):
    #: broken
    answers = (probabilities > 0.5).astype("int")
    return (answers == labels).mean()
    #: solution
    answers = (probabilities[:, 0] > 0.5).astype("int")
    return (answers == labels).mean()
    #: wrong first
    answers = (probabilities[0] > 0.5).astype("int")
    return (answers == labels).mean()
    #: wrong average
    answers = (probabilities > 0.5).astype("int")
    return 1 - abs(answers.mean() - labels.mean())
    #: wrong range
    answers = (probabilities > 0.5).astype("int")
    return (answers == labels).sum() / len(labels)
    #: wrong fixed
    return 5 / 6
    #: wrong other
    answers = (probabilities[:, 0] > 0.35).astype("int")
    return (answers == labels).mean()
    #: end


print("accuracy:", accuracy(probabilities, labels))


#: check
import numpy as np

SETS = [
    ([0.9, 0.2, 0.7, 0.4, 0.1, 0.3], [1, 0, 1, 1, 0, 0]),
    ([0.8, 0.9, 0.1], [1, 0, 1]),
    ([0.1, 0.9, 0.2, 0.6, 0.8, 0.7, 0.4], [1, 0, 1, 0, 0, 1, 0]),
    ([0.9, 0.6, 0.8, 0.7, 0.1], [1, 1, 1, 0, 1]),
]


def check(program):
    found = []
    for p, y in SETS:
        try:
            value = program.accuracy(np.array(p)[:, np.newaxis], np.array(y))
        except Exception:
            raise Wrong("other") from None
        if np.size(value) != 1 or not isinstance(np.ravel(value)[0], (np.number, np.bool_)):
            raise Wrong("number")
        found.append(float(np.ravel(value)[0]))
    pairs = [(np.array(p) > 0.5, np.array(y) == 1) for p, y in SETS]
    ways = {
        "broken": [(a[:, np.newaxis] == b).mean() for a, b in pairs],
        "first": [(a[0] == b).mean() for a, b in pairs],
        "average": [1 - abs(a.mean() - b.mean()) for a, b in pairs],
        "errors": [(a != b).mean() for a, b in pairs],
        "fixed": [5 / 6] * len(SETS),
    }
    for name, values in ways.items():
        if np.allclose(found, values, atol=0.001):
            raise Wrong(name)
    if not all(0 <= value <= 1 for value in found):
        raise Wrong("range")
    if not np.allclose(found, [(a == b).mean() for a, b in pairs], atol=0.001):
        raise Wrong("other")
