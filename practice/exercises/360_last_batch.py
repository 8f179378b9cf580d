#: about
# page = "data/big-data#py-dataset"
# [zh]
# title = "最后几行没人看"
# task = "50 行数据，每批 16 行。`Rows` 给出的批次加起来只有 48 行，最后两行从来没有练过。改 `Rows`，不管有多少行、每批几行，每行都正好出现一次。"
# hints = [
#   "48 是 16 的几倍？剩下的 2 行该放在哪里？",
#   "`__len__` 说的是有几批。50 行每批 16 行，要几批才放得下？",
#   "要向上取整：`math.ceil(len(self.x) / self.batch_size)`。最后一批少几行没有关系。",
# ]
# why = "`//` 向下取整，零头就丢了，没有报错，`fit` 的步数看着也正常。丢的总是最后几行；文件要是按日期或类别排的，少的就是最近的一天，或者半个类别。"
# [zh.says]
# broken = "有几行不在任何一批里：批数少算了一批。"
# plus = "有时多出一批空的：行数正好是批大小的整数倍时，不该再加一批。"
# samples = "`__len__` 要的是有几批，不是有几行。现在后面的许多批都是空的。"
# size = "这 50 行都看到了，因为现在的批大小正好分得尽。换一个行数，还是会丢。要改的是 `Rows`。"
# twice = "有的行出现了两次。最后一批少几行没有关系，不用凑满。"
# large = "有一批比 `batch_size` 大。每批最多只能有那么多行，不然内存里放不下。"
# pairs = "样本和标签配错了：第 7 行的 `x` 要配第 7 行的 `y`。"
# other = "`Rows(x, y, batch_size)` 要能用 `len` 问有几批，用 `[0]`、`[1]`……取每一批的样本和标签。换一份数据，它出错了。"
# [en]
# title = "Rows that are never seen"
# task = "There are 50 rows of data, 16 to a batch. The batches of `Rows` have 48 rows in all, and the last two are never trained on. Change `Rows` so that each row comes exactly once, for any number of rows and any batch size."
# hints = [
#   "How many times 16 is 48? Where should the 2 rows left over go?",
#   "`__len__` says how many batches there are. How many of 16 does it take to hold 50 rows?",
#   "Round up: `math.ceil(len(self.x) / self.batch_size)`. The last batch may be smaller.",
# ]
# why = "`//` rounds down and drops the rest. There is no error, and the number of steps in `fit` looks normal. It is always the last rows that are lost; in a file sorted by date or by class, that is the latest day, or half a class."
# [en.says]
# broken = "Some rows are in no batch: there is one batch too few."
# plus = "Sometimes there is an empty batch. When the rows divide evenly into batches, none should be added."
# samples = "`__len__` is the number of batches, not of rows. Many of the later batches are empty now."
# size = "These 50 rows are all seen, because the batch size now divides them evenly. With another number of rows some are lost. Change `Rows`."
# twice = "Some rows come twice. The last batch may be smaller, and need not be filled up."
# large = "One batch is larger than `batch_size`. That is the most a batch may have, or memory may not hold it."
# pairs = "Samples and labels do not belong together: row 7 of `x` goes with row 7 of `y`."
# other = "`Rows(x, y, batch_size)` must say with `len` how many batches there are, and give samples and labels for `[0]`, `[1]` and so on. With other data it failed."
#: program
import math

import keras
import numpy as np


class Rows(keras.utils.PyDataset):
    def __init__(self, x, y, batch_size, **options):
        super().__init__(**options)
        self.x, self.y, self.batch_size = x, y, batch_size

    def __len__(self):
        #: broken
        return len(self.x) // self.batch_size
        #: solution
        return math.ceil(len(self.x) / self.batch_size)
        #: wrong plus
        return len(self.x) // self.batch_size + 1
        #: wrong samples
        return len(self.x)
        #: wrong size
        return len(self.x) // self.batch_size
        #: wrong large
        return max(1, len(self.x) // self.batch_size)
        #: end

    def __getitem__(self, index):
        #: solution
        start = index * self.batch_size
        part = slice(start, start + self.batch_size)
        #: wrong twice
        start = min(index * self.batch_size, len(self.x) - self.batch_size)
        part = slice(max(start, 0), max(start, 0) + self.batch_size)
        #: wrong large
        start = index * self.batch_size
        part = slice(start, start + self.batch_size)
        if index == len(self) - 1:
            part = slice(start, None)
        #: end
        return self.x[part], self.y[part]


x = np.arange(50).reshape(50, 1)
#: solution
dataset = Rows(x, 2 * x[:, 0], batch_size=16)
#: wrong size
dataset = Rows(x, 2 * x[:, 0], batch_size=10)
#: end
sizes = [len(dataset[index][0]) for index in range(len(dataset))]
print(sizes, "together", sum(sizes))


#: check
import numpy as np


def check(program):
    def batches(dataset):
        found = [dataset[index] for index in range(len(dataset))]
        return [[np.ravel(np.asarray(part)) for part in batch] for batch in found]

    Rows, dataset = program.Rows, program.dataset
    try:
        seen = sum(len(x) for x, y in batches(dataset))
    except Exception:
        seen = 0
    for rows, size in ((50, 16), (48, 16), (7, 10), (33, 8)):
        x = np.arange(rows).reshape(rows, 1)
        try:
            found = batches(Rows(x, 2 * x[:, 0], batch_size=size))
            uneven = any(len(x) != len(y) for x, y in found)
            empty = sum(len(x) == 0 for x, y in found)
            most = max([len(x) for x, y in found], default=0)
            samples, labels = (
                np.concatenate([np.zeros(0, int), *(batch[part] for batch in found)])
                for part in (0, 1)
            )
        except Exception:
            raise Wrong("other") from None
        if uneven:
            raise Wrong("pairs")
        if empty:
            raise Wrong("samples" if empty > 1 else "plus")
        if most > size:
            raise Wrong("large")
        if len(set(samples.tolist())) < len(samples):
            raise Wrong("twice")
        if set(samples.tolist()) != set(range(rows)):
            raise Wrong("size" if seen == 50 else "broken")
        if (labels != 2 * samples).any():
            raise Wrong("pairs")
