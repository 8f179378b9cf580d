#: about
# page = "sequences/text#mask"
# [zh]
# title = "填充也算进了平均"
# task = "`model` 把一个名字变成一行：各个字符的嵌入的平均。0 是填充，不该算。`once` 和 `often` 里是同样的两个字符，一个写一遍，一个写四遍，平均应当一样，现在却不同。改对 `model`，让填充不算在内。"
# hints = [
#   "`once` 的平均，分子加了几行，分母是几？其中几行是填充的？",
#   "求平均的层认得掩码。这个模型里，谁来造掩码？",
#   "给 `Embedding` 写上 `mask_zero=True`。",
# ]
# why = "填充的 0 也有自己的一行嵌入。忘了掩码，短的文字几乎成了填充的平均，长短不同的文字就没法比，而且什么也不报。造好模型，拿同样的内容、不同的填充问一问：答案应当一样。"
# [zh.says]
# broken = "填充还在平均里：同样的字符，填充多了，答案就不同。"
# lost = "`Embedding` 附上了掩码，可是求平均的那一步不看它，填充还在平均里。"
# grows = "填充不再添进什么，可是名字越长，结果还是越大：要除以真正的字符数。"
# cut = "只算了前面的几个位置，长一点的名字，后面的字符丢了。"
# maximum = "这是各个数里最大的，不是平均。"
# shape = "一个名字要得到一行 3 个数。"
# alike = "不同的字符得到一样的行，嵌入就什么也没有说。"
# unknown = "1 号不是填充，是不认得的字符 `[UNK]`，也要算进平均。"
# other = "不是平均：写满 8 个字符的名字，没有填充，结果也不是 8 行嵌入的平均。"
# padded = "没有填充的名字都对，有填充的还不对：应当是真正的字符的平均，不多也不少。"
# [en]
# title = "A mean that counts the padding"
# task = "`model` turns a name into one row, the mean of the embeddings of its characters. 0 is padding and should not count. `once` and `often` hold the same two characters, once and four times over. Their means should be equal, and they are not. Fix `model`, so that padding is left out."
# hints = [
#   "For `once`, how many rows are added up, and by how many are they divided? How many of these are padding?",
#   "The layer that averages knows masks. Which layer of this model makes one?",
#   "Give `Embedding` the argument `mask_zero=True`.",
# ]
# why = "The 0 of padding has a row in the embedding like any other number. Without a mask, the mean of a short text is mostly the mean of padding, texts of different length cannot be compared, and nothing is raised. Ask a new model about the same content with more and with less padding: the answers should be equal."
# [en.says]
# broken = "Padding is still part of the mean: the same characters give another answer when there is more of it."
# lost = "`Embedding` attaches a mask now, but the step that averages does not look at it, and padding is still part of the mean."
# grows = "Padding no longer adds anything, but a longer name still gives a larger result: divide by the number of real characters."
# cut = "Only the first places are counted, so a longer name loses the characters at its end."
# maximum = "This is the largest of the numbers and not their mean."
# shape = "A name should become one row of 3 numbers."
# alike = "Different characters get the same row, so the embedding says nothing."
# unknown = "Number 1 is not padding but `[UNK]`, an unknown character, and belongs to the mean."
# other = "This is not the mean: even for a name of 8 characters, which needs no padding, the result is not the mean of 8 rows of the embedding."
# padded = "Names without padding are right, and those with padding are not: the result should be the mean of the real characters, no more and no less."
#: program
import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(0)
inputs = keras.Input((8,), dtype="int32")
#: broken
vectors = layers.Embedding(10, 3)(inputs)
outputs = layers.GlobalAveragePooling1D()(vectors)
#: solution
vectors = layers.Embedding(10, 3, mask_zero=True)(inputs)
outputs = layers.GlobalAveragePooling1D()(vectors)
#: wrong lost
vectors = layers.Embedding(10, 3, mask_zero=True)(inputs)
outputs = keras.ops.mean(vectors, axis=1)
#: wrong grows
real = keras.ops.cast(inputs != 0, "float32")[:, :, None]
vectors = layers.Embedding(10, 3)(inputs) * real
outputs = layers.GlobalAveragePooling1D()(vectors)
#: wrong cut
vectors = layers.Embedding(10, 3)(inputs)
outputs = layers.GlobalAveragePooling1D()(vectors[:, :2])
#: wrong maximum
vectors = layers.Embedding(10, 3)(inputs)
outputs = layers.GlobalMaxPooling1D()(vectors)
#: wrong unknown
real = keras.ops.cast(inputs > 1, "float32")[:, :, None]
vectors = layers.Embedding(10, 3)(inputs) * real
outputs = keras.ops.sum(vectors, axis=1) / keras.ops.sum(real, axis=1)
#: wrong shape
vectors = layers.Embedding(10, 3, mask_zero=True)(inputs)
outputs = layers.GlobalAveragePooling1D(keepdims=True)(vectors)
#: wrong other
vectors = layers.Embedding(10, 3, mask_zero=True)(inputs)
outputs = layers.GRU(3)(vectors)
#: end
model = keras.Model(inputs, outputs)

once = np.array([[5, 3, 0, 0, 0, 0, 0, 0]])
often = np.array([[5, 3, 5, 3, 5, 3, 5, 3]])
print("once: ", model.predict(once, verbose=0)[0].round(4))
print("often:", model.predict(often, verbose=0)[0].round(4))


#: check
import keras
import numpy as np


def check(program):
    model = program.model

    def of(*names):
        rows = np.array([[*name, *[0] * (8 - len(name))] for name in names], "int32")
        found = keras.ops.convert_to_numpy(model(rows, training=False))
        if found.shape != (len(rows), 3):
            raise Wrong("shape")
        return found

    def close(one, other):
        return np.allclose(one, other, atol=1e-5)

    # A name of eight times the same character has no padding, and that character as its mean.
    single = of(*([character] * 8 for character in range(10)))
    if close(single[2:], single[2]):
        raise Wrong("alike")
    full = of(range(2, 10))[0]
    if not close(full, single[2:].mean(axis=0)):
        if close(full, single[2:].max(axis=0)):
            raise Wrong("maximum")
        raise Wrong("cut" if close(full, of([2, 3, 4, 5, 6, 7, 8, 2])[0]) else "other")
    names = [[5, 3], [7, 2, 4, 9], [4], [2, 2, 6, 8, 3]]
    found = of(*names)
    means = np.array([single[name].mean(axis=0) for name in names])
    shares = np.array([[len(name) / 8] for name in names])
    if not close(found, means):
        if close(found, means * shares):
            raise Wrong("grows")
        if close(found, means * shares + single[0] * (1 - shares)):
            tables = [layer for layer in model.layers if hasattr(layer, "mask_zero")]
            raise Wrong("lost" if any(table.mask_zero for table in tables) else "broken")
        raise Wrong("padded")
    if not close(of([1, 5, 1])[0], (2 * single[1] + single[5]) / 3):
        raise Wrong("unknown")
