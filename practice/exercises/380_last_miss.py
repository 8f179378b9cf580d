#: about
# page = "further/own-layers#metric"
# [zh]
# title = "只记得最后一批"
# task = "指标 `Furthest` 要给出所有样本里最大的误差（绝对值）。最大的误差在第一批里，是 5，它却说 0.5；把样本分成别的批，答案又变了。改对 `update_state`。"
# hints = [
#   "`update_state` 每一批调用一次。第二批来的时候，第一批的最大值到哪里去了？",
#   "`assign` 用新的值换掉旧的。旧的也要参加比较。",
#   "交给 `assign` 的，是旧的和这一批最大的之中较大的一个：`ops.maximum(self.worst, ops.max(miss))`。",
# ]
# why = "指标一批一批地收样本，要自己记住看过的一切。只记最后一批，程序照样运行，数字看着也像样，只是换一个 `batch_size` 就变。检查自己写的指标，最省事的办法就是这个：同样的样本，分成不同的批，答案应当不变。"
# [zh.says]
# broken = "它只记得最后一批：前面的批里误差再大，也被换掉了。"
# total = "各批的最大误差加在了一起。要的是其中最大的一个。"
# mean = "和旧值比较的是一批的平均误差，不是一批里最大的。"
# signed = "答案偏大的误差没有算进去：真实值减答案是负数，要先取绝对值。"
# first = "它只记得第一批，后面的批都没有用上。"
# other = "换一种分批的办法，结果就不对了。它应当是所有样本里最大的误差，和分批无关；`reset_state` 以后从头开始。"
# [en]
# title = "It remembers the last batch only"
# task = "The metric `Furthest` should give the largest miss of all samples, as an absolute value. The largest is 5, in the first batch, but it says 0.5; and other batches give another answer. Fix `update_state`."
# hints = [
#   "`update_state` is called once for each batch. When the second batch comes, what becomes of the largest miss of the first?",
#   "`assign` puts the new value in the place of the old one. The old one has to be compared, too.",
#   "Hand to `assign` the larger of the old one and this batch's: `ops.maximum(self.worst, ops.max(miss))`.",
# ]
# why = "A metric gets its samples batch by batch, and has to remember by itself what it has seen. One that remembers the last batch runs all the same, and its number looks decent; only with another `batch_size` it is another number. That is the cheapest test for a metric of your own: the same samples in other batches must give the same answer."
# [en.says]
# broken = "It remembers the last batch only: a larger miss in an earlier batch is overwritten."
# total = "It adds up the largest misses of the batches. What is wanted is the largest among them."
# mean = "What it compares with the old value is the mean miss of a batch, not the largest."
# signed = "It leaves out answers that are too high: there, the true value minus the answer is negative. Take the absolute value."
# first = "It remembers the first batch only, and takes nothing from the later ones."
# other = "With other batches the result is wrong. It should be the largest miss of all samples, however they are divided, and begin anew after `reset_state`."
#: program
import keras
import numpy as np
from keras import ops


class Furthest(keras.metrics.Metric):
    def __init__(self, **settings):
        super().__init__(**settings)
        self.worst = self.add_variable(shape=(), initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        #: solution
        miss = ops.abs(y_true - y_pred)
        #: wrong signed
        miss = y_true - y_pred
        #: end
        #: broken
        self.worst.assign(ops.max(miss))
        #: solution
        self.worst.assign(ops.maximum(self.worst, ops.max(miss)))
        #: wrong total
        self.worst.assign(self.worst + ops.max(miss))
        #: wrong mean
        self.worst.assign(ops.maximum(self.worst, ops.mean(miss)))
        #: wrong first
        self.worst.assign(ops.where(self.worst > 0, self.worst, ops.max(miss)))
        #: wrong other
        self.worst.assign(ops.minimum(self.worst, ops.max(miss)))
        #: end

    def result(self):
        return ops.convert_to_tensor(self.worst)


y_true = np.array([[10.0], [20], [30], [40]], "float32")
y_pred = np.array([[10.5], [15], [30.5], [39.5]], "float32")
metric = Furthest()
for first in (0, 2):
    batch = slice(first, first + 2)
    metric.update_state(y_true[batch], y_pred[batch])
print("furthest:", float(metric.result()))


#: check
import numpy as np


def check(program):
    metric = program.Furthest()

    def asked(misses, size):
        y_true = np.zeros((len(misses), 1), "float32")
        y_pred = -np.array(misses, "float32")[:, None]
        metric.reset_state()
        for first in range(0, len(misses), size):
            batch = slice(first, first + size)
            metric.update_state(y_true[batch], y_pred[batch])
        return float(metric.result())

    rising, falling, below = [1, 2, 3, 7, 4, 5], [6, 5, 1, 2, 3, 4], [1, -8, 2, 3]
    found = [
        *(asked(rising, size) for size in (1, 2, 6)),
        *(asked(falling, size) for size in (1, 2, 6)),
        *(asked(below, size) for size in (1, 2, 4)),
    ]
    if np.allclose(found, [7] * 3 + [6] * 3 + [8] * 3):
        return
    ways = {
        "broken": [5, 5, 7, 4, 4, 6, 3, 3, 8],
        "total": [22, 14, 7, 21, 12, 6, 14, 11, 8],
        "mean": [7, 5, 22 / 6, 6, 5.5, 3.5, 8, 4.5, 3.5],
        "signed": [7] * 3 + [6] * 3 + [3] * 3,
        "first": [1, 2, 7, 6, 6, 6, 1, 8, 8],
    }
    for way, numbers in ways.items():
        if np.allclose(found, numbers, atol=1e-4):
            raise Wrong(way)
    raise Wrong("other")
