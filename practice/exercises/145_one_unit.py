#: about
# page = "basics/last-layer#one-unit"
# [zh]
# title = "每朵花都答“是”"
# task = "150 朵鸢尾花里有 50 朵是第 0 种。网络回答“是不是第 0 种”，损失降得很好，却对 150 朵全答“是”。改对最后一层。"
# hints = [
#   "打印 `model.predict(x, verbose=0)`，看看里面有哪些数。",
#   "softmax 把每个数除以总和。只有一个数，除出来是多少？",
#   "照书里的约定：损失写了 `from_logits=True`，最后一层就不写激活函数，给出可正可负的得分。",
# ]
# why = "一个数自己除以自己，永远是 1。训练时损失看着正常，是 TensorFlow 后端替你绕过了 softmax，真去预测就露馅了。一个得分配 sigmoid，几类里选一类的那几个得分才配 softmax；照书里的约定，两种都留给损失去做。"
# [zh.says]
# broken = "每朵花的输出都是 1：最后一层只有一个单元，softmax 拿它除以它自己。"
# sigmoid = "输出现在是 0 到 1 之间的概率，永远大于 0，所以还是全答“是”。分界线 0 是给得分用的。"
# mixed = "答案对了，可是两处不一致：最后一层给出概率，损失却写着 `from_logits=True`，要的是得分。TensorFlow 后端训练时认得出来，别的后端不会。"
# limited = "最后一层还有激活函数，把得分限制住了。得分要可正可负，多大都行。"
# forgotten = "最后一层给出的是得分，损失却把它当成概率来算。"
# other = "答案还是错的太多。“是”应该有 50 个左右，而且是该答“是”的那 50 个。"
# raised = "如果报错说的是秩（rank）：每朵花只有一个标签，二元交叉熵就只要一个得分。"
# shape = "`answers` 应该是 150 个“是”或“否”，每朵花一个。"
# [en]
# title = "Every flower is a yes"
# task = "Of 150 iris flowers, 50 are of species 0. The network is asked whether a flower is one of them. Its loss falls nicely, and then it answers yes 150 times. Fix the last layer."
# hints = [
#   "Print `model.predict(x, verbose=0)` and look at the numbers in it.",
#   "Softmax divides each number by the sum. If there is only one number, what comes out?",
#   "By the book's convention, a loss with `from_logits=True` goes with a last layer without an activation, whose scores can be positive or negative.",
# ]
# why = "A number divided by itself is always 1. The loss looked healthy because the TensorFlow backend went around the softmax in training; predicting gave it away. A single score goes with a sigmoid, the scores for one of several classes with a softmax, and by the book's convention both are left to the loss."
# [en.says]
# broken = "The output is 1 for every flower: the last layer has a single unit, and softmax divides it by itself."
# sigmoid = "The outputs are probabilities from 0 to 1 now. They are always above 0, so every answer is still a yes. A line at 0 is meant for scores."
# mixed = "The answers are right, but two parts disagree: the last layer gives probabilities, while the loss says `from_logits=True` and expects scores. The TensorFlow backend notices in training; other backends do not."
# limited = "The last layer still has an activation that limits the scores. A score must be free to be any number, positive or negative."
# forgotten = "The last layer gives scores, but the loss takes them for probabilities."
# other = "Too many answers are wrong. About 50 should be a yes, and they should be the right 50."
# raised = "If the error speaks of rank: each flower has one label, so binary cross-entropy wants one score."
# shape = "`answers` should hold 150 answers, a yes or a no for each flower."
#: program
import keras
from keras import layers, losses
from sklearn.datasets import load_iris

keras.utils.set_random_seed(0)
x, species = load_iris(return_X_y=True)
y = (species == 0).astype("float32")

inputs = keras.Input(shape=(4,))
hidden = layers.Dense(16, activation="relu")(inputs)
#: broken
outputs = layers.Dense(1, activation="softmax")(hidden)
#: solution
outputs = layers.Dense(1)(hidden)
#: wrong sigmoid
outputs = layers.Dense(1, activation="sigmoid")(hidden)
#: wrong mixed
outputs = layers.Dense(1, activation="sigmoid")(hidden)
#: wrong limited
outputs = layers.Dense(1, activation="relu")(hidden)
#: end
model = keras.Model(inputs, outputs)
#: solution
loss = losses.BinaryCrossentropy(from_logits=True)
#: wrong forgotten
loss = losses.BinaryCrossentropy()
#: end
model.compile(keras.optimizers.Adam(0.05), loss=loss)
run = model.fit(x, y, epochs=5, verbose=0)

print("loss:", round(run.history["loss"][-1], 2))
#: solution
answers = model.predict(x, verbose=0)[:, 0] > 0
#: wrong mixed
answers = model.predict(x, verbose=0)[:, 0] > 0.5
#: wrong shape
answers = model.predict(x, verbose=0)[0] > 0
#: wrong other
answers = model.predict(x, verbose=0)[:, 0] > 100
#: end
print("yes:", answers.sum(), "of", len(answers))


#: check
import keras
import numpy as np
from sklearn.datasets import load_iris


def loss_of(model, label, output):
    """The model's own loss for one answer, or None where that cannot be asked."""
    try:
        loss = keras.losses.get(model.loss)
        return float(np.mean(keras.ops.convert_to_numpy(loss([[label]], [[output]]))))
    except Exception:
        return None


def check(program):
    x, species = load_iris(return_X_y=True)
    try:
        answers = np.ravel(np.asarray(program.answers, dtype="float64"))
    except (TypeError, ValueError):
        raise Wrong("shape") from None
    if answers.shape != (150,):
        raise Wrong("shape")
    accuracy = ((answers > 0.5) == (species == 0)).mean()
    model = program.model
    try:
        outputs = keras.ops.convert_to_numpy(model(x))
        extreme = keras.ops.convert_to_numpy(model(50 * x))
    except Exception:
        raise Wrong("other") from None
    if outputs.shape == (150, 1):
        if np.allclose(outputs, 1, atol=1e-6):
            raise Wrong("broken")
        if outputs.min() >= 0 and (outputs == 0).any():
            raise Wrong("limited")
        if extreme.min() < 0 and abs(extreme).max() <= 1:
            raise Wrong("limited")
        if extreme.min() >= 0 and extreme.max() <= 1:
            if (answers > 0.5).all():
                raise Wrong("sigmoid")
            surest = loss_of(model, 1.0, 1.0)
            if surest is not None and surest > 0.1:
                raise Wrong("mixed")
        else:
            low = loss_of(model, 1.0, -1.0)
            if low is not None and low > 10:
                raise Wrong("forgotten")
    if accuracy < 0.9:
        raise Wrong("other")
