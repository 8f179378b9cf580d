#: about
# page = "sequences/attention#sampling"
# [zh]
# title = "调不动的温度"
# task = "`draw(logits, temperature, count)` 按取样温度抽 `count` 个编号。温度 0.2 应当几乎总是抽到 0 号，现在却常常抽到别的；温度怎样调，都差不多。改对 `draw`。"
# hints = [
#   "`categorical` 收的是什么：得分（logits），还是概率？",
#   "softmax 做了两遍：程序自己一遍，`categorical` 里面又一遍。概率都在 0 和 1 之间，当成得分，彼此相差得很小。",
#   "把 `logits / temperature` 直接交给 `categorical`，不要先做 softmax。",
# ]
# why = "`categorical` 收 logits，自己会做 softmax。给它概率，它也照收，抽出来的差不多是乱猜，写的字就像没训练过，人却去怪网络。取样的程序，先用几个写死的得分试一试，数一数抽到的次数。"
# [zh.says]
# broken = "抽得太平均：交给 `categorical` 的还是概率，它又做了一遍 softmax。"
# late = "先做 softmax、再除以温度，除的是概率，不是得分；交给 `categorical` 的也不是得分。"
# times = "温度反了：温度低的时候抽得更乱，温度高的时候更集中。"
# ignored = "温度没有起作用：换了温度，抽到的次数还是照温度 1 的概率来的。"
# greedy = "总是抽最可能的那个。温度 1 的时候，别的编号也应当抽得到。"
# count = "应当抽出 `count` 个编号，从 0 到得分的个数减 1。"
# other = "抽到的次数和应有的概率差得太远：概率是 `logits / temperature` 的 softmax。"
# [en]
# title = "A temperature without effect"
# task = "`draw(logits, temperature, count)` should draw `count` numbers at a sampling temperature. At 0.2 it should draw number 0 nearly always, but often it draws others, and whatever the temperature, the result is much the same. Fix `draw`."
# hints = [
#   "What does `categorical` take, scores (logits) or probabilities?",
#   "Softmax is done twice, once by the program and again inside `categorical`. Probabilities all lie between 0 and 1, and taken for scores they hardly differ.",
#   "Hand `logits / temperature` to `categorical`, without a softmax before it.",
# ]
# why = "`categorical` takes logits and does softmax by itself. Probabilities it takes as well, without a word, and what it then draws is not far from blind guessing. The text looks as if the network had learned nothing, and the network gets the blame. Try a program that samples on a few scores typed by hand, and count what it draws."
# [en.says]
# broken = "It draws too evenly: what `categorical` gets are still probabilities, and it does softmax once more."
# late = "Softmax comes first and the temperature after it, so it divides probabilities and not scores. And what `categorical` gets are still no scores."
# times = "The temperature is upside down: a low one draws more at random, and a high one less."
# ignored = "The temperature has no effect: at any of them, numbers are drawn by the probabilities of temperature 1."
# greedy = "It always draws the most likely number. At temperature 1 the others should turn up as well."
# count = "There should be `count` numbers, each from 0 to the number of scores less 1."
# other = "How often each number is drawn is too far from its probability, which is the softmax of `logits / temperature`."
#: program
import keras
import numpy as np


def draw(logits, temperature, count):
    #: broken
    chances = keras.ops.softmax(logits / temperature)
    drawn = keras.random.categorical(chances[None], count)
    #: solution
    drawn = keras.random.categorical((logits / temperature)[None], count)
    #: wrong late
    chances = keras.ops.softmax(logits) / temperature
    drawn = keras.random.categorical(chances[None], count)
    #: wrong times
    drawn = keras.random.categorical((logits * temperature)[None], count)
    #: wrong ignored
    drawn = keras.random.categorical(logits[None], count)
    #: wrong greedy
    drawn = np.full((1, count), np.argmax(logits / temperature))
    #: wrong count
    drawn = keras.random.categorical((logits / temperature)[None], 1)
    #: wrong other
    lower = (logits - temperature)[None]
    drawn = keras.random.categorical(lower / temperature**2, count)
    #: end
    return keras.ops.convert_to_numpy(drawn)[0]


keras.utils.set_random_seed(0)
logits = np.array([2.0, 1.0, 0.0, -1.0], "float32")
for temperature in (0.2, 1.0, 2.0):
    drawn = draw(logits, temperature, 1000)
    print(temperature, np.bincount(drawn, minlength=4))


#: check
import keras
import numpy as np


def softmax(scores):
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


def check(program):
    logits = np.array([0.5, 3, 1.5, 2.5, -1], "float32")
    temperatures = (0.5, 1.0, 2.5)
    found = []
    for temperature in temperatures:
        drawn = program.draw(logits.copy(), temperature, 5000)
        if keras.ops.is_tensor(drawn):
            drawn = keras.ops.convert_to_numpy(drawn)
        drawn = np.ravel(drawn)
        if len(drawn) != 5000 or drawn.min() < 0 or drawn.max() > 4:
            raise Wrong("count")
        found.append(np.bincount(drawn.astype(int), minlength=5) / 5000)
    ways = {
        None: lambda t: softmax(logits / t),
        "broken": lambda t: softmax(softmax(logits / t)),
        "late": lambda t: softmax(softmax(logits) / t),
        "times": lambda t: softmax(logits * t),
        "ignored": lambda t: softmax(logits),
        "greedy": lambda t: np.eye(5)[logits.argmax()],
    }
    far = {
        way: max(np.abs(shares(t) - f).sum() for t, f in zip(temperatures, found, strict=True))
        for way, shares in ways.items()
    }
    nearest = min(far, key=far.get)
    if far[nearest] > 0.12:
        raise Wrong("other")
    if nearest:
        raise Wrong(nearest)
