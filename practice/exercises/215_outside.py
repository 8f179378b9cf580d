#: about
# page = "tables/function-fitting#outside"
# [zh]
# title = "见过的范围"
# task = "网络只学过 40 到 120 平方米、1 到 5 间房的公寓。`in_range` 要说出每套新公寓是不是每一列都在训练数据的范围里。它现在总说 `True`，连 400 平方米的也是。"
# hints = [
#   "打印 `low` 和 `high`。它们是谁的最小值和最大值？",
#   "拿新数据去和新数据自己的范围比，每一行当然都在里面。",
#   "范围要从 `x_train` 的每一列算出来。",
# ]
# why = "出了训练范围，网络照样给出一个数，没有任何警告。所以范围要在训练时记下来，用的时候拿新数据去比。从新数据自己算范围，检查就永远通过，等于没有检查。"
# [zh.says]
# broken = "每一行都说在范围里，400 平方米的也是。范围要看训练时见过什么，不看新来的是什么。"
# whole = "两列混在一起算了一个范围：9 间房落在“1 到 120”里，可那是平方米。每一列要有自己的最小值和最大值。"
# any = "只要有一列在范围里，就说整行都在。400 平方米、4 间房的公寓，网络没有见过。"
# top = "你只查了一头：另一头出了范围，却放过了。范围有两头，最小和最大都要查。"
# one = "`in_range` 要给每一行一个答案，3 套公寓就是 3 个 `True` 或 `False`。"
# other = "换几套公寓，答案就不对了。每一列都在 `x_train` 那一列的最小值和最大值之间，才是 `True`；不能照着这三套写答案。"
# raised = "`low` 和 `high` 要能和 `x` 的每一行比：每一列一个数，也就是两个数。"
# [en]
# title = "The range it has seen"
# task = "The network has only learned from flats of 40 to 120 square metres with 1 to 5 rooms. `in_range` must say of each new flat whether every column lies in the range of the training data. Now it always says `True`, even of 400 square metres."
# hints = [
#   "Print `low` and `high`. Whose least and greatest values are they?",
#   "If you compare new data with the range of that same data, every row is inside.",
#   "Compute the range from each column of `x_train`.",
# ]
# why = "Outside the training range a network still gives a number, and nothing warns you. So note the range when you train, and compare new data with it. If the range comes from the new data, the check always passes, and checks nothing."
# [en.says]
# broken = "Every row is said to be inside, even 400 square metres. The range is about what was seen in training, not about what comes in now."
# whole = "Both columns share one range: 9 rooms lie within \"1 to 120\", but those are square metres. Each column needs a minimum and a maximum of its own."
# any = "A row counts as inside as soon as one column is. The network has not seen a flat of 400 square metres with 4 rooms."
# top = "You check one end only, and let pass what is beyond the other. A range has two ends: look at the least and the greatest."
# one = "`in_range` must give one answer for each row: 3 flats, 3 times `True` or `False`."
# other = "With other flats the answers are wrong. It is `True` only if each column lies between the minimum and the maximum of that column of `x_train`; answers written down for these three flats do not count."
# raised = "`low` and `high` must compare with each row of `x`: one number for each column, which makes two."
#: program
import numpy as np

# Two columns: square metres, rooms.
x_train = np.array([[65, 2], [40, 1], [120, 5], [90, 3]])


def in_range(x):
    #: broken
    low, high = x.min(axis=0), x.max(axis=0)
    inside = (x >= low) & (x <= high)
    return inside.all(axis=1)
    #: solution
    low, high = x_train.min(axis=0), x_train.max(axis=0)
    inside = (x >= low) & (x <= high)
    return inside.all(axis=1)
    #: wrong whole
    low, high = x_train.min(), x_train.max()
    inside = (x >= low) & (x <= high)
    return inside.all(axis=1)
    #: wrong any
    low, high = x_train.min(axis=0), x_train.max(axis=0)
    inside = (x >= low) & (x <= high)
    return inside.any(axis=1)
    #: wrong top
    high = x_train.max(axis=0)
    return (x <= high).all(axis=1)
    #: wrong one
    low, high = x_train.min(axis=0), x_train.max(axis=0)
    inside = (x >= low) & (x <= high)
    return inside.all()
    #: wrong other
    return np.array([True, False, False])
    #: end


new = np.array([[70, 2], [400, 4], [100, 9]])
print(in_range(new))


#: check
import numpy as np


def answers(in_range, rows):
    try:
        found = np.asarray(in_range(np.array(rows)))
    except Exception:
        raise Wrong("other") from None
    if found.shape != (len(rows),):
        raise Wrong("other" if found.shape == (3,) else "one")
    return found.astype(bool).tolist()


def check(program):
    in_range = program.in_range
    shown = answers(in_range, [[70, 2], [400, 4], [100, 9]])
    low = answers(in_range, [[20, 3], [100, 0], [70, 2]])
    single = answers(in_range, [[400, 9]])
    more = answers(in_range, [[400, 4], [100, 4], [50, 9], [110, 2]])
    if all(shown + single + more) and low == [False, False, True]:
        raise Wrong("top")
    if all(shown + single + more):
        raise Wrong("broken")
    if shown == [True, False, True] and more[2] and low[0]:
        raise Wrong("whole")
    if shown[1] and shown[2]:
        raise Wrong("any")
    if shown == [True, False, False] and low == [True, True, True]:
        raise Wrong("top")
    if (shown, low, single) != ([True, False, False], [False, False, True], [False]):
        raise Wrong("other")
    if more != [False, True, False, True]:
        raise Wrong("other")
