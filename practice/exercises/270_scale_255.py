#: about
# page = "pictures/images#one-picture"
# [zh]
# title = "训练时除过，用的时候没除"
# task = "网络看照片，认出是白天还是夜里。训练用的照片都除以 255；`is_day` 拿到的是原图，0 到 255。它现在把所有照片都认成白天。要让 `is_day` 对原图也答得对。"
# hints = [
#   "打印训练时喂进去的最大的数，再打印 `is_day` 里喂进去的最大的数。",
#   "训练时，网络只见过 0 到 1 的数，分界线也就落在 0 和 1 之间。",
#   "在 `is_day` 里，预测之前也除以 255；或者把 `layers.Rescaling(1 / 255)` 放进模型，训练和预测都喂原图。",
# ]
# why = "预测的时候，数是训练时的 255 倍，也不会报错，网络还往往答得十分有把握。最稳妥的是把缩放放进模型，它就和权重一起存着，谁用都忘不了。"
# [zh.says]
# broken = "所有照片都成了“白天”：如果训练时除了 255，这里没有除，夜里的照片对网络来说也亮得出奇；如果两边都没有除，数太大，这几步训练学不会。"
# night = "所有照片都成了“夜里”：喂给网络的数比训练时小得多，或者训练时没有除，数太大没学会，或者明暗在路上丢了（例如用了整数除法 `//`）。"
# own = "一张照片单独来，和跟别的照片一起来，答案不一样，或者暗的照片也成了白天。该除的数，训练时就定了。"
# shape = "`is_day` 要给每张照片一个答案，是白天就是 `True`。换几张照片也不能报错。"
# other = "换一批照片，认对的太少。训练时照片变成什么样，`is_day` 里就要变成什么样，答案也不能照着这 6 张写。"
# [en]
# title = "Divided in training only"
# task = "The network looks at a photograph and says whether it is day or night. For training the photographs were divided by 255; `is_day` gets them as they are, 0 to 255. Now it takes every photograph for day. Make `is_day` right for photographs as they are."
# hints = [
#   "Print the largest number that training saw, and the largest that goes into the network in `is_day`.",
#   "The network has learned where to cut among numbers from 0 to 1.",
#   "Divide by 255 in `is_day` too, before predicting. Or put `layers.Rescaling(1 / 255)` into the model, and give it photographs as they are both times.",
# ]
# why = "Numbers 255 times as large raise no error when you predict, and the network is often very sure of its answers. It is safest to put the scaling into the model: then it is saved with the weights, and nobody who uses them can forget it."
# [en.says]
# broken = "Every photograph is \"day\": if training divided by 255 and this does not, even a night is dazzling; if neither does, the numbers are too large to learn from in so few steps."
# night = "Every photograph is \"night\": what goes into the network is much less than what it saw in training, or training did not divide and failed on numbers so large, or light and dark were lost on the way (`//` divides whole numbers, for one)."
# own = "A photograph alone gets another answer than together with others, or a dark one becomes day. What to divide by was settled in training."
# shape = "`is_day` must give one answer for each photograph, `True` for day, and with other photographs it must not raise an error."
# other = "With other photographs too few answers are right. What was done to photographs for training must be done in `is_day` as well, and answers written down for these 6 do not count."
#: program
import keras
import numpy as np
from keras import layers

rng = np.random.default_rng(0)
keras.utils.set_random_seed(0)
day = np.arange(400) % 2
light = 120 * day.reshape(-1, 1, 1, 1)
photos = rng.integers(0, 130, size=(400, 8, 8, 1)) + light

inputs = keras.Input(shape=(8, 8, 1))
logits = layers.Dense(1)(layers.GlobalAveragePooling2D()(inputs))
model = keras.Model(inputs, logits)
loss = keras.losses.BinaryCrossentropy(from_logits=True)
model.compile(optimizer=keras.optimizers.Adam(0.2), loss=loss)
#: solution
model.fit(photos / 255, day, batch_size=8, epochs=1, verbose=0)
#: wrong night
model.fit(photos, day, batch_size=8, epochs=1, verbose=0)
#: end


def is_day(photos):
    #: broken
    return model.predict(photos, verbose=0)[:, 0] > 0
    #: solution
    return model.predict(photos / 255, verbose=0)[:, 0] > 0
    #: wrong night
    return model.predict(photos / 255, verbose=0)[:, 0] > 0
    #: wrong own
    return model.predict(photos / photos.max(), verbose=0)[:, 0] > 0
    #: wrong shape
    return model.predict(photos / 255, verbose=0)[0] > 0
    #: wrong other
    return model.predict(photos / 255, verbose=0)[:, 0] < 0
    #: end


print("day?", is_day(photos[:6]))
print("is: ", day[:6] == 1)


#: check
import numpy as np


def asked(is_day, photos):
    try:
        found = np.asarray(is_day(photos))
    except Exception:
        raise Wrong("shape") from None
    if found.size != len(photos) or not np.isin(found, (0, 1)).all():
        raise Wrong("shape")
    return found.ravel().astype(bool)


def check(program):
    is_day = program.is_day
    rng = np.random.default_rng(7)
    day = rng.uniform(size=100) < 0.5
    photos = rng.integers(0, 130, size=(100, 8, 8, 1)) + 120 * day.reshape(-1, 1, 1, 1)
    found = asked(is_day, photos)
    nights = asked(is_day, photos[~day][:20])
    if found.all():
        raise Wrong("broken")
    if not found.any():
        raise Wrong("night")
    if found[day].mean() > 0.9 and nights.mean() > 0.1:
        raise Wrong("own")
    if (found == day).mean() < 0.9:
        raise Wrong("other")
