#: about
# page = "basics/last-layer#squeezed"
# [zh]
# title = "山上不会结冰？"
# task = "每升高一千米，气温降 6.5 度。网络照着高度预测气温，学完以后，6 千米高处应该是 −24 度，它却说 0 度。改对网络。"
# hints = [
#   "打印更多高度的预测。最低的那个数是多少？",
#   "relu 把负数变成 0。哪一层的输出就是答案？",
#   "回归的最后一层不写激活函数；隐藏层的 relu 留着。",
# ]
# why = "最后一层的激活函数规定了答案的范围：relu 不会小于 0，sigmoid 不会超过 1。训练不报错，损失停在一个高处，看上去就像“数据太难”。回归的答案要能到哪里，最后一层就得给到哪里，所以不写激活函数。"
# [zh.says]
# broken = "预测没有一个低于 0：最后一层还有一个激活函数，把负数挡住了。"
# squeezed = "预测出不了 −1 到 1 之间：换了一个激活函数，还是在限制答案。"
# shifted = "预测和气温差着同一个数。网络的输出就应该是气温，单位是摄氏度。"
# flipped = "正负号反了：该是 −24 度的地方，预测成了 24 度。"
# shape = "模型应该给每个高度一个预测，形状是 `(n, 1)`。"
# other = "预测可以低于 0 了，可是离真实的气温还差得远。最后一层还有激活函数吗？训练够了吗？"
# [en]
# title = "No frost in the mountains?"
# task = "For every kilometre up, the air is 6.5 degrees colder. The network learns the temperature from the height. At 6 km it should say −24 degrees, and it says 0. Fix the network."
# hints = [
#   "Print the predictions for more heights. What is the lowest number among them?",
#   "relu turns negative numbers into 0. Which layer's output is the answer?",
#   "The last layer of a regression has no activation. The relu of the hidden layer may stay.",
# ]
# why = "The activation of the last layer sets the range of the answers: a relu never goes below 0, a sigmoid never above 1. Training raises no error, and the loss stops high up as if the data were too hard. The last layer must be able to reach every answer, so in a regression it has no activation."
# [en.says]
# broken = "No prediction is below 0: the last layer still has an activation that stops negative numbers."
# squeezed = "The predictions cannot leave the range from −1 to 1. It is another activation, but it still limits the answers."
# shifted = "All predictions are off by the same amount. The output of the network should be the temperature itself, in degrees Celsius."
# flipped = "The sign is wrong: where it should be −24 degrees, the prediction is 24."
# shape = "The model should give one prediction for each height, of shape `(n, 1)`."
# other = "Predictions can go below 0 now, but they are far from the temperatures. Does the last layer still have an activation? Was there enough training?"
#: program
import keras
import numpy as np
from keras import layers

keras.utils.set_random_seed(0)
height = np.arange(0, 9, 0.1)[:, np.newaxis]  # kilometres
temperature = 15 - 6.5 * height  # degrees Celsius

inputs = keras.Input(shape=(1,))
hidden = layers.Dense(16, activation="relu")(inputs)
#: broken
outputs = layers.Dense(1, activation="relu")(hidden)
#: solution
outputs = layers.Dense(1)(hidden)
#: wrong squeezed
outputs = layers.Dense(1, activation="tanh")(hidden)
#: end
model = keras.Model(inputs, outputs)
model.compile(keras.optimizers.Adam(0.1), loss="mse")
#: solution
model.fit(height, temperature, batch_size=3, epochs=6, verbose=0)
#: wrong shifted
model.fit(height, temperature + 50, batch_size=3, epochs=6, verbose=0)
#: wrong flipped
model.fit(height, abs(temperature), batch_size=3, epochs=6, verbose=0)
#: wrong other
model.fit(height, temperature, batch_size=90, epochs=1, verbose=0)
#: end

for kilometres in (3.0, 6.0, 8.0):
    answer = model.predict(np.array([[kilometres]]), verbose=0)[0, 0]
    print(f"{kilometres} km: {answer:.0f} degrees")


#: check
import keras
import numpy as np


def check(program):
    height = np.linspace(0.25, 8.75, 35)[:, np.newaxis]
    truth = 15 - 6.5 * height
    try:
        found = keras.ops.convert_to_numpy(program.model(height)).astype("float64")
    except Exception:
        raise Wrong("shape") from None
    if found.shape != truth.shape:
        raise Wrong("shape")
    cold = truth < -10
    if abs(found).max() <= 1 and found.min() < 0:
        raise Wrong("squeezed")
    if found.min() >= 0:
        if abs(found[cold] + truth[cold]).mean() < 8:
            raise Wrong("flipped")
        if found.max() > 1 and np.corrcoef(found[:, 0], truth[:, 0])[0, 1] > 0.9:
            raise Wrong("shifted" if found.min() > 3 else "broken")
        raise Wrong("broken")
    gap = found - truth
    if abs(gap.mean()) > 10 and gap.std() < 5:
        raise Wrong("shifted")
    if abs(found[cold] + truth[cold]).mean() < 8:
        raise Wrong("flipped")
    if abs(gap).mean() > 6 or found[cold].max() >= 0:
        raise Wrong("other")
