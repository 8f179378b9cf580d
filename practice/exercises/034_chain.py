#: about
# page = "basics/how-networks-learn#backpropagation"
# [zh]
# title = "少乘了一段"
# task = "一个隐藏的神经元，w 和 v 的坡度由 `slopes` 从后往前算。和量出来的比，x = 1 时两样都对，x = 2 时 w 的坡度不对。改对 `slopes`。"
# hints = [
#   "沿着线走一遍：w 多一点点，h 多多少？再往后，guess 呢，loss 呢？",
#   "h 由 `w * x` 来。x = 1 时看不出少了什么，因为乘以 1 不变。",
#   "w 乘的是 x，所以 w 的坡度还要乘以 x：`slope_z * x`。",
# ]
# why = "链式法则要把一路上的每一段都乘起来。少一段，权重还是会动，只是往错的方向走，或者走得太慢，没有一句报错。自己写坡度，就在几个不同的点上量一量，别挑 0 和 1。"
# [zh.says]
# broken = "从 z 往回到 w，少乘了一段。x = 1 时那一段正好是 1，所以看不出来。"
# neighbour = "w 的坡度多乘了一段，可是乘错了：w 多一点点，z 多多少，不看 w 自己，也不看 h。"
# double = "乘的是一个写死的数。x 换成 1 或者 3，就又不对了。"
# cut = "z 大于 0 的时候都对。z 是负的，`np.maximum` 把它变成了 0，w 再怎么挪，h 都不动，你算的坡度却不是 0。"
# fixed-v = "w 的坡度对了，v 的却不对了。"
# other = "`slopes` 还不对。它收 w、v、x、right 四个数，依次交出 w 和 v 的坡度；换几个 x 去和量出来的比。"
# [en]
# title = "One factor is missing"
# task = "There is one hidden neuron, and `slopes` works out the slopes of w and v from the back. Checked against measured slopes, both are right for x = 1, but that of w is wrong for x = 2. Fix `slopes`."
# hints = [
#   "Follow the line. If w grows a tiny bit, how much does h grow? Then the guess, and then the loss?",
#   "h comes from `w * x`. With x = 1 you cannot see what is missing, since times 1 changes nothing.",
#   "w is multiplied by x, so its slope is multiplied by x too: `slope_z * x`.",
# ]
# why = "The chain rule multiplies all the parts along the way. With one missing, the weights still move, but in a wrong direction or far too slowly, and nothing fails. When you write slopes yourself, measure them at several points, and not at 0 or 1."
# [en.says]
# broken = "On the way back from z to w a factor is missing. For x = 1 that factor is 1, so you cannot see it there."
# neighbour = "There is a factor more now, but it is the wrong one. How much z grows when w grows a tiny bit depends neither on w itself nor on h."
# double = "You multiply by a fixed number. For x = 1 or x = 3 it is wrong again."
# cut = "All is right where z is above 0. But where z is negative, `np.maximum` makes it 0, and however you move w, h stays; your slope is not 0 there."
# fixed-v = "The slope of w is right now, but that of v no longer is."
# other = "`slopes` is not right yet. It takes the four numbers w, v, x and right, and hands back the slope of w and then that of v. Compare with measured slopes for several x."
#: program
import numpy as np


def loss(w, v, x, right):
    h = np.maximum(w * x, 0)
    return (v * h - right) ** 2


def slopes(w, v, x, right):
    z = w * x
    h = np.maximum(z, 0)
    slope_guess = 2 * (v * h - right)
    #: broken
    slope_z = np.where(z > 0, slope_guess * v, 0)
    return slope_z, slope_guess * h
    #: solution
    slope_z = np.where(z > 0, slope_guess * v, 0)
    return slope_z * x, slope_guess * h
    #: wrong neighbour
    slope_z = np.where(z > 0, slope_guess * v, 0)
    return slope_z * w, slope_guess * h
    #: wrong double
    slope_z = np.where(z > 0, slope_guess * v, 0)
    return slope_z * 2, slope_guess * h
    #: wrong cut
    slope_z = slope_guess * v
    return slope_z * x, slope_guess * h
    #: wrong fixed-v
    slope_z = np.where(z > 0, slope_guess * v, 0)
    return slope_z * x, slope_guess * h * x
    #: end


w, v, right, step = 1.5, 3.0, 1.0, 1e-6
for x in (1.0, 2.0):
    before = loss(w, v, x, right)
    measured_w = (loss(w + step, v, x, right) - before) / step
    measured_v = (loss(w, v + step, x, right) - before) / step
    print(f"x = {x}: measured {measured_w:.2f} {measured_v:.2f}")
    slope_w, slope_v = slopes(w, v, x, right)
    print(f"         by hand  {slope_w:.2f} {slope_v:.2f}")


#: check
import numpy as np


def check(program):
    slopes = program.slopes

    def found(*point):
        try:
            pair = np.asarray([float(np.asarray(one).item()) for one in slopes(*point)])
        except Exception:
            raise Wrong("other") from None
        if pair.shape != (2,):
            raise Wrong("other")
        return pair

    def right(w, v, x, label):
        z = w * x
        guess = 2 * (v * max(z, 0) - label)
        return np.array([guess * v * x if z > 0 else 0, guess * max(z, 0)])

    def close(first, second):
        return np.allclose(first, second, rtol=1e-3, atol=1e-3)

    points = [(1.5, 3.0, 2.0, 1.0), (0.7, -2.0, 3.0, 1.0), (-1.2, 0.5, -0.5, 2.0)]
    points += [(0.9, 1.5, 1.0, 4.0)]
    silent = [(-1.0, 2.0, 1.5, 3.0), (0.5, -3.0, -2.0, 1.0)]
    by_hand = np.array([found(*point) for point in points])
    truth = np.array([right(*point) for point in points])
    quiet = np.array([found(*point) for point in silent])
    w, v, x, label = np.array(points).T
    if not close(by_hand[:, 0], truth[:, 0]):
        slope_z = truth[:, 0] / x
        if close(by_hand[:, 0], slope_z):
            raise Wrong("broken")
        if any(close(by_hand[:, 0], slope_z * part) for part in (w, w * x, v, w * x * v)):
            raise Wrong("neighbour")
        factor = by_hand[:, 0] / slope_z
        raise Wrong("double" if close(factor, factor[0]) else "other")
    if not close(by_hand[:, 1], truth[:, 1]):
        raise Wrong("fixed-v")
    if not close(quiet, [right(*point) for point in silent]):
        raise Wrong("cut")
