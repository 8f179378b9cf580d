#: about
# page = "sequences/attention#lookup"
# [zh]
# title = "权重加错了方向"
# task = "`attention` 对每个查询回答一次：按查询和各个键像不像分权重，一份份加起来是 1，再把值平均。值都在 3 和 7 之间，平均也该在 3 和 7 之间，现在却有 0.88，有 12.16；只问前两个，答案又变了。改对 `attention`，让每个查询的答案只看它自己。"
# hints = [
#   "在函数里打印 `weights` 和 `weights` 每一行的和。一行是一个查询，和应当是几？",
#   "`scores` 的形状是（查询，键）。权重要在哪一维上加起来是 1？",
#   "softmax 沿着键的那一维做，也就是最后一维：`axis=-1`。",
# ]
# why = "轴写错了，形状还是对的，什么也不报：权重成了“几个问题抢一个键”，每个答案都掺进了旁边的问题。手写注意力，先看权重每一行的和是不是 1，再少问一个问题，看别的答案变不变。"
# [zh.says]
# broken = "权重是每一列加起来是 1：几个查询在分一个键，不是一个查询在分几个键。"
# total = "所有查询的权重合在一起才是 1。每个查询的权重，各自加起来要是 1。"
# company = "一个查询的答案，还要看同时问的是哪些别的查询。它应当只看自己。"
# hard = "权重全给了最像的那个键，别的一点也没有：这是硬的字典。要按像的程度来分。"
# root = "权重太集中，或者太平均：得分要除以键有几个数的平方根，原来的那一步是对的。"
# sums = "一个查询的权重加起来不是 1：值全是 1 的时候，答案也应当是 1。"
# shape = "几个查询就要有几行答案，一行和一个值一样长。"
# other = "每个查询的权重加起来是 1，可是不是得分的 softmax。"
# raised = "先看报错说什么。要是形状对不上：查询和键的个数可以不同，比如 2 个查询、5 个键，也要能问。"
# [en]
# title = "Weights that add up the wrong way"
# task = "`attention` answers each query once: it gives every key a weight for how much it is like the query, weights that add up to 1, and takes the mean of the values by them. The values lie between 3 and 7, and so should a mean of them, but there are answers of 0.88 and 12.16. Leave out the third question, and the first two answers change. Fix `attention`, so that the answer to a query depends on that query alone."
# hints = [
#   "Print `weights` in the function, and the sum of each of its rows. A row is a query. What should the sum be?",
#   "The shape of `scores` is (queries, keys). Along which axis should the weights add up to 1?",
#   "Take softmax along the keys, which are the last axis: `axis=-1`.",
# ]
# why = "With the wrong axis the shapes are still right and nothing is raised. The questions compete for each key, and every answer is mixed up with the questions beside it. When you write attention by hand, see whether each row of weights adds up to 1, then leave a question out and see whether the other answers stay."
# [en.says]
# broken = "Each column of weights adds up to 1: the queries share out a key, where each query should share out the keys."
# total = "The weights of all queries together add up to 1. Those of each query should, by themselves."
# company = "The answer to a query still depends on which others are asked with it. It should depend on that query alone."
# hard = "All of the weight goes to the key that is most alike, and nothing to the others, as in a hard dictionary. It should be shared out by how alike they are."
# root = "The weights are too sharp or too even. Scores are divided by the square root of how many numbers a key has; that step was right."
# sums = "The weights of a query do not add up to 1: if all values are 1, the answer should be 1 as well."
# shape = "There should be a row of answers for each query, as long as a value."
# other = "The weights of each query add up to 1, but they are not the softmax of its scores."
# raised = "Read the error first. If it is about shapes: there need not be as many queries as keys; 2 queries and 5 keys, say, should work too."
#: program
import numpy as np
from keras import ops


