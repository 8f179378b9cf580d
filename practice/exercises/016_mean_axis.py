#: about
# page = "start/numpy#axis"
# [zh]
# title = "每一列各归各"
# task = "一行一个人，三列是身高、体重、年龄。`scale` 应该让每一列的平均是 0、标准差是 1。程序不报错，打印的三个平均却都不是 0。改对 `scale`。"
# hints = [
#   "打印 `people.mean(axis=1)`：这三个数，是谁的平均？",
#   "写哪条轴，哪条轴就没有了。要留下的是列，该没有的是哪条轴？",
#   "`mean` 和 `std` 都要沿着行往下求：两处都写 `axis=0`。",
# ]
# why = "这里正好 3 个人、3 列，两种平均的形状都是 `(3,)`，减起来都不报错。多一个人，它就会报错；人数碰巧和列数相等，它就悄悄地错。求平均之前，先说清楚哪条轴该没有。"
# [zh.says]
# broken = "你求的是每个人的平均，身高、体重、年龄混在一起；第 1 个人的平均又减到了第 1 列上。没有报错，只因为人数和列数正好一样。"
# half = "平均和标准差没有沿着同一条轴求。两个都要是每一列自己的。"
# rows = "现在每一行的平均是 0：一个人的身高和他自己的年龄比。要比的是同一列里的人。"
# whole = "所有的数合在一起只有一个平均。身高那一列的数大，减完仍然都大。每一列要有自己的平均和标准差。"
# spread = "每一列的平均是 0 了，标准差还不是 1：散得开的列还是散得开。"
# other = "还不对。不管有几个人、几列，`scale` 交出的表形状不变，每一列的平均是 0、标准差是 1。"
# [en]
# title = "Each column on its own"
# task = "Each row is a person; the columns are height, weight and age. `scale` should give every column a mean of 0 and a standard deviation of 1. Nothing fails, but none of the three means it prints is 0. Fix `scale`."
# hints = [
#   "Print `people.mean(axis=1)`. Whose means are these three numbers?",
#   "The axis you name is the axis that disappears. The columns are to remain, so which one has to go?",
#   "Both `mean` and `std` should run down the rows: write `axis=0` in both places.",
# ]
# why = "With 3 people and 3 columns, means of either kind have the shape `(3,)`, and either can be subtracted. One person more and it fails; with as many people as columns it is wrong and says nothing. Before you take a mean, say which axis has to disappear."
# [en.says]
# broken = "You take the mean of each person, with height, weight and age thrown together, and then subtract the mean of the first person from the first column. The only reason it does not fail is that there are as many people as columns."
# half = "The mean and the standard deviation do not run along the same axis. Each column needs its own of both."
# rows = "Now each row has a mean of 0, so a person's height is compared with the same person's age. Compare people within a column."
# whole = "All numbers together have a single mean. Heights are large numbers, and are still large after it is subtracted. Each column needs a mean and a standard deviation of its own."
# spread = "Each column now has a mean of 0, but its standard deviation is not 1: columns that were spread out still are."
# other = "Not right yet. With any number of people and columns, `scale` should hand back a table of the same shape whose columns have a mean of 0 and a standard deviation of 1."
#: program
import numpy as np

people = np.array([[170, 65, 30], [158, 52, 47], [182, 84, 25]])


def scale(table):
    #: broken
    return (table - table.mean(axis=1)) / table.std(axis=1)
    #: solution
    return (table - table.mean(axis=0)) / table.std(axis=0)
    #: wrong half
    return (table - table.mean(axis=0)) / table.std(axis=1)
    #: wrong rows
    means, spreads = table.mean(axis=1), table.std(axis=1)
    return (table - means[:, np.newaxis]) / spreads[:, np.newaxis]
    #: wrong whole
    return (table - table.mean()) / table.std()
    #: wrong spread
    return table - table.mean(axis=0)
    #: end


print(scale(people).mean(axis=0).round(2))


#: check
import numpy as np


def check(program):
    scale = program.scale

    def scaled(table):
        try:
            found = np.asarray(scale(table.copy()), dtype=float)
        except Exception:
            return None
        return found if found.shape == table.shape else None

    def columns_of(table, freedom=0):
        return (table - table.mean(axis=0)) / table.std(axis=0, ddof=freedom)

    square = np.array([[171.0, 66.0, 31.0], [159.0, 50.0, 44.0], [180.0, 85.0, 27.0]])
    found = scaled(square)
    if found is None:
        raise Wrong("other")
    means, spreads = square.mean(axis=1), square.std(axis=1)
    if np.allclose(found, columns_of(square.T).T):
        raise Wrong("rows")
    if np.allclose(found, (square - square.mean()) / square.std()):
        raise Wrong("whole")
    if np.allclose(found, square - square.mean()):
        raise Wrong("whole")
    if np.allclose(found, (square - means) / spreads) or np.allclose(found, square - means):
        raise Wrong("broken")
    down = square - square.mean(axis=0)
    if np.allclose(found, down):
        raise Wrong("spread")
    halves = [down / spreads, down / spreads[:, np.newaxis], down / square.std()]
    halves += [(square - mean) / square.std(axis=0) for mean in (means, square.mean())]
    if any(np.allclose(found, half) for half in halves):
        raise Wrong("half")
    tall = np.random.default_rng(1).uniform(1, 90, size=(7, 4))
    for table in (square, square.astype(int), tall):
        found = scaled(table)
        if found is None:
            raise Wrong("other")
        if not any(np.allclose(found, columns_of(table, freedom)) for freedom in (0, 1)):
            raise Wrong("other")
