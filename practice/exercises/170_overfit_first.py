#: about
# page = "basics/overfitting#one-batch"
# [zh]
# title = "16 个也背不下来"
# task = "先让网络把 16 个样本背下来。误差 1 等于一律猜平均值，训练完应该接近 0，它却停在 1 附近，多训练几轮也没用：有一处接错了。找出来，改对。"
# hints = [
#   "从 `inputs` 到 `outputs`，顺着变量名一层一层走一遍。",
#   "运行 `model.summary()`，你建的层都在里面吗？",
#   "最后一层接在谁的后面？它应该接着 `hidden`。",
# ]
# why = "背不下一小批，就是有地方接错了，多少轮、多大的学习率都没用。这里隐藏层建了，却没接进去，网络只剩一条直线，而标签是一条弯的线。没有报错，用上全部数据只会显得“学得不太好”；只用一批，几秒钟就看出来。"
# [zh.says]
# broken = "网络的答案还是一条直线，模型里只有一层 `Dense`：隐藏层建好了，却不在 `inputs` 到 `outputs` 的路上。"
# linear = "隐藏层接上了，答案却还是一条直线。没有激活函数，两层叠起来还是一条直线。"
# floor = "答案没有一个低于 0，而标签有一半多是负的。最后一层不要激活函数。"
# few = "有几个样本背下来了，16 个没有都背下来。背的时候，16 个都要在。"
# short = "现在接对了，答案会弯了，误差却还没有接近 0。轮数、学习率、单元数都别减得太多。"
# labels = "标签和样本都不要改，要改的是网络。"
# shape = "模型应该收一个数，给一个数。"
# [en]
# title = "Sixteen samples, not by heart"
# task = "First the network is to learn 16 samples by heart. An error of 1 is what always guessing the mean gets; after training it should be near 0. It stays near 1, and more epochs do not help: something is connected wrongly. Find it and fix it."
# hints = [
#   "Follow the names from `inputs` to `outputs`, one layer after the other.",
#   "Run `model.summary()`. Is every layer in it that you made?",
#   "What does the last layer come after? It should come after `hidden`.",
# ]
# why = "If one small batch cannot be learned by heart, something is connected wrongly, and neither epochs nor learning rate will help. Here the hidden layer was made and never connected, which leaves a straight line, while the labels lie on a curve. No error is raised, and on the full data the network would only seem to learn rather badly. One batch shows it in seconds."
# [en.says]
# broken = "The answers still lie on a straight line, and the model has a single `Dense` in it: the hidden layer was made, but it is not on the way from `inputs` to `outputs`."
# linear = "The hidden layer is connected, but the answers still lie on a straight line. Without an activation, two layers make a straight line again."
# floor = "No answer is below 0, while more than half of the labels are negative. The last layer needs no activation."
# few = "Some samples are known by heart, but not all 16. All of them must take part."
# short = "It is connected now and the answers bend, but the error is not near 0 yet. Do not cut epochs, learning rate or units too much."
# labels = "Leave the samples and the labels as they are. What needs fixing is the network."
# shape = "The model should take one number and give one."
#: program
import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(0)
x = np.linspace(-2, 2, 16)[:, np.newaxis]
labels = x**2
labels = (labels - labels.mean()) / labels.std()

inputs = keras.Input(shape=(1,))
#: broken
hidden = layers.Dense(64, activation="relu")(inputs)
outputs = layers.Dense(1)(inputs)
#: solution
hidden = layers.Dense(64, activation="relu")(inputs)
outputs = layers.Dense(1)(hidden)
#: wrong linear
hidden = layers.Dense(64)(inputs)
outputs = layers.Dense(1)(hidden)
#: wrong floor
hidden = layers.Dense(64, activation="relu")(inputs)
outputs = layers.Dense(1, activation="relu")(hidden)
#: end
model = keras.Model(inputs, outputs)
model.compile(keras.optimizers.Adam(0.03), loss="mse")
#: solution
run = model.fit(x, labels, batch_size=2, epochs=12, verbose=0)
#: wrong few
run = model.fit(x[:3], labels[:3], batch_size=2, epochs=12, verbose=0)
#: wrong short
run = model.fit(x, labels, batch_size=16, epochs=1, verbose=0)
#: wrong labels
labels = x
run = model.fit(x, labels, batch_size=2, epochs=12, verbose=0)
#: end

losses = run.history["loss"]
print("first", round(losses[0], 2), " last", round(losses[-1], 2))


#: check
import keras
import numpy as np


def check(program):
    x = np.linspace(-2, 2, 16)[:, np.newaxis]
    labels = (x**2 - (x**2).mean()) / (x**2).std()
    for name, values in (("x", x), ("labels", labels)):
        try:
            given = np.asarray(getattr(program, name), dtype="float64")
        except (TypeError, ValueError):
            raise Wrong("labels") from None
        if given.shape not in (values.shape, (16,)) or not np.allclose(
            np.ravel(given), values[:, 0]
        ):
            raise Wrong("labels")
    try:
        found = keras.ops.convert_to_numpy(program.model(x)).astype("float64")
    except Exception:
        raise Wrong("shape") from None
    if found.shape != (16, 1):
        raise Wrong("shape")
    errors = (found - labels)[:, 0] ** 2
    line = np.polyval(np.polyfit(x[:, 0], found[:, 0], 1), x[:, 0])
    if errors.mean() < 0.1:
        return
    if abs(found[:, 0] - line).max() < 0.001 * (1 + abs(found).max()):
        dense = [
            layer
            for layer in getattr(program.model, "layers", [])
            if isinstance(layer, keras.layers.Dense)
        ]
        if len(dense) < 2:
            raise Wrong("broken")
        if np.ptp(found) > 0.001:
            raise Wrong("linear")
    if found.min() >= 0 and ((found == 0).any() or found.max() > 1):
        raise Wrong("floor")
    if sorted(errors)[1] < 0.05 and errors.max() > 1 and errors[:3].mean() < 0.3 * errors.mean():
        raise Wrong("few")
    raise Wrong("short")
