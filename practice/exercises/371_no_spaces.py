#: about
# page = "sequences/text#chinese"
# [zh]
# title = "中文没有空格"
# task = "`numbers` 要给每个名字一行 6 个编号：一个字一个编号，没见过的字是 1，后面补 0。程序能跑，可是一个名字只得到一个编号，“英德”里的两个字都见过，却说不认得。改对它，让名字按字切开。"
# hints = [
#   "打印 `vectorize.get_vocabulary()`：词表里的一项，是一个字还是一个名字？",
#   "`TextVectorization` 什么也不写，就在空格处切。中文的名字里有空格吗？",
#   "造层的时候写上 `split=\"character\"`。",
# ]
# why = "默认的切法是照着用空格分词的文字定的。中文没有空格，整个名字、整句话就成了一个词元，新的文字几乎全是 `[UNK]`，而且什么也不报。`adapt` 以后先看一眼词表。"
# [zh.says]
# broken = "一个名字还是一个词元：几个字的名字只得到一个编号。"
# half = "“法国”就在 `train` 里，现在却不认得：造词表时的切法，和查编号时的切法不一样。"
# pairs = "编号比字还多：除了单个的字，相邻的字连起来也成了词元。"
# seen = "“老”不在 `train` 里，它的编号应当是 1。现在它有自己的编号：词表看过了要查的名字，或者编号根本不是从词表里查的。"
# forgotten = "`train` 里有的字，现在不认得，或者几个字共用一个编号。词表要从 `train` 里来，每个字一项。"
# shape = "每个名字要有一行 6 个编号，名字有几个，就有几行。"
# order = "编号的次序不对：要和字的次序一样，同一个字到哪里都是同一个编号，不够 6 个的在后面补 0。"
# [en]
# title = "No spaces in Chinese"
# task = "`numbers` should make a row of 6 numbers from each name: one for each character, 1 for a character never seen, 0 to fill up at the end. The program runs, but each name gets a single number, and `英德` is unknown although both of its characters were seen. Fix it, so that names are cut into characters."
# hints = [
#   "Print `vectorize.get_vocabulary()`. Is an entry a character or a whole name?",
#   "Given nothing, `TextVectorization` cuts at spaces. Is there a space in these names?",
#   "Give the layer `split=\"character\"` when you make it.",
# ]
# why = "The default suits languages that put spaces between words. Chinese has none, so a whole name or sentence becomes one token, nearly all new text is `[UNK]`, and nothing is raised. Look at the vocabulary as soon as you have called `adapt`."
# [en.says]
# broken = "A name is still one token: it has several characters and gets a single number."
# half = "`法国` is in `train`, and now it is unknown: the texts for the vocabulary are cut in one way, and those to be looked up in another."
# pairs = "There are more numbers than characters: neighbours taken together have become tokens too."
# seen = "`老` is not in `train`, so it should be 1. It has a number of its own: the vocabulary has seen the names that are to be looked up, or the numbers do not come from a vocabulary."
# forgotten = "Characters that are in `train` are unknown now, or share a number. The vocabulary should be made from `train`, with an entry for each character."
# shape = "There should be a row of 6 numbers for each name, and as many rows as names."
# order = "The numbers are not in order. They should follow the characters, with the same number for a character wherever it stands, and 0 to fill up to 6 at the end."
#: program
import keras
from keras import layers

train = ["中国", "法国", "德国", "泰国", "日本", "美国", "英国", "印度"]
new = ["法国", "英德", "老挝"]

#: broken
vectorize = layers.TextVectorization(output_sequence_length=6)
vectorize.adapt(train)
#: solution
vectorize = layers.TextVectorization(
    split="character",
    output_sequence_length=6,
)
vectorize.adapt(train)
#: wrong half
vectorize = layers.TextVectorization(output_sequence_length=6)
vectorize.adapt([" ".join(name) for name in train])
#: wrong pairs
vectorize = layers.TextVectorization(
    split="character",
    ngrams=2,
    output_sequence_length=6,
)
vectorize.adapt(train)
#: wrong seen
vectorize = layers.TextVectorization(
    split="character",
    output_sequence_length=6,
)
vectorize.adapt(train + new)
#: wrong forgotten
vectorize = layers.TextVectorization(
    split="character",
    output_sequence_length=6,
)
vectorize.adapt(new)
#: wrong shape
vectorize = layers.TextVectorization(split="character")
vectorize.adapt(train)
#: wrong order
vectorize = layers.TextVectorization(
    split="character",
    output_sequence_length=6,
)
vectorize.adapt(train)
#: end


def numbers(texts):
    #: solution
    return keras.ops.convert_to_numpy(vectorize(texts))
    #: wrong order
    return keras.ops.convert_to_numpy(vectorize(texts))[:, ::-1]
    #: end


print("tokens:", len(vectorize.get_vocabulary()))
print(numbers(new))


#: check
import keras
import numpy as np


def check(program):
    def numbers(texts):
        found = program.numbers(texts)
        if keras.ops.is_tensor(found):
            found = keras.ops.convert_to_numpy(found)
        try:
            found = np.asarray(found, "float64")
        except (TypeError, ValueError):
            raise Wrong("shape") from None
        if found.shape != (len(texts), 6):
            raise Wrong("shape")
        return found

    texts = ["法国", "英德", "国日中美", "老国"]
    rows = numbers(texts)
    counts = (rows != 0).sum(axis=1)
    if (counts == 1).any():
        raise Wrong("half" if counts[0] == 1 and rows[0].max() == 1 else "broken")
    if (counts > [len(text) for text in texts]).any():
        raise Wrong("pairs")
    single = numbers(seen := sorted(set("中国法德泰日本美英印度"))).max(axis=1)
    if single.min() < 2 or len(set(single)) < len(seen):
        raise Wrong("forgotten")
    of = dict(zip(seen, single, strict=True))
    if numbers(["老"]).max() != 1:
        raise Wrong("seen")
    for text, row in zip(texts, rows, strict=True):
        right = [of.get(character, 1) for character in text]
        if row.tolist() != right + [0] * (6 - len(right)):
            raise Wrong("order")
