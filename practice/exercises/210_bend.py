#: about
# page = "tables/function-fitting#straight-line"
# [zh]
# title = "16 个单元，一条直线"
# task = "网络要拟合正弦，误差应当低于 0.45。现在误差约 0.7，和一律回答 0 差不多，虽然隐藏层有 16 个单元，训练也没有出错。改网络，让它弯起来。"
# hints = [
#   "打印 x = 0、2、4 处的三个答案：中间那个正好是另外两个的平均吗？",
#   "一个线性层接一个线性层，合起来还是线性的。两层之间缺了什么？",
#   "给隐藏层加上激活函数，例如 `activation=\"relu\"`。",
# ]
# why = "没有激活函数，再宽再深的网络也只是一条直线（输入多了就是一个平面）。它不报错，损失也在降，只是停在线性模型能到的地方。遇到“怎么训练都一样差”，先看隐藏层有没有激活函数。"
# [zh.says]
# broken = "答案还排在一条直线上，误差和一律回答 0 差不多。"
# wider = "单元多了，答案还是排在一条直线上。线性层再宽也是线性的，缺的不是单元。"
# deeper = "层数多了，答案还是排在一条直线上。线性层叠起来还是一个线性层，缺的不是层。"
# longer = "训练得更久，答案还是排在一条直线上。再好的直线也好不了多少，缺的不是训练。"
# output = "网络再也给不出负数，而正弦有一半是负的。最后一层要能给出任何数，该弯的是它前面的那一层。"
# formula = "这里没有什么可学的权重。网络要从 x 和 y 学出正弦，不能把正弦写进去。"
# shape = "`model` 要收下形状 (行数, 1) 的 x，给每一行回答一个数。"
# error = "答案不再是直线，可误差还是太大：弯得不够，或者没有训练好。隐藏层要有许多个弯，训练至少照原来那么久；`sigmoid` 这样的激活函数学得慢，换成 `relu`，或者多训练几轮。"
# [en]
# title = "Sixteen units, one straight line"
# task = "The network is to fit a sine, with an error below 0.45. Now the error is about 0.7, hardly better than always answering 0, although the hidden layer has 16 units and training raises no error. Change the network so that it bends."
# hints = [
#   "Print the answers at x = 0, 2 and 4. Is the one in the middle the mean of the other two?",
#   "A linear layer after a linear layer is linear in all. What is missing between the two?",
#   "Give the hidden layer an activation, such as `activation=\"relu\"`.",
# ]
# why = "Without an activation, a network of any width and depth is one straight line (with more inputs, a plane). It raises no error and the loss does fall, down to where a linear model gets. When every training ends equally badly, see first whether the hidden layers have an activation."
# [en.says]
# broken = "The answers still lie on a straight line, and the error is about that of always answering 0."
# wider = "There are more units, and the answers still lie on a straight line. A linear layer of any width is linear: units are not what is missing."
# deeper = "There are more layers, and the answers still lie on a straight line. Linear layers on top of each other are one linear layer: layers are not what is missing."
# longer = "It trained for longer, and the answers still lie on a straight line. The best of lines is hardly better: training is not what is missing."
# output = "The network can no longer give a negative number, and half of a sine is negative. The last layer must be able to give any number; what has to bend is the layer before it."
# formula = "There are no weights to learn. The network must learn the sine from x and y, not have it written in."
# shape = "`model` must take x of shape (rows, 1) and answer one number for each row."
# error = "The answers are no straight line any more, but the error is still too large: too few bends, or too little training. The hidden layer needs many bends and at least as much training as before. An activation such as `sigmoid` learns slowly: take `relu`, or train for more epochs."
#: program
import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(0)
x = np.random.uniform(-5, 5, size=(6000, 1))
y = np.sin(x)

inputs = keras.Input(shape=(1,))
#: broken
hidden = layers.Dense(16)(inputs)
outputs = layers.Dense(1)(hidden)
#: solution
hidden = layers.Dense(16, activation="relu")(inputs)
outputs = layers.Dense(1)(hidden)
#: wrong wider
hidden = layers.Dense(200)(inputs)
outputs = layers.Dense(1)(hidden)
#: wrong deeper
hidden = layers.Dense(16)(inputs)
hidden = layers.Dense(16)(hidden)
outputs = layers.Dense(1)(hidden)
#: wrong longer
hidden = layers.Dense(16)(inputs)
outputs = layers.Dense(1)(hidden)
#: wrong output
hidden = layers.Dense(16)(inputs)
outputs = layers.Dense(1, activation="relu")(hidden)
#: wrong error
hidden = layers.Dense(2, activation="relu")(inputs)
outputs = layers.Dense(1)(hidden)
#: end
model = keras.Model(inputs, outputs)
model.compile(optimizer=keras.optimizers.Adam(0.05), loss="mse")
#: solution
model.fit(x, y, batch_size=40, epochs=1, verbose=0)
#: wrong longer
model.fit(x, y, batch_size=40, epochs=3, verbose=0)
#: end

new = np.linspace(-5, 5, 201).reshape(-1, 1)
answers = keras.ops.convert_to_numpy(model(new))
error = np.mean((answers - np.sin(new)) ** 2) ** 0.5
print(f"error {error:.2f}")


#: check
import keras
import numpy as np


def check(program):
    model = program.model
    new = np.linspace(-5, 5, 201).reshape(-1, 1)
    try:
        answers = keras.ops.convert_to_numpy(model(new))
    except Exception:
        raise Wrong("shape") from None
    if answers.shape != (201, 1):
        raise Wrong("shape")
    if not getattr(model, "trainable_weights", None):
        raise Wrong("formula")
    if np.abs(np.diff(answers[::20, 0], 2)).max() < 1e-3:
        dense = [one for one in getattr(model, "layers", []) if isinstance(one, keras.layers.Dense)]
        optimizer = getattr(model, "optimizer", None)
        steps = int(optimizer.iterations) if optimizer is not None else 0
        if len(dense) > 2:
            raise Wrong("deeper")
        if sum(one.units for one in dense) > 17:
            raise Wrong("wider")
        raise Wrong("longer" if steps > 150 else "broken")
    if answers.min() >= 0:
        raise Wrong("output")
    if not np.mean((answers - np.sin(new)) ** 2) ** 0.5 < 0.45:
        raise Wrong("error")
