#: about
# page = "basics/workflow#scaling"
# [zh]
# title = "没看过数据的缩放层"
# task = "网络里有一个 `Normalization` 层，缩放以后每一列的平均值应该是 0，标准差应该是 1。程序不报错，打印出来的数却大得多，有的到了好几百。补上缺的那一步。"
# hints = [
#   "这个层怎么知道每一列的平均值？程序里有没有哪一行给它看过数据？",
#   "页面里是 `adapt`。给它看哪一份数据？放在程序的哪里？",
#   "建好 `scale` 之后、`predict` 之前，让它只看训练集：`scale.adapt(…)`。",
# ]
# why = "没有 `adapt` 过的 `Normalization` 把数据原样放行，不报错，你只会觉得这个网络学得慢、学得差。它要赶在第一次 `fit` 或 `predict` 之前看过训练集，从此这些数跟着模型走，存盘、载入都不会丢。"
# [zh.says]
# broken = "`scale` 把数据原样放行了：它还没有看过任何数据。"
# late = "`scale` 现在缩放得没错，可是 `answers` 不是用这些数算的。`adapt` 要赶在第一次 `predict` 之前；过后再 `predict` 一遍也可能没用，编译好的计算里写死了旧的数。"
# everything = "缩放用的数里混进了验证集的行。只给它看训练集。"
# validation = "缩放用的是验证集的平均值。网络要从训练集学，缩放的数也从那里来。"
# outside = "模型里已经没有 `scale` 这一层。让缩放留在模型里面，跟着它走。"
# other = "`scale` 缩放训练集以后，各列的平均值应该是 0，标准差应该是 1，现在不是。"
# [en]
# title = "A layer that has seen nothing"
# task = "The network has a `Normalization` layer. After scaling, each column should have a mean of 0 and a standard deviation of 1. There is no error, but the numbers printed are far larger, some of them in the hundreds. Add the step that is missing."
# hints = [
#   "How does this layer know the mean of each column? Does any line of the program show it data?",
#   "The page calls that step `adapt`. Which data may it see, and where in the program does it belong?",
#   "After `scale` is made and before `predict`, show it the training set alone: `scale.adapt(…)`.",
# ]
# why = "A `Normalization` that was never adapted lets data through as it is, without an error. All you would notice is a network that learns slowly and badly. It must see the training set before the first `fit` or `predict`; from then on the numbers travel with the model, through saving and loading."
# [en.says]
# broken = "`scale` lets the data through as it is: it has not seen any data yet."
# late = "`scale` works by now, but `answers` was not computed with these numbers. Adapt before the first `predict`; calling it again may not help, because the compiled computation already contains the old numbers."
# everything = "Rows of the validation set got into the numbers used for scaling. Show it the training set alone."
# validation = "The scaling uses the means of the validation set. The network learns from the training set, and the numbers for scaling come from there too."
# outside = "The model no longer has the layer `scale` in it. Leave the scaling inside, so that it travels with the model."
# other = "When `scale` has scaled the training set, each column should have a mean of 0 and a standard deviation of 1. They do not."
#: program
import keras
from keras import layers
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split

x = load_breast_cancer().data.astype("float32")
x_train, x_val = train_test_split(x, test_size=114, random_state=42)

scale = layers.Normalization()
#: broken
#: solution
scale.adapt(x_train)
#: wrong everything
scale.adapt(x)
#: wrong validation
scale.adapt(x_val)
#: wrong late
#: wrong other
scale.adapt(x_train / 2)
#: end
inputs = keras.Input(shape=(30,))
#: solution
hidden = layers.Dense(8, activation="relu")(scale(inputs))
#: wrong outside
scale.adapt(x_train)
hidden = layers.Dense(8, activation="relu")(inputs)
#: end
model = keras.Model(inputs, layers.Dense(1)(hidden))
answers = model.predict(x_val, verbose=0)
#: solution
#: wrong late
scale.adapt(x_train)
#: end

scaled = keras.ops.convert_to_numpy(scale(x_train))
print("means:     ", scaled.mean(axis=0)[:4].round(1))
print("deviations:", scaled.std(axis=0)[:4].round(1))


#: check
import keras
import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split


def standard(scale, rows):
    """Whether rows are standard by the numbers that a layer holds."""
    scaled = keras.ops.convert_to_numpy(scale(rows))
    return abs(scaled.mean(axis=0)).max() < 0.01 and abs(scaled.std(axis=0) - 1).max() < 0.01


def check(program):
    x = load_breast_cancer().data.astype("float32")
    x_train, x_val = train_test_split(x, test_size=114, random_state=42)
    scale, model = program.scale, program.model
    if not isinstance(model, keras.Model) or not callable(scale):
        raise Wrong("outside")
    if scale not in model.layers:
        raise Wrong("outside")
    try:
        through = keras.ops.convert_to_numpy(scale(x_train))
    except Exception:
        raise Wrong("other") from None
    if through.shape == x_train.shape and np.allclose(through, x_train):
        raise Wrong("broken")
    if not standard(scale, x_train):
        for name, rows in (("everything", x), ("validation", x_val)):
            if standard(scale, rows):
                raise Wrong(name)
        raise Wrong("other")
    now = keras.ops.convert_to_numpy(model(x_val))
    if np.shape(program.answers) != now.shape or not np.allclose(program.answers, now, atol=0.01):
        raise Wrong("late")
