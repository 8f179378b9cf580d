#: about
# page = "help/troubleshooting/saving#weights-mismatch"
# [zh]
# title = "权重都对，答案全错"
# task = "`model` 的权重存进了文件，另一个程序搭好 `copy`，再把权重取回来。没有报错，答案却差得远。改 `copy`，让它对同样的原图给出和 `model` 一样的答案。"
# hints = [
#   "分别打印 `model.layers` 和 `copy.layers` 里每一层的种类，对一对。",
#   "权重文件里没有结构。没有权重的层，少了也不会报错。",
#   "`copy` 少了 `Rescaling(1 / 255)`。照 `build` 搭一遍，或者干脆调用 `build()`。",
# ]
# why = "权重文件只有数，结构要靠你重新写对。多了有权重的层，或者形状不同，会报错；少了 `Rescaling`、激活函数这些没有权重的，文件照样装得进去，答案却错了。存整个模型（`.keras`）就没有这个问题；只存权重，就用同一个函数来搭，再拿几个输入核对答案。"
# [zh.says]
# broken = "权重一个不差，答案却不同：`copy` 少做了一件 `model` 会做的事，而那件事没有权重。"
# scale = "`copy` 里的缩放和 `model` 的不是同一个数，或者不在同一个地方。"
# fresh = "结构对了，权重却不是文件里的：`copy` 还是刚搭好的样子。"
# same = "`copy` 就是 `model` 自己。另一个程序里没有 `model`，只有文件。"
# other = "`copy` 的答案和 `model` 的还是不同。对任何原图，两者都要一样。"
# input = "`copy` 要是一个模型，和 `model` 收下同样形状的图，每张图给出同样多的数。"
# raised = "如果报错的是 `load_weights`：有权重的层要和 `model` 的一样。`copy` 缺的那一层没有权重。"
# [en]
# title = "All weights right, all answers wrong"
# task = "The weights of `model` are saved to a file; another program builds `copy` and loads them. There is no error, but the answers are far off. Change `copy` so that it gives the same answers as `model` for the same unscaled pictures."
# hints = [
#   "Print the kind of each layer in `model.layers` and in `copy.layers`, and compare.",
#   "A file of weights holds no structure. A layer without weights can be missing, and there is no error.",
#   "`copy` has no `Rescaling(1 / 255)`. Build it as `build` does, or call `build()` itself.",
# ]
# why = "A file of weights holds numbers only, and it is up to you to write the structure again. One more layer with weights, or another shape, raises an error. If a `Rescaling` or an activation is missing, which have none, the file loads all the same and the answers are wrong. Save the whole model (`.keras`), and this cannot happen. With weights alone, build with the same function, and compare some answers."
# [en.says]
# broken = "All weights are equal, and the answers differ: `copy` leaves out something that `model` does, and which has no weights."
# scale = "The scaling in `copy` does not use the number that `model` uses, or is not in the same place."
# fresh = "The structure is right, but the weights are not those of the file: `copy` is as it was built."
# same = "`copy` is `model` itself. The other program has no `model`, only the file."
# other = "The answers of `copy` still differ from those of `model`. They must be equal for any picture."
# input = "`copy` must be a model that takes pictures of the same shape as `model`, and gives as many numbers for each."
# raised = "If it is `load_weights` that fails: the layers with weights must be those of `model`. The layer that `copy` lacks has no weights."
#: program
import keras
import numpy as np
from keras import layers


def build():
    inputs = keras.Input(shape=(8, 8, 1))
    x = layers.Rescaling(1 / 255)(inputs)
    x = layers.Conv2D(4, 3, activation="tanh")(x)
    return keras.Model(inputs, layers.Dense(3)(layers.Flatten()(x)))


keras.utils.set_random_seed(0)
model = build()
model.save_weights("small.weights.h5")

#: broken
inputs = keras.Input(shape=(8, 8, 1))
x = layers.Conv2D(4, 3, activation="tanh")(inputs)
copy = keras.Model(inputs, layers.Dense(3)(layers.Flatten()(x)))
copy.load_weights("small.weights.h5")
#: solution
inputs = keras.Input(shape=(8, 8, 1))
x = layers.Rescaling(1 / 255)(inputs)
x = layers.Conv2D(4, 3, activation="tanh")(x)
copy = keras.Model(inputs, layers.Dense(3)(layers.Flatten()(x)))
copy.load_weights("small.weights.h5")
#: wrong scale
inputs = keras.Input(shape=(8, 8, 1))
x = layers.Rescaling(1 / 16)(inputs)
x = layers.Conv2D(4, 3, activation="tanh")(x)
copy = keras.Model(inputs, layers.Dense(3)(layers.Flatten()(x)))
copy.load_weights("small.weights.h5")
#: wrong fresh
copy = build()
#: wrong same
copy = model
#: wrong dense raises
inputs = keras.Input(shape=(8, 8, 1))
x = layers.Conv2D(4, 3, activation="tanh")(inputs)
x = layers.Dense(4)(x)
copy = keras.Model(inputs, layers.Dense(3)(layers.Flatten()(x)))
copy.load_weights("small.weights.h5")
#: end

pictures = np.random.default_rng(0).integers(0, 256, size=(2, 8, 8, 1))
print(model.predict(pictures, verbose=0).round(2))
print(copy.predict(pictures, verbose=0).round(2))


#: check
import keras
import numpy as np


def check(program):
    model, copy = program.model, program.copy
    own = {id(one) for one in getattr(copy, "weights", [])}
    if copy is model or own & {id(one) for one in model.weights}:
        raise Wrong("same")
    pictures = np.random.default_rng(3).integers(0, 256, size=(9, 8, 8, 1))
    try:
        right = keras.ops.convert_to_numpy(model(pictures))
        found = keras.ops.convert_to_numpy(copy(pictures))
        weights, wanted = copy.get_weights(), model.get_weights()
    except Exception:
        raise Wrong("input") from None
    if found.shape != right.shape:
        raise Wrong("input")
    if np.allclose(found, right, atol=1e-4):
        return
    if [one.shape for one in weights] != [one.shape for one in wanted]:
        raise Wrong("other")
    if not all(np.allclose(*pair) for pair in zip(weights, wanted, strict=True)):
        raise Wrong("fresh")
    found_layers = getattr(copy, "layers", [])
    rescaling = [one for one in found_layers if isinstance(one, keras.layers.Rescaling)]
    if not rescaling:
        raise Wrong("broken")
    alike = [one.scale == 1 / 255 for one in rescaling] == [True]
    raise Wrong("other" if alike and rescaling[0] in found_layers[:2] else "scale")
