#: about
# page = "basics/workflow#scaling"
# [zh]
# title = "平均值从哪里来"
# task = "两份数据都要标准化：减去平均值，除以标准差。程序能跑，可是训练集缩放以后，各列的平均值不是 0：算平均值时看了不该看的行。改对它，让 `scaled_train` 和 `scaled_test` 都是规规矩矩缩放出来的。"
# hints = [
#   "数一数：`x` 有多少行，`x_train` 有多少行？平均值是从哪几行算出来的？",
#   "测试集代表将来才遇到的数据，训练的时候它还不存在。",
#   "平均值和标准差只从 `x_train` 算，两份数据都用这同一组数。",
# ]
# why = "凡是从数据里算出来的东西，只从训练集算，验证集、测试集和将来的数据都用这同一组数。这里漏过去的信息不多，成绩只好看一点点；可是同样的疏忽换成挑特征，能让纯随机的数据看着有规律。"
# [zh.says]
# broken = "`scaled_train` 的各列平均值不是 0，说明平均值里混进了别的行：`x` 里还有测试集的 20 行。这就是数据泄漏。"
# own = "`scaled_test` 的各列平均值也是 0：测试集用了它自己的平均值。那样，一个病人的数会随着同一批里的别人而变；只来一个病人，就全成了 0。"
# columns = "三列的尺度差了几千倍。每一列都要减去自己的平均值，再除以自己的标准差；想一想 `axis`。"
# shape = "`scaled_train` 要有 40 行 3 列，`scaled_test` 要有 20 行 3 列。"
# half = "`scaled_train` 的平均值对了，各列的标准差却不是 1。标准差也要从同样的行算。"
# test = "`scaled_train` 缩放得没错，`scaled_test` 却不是用同一组数缩放的。"
# [en]
# title = "Where the mean comes from"
# task = "Both parts are to be standardized: subtract the mean, divide by the standard deviation. The program runs, yet the columns of the scaled training set do not have a mean of 0, because the mean has seen rows that it should not. Fix it, so that `scaled_train` and `scaled_test` are both scaled by the rules."
# hints = [
#   "Count: how many rows has `x`, and how many has `x_train`? Which rows is the mean taken from?",
#   "The test set stands for data that you will meet later. While you train, it does not exist.",
#   "Compute mean and standard deviation from `x_train` alone, and use those same numbers for both parts.",
# ]
# why = "Whatever is computed from data is computed from the training set, and the same numbers serve for validation, test and all later data. Here little leaked, and a score would look only slightly too good. The same slip in choosing features can make pure noise look predictable."
# [en.says]
# broken = "The columns of `scaled_train` do not have a mean of 0, so other rows got into that mean: `x` holds the 20 rows of the test set too. This is leakage."
# own = "The columns of `scaled_test` have a mean of 0 as well: the test set was scaled with its own mean. A patient's numbers then depend on who else is in the batch, and a single patient would turn into zeros."
# columns = "The scales of the three columns differ by a factor of thousands. From each column subtract its own mean, then divide by its own standard deviation; think of `axis`."
# shape = "`scaled_train` must have 40 rows and 3 columns, `scaled_test` 20 rows and 3 columns."
# half = "The means of `scaled_train` are right, but its columns do not have a standard deviation of 1. Take that from the same rows as the mean."
# test = "`scaled_train` is scaled well, but `scaled_test` was not scaled with the same numbers."
#: program
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split

x = load_breast_cancer().data[:60, 2:5]
x_train, x_test = train_test_split(x, test_size=20, random_state=2)

#: broken
mean = x.mean(axis=0)
deviation = x.std(axis=0)
#: solution
mean = x_train.mean(axis=0)
deviation = x_train.std(axis=0)
#: wrong columns
mean = x_train.mean()
deviation = x_train.std()
#: wrong half
mean = x_train.mean(axis=0)
deviation = x.std(axis=0)
#: wrong shape
mean = x_train.mean(axis=0)
deviation = x_train.std(axis=0)
x_test = x
#: end
scaled_train = (x_train - mean) / deviation
#: solution
scaled_test = (x_test - mean) / deviation
#: wrong own
scaled_test = (x_test - x_test.mean(axis=0)) / x_test.std(axis=0)
#: wrong test
scaled_test = x_test - mean
#: end
print("training:", scaled_train.mean(axis=0).round(2))
print("test:    ", scaled_test.mean(axis=0).round(2))


#: check
import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split


def array(values):
    try:
        return np.asarray(values, dtype="float64")
    except (TypeError, ValueError):
        raise Wrong("shape") from None


def check(program):
    x = load_breast_cancer().data[:60, 2:5]
    x_train, x_test = train_test_split(x, test_size=20, random_state=2)
    train, test = array(program.scaled_train), array(program.scaled_test)
    if train.shape != (40, 3) or test.shape != (20, 3):
        raise Wrong("shape")
    means, deviations = train.mean(axis=0), train.std(axis=0)
    if deviations.max() > 10 * deviations.min() or abs(means).max() > 1:
        raise Wrong("columns")
    if abs(means).max() > 0.02:
        raise Wrong("broken")
    if abs(deviations - 1).max() > 0.03:
        raise Wrong("half")
    if abs(test.mean(axis=0)).max() < 0.02:
        raise Wrong("own")
    right = (x_test - x_train.mean(axis=0)) / x_train.std(axis=0)
    if not np.allclose(test, right, atol=0.1) or not np.isfinite(train).all():
        raise Wrong("test")
