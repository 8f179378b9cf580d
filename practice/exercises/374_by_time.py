#: about
# page = "sequences/time-series#random-split"
# [zh]
# title = "窗口随机划分"
# task = "一条序列切成了 90 个互相重叠的窗口，前 70 个训练，后 20 个检验。程序先把窗口打乱了，于是每个检验的窗口都能在训练的窗口里找到几乎一样的邻居，误差看着比实际的小。改对它，让训练的窗口都在检验的窗口之前。"
# hints = [
#   "`order` 里是窗口的编号，编号小的在前。打印 `learn` 和 `check`，看看编号是怎样混在一起的。",
#   "表格的行可以打乱，窗口不行：相邻的两个窗口有 9 个数相同。",
#   "不要打乱，让 `order` 就是 0 到 89。",
# ]
# why = "互相重叠的窗口不能随机划分：眼前这个窗口的邻居就在训练集里，答案几乎照抄就行。序列要按时间划分，训练在前，检验在后，就像将来真正用它的时候那样。分界上还有几个窗口重叠，可是检验的答案全在训练用过的数之后。"
# [zh.says]
# broken = "训练的窗口和检验的窗口在时间上混在一起，重叠的邻居分到了两边。"
# future = "检验的窗口排在训练的前面：这是拿后来的数去预测从前。"
# rolled = "检验的窗口夹在训练的窗口中间，有的训练窗口比它们更晚。训练的要全在前面。"
# size = "训练要 70 个窗口，检验要 20 个，一个不重复，一个不落下。"
# [en]
# title = "Windows split at random"
# task = "A series is cut into 90 overlapping windows, the first 70 for training and the last 20 for checking. The program shuffles the windows first, so that each one for checking has a near twin among those for training, and the error looks smaller than it is. Fix it, so that all windows for training come before those for checking."
# hints = [
#   "`order` has the numbers of the windows, early ones first. Print `learn` and `check` and see how the numbers are mixed.",
#   "Rows of a table may be shuffled, windows may not: two neighbours share 9 of their numbers.",
#   "Don't shuffle. Let `order` be 0 to 89.",
# ]
# why = "Windows that overlap must not be split at random: a neighbour of each window is in the training set, and its answer can all but be copied. Split a series by time, training first and checking after it, as it will be when you use the forecast. At the boundary a few windows still overlap, but every answer that is checked lies after all numbers used in training."
# [en.says]
# broken = "Windows for training and for checking are mixed in time, and overlapping neighbours are on both sides."
# future = "The windows for checking come before those for training: the past is forecast from what came later."
# rolled = "The windows for checking lie between those for training, some of which come later. All of the training should come first."
# size = "There should be 70 windows for training and 20 for checking, none twice and none left out."
#: program
import numpy as np

rng = np.random.default_rng(0)
series = np.cumsum(rng.normal(size=100))
starts = np.arange(90)[:, np.newaxis]
windows = series[starts + np.arange(10)]
targets = series[10:]
#: broken
order = rng.permutation(90)
#: solution
order = np.arange(90)
#: wrong future
order = np.arange(90)[::-1]
#: wrong size
order = np.arange(89)
#: wrong rolled
order = np.roll(np.arange(90), 35)
#: end
learn, check = order[:70], order[70:]
errors = []
for window, target in zip(windows[check], targets[check], strict=True):
    distance = np.abs(windows[learn] - window).sum(axis=1)
    nearest = learn[np.argmin(distance)]
    errors.append(abs(targets[nearest] - target))
print(f"error {np.mean(errors):.2f}")


#: check
import numpy as np


def check(program):
    learn = np.asarray(program.learn).ravel()
    check = np.asarray(program.check).ravel()
    both = np.sort(np.concatenate([learn, check]))
    if len(learn) != 70 or not np.array_equal(both, np.arange(90)):
        raise Wrong("size")
    if check.max() < learn.min():
        raise Wrong("future")
    if np.ptp(check) == 19 and learn.max() > check.max():
        raise Wrong("rolled")
    if learn.max() > check.min():
        raise Wrong("broken")
