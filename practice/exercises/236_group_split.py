#: about
# page = "tables/own-table#split"
# [zh]
# title = "一家人分在两边"
# task = "`split` 把行分成训练和测试两份，返回行号。可是打印出来，有的家庭两边都有。改 `split`，让每一家的行都在同一边，每一行都还在。"
# hints = [
#   "`train_test_split` 一行一行地分，它不知道哪些行是一家。",
#   "应该分的是家庭，不是行。scikit-learn 有按组划分的工具，这一页用过。",
#   "`model_selection.GroupShuffleSplit(1, test_size=0.25, random_state=seed)`，再取 `next(cut.split(rows, groups=family))`，得到的就是两组行号。",
# ]
# why = "同一家、同一个病人、同一台机器的行彼此相像，分在两边，测试就成了考做过的题，分数偏高，没有任何报错。程序不知道哪些行是一组，只有你知道。"
# [zh.says]
# broken = "有的家庭两边都有：划分的是行，不是家庭。"
# stratify = "每一家都被分到了两边。`stratify` 是让两边的比例一样，正好和要的相反。"
# names = "要返回的是行号，从 0 到 `len(family) - 1`。现在返回的是别的东西：家庭的名字或者编号，或者一串真假。"
# dropped = "有的行不见了，或者两边都有。两份合起来，每一行要正好有一次。"
# share = "划分得太偏：测试的行应该有四分之一上下，现在一边太少。这是拿另外 12 家试的。"
# returns = "`split(family, seed)` 要返回两组行号：训练的和测试的。换一份数据，它出错了，或者返回了别的。"
# raised = "要返回两组行号。按组划分时，要告诉它每一行属于哪一组，再用 `next` 取出那两组。"
# [en]
# title = "Families on both sides"
# task = "`split` divides rows into a training and a test set, and returns row numbers. The output shows that some families are in both. Change `split` so that all rows of a family are on one side, and no row is lost."
# hints = [
#   "`train_test_split` divides row by row. It does not know which rows are a family.",
#   "Families should be divided, not rows. scikit-learn has a tool that splits by group, and this page used it.",
#   "`model_selection.GroupShuffleSplit(1, test_size=0.25, random_state=seed)`, and then `next(cut.split(rows, groups=family))`, which gives two sets of row numbers.",
# ]
# why = "Rows of one family, one patient or one machine are alike. With some on each side, the test asks what was seen in training, and the score is too good, without any error. The program cannot know which rows belong together. You can."
# [en.says]
# broken = "Some families are on both sides: rows were divided, not families."
# stratify = "Every family is on both sides now. `stratify` gives both sides equal shares of each, which is the opposite of what you want."
# names = "Row numbers should be returned, from 0 to `len(family) - 1`. This is something else: names of families, their numbers, or true and false."
# dropped = "Some rows are gone, or in both sets. Each row must be in one of the two sets, exactly once."
# share = "The split is too uneven. About a quarter of the rows should be in the test set, and one side has too few. This was tried with 12 other families."
# returns = "`split(family, seed)` must return two sets of row numbers, for training and for the test. With other data it failed or returned something else."
# raised = "Two sets of row numbers should be returned. A split by groups must be told to which group each row belongs, and `next` fetches the two sets."
#: program
import numpy as np
from sklearn import model_selection

family = np.array("Li Wu Li Ma Yu Wu He Li Ma Yu He Xu Xu Wu Bo Bo".split())


def split(family, seed):
    rows = np.arange(len(family))
    #: broken
    cut = model_selection.train_test_split
    return cut(rows, test_size=0.25, random_state=seed)
    #: solution
    split = model_selection.GroupShuffleSplit
    cut = split(1, test_size=0.25, random_state=seed)
    return next(cut.split(rows, groups=family))
    #: wrong stratify
    cut = model_selection.train_test_split
    return cut(rows, test_size=0.5, random_state=seed, stratify=family)
    #: wrong names
    cut = model_selection.train_test_split
    return cut(np.unique(family), test_size=0.25, random_state=seed)
    #: wrong dropped
    cut = model_selection.train_test_split
    train, test = cut(rows, test_size=0.25, random_state=seed)
    return train, test[~np.isin(family[test], family[train])]
    #: wrong share
    cut = model_selection.GroupShuffleSplit(1, test_size=0.8, random_state=seed)
    return next(cut.split(rows, groups=family))
    #: end


#: solution
train, test = split(family, seed=0)
shared = set(family[train]) & set(family[test])
print(len(train), "and", len(test), "rows, families in both:", *sorted(shared))
#: wrong names
train, test = split(family, seed=0)
print(train, test)
#: end


#: check
import numpy as np


def check(program):
    split = program.split
    shared, dropped, shares = 0, False, []
    for seed in range(6):
        rng = np.random.default_rng(seed)
        names = [f"family {number}" for number in range(12)]
        family = rng.permutation(np.array(names * 4))
        try:
            train, test = (np.asarray(part) for part in split(family, seed))
        except Exception:
            raise Wrong("returns") from None
        if train.ndim != 1 or test.ndim != 1:
            raise Wrong("returns")
        if any(len(part) and part.dtype.kind not in "iu" for part in (train, test)):
            raise Wrong("names")
        rows = sorted([*train.tolist(), *test.tolist()])
        if rows == list(range(12)):
            raise Wrong("names")
        if rows and (rows[0] < 0 or rows[-1] >= 48):
            raise Wrong("names")
        if len(rows) > len(set(rows)):
            raise Wrong("dropped")
        dropped = dropped or rows != list(range(48))
        shared += len(set(family[train.astype(int)]) & set(family[test.astype(int)]))
        shares.append(len(test) / 48)
    if shared == 6 * 12:
        raise Wrong("stratify")
    if shared:
        raise Wrong("broken")
    if dropped:
        raise Wrong("dropped")
    if not all(0.08 <= share <= 0.6 for share in shares):
        raise Wrong("share")
