#: about
# page = "basics/last-layer#twice"
# [zh]
# title = "总是犹犹豫豫"
# task = "前 50 朵花很好认，网络早就有十成把握，读出来的概率却只有 0.57。损失是对的，类别也是对的，偏偏概率不对。让 `probabilities` 说出网络真正的把握。"
# hints = [
#   "数一数：从 `hidden` 到 `probabilities`，一共做了几遍 softmax？",
#   "`from_logits=True` 说的是：模型交出来的是得分。现在它交的是得分吗？",
#   "照书里的约定，模型里不写 softmax，损失写 `from_logits=True`，预测之后再做一遍。",
# ]
# why = "softmax 做两遍，三类里再大的把握也只剩 0.58，类越多剩得越少。损失看着没事，是因为 TensorFlow 后端认出了模型里的 softmax，自己退回得分去算，还提醒了一句；别的后端上损失也会早早停住。概率总不高，就数一数 softmax 有几个。"
# [zh.says]
# broken = "softmax 做了两遍：模型里一遍，预测之后又一遍。概率再做 softmax，就都挤到一起了。"
# mixed = "概率读对了，可是模型给的是概率，损失还写着 `from_logits=True`，把它当得分。TensorFlow 后端替你补救了，别的后端上损失早早就停住。这两处也要一致。"
# limited = "最后一层还有激活函数，得分出不了 0 到 1 的范围。这样的得分再做 softmax，还是挤在一起。"
# forgotten = "模型现在给出得分，损失却把得分当成概率来算，训练就朝错误的目标走。"
# scores = "这些不是概率：一行三个数，要都在 0 和 1 之间，加起来等于 1。三类里选一类，该用哪个函数换算？"
# made = "每行加起来是 1，却不是从这个模型的输出换算来的。"
# shape = "`probabilities` 应该有 150 行 3 列：一朵花一行，一个品种一列。"
# other = "品种认错了太多。四样配套了，训练几轮就能对八成以上。"
# [en]
# title = "Always hesitant"
# task = "The first 50 flowers are plain to tell, and the network is certain of them. Yet the probability that you read is 0.57. The loss is fine and so are the classes; the probabilities are not. Make `probabilities` say how sure the network really is."
# hints = [
#   "Count: from `hidden` to `probabilities`, how many times is softmax applied?",
#   "`from_logits=True` says that the model hands over scores. Does it?",
#   "By the book's convention, there is no softmax in the model, the loss says `from_logits=True`, and softmax is applied once, after predicting.",
# ]
# why = "With three classes, a second softmax presses even certainty down to 0.58; with more classes, lower still. The loss looked fine because the TensorFlow backend recognised the softmax in the model, went back to the scores, and warned about it; on other backends the loss stops early too. If probabilities are always modest, count your softmaxes."
# [en.says]
# broken = "Softmax is applied twice, in the model and again after predicting. Softmax of probabilities presses them together."
# mixed = "You read the probabilities well, but the model gives probabilities while the loss still says `from_logits=True` and takes them for scores. TensorFlow covers up for it; on other backends the loss stops early. These two must agree as well."
# limited = "The last layer still has an activation, so no score leaves the range from 0 to 1. Softmax of such scores presses them together as before."
# forgotten = "The model gives scores now, but the loss takes them for probabilities, so training aims at the wrong goal."
# scores = "These are no probabilities: the three numbers of a row must lie from 0 to 1 and add up to 1. Which function does that when one of three classes is chosen?"
# made = "Each row adds up to 1, but it was not computed from the outputs of this model."
# shape = "`probabilities` should have 150 rows and 3 columns: a row for each flower, a column for each species."
# other = "Too many species are wrong. Once the parts match, a few epochs get more than eight in ten right."
#: program
import keras
from keras import layers, losses
from sklearn.datasets import load_iris

keras.utils.set_random_seed(1)
x, species = load_iris(return_X_y=True)

inputs = keras.Input(shape=(4,))
hidden = layers.Dense(16, activation="relu")(inputs)
#: broken
outputs = layers.Dense(3, activation="softmax")(hidden)
#: solution
outputs = layers.Dense(3)(hidden)
#: wrong limited
outputs = layers.Dense(3, activation="sigmoid")(hidden)
#: wrong mixed
outputs = layers.Dense(3, activation="softmax")(hidden)
#: end
model = keras.Model(inputs, outputs)
#: solution
loss = losses.SparseCategoricalCrossentropy(from_logits=True)
#: wrong forgotten
loss = losses.SparseCategoricalCrossentropy()
#: end
#: solution
model.compile(keras.optimizers.Adam(0.05), loss=loss)
#: wrong other
model.compile(keras.optimizers.Adam(0.0), loss=loss)
#: end
model.fit(x, species, epochs=7, verbose=0)

#: solution
probabilities = keras.ops.softmax(model.predict(x, verbose=0))
#: wrong mixed
probabilities = model.predict(x, verbose=0)
#: wrong scores
probabilities = keras.ops.sigmoid(model.predict(x, verbose=0))
#: wrong made
probabilities = keras.ops.one_hot(model.predict(x, verbose=0).argmax(axis=1), 3)
#: wrong shape
probabilities = keras.ops.softmax(model.predict(x, verbose=0)[0])
#: end
probabilities = keras.ops.convert_to_numpy(probabilities)
print("species 0, mean:", probabilities[:50].mean(axis=0).round(2))


#: check
import keras
import numpy as np
from sklearn.datasets import load_iris


def loss_of(model, label, output):
    """The model's own loss for one answer, or None where that cannot be asked."""
    try:
        loss = keras.losses.get(model.loss)
        try:
            value = loss(np.array([label]), np.array([output]))
        except Exception:  # a loss for one-hot labels
            value = loss(np.eye(3)[[label]], np.array([output]))
        return float(np.mean(keras.ops.convert_to_numpy(value)))
    except Exception:
        return None


def check(program):
    x, species = load_iris(return_X_y=True)
    try:
        found = np.asarray(program.probabilities, dtype="float64")
    except (TypeError, ValueError):
        raise Wrong("shape") from None
    if found.shape != (150, 3):
        raise Wrong("shape")
    try:
        outputs = keras.ops.convert_to_numpy(program.model(x)).astype("float64")
    except Exception:
        raise Wrong("made") from None
    if outputs.shape != (150, 3):
        raise Wrong("made")
    if found.min() < -1e-6 or not np.allclose(found.sum(axis=1), 1, atol=0.001):
        raise Wrong("scores")
    powers = np.exp(outputs - outputs.max(axis=1, keepdims=True))
    soft = powers / powers.sum(axis=1, keepdims=True)
    if outputs.min() >= 0 and np.allclose(outputs.sum(axis=1), 1, atol=0.001):
        if np.allclose(found, soft, atol=0.001):
            raise Wrong("broken")
        if not np.allclose(found, outputs, atol=0.01):
            raise Wrong("made")
        surest = loss_of(program.model, 0, [1.0, 0.0, 0.0])
        if surest is not None and surest > 0.1:
            raise Wrong("mixed")
    elif outputs.min() >= 0 and outputs.max() <= 1:
        raise Wrong("limited")
    else:
        low = loss_of(program.model, 0, [-5.0, 5.0, 5.0])
        if low is not None and low > 12:
            raise Wrong("forgotten")
        if not np.allclose(found, soft, atol=0.01):
            raise Wrong("made")
    if (found.argmax(axis=1) == species).mean() < 0.6:
        raise Wrong("other")
