#: about
# page = "basics/last-layer#three-in-one"
# [zh]
# title = "三个品种一个得分"
# task = "鸢尾花有三个品种，标签是 0、1、2。程序不报错，损失却跌到了负数，三个品种的花只认出一种。改对最后一层、损失和 `answers`，让 `answers` 是每朵花的品种，认对七成以上。"
# hints = [
#   "一个得分只能回答“是不是”。三选一，要几个得分？",
#   "标签是整数，不是独热编码。0、1、2 配哪一种交叉熵？",
#   "`Dense(3)`，`SparseCategoricalCrossentropy(from_logits=True)`，`answers` 取得分最大的那一列：`argmax(axis=1)`。",
# ]
# why = "二元交叉熵的标签只该有 0 和 1。遇到 2，得分越高损失越低，没有底。最后一层、损失、标签和读答案的办法是一套，问题变了，四样一起变。"
# [zh.says]
# broken = "损失是负数：二元交叉熵遇到了标签 2。最后一层只有一个单元，分不出三个品种。"
# line = "还是一个得分。品种不是一个大小：鸢尾花就算凑巧能排成一行，换一个问题就不行了。三选一，每个品种要有自己的得分。"
# raised = "如果报错说的是秩（rank），或者标签的范围（valid range）：单元的个数和损失还没有配套，两处要一起改。"
# reading = "网络已经学会了，`answers` 却没有读对：每行三个得分，最大的在第几列，就是第几种。"
# forgotten = "三个得分有了，损失却把它们当成概率来算。它怎么知道交来的是得分？"
# shape = "`answers` 应该有 150 个数，每朵花一个品种。"
# mixed = "最后一层给出概率，损失却写着 `from_logits=True`，要的是得分。两处要一致。TensorFlow 后端训练时认得出来，别的后端不会。"
# other = "认对的还不到七成。四样是不是配成了一套？"
# [en]
# title = "Three species, one score"
# task = "Iris flowers come in three species, with the labels 0, 1 and 2. There is no error, but the loss falls below 0, and only one of the species is ever recognised. Fix the last layer, the loss and `answers`, so that `answers` holds the species of each flower, with at least 70% of them right."
# hints = [
#   "One score answers a yes-or-no question. How many does one of three need?",
#   "The labels are integers, not one-hot. Which cross-entropy goes with 0, 1, 2?",
#   "`Dense(3)`, `SparseCategoricalCrossentropy(from_logits=True)`, and `answers` is the column of the largest score: `argmax(axis=1)`.",
# ]
# why = "Binary cross-entropy expects labels of 0 and 1. With a 2, the loss falls without end as the score grows. Last layer, loss, labels and the way to read an answer are one set: when the problem changes, they change together."
# [en.says]
# broken = "The loss is negative: binary cross-entropy met a label of 2. A last layer with a single unit cannot tell three species apart."
# line = "There is still a single score. A species is not a size: irises may happen to stand in a row, other things do not. To choose one of three, each species needs a score of its own."
# raised = "If the error speaks of rank, or of labels outside a valid range: the number of units and the loss do not match yet. Change both."
# reading = "The network has learned, but `answers` does not read it well: of the three scores in a row, the column of the largest is the species."
# forgotten = "There are three scores now, but the loss takes them for probabilities. How is it to know that they are scores?"
# shape = "`answers` should have 150 numbers, a species for each flower."
# mixed = "The last layer gives probabilities, while the loss says `from_logits=True` and expects scores. The two must agree. The TensorFlow backend notices in training; other backends do not."
# other = "Fewer than 70% are right. Do the four parts match?"
#: program
import keras
import numpy as np
from keras import layers, losses
from sklearn.datasets import load_iris

keras.utils.set_random_seed(1)
x, species = load_iris(return_X_y=True)

inputs = keras.Input(shape=(4,))
hidden = layers.Dense(16, activation="relu")(inputs)
#: broken
outputs = layers.Dense(1)(hidden)
loss = losses.BinaryCrossentropy(from_logits=True)
#: solution
outputs = layers.Dense(3)(hidden)
loss = losses.SparseCategoricalCrossentropy(from_logits=True)
#: wrong line
outputs = layers.Dense(1)(hidden)
loss = losses.MeanSquaredError()
#: wrong mixed
outputs = layers.Dense(3, activation="softmax")(hidden)
loss = losses.SparseCategoricalCrossentropy(from_logits=True)
#: wrong forgotten
outputs = layers.Dense(3)(hidden)
loss = losses.SparseCategoricalCrossentropy()
#: end
model = keras.Model(inputs, outputs)
model.compile(keras.optimizers.Adam(0.05), loss=loss)
#: solution
run = model.fit(x, species, epochs=8, verbose=0)
#: wrong other
run = model.fit(x[:50], species[:50], epochs=8, verbose=0)
#: end

#: broken
answers = (model.predict(x, verbose=0)[:, 0] > 0).astype("int")
#: solution
answers = model.predict(x, verbose=0).argmax(axis=1)
#: wrong line
answers = (model.predict(x, verbose=0)[:, 0] > 1).astype("int")
#: wrong reading
answers = model.predict(x, verbose=0).max(axis=1).round()
#: wrong shape
answers = model.predict(x, verbose=0).argmax(axis=0)
#: end
print("last loss:", round(run.history["loss"][-1], 2))
print("answers:", np.unique(answers))


#: check
import keras
import numpy as np
from sklearn.datasets import load_iris


def loss_of(model, label, output):
    """The model's own loss for one answer, or None where that cannot be asked."""
    try:
        loss = keras.losses.get(model.loss)
        return float(
            np.mean(keras.ops.convert_to_numpy(loss(np.array([label]), np.array([output]))))
        )
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
    try:
        outputs = keras.ops.convert_to_numpy(program.model(x))
    except Exception:
        raise Wrong("other") from None
    right = (answers == species).mean()
    if outputs.ndim == 2 and outputs.shape[1] == 1:
        history = getattr(program.run, "history", None)
        seen = history.get("loss", []) if isinstance(history, dict) else []
        raise Wrong("broken" if len(seen) and min(seen) < 0 else "line")
    if outputs.shape == (150, 3):
        scores = not np.allclose(outputs.sum(axis=1), 1, atol=0.001)
        low = loss_of(program.model, 0, [-5.0, 5.0, 5.0])
        if scores and low is not None and low > 12:
            raise Wrong("forgotten")
        surest = loss_of(program.model, 0, [1.0, 0.0, 0.0])
        if not scores and surest is not None and surest > 0.1:
            raise Wrong("mixed")
        if right < 0.7 <= (outputs.argmax(axis=1) == species).mean():
            raise Wrong("reading")
    if right < 0.7:
        raise Wrong("other")
