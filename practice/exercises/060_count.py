#: about
# page = "basics/functional-api#parameters"
# [zh]
# title = "先心算，再核对"
# task = "一个 Dense 层进来 `n_in` 个数，有 `units` 个单元。填好 `parameters`，算出它有几个参数，让三层加起来和 Keras 数的一样。"
# hints = [
#   "画一个 3 个数进、5 个单元的层：有几条线？有几个圆圈？",
#   "每条线一个权重，每个单元一个偏置。线有几条，怎么用 `n_in` 和 `units` 算？",
#   "`n_in * units` 条线，再加 `units` 个偏置。",
# ]
# why = "心算的和 `summary()` 对不上，就是有一处没接成你想的样子，这往往是唯一的迹象。参数的个数也说明网络有多大：每个 4 字节。"
# [zh.says]
# broken = "`parameters` 现在总是 0。它要用 `n_in` 和 `units` 算出来。"
# lines = "这是线的条数，也就是权重的个数。还有一种数没有算进去。"
# inputs = "偏置加错了地方：进来的数没有偏置。是谁把送来的数加起来，再加自己的偏置？"
# one = "整层只加了一个偏置。图上的每个圆圈都有自己的偏置。"
# sum = "线不是 `n_in` 加 `units` 条：每一个进来的数，都和每一个单元相连。"
# answer = "这里的三层对了，换成 7 个数进、4 个单元就不对了。要一个公式，不要写死的数。"
# raised = "报错里有 `NoneType` 或 `ellipsis`，就是 `parameters` 没有交出一个数：要写 `return`，后面是算式。"
# other = "还不对。拿一个小的层试：2 个数进、3 个单元，是 6 条线、3 个偏置。"
# [en]
# title = "Work it out first"
# task = "`n_in` numbers come into a Dense layer with `units` units. Complete `parameters` so that it says how many parameters the layer has, and all three layers together agree with Keras."
# hints = [
#   "Draw a layer with 3 numbers coming in and 5 units. How many lines are there, and how many circles?",
#   "Each line is a weight, and each unit has a bias. How do you get the number of lines from `n_in` and `units`?",
#   "There are `n_in * units` lines, and `units` biases more.",
# ]
# why = "If your count differs from `summary()`, something is not connected the way you think, and often there is no other sign of it. The count also says how large a network is: 4 bytes for each parameter."
# [en.says]
# broken = "`parameters` is always 0. It should be worked out from `n_in` and `units`."
# lines = "That is the number of lines, which is the number of weights. One kind of number is not in it yet."
# inputs = "The biases are in the wrong place: numbers that come in have none. Who adds up what arrives, and then a bias of its own?"
# one = "You added one bias for the whole layer. Each circle of the drawing has its own."
# sum = "There are not `n_in` plus `units` lines: every number coming in is joined to every unit."
# answer = "Right for these three layers, but wrong for 7 numbers coming in and 4 units. Write a formula, with no fixed numbers."
# raised = "If the error speaks of `NoneType` or `ellipsis`, `parameters` did not hand back a number: write `return`, and the sum behind it."
# other = "Not right yet. Try a small layer: 2 numbers coming in and 3 units make 6 lines and 3 biases."
#: program
import keras
from keras import layers


def parameters(n_in, units):
    # How many parameters has a Dense layer?
    #: broken
    return 0
    #: solution
    return n_in * units + units
    #: wrong lines
    return n_in * units
    #: wrong inputs
    return n_in * units + n_in
    #: wrong one
    return n_in * units + 1
    #: wrong sum
    return n_in + units
    #: wrong answer
    return {(3, 8): 32, (8, 6): 54, (6, 2): 14}.get((n_in, units), 0)
    #: end


inputs = keras.Input(shape=(3,))
x = layers.Dense(8, activation="relu")(inputs)
x = layers.Dense(6, activation="relu")(x)
model = keras.Model(inputs, layers.Dense(2)(x))

print("by hand:", parameters(3, 8) + parameters(8, 6) + parameters(6, 2))
print("by Keras:", model.count_params())


#: check
import numpy as np

SLIPS = {
    "broken": lambda n_in, units: 0,
    "lines": lambda n_in, units: n_in * units,
    "inputs": lambda n_in, units: n_in * units + n_in,
    "one": lambda n_in, units: n_in * units + 1,
    "sum": lambda n_in, units: n_in + units,
}


def check(program):
    parameters = program.parameters

    def count(n_in, units):
        try:
            return float(np.asarray(parameters(n_in, units)).item())
        except Exception:
            return None

    def agrees(formula, layers):
        return all(count(*layer) == formula(*layer) for layer in layers)

    shown, more = [(3, 8), (8, 6), (6, 2)], [(7, 4), (1, 1), (4, 7), (50, 30)]
    for name, formula in SLIPS.items():
        if agrees(formula, shown):
            raise Wrong(name)
    if not agrees(lambda n_in, units: n_in * units + units, more):
        raise Wrong("answer" if agrees(lambda n, m: n * m + m, shown) else "other")
