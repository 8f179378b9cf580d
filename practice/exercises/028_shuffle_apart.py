#: about
# page = "basics/how-networks-learn#batches"
# [zh]
# title = "打乱，但不拆散"
# task = "每一轮开始前，`shuffle` 打乱样本的次序。打乱之后，点还该在 y = 3x + 2 上，损失是 0；打印的第二个损失却很大。改 `shuffle`：每次调用都换一个新的次序。"
# hints = [
#   "打乱之后，打印 `x[0]` 和 `y[0]`。y 还是 3x + 2 吗？",
#   "这里要了两次随机次序。两次一样吗？",
#   "只要一次：`order = rng.permutation(len(x))`，x 和 y 都按 `order` 取。",
# ]
# why = "x 和 y 各打乱各的，训练照样跑完，也不报错。损失降到“一律猜平均值”的水平就不再降，分类的准确率就停在瞎猜。网络什么也学不到的时候，先看几个样本的 x 和 y 还配不配。"
# [zh.says]
# broken = "x 和 y 拆散了：这个样本的 x，配上了那个样本的 y。"
# half = "只打乱了一边，另一边还是原来的次序，x 和 y 配不上了。"
# none = "x 和 y 配得上，可是次序一点没有变。"
# again = "x 和 y 配得上，可是每次调用的次序都一样：每一轮切出来的批也就一模一样。"
# lost = "有的样本出现了几次，有的丢了。打乱以后，每个样本应该还在，而且只有一个。"
# hundred = "100 个样本行，换成 43 个就不行。次序要在 `shuffle` 里面现取，有几个样本就取几个。"
# formula = "y 是照着公式重新算的。真的数据没有公式，只有和 x 配好的 y；`shuffle` 换别的数据就错了。"
# other = "还不对。`shuffle(x, y)` 收两个一样长的数组，交出同样的样本，换了次序：先是 x，后是 y。"
# [en]
# title = "Shuffled, but still in pairs"
# task = "Before each epoch `shuffle` puts the samples in a random order. The points should still lie on y = 3x + 2 afterwards, with a loss of 0, yet the second loss it prints is large. Fix `shuffle`, and have it take a new order each time it is called."
# hints = [
#   "Print `x[0]` and `y[0]` after shuffling. Is y still 3x + 2?",
#   "Two random orders are drawn here. Are they the same?",
#   "Draw one: `order = rng.permutation(len(x))`, and take both x and y in that order.",
# ]
# why = "With x and y shuffled apart, training runs to its end and nothing fails. The loss falls to that of always guessing the mean and stays there; a classifier stays at chance. When a network learns nothing at all, look first whether x and y of a few samples still belong together."
# [en.says]
# broken = "x and y have been torn apart: the x of one sample stands beside the y of another."
# half = "Only one of the two was shuffled, and the other is in its old order, so x and y no longer belong together."
# none = "x and y belong together, but their order has not changed at all."
# again = "x and y belong together, but each call gives the same order, so each epoch would be cut into the same batches."
# lost = "Some samples occur more than once, and others are gone. After shuffling, each sample should be there exactly once."
# hundred = "It works for 100 samples and not for 43. Draw the order inside `shuffle`, as long as the samples that it is given."
# formula = "Here y is computed anew from the formula. Real data has no formula, only the y that belongs to each x, and with other data `shuffle` goes wrong."
# other = "Not right yet. `shuffle(x, y)` takes two arrays of the same length and hands back the same samples in another order, first x and then y."
#: program
import numpy as np

rng = np.random.default_rng(0)
x = rng.uniform(0, 2, size=100)
y = 3 * x + 2


def shuffle(x, y):
    #: broken
    x = x[rng.permutation(len(x))]
    y = y[rng.permutation(len(y))]
    return x, y
    #: solution
    order = rng.permutation(len(x))
    return x[order], y[order]
    #: wrong half
    x = x[rng.permutation(len(x))]
    return x, y
    #: wrong none
    return x, y
    #: wrong again
    x = x[np.random.default_rng(0).permutation(len(x))]
    y = y[np.random.default_rng(0).permutation(len(y))]
    return x, y
    #: wrong hundred
    order = rng.permutation(100)
    return x[order], y[order]
    #: wrong formula
    x = x[rng.permutation(len(x))]
    return x, 3 * x + 2
    #: wrong lost
    order = rng.integers(0, len(x), size=len(x))
    return x[order], y[order]
    #: end


print(f"loss before: {((3 * x + 2 - y) ** 2).mean():.2f}")
x, y = shuffle(x, y)
print(f"loss after:  {((3 * x + 2 - y) ** 2).mean():.2f}")


#: check
import numpy as np


def check(program):
    shuffle = program.shuffle
    x = np.arange(43.0) * 5 % 43
    y = x * 17 % 43  # each number once, and no order in common with x

    def shuffled(x, y):
        try:
            first, second = (np.asarray(one, float) for one in shuffle(x.copy(), y.copy()))
        except Exception:
            return None
        return (first, second) if first.shape == second.shape == x.shape else None

    orders = [shuffled(x, y) for _ in range(3)]
    if any(order is None for order in orders):
        raise Wrong("hundred" if shuffled(np.arange(100.0), np.ones(100)) else "other")
    for first, second in orders:
        if (second != first * 17 % 43).any():
            if (first == second * 17 % 43).all():
                raise Wrong("other")
            if np.allclose(second, 3 * first + 2):
                raise Wrong("formula")
            kept = (first == x).all() + (second == y).all()
            raise Wrong("half" if kept else "broken")
        if sorted(first) != sorted(x):
            raise Wrong("lost")
        if (first == x).all():
            raise Wrong("none")
    if any((first == orders[0][0]).all() for first, _ in orders[1:]):
        raise Wrong("again")
