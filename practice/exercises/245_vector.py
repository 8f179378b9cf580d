#: about
# page = "pictures/conv-nets#to-vector"
# [zh]
# title = "从特征图到得分"
# task = "网络要给每张图 10 个得分，5 张图的输出就是 `(5, 10)`。现在特征图直接交给 `Dense`，没有报错，输出却是 `(5, 7, 7, 10)`。改 `vector` 那一行。"
# hints = [
#   "`Dense` 只看最后一维。打印 `vector.shape`，它除了通道还有什么？",
#   "特征图要先变成向量：或者把所有数排成一行，或者每个通道只留平均值。",
#   "`layers.Flatten()(maps)` 或 `layers.GlobalAveragePooling2D()(maps)`，都行。",
# ]
# why = "`Dense` 作用在最后一维，所以特征图的每个位置各得到 10 个得分，一张图 490 个。搭的时候没有报错，到了损失函数才说形状不符，那时离出错的地方已经很远。"
# [zh.says]
# broken = "一张图有 7×7 个位置，每个位置各有 10 个得分。你要的是一张图 10 个。"
# smaller = "输出还有高和宽，哪怕小了。要一个向量，每张图一行数。"
# after = "先打分、再排成一行，一张图就有几百个得分。要先变成向量，再交给 `Dense(10)`。"
# rows = "一张图还是一张表，不是一行数，所以每一行各得到 10 个得分。"
# corner = "形状对了，可是网络没有看全图：改掉图的一部分，得分一点不变。向量要来自所有的位置。"
# skipped = "得分没有用到 `maps`：卷积层不在网络里了。向量要从特征图来。"
# input = "`model` 要收下 `(5, 28, 28, 3)` 的图片。"
# other = "输出的形状应当是 `(5, 10)`：5 张图，每张 10 个得分。"
# [en]
# title = "From maps to scores"
# task = "The network must give 10 scores for each picture, so for 5 pictures the output is `(5, 10)`. Now the maps go directly into `Dense`. There is no error, and the output is `(5, 7, 7, 10)`. Change the line of `vector`."
# hints = [
#   "`Dense` looks at the last axis alone. Print `vector.shape`: what is there besides channels?",
#   "The maps must become a vector first: line up all numbers, or keep only the mean of each channel.",
#   "`layers.Flatten()(maps)` and `layers.GlobalAveragePooling2D()(maps)` both do.",
# ]
# why = "`Dense` works on the last axis, so each position of the maps gets 10 scores of its own, 490 for a picture. Nothing is said while you build; the mismatch comes to light at the loss function, far from where it began."
# [en.says]
# broken = "A picture has 7×7 positions, and each has 10 scores. You want 10 for the whole picture."
# smaller = "The output still has a height and a width, even if smaller ones. You want a vector, one row of numbers for each picture."
# after = "If you score first and line up afterwards, a picture has hundreds of scores. Make the vector first, then give it to `Dense(10)`."
# rows = "A picture is still a table and not one row of numbers, so each row of it gets 10 scores."
# corner = "The shape is right, but the network does not see the whole picture: change a part of it, and no score changes. The vector must come from all positions."
# skipped = "The scores do not use `maps`: the convolution is no longer in the network. The vector must come from the maps."
# input = "`model` must take pictures of shape `(5, 28, 28, 3)`."
# other = "The output must have the shape `(5, 10)`: 5 pictures, 10 scores each."
#: program
import keras
import numpy as np
from keras import layers

inputs = keras.Input(shape=(28, 28, 3))
maps = layers.Conv2D(16, 3, strides=4, activation="relu")(inputs)
#: broken
vector = maps
scores = layers.Dense(10)(vector)
#: solution
vector = layers.GlobalAveragePooling2D()(maps)
scores = layers.Dense(10)(vector)
#: wrong smaller
vector = layers.MaxPooling2D(2)(maps)
scores = layers.Dense(10)(vector)
#: wrong after
vector = maps
scores = layers.Dense(10)(vector)
scores = layers.Flatten()(scores)
#: wrong rows
vector = layers.Reshape((49, 16))(maps)
scores = layers.Dense(10)(vector)
#: wrong corner
vector = maps[:, 0, 0]
scores = layers.Dense(10)(vector)
#: wrong other
vector = layers.Flatten()(maps)
scores = layers.Dense(1)(vector)
#: wrong skipped
vector = layers.Flatten()(inputs)
scores = layers.Dense(10)(vector)
#: end
model = keras.Model(inputs, scores)

pictures = np.zeros((5, 28, 28, 3))
print(model.predict(pictures, verbose=0).shape)


#: check
import keras
import numpy as np


def check(program):
    model = program.model
    rng = np.random.default_rng(0)
    pictures = rng.normal(size=(5, 28, 28, 3)).astype("float32")
    try:
        scores = keras.ops.convert_to_numpy(model(pictures))
    except Exception:
        raise Wrong("input") from None
    if scores.shape == (5, 7, 7, 10):
        raise Wrong("broken")
    if scores.ndim == 4:
        raise Wrong("smaller")
    if scores.ndim == 3:
        raise Wrong("rows")
    if scores.ndim == 2 and scores.shape[1] > 10 and scores.shape[1] % 10 == 0:
        raise Wrong("after")
    if scores.shape != (5, 10):
        raise Wrong("other")
    if not any(len(one.shape) == 4 for one in getattr(model, "weights", [])):
        raise Wrong("skipped")
    for top in (0, 20):
        for left in (0, 20):
            changed = pictures.copy()
            changed[:, top : top + 8, left : left + 8] += rng.normal(0, 9, (5, 8, 8, 3))
            again = keras.ops.convert_to_numpy(model(changed))
            if np.abs(again - scores).max() < 1e-6:
                raise Wrong("corner")
