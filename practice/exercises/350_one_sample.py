#: about
# page = "data/feeding-data#one-sample"
# [zh]
# title = "一次给一批"
# task = "`samples` 造的题是：四个数加起来大于 0 吗？它一次给一个样本，`fit` 报错。改成一次给一批，每批 32 个，每个样本都有自己的标签。"
# hints = [
#   "报错说有一样东西的秩是 0，也就是一条轴也没有。是样本，还是标签？",
#   "`x` 的形状应该是 `(32, 4)`，`y` 应该有 32 个数。`rng.normal` 的 `size` 可以是一个元组。",
#   "`x.sum()` 把所有的数都加在一起。要一行一个和，就写 `axis=1`，再比较，再 `astype`。",
# ]
# why = "`fit` 总把第一条轴当作批次。缺了这条轴，标签是单独一个数时会报错；标签要是一个数组，就未必报错，一个样本会被当成好几个。成批地造，NumPy 也快得多。"
# [zh.says]
# raised = "训练没有做成。看看 `x` 和 `y` 的形状：第一条轴都要是批次，而且一样长。"
# broken = "交给 `fit` 的还是一个个的样本，没有批次那一条轴。"
# single = "现在一批只有一个样本。能训练，可是 32 个样本要走 32 步。一批要 32 个。"
# copies = "一批里的样本全都一样：造了一个，抄了 32 遍。"
# all-alike = "一批里的标签全都一样，样本却不一样。每一行要有自己的和。"
# labels = "标签不对：一行四个数加起来大于 0，标签就该是 1，否则是 0。"
# shapes = "一批应该是形状 `(32, 4)` 的样本和 32 个标签。"
# untrained = "网络没有练成，在新的样本上和猜差不多。`fit` 还在吗？交给它的样本和标签对得上吗？"
# [en]
# title = "A whole batch at a time"
# task = "`samples` makes puzzles: do these four numbers add up to more than 0? It yields one sample at a time, and `fit` raises an error. Have it yield batches of 32 samples, each with a label of its own."
# hints = [
#   "The error speaks of something with rank 0, which has no axis at all. Is it the samples or the labels?",
#   "`x` should have the shape `(32, 4)`, and `y` 32 numbers. The `size` of `rng.normal` can be a tuple.",
#   "`x.sum()` adds up all numbers there are. For one sum in each row write `axis=1`, then compare, then `astype`.",
# ]
# why = "`fit` takes the first axis for the batch. Without it, a label that is a bare number raises an error. A label that is an array may raise none, and one sample is taken for several. NumPy is also much faster on a batch."
# [en.says]
# raised = "Training failed. Look at the shapes of `x` and `y`: the first axis of both must be the batch, and equally long."
# broken = "What `fit` gets is still single samples, without an axis for the batch."
# single = "A batch now has one sample. That trains, but 32 samples take 32 steps. A batch should have 32."
# copies = "All samples of a batch are alike: one was made and copied 32 times."
# all-alike = "All labels of a batch are alike, and the samples are not. Each row needs a sum of its own."
# labels = "The labels are wrong. If the four numbers of a row add up to more than 0 its label is 1, otherwise 0."
# shapes = "A batch should be samples of shape `(32, 4)` and 32 labels."
# untrained = "The network has not learned: on new samples it does about as well as guessing. Is `fit` still there, and do samples and labels belong together?"
#: program
import keras
import numpy as np
from keras import layers


def samples(seed):
    rng = np.random.default_rng(seed)
    while True:
        #: broken
        x = rng.normal(size=4)
        yield x, float(x.sum() > 0)
        #: solution
        x = rng.normal(size=(32, 4))
        yield x, (x.sum(axis=1) > 0).astype("float32")
        #: wrong single
        x = rng.normal(size=(1, 4))
        yield x, (x.sum(axis=1) > 0).astype("float32")
        #: wrong copies
        x = np.repeat(rng.normal(size=(1, 4)), 32, axis=0)
        yield x, (x.sum(axis=1) > 0).astype("float32")
        #: wrong all-alike
        x = rng.normal(size=(32, 4))
        yield x, np.full(32, float(x.sum() > 0))
        #: wrong labels
        x = rng.normal(size=(32, 4))
        yield x, x.sum(axis=1).astype("float32")
        #: wrong shapes
        x = rng.normal(size=(8, 4))
        yield x, (x.sum(axis=1) > 0).astype("float32")
        #: wrong untrained
        x = rng.normal(size=(32, 4))
        yield x, (x.sum(axis=1) > 0).astype("float32")
        #: end


inputs = keras.Input((4,))
model = keras.Model(inputs, layers.Dense(1)(inputs))
loss = keras.losses.BinaryCrossentropy(from_logits=True)
model.compile(optimizer=keras.optimizers.Adam(0.1), loss=loss)
#: solution
model.fit(samples(1), steps_per_epoch=50, shuffle=False, verbose=0)
#: wrong untrained
#: end
x, y = next(samples(2))
print("x", np.shape(x), "y", np.shape(y))


#: check
import numpy as np


def check(program):
    model, samples = program.model, program.samples
    try:
        x, y = (np.asarray(part, "float64") for part in next(iter(samples(3))))
    except Exception:
        raise Wrong("shapes") from None
    if x.ndim == 2:  # else batches are made elsewhere
        if x.shape[1] != 4 or y.size != len(x) or y.ndim == 0:
            raise Wrong("shapes")
        if len(x) == 1:
            raise Wrong("single")
        if (x == x[0]).all():
            raise Wrong("copies")
        y = y.ravel()
        if ((x.sum(axis=1) > 0) != y).any():
            raise Wrong("all-alike" if (y == y[0]).all() else "labels")
        if len(x) != 32:
            raise Wrong("shapes")
    elif x.shape != (4,):
        raise Wrong("shapes")
    x = np.random.default_rng(4).normal(size=(500, 4))
    try:
        logits = np.ravel(np.asarray(model.predict(x, verbose=0)))
        right = np.mean((logits > 0) == (x.sum(axis=1) > 0))
    except Exception:
        raise Wrong("untrained") from None
    if right < 0.85:
        raise Wrong("untrained")
