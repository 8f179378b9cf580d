#: about
# page = "pictures/images#call-trap"
# [zh]
# title = "问三次，三个答案"
# task = "`read` 认数字。同样 10 张图问三次，答案却不一样：预测的时候，模型里的增强层还在挪图。增强只该在训练时动手。改 `read`，模型留着不动。"
# hints = [
#   "把三行答案对一对。图没有变，是谁在变？",
#   "在 Keras 3.15.1 里，直接调用带增强层的模型，不写 `training`，增强层就当作在训练。",
#   "写 `model(pictures, training=False)`，或者用 `model.predict(pictures, verbose=0)`。",
# ]
# why = "挪过的图多半还认得，所以成绩只是低一些，看不出毛病；只有问两次，才看见答案在变。后面要是有批标准化，每次调用还会把它攒的平均值改掉。预测用 `predict`，直接调用就写明 `training=False`。"
# [zh.says]
# broken = "答案还是在变，或者和 `predict` 的不同：图在预测的时候还是被挪动了。"
# gone = "模型自己在训练时也不再挪图了。增强层留在原处不动，要改的是怎样用模型来预测。"
# frozen = "`trainable = False` 只是不让权重变。增强层没有权重，照样挪图。"
# shape = "`read` 要给每张图一个数字，0 到 9。换几张图也不能报错。"
# other = "答案不是网络给的：换一批图，`read` 和 `model.predict` 对不上。"
# [en]
# title = "Ask three times, three answers"
# task = "`read` reads digits. Ask it three times about the same 10 pictures, and the answers differ: while predicting, the augmentation in the model still shifts the pictures. It should act in training only. Change `read` and leave the model as it is."
# hints = [
#   "Compare the three rows. The pictures are the same, so what changes?",
#   "In Keras 3.15.1, if you call a model with augmentation directly and do not say `training`, its augmentation takes the call for training.",
#   "Write `model(pictures, training=False)`, or use `model.predict(pictures, verbose=0)`.",
# ]
# why = "Most shifted pictures are still read rightly, so the score is only a little lower and looks like no fault; you have to ask twice to see answers change. With batch normalization behind it, each call also alters the averages that were collected. Predict with `predict`, and if you call the model, say `training=False`."
# [en.says]
# broken = "The answers still change, or differ from those of `predict`: the pictures are still shifted while predicting."
# gone = "The model itself no longer shifts pictures in training. Leave its augmentation where it is; what has to change is how you predict with the model."
# frozen = "`trainable = False` only keeps weights from changing. Augmentation has no weights, and shifts pictures all the same."
# shape = "`read` must give one digit from 0 to 9 for each picture, and with other pictures it must not raise an error."
# other = "The answers are not the network's: for other pictures, `read` and `model.predict` disagree."
#: program
import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_digits

keras.utils.set_random_seed(0)
digits = load_digits()
x, y = digits.images[..., np.newaxis] / 16, digits.target

inputs = keras.Input(shape=(8, 8, 1))
#: solution
z = layers.RandomTranslation(0.125, 0.125, fill_mode="constant")(inputs)
#: wrong gone
z = layers.RandomTranslation(0, 0, fill_mode="constant")(inputs)
#: end
z = layers.Dense(64, activation="relu")(layers.Flatten()(z))
model = keras.Model(inputs, layers.Dense(10)(z))
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(optimizer=keras.optimizers.Adam(0.02), loss=loss)
model.fit(x, y, batch_size=32, epochs=1, verbose=0)
#: solution
#: wrong frozen
model.trainable = False
#: end


def read(pictures):
    #: broken
    scores = model(pictures)
    return keras.ops.convert_to_numpy(scores).argmax(axis=1)
    #: solution
    scores = model(pictures, training=False)
    return keras.ops.convert_to_numpy(scores).argmax(axis=1)
    #: wrong gone
    scores = model(pictures)
    return keras.ops.convert_to_numpy(scores).argmax(axis=1)
    #: wrong frozen
    scores = model(pictures)
    return keras.ops.convert_to_numpy(scores).argmax(axis=1)
    #: wrong shape
    scores = model.predict(pictures, verbose=0)
    return scores.argmax()
    #: wrong other
    return y[: len(pictures)]
    #: end


for _ in range(3):
    print(read(x[:10]))


#: check
import keras
import numpy as np
from sklearn.datasets import load_digits


def check(program):
    read, model = program.read, program.model
    pictures = load_digits().images[700:1000, ..., np.newaxis] / 16
    found = []
    for _ in range(2):
        try:
            found.append(np.asarray(read(pictures)))
        except Exception:
            raise Wrong("shape") from None
    if found[0].shape != (300,) or not np.isin(found[0], range(10)).all():
        raise Wrong("shape")

    def scores(training):
        return keras.ops.convert_to_numpy(model(pictures[:50], training=training))

    try:
        shaken = np.abs(scores(True) - scores(True)).max() > 1e-3
        right = keras.ops.convert_to_numpy(model(pictures, training=False)).argmax(axis=1)
    except Exception:
        raise Wrong("shape") from None
    if not shaken:
        raise Wrong("gone")
    if (found[0] != found[1]).any():
        raise Wrong("broken" if getattr(model, "trainable", True) else "frozen")
    if (found[0] != right).mean() > 0.2:
        raise Wrong("other")
    if (found[0] != right).mean() > 0.01:
        raise Wrong("broken")
