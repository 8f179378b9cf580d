#: about
# page = "pictures/conv-shapes#shape-formula"
# [zh]
# title = "卷积以后有多大"
# task = "`size` 要照公式算出卷积以后的边长。步幅是 1 的时候它和 Keras 一致；步幅是 2，边长 28 碰巧也对，29 就和 Keras 差了一格。改对一行。"
# hints = [
#   "在纸上画 5 格，核 3 格，步幅 2：窗口能停几次？再看 `size(5, 3, 2, \"valid\")`。",
#   "窗口的左端能走 `side - kernel` 格，每步 `stride` 格。走了几步，和停了几次，差多少？",
#   "起点也算一次：先除，再加 1。",
# ]
# why = "停的次数是步数加起点。加 1 放在除法里面，步幅是 1 时看不出来，步幅大了就时对时错。这种错要换几组数，和 Keras 逐个对照，才查得出来。"
# [zh.says]
# broken = "`valid` 的结果，步幅 1 全对，步幅大一些就时对时错：起点那一次，和步子混在一起除掉了。"
# no-start = "`valid` 的结果总是少一格：只数了步数，没有数起点。"
# up = "有的结果比 Keras 多一格：放不下一整个窗口的地方，窗口不会停。"
# fraction = "边长要是整数，你给出了小数。格子没有半个的。"
# same = "`valid` 对了，`same` 却变了：那一行原来是对的，它和核的大小无关。"
# number = "`size` 要返回一个整数，换几组数也不能报错。"
# other = "换几组边长、核和步幅，`valid` 的结果就和 Keras 不同。先想一个窗口能停几次，再写公式。"
# [en]
# title = "How large after a convolution"
# task = "`size` must compute the side after a convolution by formula. With stride 1 it agrees with Keras. With stride 2 and a side of 28 it happens to be right too, but for 29 it is one off. Fix one line."
# hints = [
#   "Draw 5 cells on paper, a kernel of 3 and stride 2: how often does the window stop? Compare with `size(5, 3, 2, \"valid\")`.",
#   "The left end of the window can travel `side - kernel` cells, `stride` at a time. How does the number of stops differ from the number of steps?",
#   "The starting place counts too: divide first, then add 1.",
# ]
# why = "The stops are the steps and the starting place. With the 1 inside the division, nothing shows at stride 1, and larger strides come out right only sometimes. A fault like this is found by trying several numbers and comparing each with Keras."
# [en.says]
# broken = "For `valid`, stride 1 is always right, larger strides only now and then: the starting place went into the division with the steps."
# no-start = "For `valid` the result is always one too small: the steps are counted, but not the starting place."
# up = "Some results are one more than Keras says: the window does not stop where it does not fit in whole."
# fraction = "A side is a whole number, and you give a fraction. There is no half cell."
# same = "`valid` is right, but `same` has changed. That line was right as it stood: it does not depend on the kernel."
# number = "`size` must return one whole number, and with other numbers it must not raise an error."
# other = "With other sides, kernels and strides, `valid` differs from Keras. Think first of how often a window can stop, then write the formula."
#: program
import keras
from keras import layers


def size(side, kernel, stride, padding):
    #: broken
    if padding == "same":
        return (side + stride - 1) // stride
    return (side - kernel + 1) // stride
    #: solution
    if padding == "same":
        return (side + stride - 1) // stride
    return (side - kernel) // stride + 1
    #: wrong no-start
    if padding == "same":
        return (side + stride - 1) // stride
    return (side - kernel) // stride
    #: wrong up
    if padding == "same":
        return (side + stride - 1) // stride
    return (side - kernel + stride - 1) // stride + 1
    #: wrong fraction
    if padding == "same":
        return (side + stride - 1) // stride
    return (side - kernel) / stride + 1
    #: wrong same
    return (side - kernel) // stride + 1
    #: wrong other
    return {28: 13, 29: 14}[side]
    #: end


for side in (28, 29):
    inputs = keras.Input(shape=(side, side, 1))
    outputs = layers.Conv2D(4, 3, strides=2)(inputs)
    print(f"side {side}: by formula {size(side, 3, 2, 'valid')}", end="  ")
    print("in Keras", outputs.shape[1])


#: check
import keras
import numpy as np

CASES = [(5, 3), (6, 3), (7, 2), (8, 5), (9, 4), (10, 1), (28, 3), (29, 3), (30, 7)]


def sizes(size, padding):
    found = {}
    for side, kernel in CASES:
        for stride in (1, 2, 3):
            try:
                one = float(size(side, kernel, stride, padding))
            except KeyError:
                raise Wrong("other") from None
            except Exception:
                raise Wrong("number") from None
            found[side, kernel, stride] = one
    return found


def by_keras(side, kernel, stride, padding):
    layer = keras.layers.Conv2D(1, kernel, strides=stride, padding=padding)
    return layer.compute_output_shape((1, side, side, 1))[1]


def check(program):
    size = program.size
    found = {padding: sizes(size, padding) for padding in ("valid", "same")}
    less, same = [], []
    for padding, all_found in found.items():
        for case, one in all_found.items():
            (less if padding == "valid" else same).append(by_keras(*case, padding) - one)
    less, same = np.array(less), np.array(same)
    if (less % 1).any() or (same % 1).any():
        raise Wrong("fraction")
    if (less == 1).all():
        raise Wrong("no-start")
    if (less[::3] == 0).all() and set(less) == {0, 1}:
        raise Wrong("broken")
    if set(less) == {0, -1}:
        raise Wrong("up")
    if less.any():
        raise Wrong("other")
    if same.any():
        raise Wrong("same")
