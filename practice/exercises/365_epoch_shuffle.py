#: about
# page = "data/big-data#py-dataset"
# [zh]
# title = "各打乱各的"
# task = "`on_epoch_end` 在每轮结束时打乱样本，可是打乱以后，`y` 不再是 `x` 的十倍：标签发给了别的样本。改对它，让每轮的次序都不同，样本和标签又始终配对。"
# hints = [
#   "打印出来的每一批，拿 `x` 乘 10，和 `y` 比一比。",
#   "`permutation` 调用了两次，两次的次序一样吗？",
#   "先造一个次序：`order = self.rng.permutation(len(self.x))`，再用它同时取 `self.x[order]` 和 `self.y[order]`。",
# ]
# why = "标签配错了没有任何报错：形状、类型、步数都对，只是损失降不下去，看着像是题目太难。第一轮往往还是好的，因为打乱从第一轮结束才开始。凡是打乱，都用同一个次序取两边。"
# [zh.says]
# broken = "样本和标签配错了：两边各打乱各的，次序不一样。"
# half = "样本打乱了，标签还是原来的次序，所以配错了。"
# still = "次序一直没有变：每轮结束时应该打乱。"
# same = "第一轮以后的次序不再变了：每次都打乱成同一个样子。"
# twice = "有的行出现两次，有的不见了。一轮里每行要正好来一次。"
# whole = "变的只是批次的先后，同一批里总是那几行。要打乱的是行。"
# other = "`Shuffled(x, y, batch_size)` 要能取批次，能调用 `on_epoch_end`。换一份数据，它出错了。"
# [en]
# title = "Each shuffled by itself"
# task = "`on_epoch_end` shuffles the samples after each epoch. But afterwards `y` is no longer ten times `x`: the labels went to other samples. Fix it so that each epoch has another order and each sample keeps its label."
# hints = [
#   "Take a batch that is printed, multiply `x` by 10 and compare it with `y`.",
#   "`permutation` is called twice. Does it make the same order both times?",
#   "Make an order first: `order = self.rng.permutation(len(self.x))`. Then use it for both, `self.x[order]` and `self.y[order]`.",
# ]
# why = "Mixed-up labels raise no error. Shapes, types and steps are all right, and only the loss refuses to fall, as if the task were too hard. The first epoch is often fine, because shuffling begins after it. Whenever you shuffle, use one order for both."
# [en.says]
# broken = "Samples and labels do not belong together: each was shuffled by itself, into another order."
# half = "The samples were shuffled and the labels were not, so they no longer belong together."
# still = "The order never changes. It should be shuffled after each epoch."
# same = "After the first epoch the order does not change any more: each shuffle gives the same one."
# twice = "Some rows come twice and others not at all. Each must come exactly once in an epoch."
# whole = "Only the order of the batches changes, and each batch has the same rows as before. It is the rows that should be shuffled."
# other = "`Shuffled(x, y, batch_size)` must give batches and have `on_epoch_end`. With other data it failed."
#: program
import keras
import numpy as np


class Shuffled(keras.utils.PyDataset):
    def __init__(self, x, y, batch_size, **options):
        super().__init__(**options)
        self.x, self.y, self.batch_size = x, y, batch_size
        self.rng = np.random.default_rng(1)

    def __len__(self):
        return -(-len(self.x) // self.batch_size)

    def __getitem__(self, index):
        part = slice(index * self.batch_size, (index + 1) * self.batch_size)
        return self.x[part], self.y[part]

    def on_epoch_end(self):
        #: broken
        self.x = self.rng.permutation(self.x)
        self.y = self.rng.permutation(self.y)
        #: solution
        order = self.rng.permutation(len(self.x))
        self.x, self.y = self.x[order], self.y[order]
        #: wrong half
        self.x = self.rng.permutation(self.x)
        #: wrong still
        order = np.arange(len(self.x))
        self.x, self.y = self.x[order], self.y[order]
        #: wrong same
        order = np.random.default_rng(1).permutation(len(self.x))
        if not hasattr(self, "first"):
            self.first = self.x, self.y
        self.x, self.y = self.first[0][order], self.first[1][order]
        #: wrong twice
        order = self.rng.integers(0, len(self.x), size=len(self.x))
        self.x, self.y = self.x[order], self.y[order]
        #: wrong whole
        order = np.roll(np.arange(len(self.x)), self.batch_size)
        self.x, self.y = self.x[order], self.y[order]
        #: end


dataset = Shuffled(np.arange(6), 10 * np.arange(6), batch_size=3)
dataset.on_epoch_end()
print(*dataset[0], *dataset[1])


#: check
import numpy as np


def check(program):
    Shuffled = program.Shuffled
    x = np.arange(40)
    epochs = []
    try:
        dataset = Shuffled(x.copy(), 7 * x + 3, batch_size=8)
        for _ in range(5):
            batches = [dataset[index] for index in range(len(dataset))]
            pairs = [[np.ravel(np.asarray(part)) for part in batch[:2]] for batch in batches]
            samples, labels = (np.concatenate([pair[part] for pair in pairs]) for part in (0, 1))
            epochs.append((samples, labels, {frozenset(pair[0].tolist()) for pair in pairs}))
            dataset.on_epoch_end()
    except Exception:
        raise Wrong("other") from None
    for samples, labels, _ in epochs:
        if samples.shape != labels.shape:
            raise Wrong("other")
        if (labels != 7 * samples + 3).any():
            still = (labels == 7 * x + 3).all()
            raise Wrong("half" if still else "broken")
    if any(sorted(samples.tolist()) != list(range(40)) for samples, *_ in epochs):
        raise Wrong("twice")
    orders = [tuple(samples.tolist()) for samples, *_ in epochs]
    if len(set(orders)) == 1:
        raise Wrong("still")
    if len(set(orders)) < len(orders) - 1 or len(set(orders[1:])) == 1:
        raise Wrong("same")
    if all(whole == epochs[0][2] for *_, whole in epochs):
        raise Wrong("whole")