def attention(queries, keys, values):
    #: broken
    scores = queries @ keys.T / np.sqrt(keys.shape[1])
    weights = ops.softmax(scores, axis=0)
    weights = ops.convert_to_numpy(weights)
    return weights @ values
    #: solution
    scores = queries @ keys.T / np.sqrt(keys.shape[1])
    weights = ops.softmax(scores, axis=-1)
    weights = ops.convert_to_numpy(weights)
    return weights @ values
    #: wrong total
    scores = queries @ keys.T / np.sqrt(keys.shape[1])
    weights = ops.softmax(scores.ravel()).numpy().reshape(scores.shape)
    return weights @ values
    #: wrong company
    scores = queries @ keys.T / np.sqrt(keys.shape[1])
    weights = ops.softmax(scores, axis=0)
    weights = ops.convert_to_numpy(weights)
    return weights / weights.sum(axis=1, keepdims=True) @ values
    #: wrong hard
    scores = queries @ keys.T / np.sqrt(keys.shape[1])
    weights = np.eye(len(keys))[scores.argmax(axis=1)]
    return weights @ values
    #: wrong root
    scores = queries @ keys.T
    weights = ops.softmax(scores, axis=-1)
    weights = ops.convert_to_numpy(weights)
    return weights @ values
    #: wrong sums
    scores = queries @ keys.T / np.sqrt(keys.shape[1])
    weights = ops.sigmoid(scores)
    weights = ops.convert_to_numpy(weights)
    return weights @ values
    #: wrong shape
    scores = queries @ keys.T / np.sqrt(keys.shape[1])
    weights = ops.softmax(scores, axis=-1)
    weights = ops.convert_to_numpy(weights)
    return (weights @ values).ravel()
    #: wrong other
    scores = queries @ keys.T / np.sqrt(keys.shape[1])
    weights = scores / scores.sum(axis=1, keepdims=True)
    return weights @ values
    #: wrong turned raises
    scores = queries @ keys.T / np.sqrt(keys.shape[1])
    weights = ops.softmax(scores, axis=0)
    weights = ops.convert_to_numpy(weights)
    return weights.T @ values
    #: end


keys = np.array([[2.0, 0, 0, 0], [0, 2, 0, 0], [0, 1, 1, 0]])
values = np.array([[3.0], [7], [5]])
queries = np.array([[0, 2.0, 0, 0], [0, 8, 0, 0], [1, 1, 1, 1]])
print("three:", attention(queries, keys, values).round(2).tolist())
print("two:  ", attention(queries[:2], keys, values).round(2).tolist())


#: check
import keras
import numpy as np


def softmax(scores, axis=-1):
    powers = np.exp(scores - scores.max())
    return powers / powers.sum(axis=axis, keepdims=True)


def check(program):
    def answer(queries, keys, values):
        found = program.attention(queries.copy(), keys.copy(), values.copy())
        if keras.ops.is_tensor(found):
            found = keras.ops.convert_to_numpy(found)
        found = np.asarray(found)
        if found.shape != (len(queries), values.shape[1]):
            raise Wrong("shape")
        return found

    rng = np.random.default_rng(1)
    queries, keys, values = (rng.normal(size=size) for size in ((4, 6), (5, 6), (5, 3)))
    found = answer(queries, keys, values)
    dots = queries @ keys.T
    scores = dots / np.sqrt(6)

    def is_by(weights):
        return np.allclose(found, weights @ values, atol=1e-4)

    if is_by(softmax(scores)):
        return
    if is_by(softmax(scores, axis=0)):
        raise Wrong("broken")
    if is_by(softmax(scores, axis=None)):
        raise Wrong("total")
    if is_by(np.eye(5)[scores.argmax(axis=1)]):
        raise Wrong("hard")
    if any(is_by(softmax(dots / by)) for by in (1, 3, 4, 5, 6, 36, np.sqrt(5), 2)):
        raise Wrong("root")
    if not np.allclose(answer(queries[:3], keys, values), found[:3], atol=1e-4):
        raise Wrong("company")
    ones = answer(queries, keys, np.ones((5, 3)))
    raise Wrong("other" if np.allclose(ones, 1, atol=1e-4) else "sums")
