#: about
# page = "start/numpy#broadcast-trap"
# [zh]
# title = "平均错了多少"
# task = "五个答案里只有最后一个错了，错 1，所以平均错 0.2。`mean_error` 却说 1.8。网络给的答案总是排成一列，数据不要动，改 `mean_error`。"
# hints = [
#   "在 `mean_error` 里打印 `(answers - labels).shape`。五个答案，有几个差？",
#   "一列减一排，会广播成一张表。相减之前，两边的形状要一样。",
#   "`answers[:, 0]` 是第 0 列，一排；用它去减 `labels`。",
# ]
# why = "形状 `(5, 1)` 减 `(5,)` 得到 25 个差，求了平均就只剩一个数，什么也看不出来。自己算误差的时候最容易碰上：网络其实学得很好，报出来的误差却很大。自己写的损失里有它，网络就真的学不好，只会猜平均值。"
# [zh.says]
# broken = "给 `mean_error` 一列答案、一排正确答案，它算的差有 25 个，不是 5 个：每个答案和每个正确答案都减了一遍。一列减一排，就成了一张表。"
# first = "现在只有第一个答案去和五个正确答案比。其余四个没有用上。"
# five = "五个答案算对了，换成四个就报错。样本有几个，不要写死在 `mean_error` 里。"
# signs = "猜高的和猜低的抵消了：答案 1 和 3、正确答案 2 和 2，你说没有错。每个差先取绝对值，再求平均。"
# data = "你改的是数据。下一个网络给的答案还是一列，正确答案还是一排，`mean_error` 照样会错。数据改回去，改函数。"
# other = "还不对。`mean_error` 收一列答案和一排正确答案，交出一个数：每个答案错多少，取绝对值，求平均。"
# [en]
# title = "How wrong on average?"
# task = "Of five answers only the last is wrong, by 1, so they are wrong by 0.2 on average. `mean_error` says 1.8. Networks always give their answers in a column, so leave the data alone and fix `mean_error`."
# hints = [
#   "Print `(answers - labels).shape` inside `mean_error`. How many differences do five answers have?",
#   "A column minus a line is broadcast to a table. Before you subtract, give both the same shape.",
#   "`answers[:, 0]` is column 0, which is a line. Subtract `labels` from that.",
# ]
# why = "Shapes `(5, 1)` and `(5,)` give 25 differences, and after the mean a single number is left that shows nothing of it. You meet this when you compute an error of your own: the network has learned well, and you are told that it has not. In a loss of your own it is worse: the network then learns only to guess the mean."
# [en.says]
# broken = "Given a column of answers and a line of right answers, `mean_error` takes 25 differences, not 5: every answer meets every right answer. A column minus a line makes a table."
# first = "Now the first answer alone is compared with all five right answers. The other four are not used."
# five = "Right for five answers, but with four it fails. Do not write the number of samples into `mean_error`."
# signs = "Answers that are too high and too low cancel out: for answers 1 and 3 where 2 and 2 are right, you report no error. Take the absolute value of each difference before the mean."
# data = "You changed the data. The next network will give a column again, beside a line of right answers, and `mean_error` will still be wrong. Put the data back and fix the function."
# other = "Not right yet. `mean_error` is given a column of answers and a line of right answers, and hands back one number: the mean of how far off each answer is, without signs."
#: program
import numpy as np


def mean_error(answers, labels):
    #: broken
    return abs(answers - labels).mean()
    #: solution
    return abs(answers[:, 0] - labels).mean()
    #: wrong first
    return abs(answers[0] - labels).mean()
    #: wrong five
    return abs(answers.reshape(5) - labels).mean()
    #: wrong signs
    return (answers[:, 0] - labels).mean()
    #: wrong data
    return abs(answers - labels).mean()
    #: end


#: solution
answers = np.array([[1.0], [2.0], [3.0], [4.0], [5.0]])
#: wrong data
answers = np.array([1.0, 2.0, 3.0, 4.0, 5.0])
#: end
labels = np.array([1.0, 2.0, 3.0, 4.0, 6.0])
print(answers.shape, labels.shape)
print(mean_error(answers, labels))


#: check
import numpy as np


def check(program):
    mean_error, given = program.mean_error, (program.answers, program.labels)

    def error(answers, labels):
        try:
            found = np.asarray(mean_error(answers[:, np.newaxis], labels.copy()), dtype=float)
        except Exception:
            return None
        return found.item() if found.size == 1 else None

    five = np.array([4.0, 1.0, 5.0, 9.0, 2.0]), np.array([6.0, 1.5, 4.0, 2.0, 2.5])
    found = error(*five)
    if found is None:
        raise Wrong("other")
    off = five[0] - five[1]
    table = five[0][:, np.newaxis] - five[1]
    if np.isclose(found, abs(table).mean()):
        raise Wrong("broken" if [np.ndim(one) for one in given] == [2, 1] else "data")
    if np.isclose(found, abs(table[0]).mean()):
        raise Wrong("first")
    if np.isclose(abs(found), abs(off.mean())):
        raise Wrong("signs")
    if not np.isclose(found, abs(off).mean()):
        raise Wrong("other")
    for size in (4, 9):
        answers, labels = np.random.default_rng(size).normal(size=(2, size))
        found = error(answers, labels)
        if found is None:
            raise Wrong("five")
        if not np.isclose(found, abs(answers - labels).mean()):
            raise Wrong("other")
