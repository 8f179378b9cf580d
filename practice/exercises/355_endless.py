#: about
# page = "data/feeding-data#finite-or-endless"
# [zh]
# title = "第二轮没有数据"
# task = "打算练三轮，每轮 8 批。没有报错，可是第二轮的损失是 0：那一轮一批数据也没有。改程序，让三轮都练满 8 批，每一批都是新造的样本。"
# hints = [
#   "第一轮从生成器里拿走了几批？它一共有几批？",
#   "`for` 循环走完，生成器就空了，不会回到开头。怎样写，它才没有尽头？",
#   "把 `for _ in range(8)` 换成 `while True`；一轮有几批，`steps_per_epoch` 已经说了。",
# ]
# why = "走完的生成器是空的，Keras 只给一句警告，损失记成 0。看到损失忽然变成 0，不是学得完美，先去查生成器。没有尽头的生成器配上 `steps_per_epoch`，就不会断。"
# [zh.says]
# broken = "三轮还没有练完，生成器就空了。有一轮一批也没有，所以损失是 0。"
# guess = "少了 `steps_per_epoch`，第一轮就把生成器走完，后面每轮只剩开工前看过的两批。"
# epochs = "要的是三轮。生成器要是空了，加轮数也没有用。"
# same = "有的批次和前面的一模一样。每一批都要重新造。"
# steps = "批数不对：要三轮，每轮 8 批。"
# raised = "训练没有做成。`fit` 要的是生成器（或者数据集），每次给出样本和标签。"
# [en]
# title = "No data in the second epoch"
# task = "There should be three epochs of 8 batches each. There is no error, but the loss of the second epoch is 0, since it has no data at all. Change the program so that all three epochs train on 8 batches, each made anew."
# hints = [
#   "How many batches does the first epoch take from the generator? How many has it got?",
#   "When its `for` loop is done, the generator is empty and does not start again. How do you write one that never ends?",
#   "Write `while True` in place of `for _ in range(8)`. How many batches an epoch has, `steps_per_epoch` says already.",
# ]
# why = "A generator that has ended stays empty. Keras gives no more than a warning and calls the loss 0. When a loss suddenly becomes 0, the network is not perfect; look at the generator. An endless one with `steps_per_epoch` never runs out."
# [en.says]
# broken = "The generator is empty before the three epochs are over. One of them has no batch at all, and so its loss is 0."
# guess = "Without `steps_per_epoch`, the first epoch takes all the generator has, and later ones only have the two batches that Keras looked at before it began."
# epochs = "There should be three epochs. More of them do not help when the generator is empty."
# same = "Some batches are the same as earlier ones. Each should be made anew."
# steps = "The number of batches is wrong: there should be three epochs of 8."
# raised = "Training failed. `fit` needs a generator (or a dataset) that gives samples and labels each time."
#: program
import keras
import numpy as np
from keras import layers


def batches():
    rng = np.random.default_rng(1)
    #: broken
    for _ in range(8):
        x = rng.normal(size=(32, 3))
        yield x, x.sum(axis=1)
    #: solution
    while True:
        x = rng.normal(size=(32, 3))
        yield x, x.sum(axis=1)
    #: wrong epochs
    for _ in range(8):
        x = rng.normal(size=(32, 3))
        yield x, x.sum(axis=1)
    #: wrong guess
    for _ in range(8):
        x = rng.normal(size=(32, 3))
        yield x, x.sum(axis=1)
    #: wrong same
    x = rng.normal(size=(32, 3))
    while True:
        yield x, x.sum(axis=1)
    #: end


inputs = keras.Input((3,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
model.compile(optimizer="adam", loss="mse")
options = {"shuffle": False, "verbose": 0}
#: solution
history = model.fit(batches(), epochs=3, steps_per_epoch=8, **options)
#: wrong epochs
history = model.fit(batches(), epochs=6, steps_per_epoch=8, **options)
#: wrong guess
history = model.fit(batches(), epochs=3, **options)
#: wrong steps
history = model.fit(batches(), epochs=3, steps_per_epoch=24, **options)
#: end
print("losses:", history.history["loss"])


#: check
from itertools import islice

import numpy as np


def check(program):
    model, batches, history = program.model, program.batches, program.history
    try:
        steps = int(model.optimizer.iterations)
        losses = list(history.history["loss"])
        found = [np.asarray(x, "float64") for x, y in islice(iter(batches()), 24)]
    except Exception:
        raise Wrong("steps") from None
    if len({x.tobytes() for x in found}) < len(found):
        raise Wrong("same")
    if len(losses) > 3:
        raise Wrong("epochs")
    if 0 in losses:
        raise Wrong("broken")
    # Keras counts a step more for each epoch in which the data ran out.
    if history.params.get("steps") is None and steps < 24 and len(losses) == 3:
        raise Wrong("guess")
    if not 24 <= steps <= 27:
        raise Wrong("steps")
