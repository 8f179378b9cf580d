#: about
# page = "basics/last-layer#minus-one"
# [zh]
# title = "没有底的损失"
# task = "这批数据是给老办法准备的，标签写成 1（是）和 −1（不是）。程序不报错，损失却一路跌到负数，50 朵该答“是”的花，一朵也没认出来。让标签和损失配套。"
# hints = [
#   "交叉熵是 −ln p，p 不会大于 1。损失怎么可能是负数？",
#   "在二元交叉熵的式子里代入 y = −1，看看 1 − y 是多少。",
#   "标签只能是 0 和 1，1 还是“是”。−1 加 1 再除以 2，是多少？",
# ]
# why = "二元交叉熵的标签只该有 0 和 1。遇到 −1，得分越低损失越低，没有底，网络就把所有的得分一直往下推。看到交叉熵是负数，不用查别的，一定是标签不对。"
# [zh.says]
# broken = "损失是负数，标签里还有比 0 小的数：网络把得分越推越低，一朵“是”也不剩。"
# two = "损失还是负数。标签要是成了 0 和 2，2 一样越过了 1；只能有 0 和 1。"
# ones = "每朵花都答“是”：标签全成了 1，网络没见过“不是”的样子。"
# flipped = "“是”和“不是”反过来了：−1 变成了 1，1 变成了 0。"
# negative = "损失还是负数，标签里还有 0 和 1 以外的数。"
# other = "答案还是错的太多。标签只有 0 和 1，分界线是 0，五轮就能分清 50 朵“是”和 100 朵“不是”。"
# shape = "`answers` 应该是 150 个“是”或“否”，每朵花一个。"
# [en]
# title = "A loss without a floor"
# task = "This data was prepared for an older method, with the labels 1 for yes and −1 for no. There is no error, but the loss drops far below 0, and of 50 flowers that are a yes, none is found. Make labels and loss match."
# hints = [
#   "Cross-entropy is −ln p, and p is never above 1. How can a loss be negative?",
#   "Put y = −1 into the formula of binary cross-entropy. What does 1 − y become?",
#   "The labels may be 0 and 1 only, and 1 is still yes. What is −1, plus 1, divided by 2?",
# ]
# why = "Binary cross-entropy expects labels of 0 and 1. With a −1, the loss falls without end as the score falls, so the network pushes every score down. When you see a negative cross-entropy, look nowhere else: the labels are wrong."
# [en.says]
# broken = "The loss is negative, and some labels are still below 0: the network pushes the scores ever lower until no yes is left."
# two = "The loss is still negative. If the labels are 0 and 2 now, a 2 is as far outside 0 to 1 as a −1 was: only 0 and 1 will do."
# ones = "Every flower is a yes: all labels have become 1, so the network has never seen a no."
# flipped = "Yes and no have changed places: −1 became 1, and 1 became 0."
# negative = "The loss is still negative, so there are labels other than 0 and 1."
# other = "Too many answers are wrong. With labels of 0 and 1, and the line at 0, five epochs tell the 50 from the 100."
# shape = "`answers` should hold 150 answers, a yes or a no for each flower."
#: program
import keras
import numpy as np
from keras import layers, losses
from sklearn.datasets import load_iris

keras.utils.set_random_seed(0)
x, species = load_iris(return_X_y=True)
labels = np.where(species == 0, 1.0, -1.0)

inputs = keras.Input(shape=(4,))
hidden = layers.Dense(16, activation="relu")(inputs)
model = keras.Model(inputs, layers.Dense(1)(hidden))
loss = losses.BinaryCrossentropy(from_logits=True)
model.compile(keras.optimizers.Adam(0.05), loss=loss)
#: broken
run = model.fit(x, labels, epochs=5, verbose=0)
#: solution
run = model.fit(x, (labels + 1) / 2, epochs=5, verbose=0)
#: wrong two
run = model.fit(x, labels + 1, epochs=5, verbose=0)
#: wrong ones
run = model.fit(x, abs(labels), epochs=5, verbose=0)
#: wrong flipped
run = model.fit(x, (1 - labels) / 2, epochs=5, verbose=0)
#: end

#: solution
answers = model.predict(x, verbose=0)[:, 0] > 0
#: wrong other
answers = model.predict(x, verbose=0)[:, 0] > 100
#: end
print("losses:", np.round(run.history["loss"], 1))
print("found:", answers[species == 0].sum(), "of 50")


#: check
import numpy as np
from sklearn.datasets import load_iris


def check(program):
    species = load_iris(return_X_y=True)[1]
    try:
        answers = np.ravel(np.asarray(program.answers, dtype="float64"))
    except (TypeError, ValueError):
        raise Wrong("shape") from None
    if answers.shape != (150,):
        raise Wrong("shape")
    yes, truth = answers > 0.5, species == 0
    history = getattr(program.run, "history", None)
    losses = history.get("loss", []) if isinstance(history, dict) else []
    if len(losses) and min(losses) < 0:
        if not yes.any():
            raise Wrong("broken")
        raise Wrong("two" if (yes == truth).mean() > 0.5 or yes.all() else "negative")
    if yes.all():
        raise Wrong("ones")
    if (yes == truth).mean() < 0.1:
        raise Wrong("flipped")
    if (yes == truth).mean() < 0.9:
        raise Wrong("other")
