#: about
# page = "basics/overfitting#dropout"
# [zh]
# title = "每问一遍，换个答案"
# task = "同一个病人问三遍，网络给了三个不同的答案。`Dropout` 训练时随机把一部分输出换成 0，预测时应该什么也不做。改对 `answer`，让答案不再变，网络里的 dropout 要留着。"
# hints = [
#   "随机数是从哪一层来的？它什么时候该开，什么时候该关？",
#   "看看 `answer` 是怎样调用模型的：这一次是在训练吗？",
#   "`training=True` 告诉模型“正在训练”。预测时不写它，或者用 `model.predict`。",
# ]
# why = "dropout 只在训练时打开。预测时开着它，每次都少一半的单元，答案忽高忽低，成绩也平白变差。直接调用 `model(x)`，Keras 会当成预测；`fit` 自己会打开它，用不着你写。"
# [zh.says]
# broken = "同样的病人，两次的答案还是不一样：预测时 dropout 还开着。"
# removed = "答案不变了，可是 dropout 也没有了：训练时它也不再起作用，网络又会背书。要留着它，只在预测时关上。"
# average = "取了许多次的平均，晃动小了，还是每次不同，也慢了许多倍。预测时把 dropout 关上，一次就够。"
# rounded = "答案不变了，却不是整个网络给出的那个答案。"
# shape = "`answer` 应该给每个病人一个数。"
# [en]
# title = "Another answer every time"
# task = "The same patient is asked about three times, and the network gives three answers. In training, `Dropout` sets some outputs to 0 at random; in prediction it should do nothing. Fix `answer` so that the answer stays the same. Keep the dropout in the network."
# hints = [
#   "Which layer brings in the random numbers? When should it be on, and when off?",
#   "Look at how `answer` calls the model. Is this training?",
#   "`training=True` tells the model that it is being trained. Leave it out when you predict, or use `model.predict`.",
# ]
# why = "Dropout belongs to training. Left on in prediction, it takes out half of the units each time: answers go up and down, and scores get worse for nothing. When you call `model(x)`, Keras takes it for prediction; `fit` turns dropout on by itself."
# [en.says]
# broken = "The same patients still get different answers: dropout is on while you predict."
# removed = "The answers stay the same, but the dropout is gone. It no longer works in training either, so the network will learn by heart again. Keep it, and have it off in prediction only."
# average = "A mean over many calls moves less, but it still moves, and takes many times as long. With dropout off, one call is enough."
# rounded = "The answers stay the same, but they are not those of the whole network."
# shape = "`answer` should give one number for each patient."
#: program
import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(0)
inputs = keras.Input(shape=(10,))
hidden = layers.Dense(64, activation="relu")(inputs)
#: solution
hidden = layers.Dropout(0.5)(hidden)
#: wrong removed
hidden = layers.Dropout(0.0)(hidden)
#: end
model = keras.Model(inputs, layers.Dense(1)(hidden))


def answer(patients):
    #: broken
    found = model(patients, training=True)
    #: solution
    found = model(patients)
    #: wrong average
    found = sum(model(patients, training=True) for _ in range(20)) / 20
    #: wrong rounded
    found = keras.ops.round(model(patients, training=True) / 100)
    #: wrong shape
    found = model(patients)[:1]
    #: end
    return keras.ops.convert_to_numpy(found)[:, 0]


patient = np.ones((1, 10))
for _ in range(3):
    print(answer(patient).round(3))


#: check
import keras
import numpy as np


def check(program):
    rng = np.random.default_rng(1)
    rows = rng.normal(size=(40, 10)).astype("float32")
    model = program.model

    def numbers(values):
        return np.ravel(keras.ops.convert_to_numpy(values)).astype("float64")

    try:
        first, second = numbers(program.answer(rows)), numbers(program.answer(rows))
    except Exception:
        raise Wrong("shape") from None
    if first.shape != (40,) or second.shape != (40,):
        raise Wrong("shape")
    try:
        whole = numbers(model(rows, training=False))
        dropped = [numbers(model(rows, training=True)) for _ in range(2)]
    except Exception:
        raise Wrong("removed") from None
    if np.allclose(*dropped, atol=1e-5):
        raise Wrong("removed")
    if not np.allclose(first, second, atol=1e-5):
        moves = abs(first - second).mean() / abs(dropped[0] - dropped[1]).mean()
        raise Wrong("average" if moves < 0.5 else "broken")
    if whole.shape != first.shape or not np.allclose(first, whole, atol=1e-4):
        raise Wrong("rounded")
