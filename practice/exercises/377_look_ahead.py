#: about
# page = "sequences/attention#mask"
# [zh]
# title = "看见将来，看不见过去"
# task = "`attention` 里有因果掩码：一处只许看自己和前面的。程序不报错，可是把最后一处换掉，每一处的答案都变了。改对 `attention`，让改动最后一处只影响最后一处，前面的照样都看得到。"
# hints = [
#   "打印 `allowed`。第 i 行是第 i 处：第一行里有几个 `True`？",
#   "`place[None]` 是列号，`place[:, None]` 是行号。许看的，列号应当比行号大还是小？",
#   "许看的是列号不大于行号的：`place[None] <= place[:, None]`，一个下三角。",
# ]
# why = "掩码转了向，形状一样，权重照样加起来是 1，什么也不报；训练起来，损失还好得出奇，因为答案就在眼前。写完掩码，改一改最后一处，看看前面的答案动不动。"
# [zh.says]
# broken = "掩码转了向：每一处只看得见自己和后面的，前面的一点也看不见。"
# open = "没有掩码了：每一处什么都看得见，将来也在里面。"
# zero = "不许看的，得分成了 0，可是 softmax 以后 0 也分到权重：e⁰ 是 1。"
# late = "将来的权重是在 softmax 以后去掉的，分母里还有它：剩下的加起来不是 1，将来还是碰得到过去。"
# nothing = "有的答案是 `nan`：一处要是什么也看不到，或者得分成了正无穷，softmax 就分不出权重。每一处至少看得到自己。"
# self = "每一处只看得到自己，前面的也不让看了。"
# future = "改动最后一处，前面的答案还是会变：将来还看得见。"
# past = "将来看不见了，可是权重不对：自己和前面的都要看得到，按得分的 softmax 来分。"
# shape = "`x` 有几行，答案就要有几行，每行一样长。"
# raised = "先看报错说什么。要是形状对不上：`x` 的行数可以变，掩码的大小要跟着 `len(x)` 走。"
# [en]
# title = "It sees the future and not the past"
# task = "`attention` has a causal mask: a place may look at itself and at what came before. Nothing fails, but replace the last place, and the answers of all places change. Fix `attention`, so that changing the last place changes its own answer only, and every place still sees all that came before."
# hints = [
#   "Print `allowed`. Row i is place i. How many `True` are in the first row?",
#   "`place[None]` are the numbers of the columns and `place[:, None]` those of the rows. Where looking is allowed, which of them should be the larger one?",
#   "Looking is allowed where the column is not larger than the row, `place[None] <= place[:, None]`, which is a lower triangle.",
# ]
# why = "A mask that is turned around has the same shape, its weights still add up to 1, and nothing is raised. In training, the loss is even wonderfully low, for the answer is in plain view. When you have written a mask, change the last place and see whether any earlier answer moves."
# [en.says]
# broken = "The mask is the wrong way round: each place sees itself and what comes after it, and nothing of what came before."
# open = "There is no mask any more: every place sees everything, and the future with it."
# zero = "Where looking is not allowed the score became 0. After softmax, a score of 0 still gets a weight, since e⁰ is 1."
# late = "The weights of the future are taken away after softmax, which had them in its sum. What is left does not add up to 1, and the future still reaches the past."
# nothing = "Some answers are `nan`: where a place sees nothing at all, or a score is infinitely large, softmax has nothing to share out. Each place should see itself at least."
# self = "Each place sees only itself now. It should see what came before as well."
# future = "Change the last place, and earlier answers still change: the future can be seen."
# past = "The future is hidden, but the weights are wrong: a place should see itself and all that came before, with the softmax of the scores as weights."
# shape = "There should be as many rows of answers as `x` has rows, each as long as a row of `x`."
# raised = "Read the error first. If it is about shapes: `x` may have any number of rows, and the mask should follow `len(x)`."
#: program
import numpy as np
from keras import ops


def attention(x):
    scores = x @ x.T / np.sqrt(x.shape[1])
    #: broken
    place = np.arange(len(x))
    allowed = place[None] >= place[:, None]
    #: solution
    place = np.arange(len(x))
    allowed = place[None] <= place[:, None]
    #: wrong nothing
    place = np.arange(len(x))
    allowed = place[None] < place[:, None]
    #: wrong self
    place = np.arange(len(x))
    allowed = place[None] == place[:, None]
    #: wrong past
    place = np.arange(len(x))
    allowed = np.abs(place[:, None] - place[None] - 0.5) < 1
    #: wrong future
    place = np.arange(len(x))
    allowed = place[None] <= place[:, None] + 1
    #: wrong fixed raises
    allowed = np.tri(5, dtype=bool)
    #: end
    #: solution
    scores = np.where(allowed, scores, -np.inf)
    weights = ops.convert_to_numpy(ops.softmax(scores, axis=-1))
    return weights @ x
    #: wrong open
    weights = ops.convert_to_numpy(ops.softmax(scores, axis=-1))
    return weights @ x
    #: wrong zero
    scores = np.where(allowed, scores, 0)
    weights = ops.convert_to_numpy(ops.softmax(scores, axis=-1))
    return weights @ x
    #: wrong late
    weights = ops.convert_to_numpy(ops.softmax(scores, axis=-1))
    return np.where(allowed, weights, 0) @ x
    #: end


x = np.random.default_rng(0).normal(size=(5, 4))
changed = x.copy()
changed[-1] = 3
moved = np.abs(attention(changed) - attention(x)).max(axis=1) > 1e-5
print("changed:", moved)


#: check
import keras
import numpy as np


def softmax(scores):
    powers = np.exp(scores - scores.max())
    return powers / powers.sum(axis=1, keepdims=True)


def check(program):
    def answer(x):
        found = program.attention(x.copy())
        if keras.ops.is_tensor(found):
            found = keras.ops.convert_to_numpy(found)
        found = np.asarray(found)
        if found.shape != x.shape:
            raise Wrong("shape")
        return found

    x = np.random.default_rng(1).normal(size=(7, 3))
    found = answer(x)
    scores = x @ x.T / np.sqrt(3)
    past = np.tri(7, dtype=bool)

    def is_by(weights):
        return np.allclose(found, weights @ x, atol=1e-4)

    if is_by(softmax(np.where(past, scores, -np.inf))):
        return
    if np.isnan(found).any():
        raise Wrong("nothing")
    if is_by(softmax(np.where(past.T, scores, -np.inf))):
        raise Wrong("broken")
    if is_by(softmax(scores)):
        raise Wrong("open")
    if is_by(softmax(np.where(past, scores, 0))):
        raise Wrong("zero")
    if is_by(np.where(past, softmax(scores), 0)):
        raise Wrong("late")
    if is_by(np.eye(7)):
        raise Wrong("self")
    changed = x.copy()
    changed[-1] = 3
    raise Wrong("past" if np.allclose(answer(changed)[:-1], found[:-1], atol=1e-4) else "future")
