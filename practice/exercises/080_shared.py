#: about
# page = "basics/functional-api#shared-layer"
# [zh]
# title = "同一副眼光"
# task = "网络比较两个签名。对调左右，得分应该不变，可是打印出来的两个得分不一样。两边要用同一个层来看。"
# hints = [
#   "`Dense(8)` 写了几次？每写一次，就造一个层，各有各的权重。",
#   "第一对括号只该写一次，给层一个名字；第二对括号写两次。",
#   '先造：`encoder = layers.Dense(8, activation="relu")`；再接：`encoder(left)`、`encoder(right)`。',
# ]
# why = "两个层各有各的权重，训练出来，左右就是两副眼光：同一个人的两个签名，放在哪边会得出不同的答案。共享一个层，参数少了一半，对调不变是接线保证的，不靠训练。"
# [zh.says]
# broken = "左右各有一个层、一套权重，同一个签名放在两边，量出来的不一样。"
# start = "刚造好时两边的权重碰巧一样，可还是两个层；一训练，就各走各的。"
# left-twice = "右边的签名不管怎么换，得分都一样：要么没有进网络，要么一减就没了。一边接 `left`，另一边接 `right`。"
# right-twice = "左边的签名没有进网络：不管它是什么，得分都一样。"
# sum = "对调不变了，可是没有在比较：两个一模一样的签名，差应该是 0，得分应该总是同一个数。"
# signed = "层是共享的了，可是差有正负：对调以后，正的变成负的，得分还是变。"
# none = "没有层在看签名了。两边都要先过同一个 `Dense(8)`，再相减。"
# after = "这个层看到的只有差，没有看到签名。先用同一个层看两边，再相减。"
# other = "还不对。`compare` 收两个各 16 个数的签名，交出一个得分；两边过同一个 Dense 层，相减、取绝对值，再到 `Dense(1)`。"
# [en]
# title = "The same eyes for both"
# task = "The network compares two signatures. Swap left and right, and the score should stay the same, but the two scores it prints differ. Both sides should go through the same layer."
# hints = [
#   "How often does `Dense(8)` stand there? Each time builds a layer, with weights of its own.",
#   "Write the first pair of brackets once and give the layer a name; write the second pair twice.",
#   'Build it first: `encoder = layers.Dense(8, activation="relu")`. Then connect: `encoder(left)`, `encoder(right)`.',
# ]
# why = "Two layers have two sets of weights, and after training they see left and right with different eyes: what you learn about two signatures depends on which of them lies on which side. A shared layer has half the parameters, and the wiring, not the training, guarantees that order makes no difference."
# [en.says]
# broken = "Left and right have a layer each, with weights of its own, and measure the same signature differently."
# start = "Both sides happen to start with the same weights, but they are still two layers. Once trained, they go different ways."
# left-twice = "Whatever the signature on the right is, the score is the same: it does not enter the network, or it cancels out. Connect one side to `left` and the other to `right`."
# right-twice = "The signature on the left does not enter the network: whatever it is, the score is the same."
# sum = "The order no longer matters, but nothing is compared: two equal signatures should have a difference of 0, and always the same score."
# signed = "The layer is shared now, but a difference has a sign: after a swap, plus becomes minus, and the score still changes."
# none = "No layer looks at the signatures any more. Both should first go through the same `Dense(8)`, and then be subtracted."
# after = "This layer sees the difference and neither signature. Look at both sides with one layer first, then subtract."
# other = "Not right yet. `compare` takes two signatures of 16 numbers and gives one score. Both go through the same Dense layer; then comes the absolute difference, and then `Dense(1)`."
#: program
import keras
import numpy as np
from keras import layers

left = keras.Input(shape=(16,))
right = keras.Input(shape=(16,))
#: broken
seen_left = layers.Dense(8, activation="relu")(left)
seen_right = layers.Dense(8, activation="relu")(right)
gap = keras.ops.abs(seen_left - seen_right)
#: solution
encoder = layers.Dense(8, activation="relu")
seen_left = encoder(left)
seen_right = encoder(right)
gap = keras.ops.abs(seen_left - seen_right)
#: wrong start
seen_left = layers.Dense(8, activation="relu", kernel_initializer="ones")(left)
seen_right = layers.Dense(8, activation="relu", kernel_initializer="ones")(right)
gap = keras.ops.abs(seen_left - seen_right)
#: wrong left-twice
encoder = layers.Dense(8, activation="relu")
seen_left = encoder(left)
seen_right = encoder(left)
gap = keras.ops.abs(seen_left - seen_right)
#: wrong sum
encoder = layers.Dense(8, activation="relu")
seen_left = encoder(left)
seen_right = encoder(right)
gap = seen_left + seen_right
#: wrong signed
encoder = layers.Dense(8, activation="relu")
seen_left = encoder(left)
seen_right = encoder(right)
gap = seen_left - seen_right
#: wrong after
gap = keras.ops.abs(left - right)
gap = layers.Dense(8, activation="relu")(gap)
#: wrong none
gap = keras.ops.abs(left - right)
#: end
compare = keras.Model([left, right], layers.Dense(1)(gap))

a, b = np.random.default_rng(1).normal(size=(2, 1, 16))
print("a, b:", compare.predict([a, b], verbose=0))
print("b, a:", compare.predict([b, a], verbose=0))


#: check
import keras
import numpy as np


def check(program):
    compare = program.compare
    if not isinstance(compare, keras.Model):
        raise Wrong("other")
    rng = np.random.default_rng(0)
    a, b, c = rng.normal(size=(3, 20, 16)).astype("float32")

    def score(one, other):
        found = keras.ops.convert_to_numpy(compare([one, other]))
        return found[:, 0] if found.shape == (20, 1) else None

    def same(*scores):
        return all(np.allclose(one, scores[0], rtol=1e-3, atol=1e-3) for one in scores[1:])

    try:
        fresh = score(a, b), score(b, a)
        first = [weight.shape[0] for weight in compare.weights if len(weight.shape) == 2]
        compare.set_weights([rng.normal(size=weight.shape) for weight in compare.weights])
        there, back = score(a, b), score(b, a)
        other_right, other_left, equal = score(a, c), score(c, b), score(a, a)
        signs = score(a, 0 * a), score(abs(a), 0 * a)
    except Exception:
        raise Wrong("other") from None
    if there is None or not first:
        raise Wrong("other")
    if same(there, other_right):
        raise Wrong("left-twice")
    if same(there, other_left):
        raise Wrong("right-twice")
    if not same(there, back):
        if len(first) > 2:
            raise Wrong("start" if same(*fresh) else "broken")
        raise Wrong("signed" if first[0] == 16 and same(there + back, 2 * equal) else "other")
    if not same(equal, score(b, b), equal[::-1]):
        raise Wrong("sum")
    if len(first) < 2:
        raise Wrong("none")
    if same(*signs):
        raise Wrong("after")
