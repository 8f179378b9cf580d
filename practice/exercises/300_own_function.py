#: about
# page = "help/troubleshooting/saving#own-function"
# [zh]
# title = "自己的损失，读不回来"
# task = "模型用了自己写的损失 `distance`，存得下来，读不回来。改程序，让 `copy` 读得回来，还能用同样的损失接着评估。"
# hints = [
#   "看报错里引号中的名字：文件里只有名字，没有函数的代码。",
#   "要么在读的时候把函数交给它，要么先给函数登记一个名字。",
#   "`load_model(…, custom_objects={\"distance\": distance})`，或者在 `def` 上面写 `@keras.saving.register_keras_serializable()`。",
# ]
# why = "`.keras` 文件存结构、权重和编译的设置，自己写的函数只存名字。读的程序里要有同样的代码，并且让 Keras 找得到。只想预测，可以 `compile=False`；想接着训练或评估，就要把函数交给它。"
# [zh.says]
# no-compile = "读回来了，可是没有损失：它能预测，不能评估，也不能接着训练。要让 Keras 找得到 `distance`。"
# built-in = "`copy` 用的不是 `distance`，算出来的损失就不同。函数要还是原来那一个。"
# same = "`copy` 就是 `model` 自己，没有从文件里读。"
# weights = "`copy` 的答案和 `model` 的不同：读回来的应当是存下的那个模型。"
# input = "`copy` 要是一个读回来的模型，收下一列数，每行给一个答案。"
# raised = "文件里只有名字 `distance`。读的时候，Keras 要知道这个名字是哪一个函数。"
# [en]
# title = "A loss of your own"
# task = "The model has a loss of your own, `distance`. It can be saved but not loaded. Change the program so that `copy` is loaded, and can go on evaluating with the same loss."
# hints = [
#   "Look at the name in quotes in the message: the file has the name, and not the code of the function.",
#   "Either hand the function over when you load, or register a name for it beforehand.",
#   "`load_model(…, custom_objects={\"distance\": distance})`, or `@keras.saving.register_keras_serializable()` above the `def`.",
# ]
# why = "A `.keras` file holds structure, weights and what you compiled, but of a function of your own only the name. The program that loads it needs the same code, in a way that Keras can find. To predict only, `compile=False` is enough; to go on training or evaluating, hand over the function."
# [en.says]
# no-compile = "It loads, but without a loss: it can predict, but not evaluate or go on training. Let Keras find `distance`."
# built-in = "`copy` does not use `distance`, and so its loss is another number. The function must be the same as before."
# same = "`copy` is `model` itself, not loaded from the file."
# weights = "The answers of `copy` differ from those of `model`: what you load must be the model you saved."
# input = "`copy` must be a model that was loaded, and takes a column of numbers with one answer for each row."
# raised = "The file has only the name `distance`. When loading, Keras must know which function has this name."
#: program
import keras
import numpy as np
from keras import layers


#: broken
def distance(y, answer):
    return keras.ops.mean(keras.ops.abs(y - answer) ** 1.5)


#: solution
@keras.saving.register_keras_serializable()
def distance(y, answer):
    return keras.ops.mean(keras.ops.abs(y - answer) ** 1.5)


#: wrong no-compile
def distance(y, answer):
    return keras.ops.mean(keras.ops.abs(y - answer) ** 1.5)


#: wrong built-in
def distance(y, answer):
    return keras.ops.mean(keras.ops.abs(y - answer) ** 1.5)


#: wrong same
def distance(y, answer):
    return keras.ops.mean(keras.ops.abs(y - answer) ** 1.5)


#: end
inputs = keras.Input(shape=(1,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
#: solution
model.compile(optimizer="sgd", loss=distance)
model.save("own.keras")

copy = keras.models.load_model("own.keras")
#: wrong no-compile
model.compile(optimizer="sgd", loss=distance)
model.save("own.keras")

copy = keras.models.load_model("own.keras", compile=False)
#: wrong built-in
model.compile(optimizer="sgd", loss="mse")
model.save("own.keras")

copy = keras.models.load_model("own.keras")
#: wrong same
model.compile(optimizer="sgd", loss=distance)
model.save("own.keras")

copy = model
#: wrong weights
model.compile(optimizer="sgd", loss=distance)
copy = keras.models.clone_model(model)
copy.compile(optimizer="sgd", loss=distance)
#: end
x = np.array([[1.0], [2.0], [4.0]])
print(copy.predict(x, verbose=0)[:, 0])


#: check
import keras
import numpy as np


def check(program):
    model, copy = program.model, program.copy
    if copy is model:
        raise Wrong("same")
    x = np.array([[1.0], [2.0], [4.0]])
    try:
        right = keras.ops.convert_to_numpy(model(x))
        found = keras.ops.convert_to_numpy(copy(x))
        compiled = copy.compiled
    except Exception:
        raise Wrong("input") from None
    if found.shape != (3, 1):
        raise Wrong("input")
    if not np.allclose(found, right, atol=1e-5):
        raise Wrong("weights")
    if not compiled:
        raise Wrong("no-compile")
    y = found + np.array([[1.0], [4.0], [9.0]])
    try:
        loss = float(np.ravel(copy.evaluate(x, y, verbose=0))[0])
    except Exception:
        raise Wrong("no-compile") from None
    if abs(loss - (1 + 8 + 27) / 3) > 0.01:
        raise Wrong("built-in")
