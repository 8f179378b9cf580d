#: about
# page = "tables/own-table#words"
# [zh]
# title = "提前看到了测试集"
# task = "`make_lookup` 造一个给文字编号的层。它把测试的行也看了，所以 Cairo 有了自己的位置。改对它：只认得训练的行里有的词，没见过的都落在第 0 个位置，不报错。"
# hints = [
#   "打印出来的词，哪些是训练的行里没有的？",
#   "`adapt` 给它看什么，它就认得什么。`train` 是训练的行号。",
#   "`lookup.adapt(towns[train])`。没见过的词有 `[UNK]`，不用管。",
# ]
# why = "测试集里才有的词，将来也会有，模型那时没有见过。`adapt` 时看了，测试的分数就不算数：那一列的权重从来没有练过，测试时又不当它是生词。预处理只看训练的行。"
# [zh.says]
# broken = "它认得只在测试的行里出现的词：`adapt` 看到了不该看的行。"
# tested = "它认得的是测试的行里的词，训练的行反而没有看全。"
# refuses = "遇到没见过的词，它出错了。将来总会有新词；留一个位置给不认得的。"
# typed = "换一份数据就不对了：它认得的是写死的几个词。要从训练的行里看出来。"
# empty = "它还没有学过任何词。先 `adapt`，再用。"
# codes = "编码不对。每个认得的词要有自己的位置，不认得的都在第 0 个位置。"
# returns = "`make_lookup(towns, train)` 要返回那个查编号的层。换一份数据，它出错了，或者返回了别的。"
# raised = "出错了。`adapt` 要的是文字的数组，`train` 是行号；没见过的词也要有位置，不能报错。"
# [en]
# title = "It has seen the test set"
# task = "`make_lookup` makes the layer that numbers words. It looks at the test rows as well, so Cairo gets a place of its own. Fix it: it should know the words of the training rows only, and every other word goes to place 0, without an error."
# hints = [
#   "Which of the words printed are not in any training row?",
#   "The layer knows what `adapt` was shown. `train` has the numbers of the training rows.",
#   "`lookup.adapt(towns[train])`. Words never seen have `[UNK]`; you need do nothing for them.",
# ]
# why = "Words that are only in the test set stand for those to come, which the model will never have seen. If `adapt` sees them, the test score is not worth much: the weights of their columns were never trained, and yet they do not count as unknown. Preparation sees training rows only."
# [en.says]
# broken = "It knows words that are only in test rows: `adapt` has seen rows it should not."
# tested = "It knows the words of the test rows, and not all of the training rows."
# refuses = "Given a word it has never seen, it raises an error. There will always be new words; keep a place for the unknown."
# typed = "With other data it is wrong, because its words were typed in. It should find them in the training rows."
# empty = "It has not learned any words. Use it after `adapt`."
# codes = "The codes are wrong. Each word it knows needs a place of its own, and all others share place 0."
# returns = "`make_lookup(towns, train)` must return the layer that looks words up. With other data it failed or returned something else."
# raised = "That failed. `adapt` wants an array of text, `train` has row numbers, and a word never seen needs a place too, without an error."
#: program
import keras
import numpy as np
from keras import layers

towns = np.array(["Rome", "Oslo", "Rome", "Lima", "Oslo", "Rome", "Cairo"])
train, test = np.arange(0, 5), np.arange(5, 7)


def make_lookup(towns, train):
    #: broken
    lookup = layers.StringLookup(output_mode="one_hot")
    lookup.adapt(towns)
    #: solution
    lookup = layers.StringLookup(output_mode="one_hot")
    lookup.adapt(towns[train])
    #: wrong tested
    lookup = layers.StringLookup(output_mode="one_hot")
    lookup.adapt(np.delete(towns, train))
    #: wrong refuses
    lookup = layers.StringLookup(output_mode="one_hot", num_oov_indices=0)
    lookup.adapt(towns[train])
    #: wrong typed
    words = ["Rome", "Oslo", "Lima"]
    lookup = layers.StringLookup(vocabulary=words, output_mode="one_hot")
    #: wrong codes
    lookup = layers.StringLookup(output_mode="one_hot", max_tokens=2)
    lookup.adapt(towns[train])
    #: wrong returns
    lookup = np.unique(towns[train])
    #: end
    return lookup


lookup = make_lookup(towns, train)
#: solution
print([str(word) for word in lookup.get_vocabulary()])
print(keras.ops.convert_to_numpy(lookup([["Rome"], ["Cairo"]])))
#: wrong refuses
print([str(word) for word in lookup.get_vocabulary()])
#: wrong returns
print(lookup)
#: end


#: check
import numpy as np


def check(program):
    make_lookup = program.make_lookup
    towns = np.array(["yew", "ash", "oak", "elm", "oak", "box", "fir", "ash", "oak"])
    train = np.array([1, 2, 3, 6, 7])
    seen, unseen = {"ash", "oak", "elm", "fir"}, {"yew", "box"}
    try:
        lookup = make_lookup(towns, train)
        known = {str(word) for word in lookup.get_vocabulary()} - {"[UNK]", ""}
    except Exception:
        raise Wrong("returns") from None
    if known & {"Rome", "Oslo", "Lima", "Cairo"}:
        raise Wrong("typed")
    if not known:
        raise Wrong("empty")
    if known & unseen:
        raise Wrong("tested" if known == {"yew", "oak", "box"} else "broken")

    def code(word):
        return tuple(np.ravel(np.asarray(lookup([[word]]), "float64")).tolist())

    try:
        codes = {word: code(word) for word in sorted(seen)}
    except Exception:
        raise Wrong("returns") from None
    try:
        unknown = {code(word) for word in ("yew", "box", "ivy", "bay", "fig", "gum", "nut", "tea")}
    except Exception:
        raise Wrong("refuses") from None
    if len(unknown) > 1 or len(set(codes.values()) - unknown) < len(seen) or known != seen:
        raise Wrong("codes")
