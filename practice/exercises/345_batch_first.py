#: about
# page = "data/feeding-data#tf-data"
# [zh]
# title = "打乱了批次"
# task = "标签排好了序，前一半是 0，后一半是 1。`make` 打乱了，可是每一批里还是只有一类。改 `make`，让每批 10 个样本里两类随机混着来。"
# hints = [
#   "打印出来不是 0 就是 10，先后倒是变了。被打乱的是什么？",
#   "先 `batch`，后面的 `shuffle` 看到的就是一批一批的。两个零件换一换。",
#   "先 `shuffle` 再 `batch`。缓冲区要装得下全部样本，`len(x)` 就够。",
# ]
# why = "`tf.data` 的零件按写的次序做。先分批，后面打乱的就是整批：同一批永远是那些样本。数据要是按类别排好了序，每批只有一类，网络一会儿全学 0，一会儿全学 1，损失忽上忽下，也不报错。"
# [zh.says]
# broken = "每批里还是只有一类：样本没有打乱就分了批。"
# small = "多数批次还是只有一类：缓冲区太小，后一半的样本来得太晚。"
# pairs = "样本和标签配错了：两边各打乱各的。第 7 个样本要配第 7 个标签。"
# sizes = "每批要有 10 个样本，现在不是。"
# lost = "一轮里每个样本要正好来一次，现在少了，或者多了。"
# same = "现在是按次序挑的，没有打乱：两次得到的一模一样，每批都是从数据里按同样的间隔取的。"
# other = "`make(x, y)` 要返回一个能一批批取的数据集，每批是样本和标签。"
# [en]
# title = "Whole batches were shuffled"
# task = "The labels are sorted, zeros first and then ones. `make` shuffles, and yet each batch holds a single class. Change `make` so that the 10 samples of a batch are a random mixture of both."
# hints = [
#   "What is printed is always 0 or 10, and only their order changes. What has been shuffled?",
#   "After `batch`, the next part sees whole batches. Which of the two should come first?",
#   "First `shuffle`, then `batch`. The buffer should hold all samples: `len(x)` will do.",
# ]
# why = "The parts of `tf.data` do their work in the order in which you write them. After `batch`, whole batches are shuffled, and each keeps its samples for ever. With data sorted by class the network learns all zeros, then all ones; the loss goes up and down, and there is no error."
# [en.says]
# broken = "Each batch still holds a single class: batches were made before the samples were shuffled."
# small = "Most batches still hold a single class: the buffer is too small, and samples of the second half come too late."
# pairs = "Samples and labels no longer belong together: each was shuffled by itself. Sample 7 goes with label 7."
# sizes = "A batch must have 10 samples. These have another number."
# lost = "Each sample must come exactly once in an epoch. Some are missing, or come twice."
# same = "Samples are picked at a fixed distance here, in the same way each time. Nothing is shuffled."
# other = "`make(x, y)` must return a dataset that gives batches, each of them samples and labels."
#: program
import numpy as np
import tensorflow as tf

x = np.arange(60).reshape(60, 1)
y = (x[:, 0] >= 30).astype("int32")


def make(x, y):
    #: broken
    dataset = tf.data.Dataset.from_tensor_slices((x, y))
    return dataset.batch(10).shuffle(6)
    #: solution
    dataset = tf.data.Dataset.from_tensor_slices((x, y))
    return dataset.shuffle(len(x)).batch(10)
    #: wrong small
    dataset = tf.data.Dataset.from_tensor_slices((x, y))
    return dataset.shuffle(6).batch(10)
    #: wrong pairs
    samples = tf.data.Dataset.from_tensor_slices(x).shuffle(60)
    labels = tf.data.Dataset.from_tensor_slices(y).shuffle(60)
    return tf.data.Dataset.zip((samples, labels)).batch(10)
    #: wrong sizes
    dataset = tf.data.Dataset.from_tensor_slices((x, y))
    return dataset.shuffle(len(x)).batch(60)
    #: wrong lost
    dataset = tf.data.Dataset.from_tensor_slices((x, y))
    return dataset.shuffle(len(x)).batch(10).take(4)
    #: wrong same
    order = np.arange(len(x)).reshape(10, -1).T.ravel()
    dataset = tf.data.Dataset.from_tensor_slices((x[order], y[order]))
    return dataset.batch(10)
    #: wrong other
    return tf.data.Dataset.from_tensor_slices(x).shuffle(60).batch(10)
    #: end


#: solution
for samples, labels in make(x, y):
    print(len(samples), "samples, with label 1:", np.sum(labels))
#: wrong other
for samples in make(x, y):
    print("samples:", len(samples))
#: end


#: check
from itertools import islice

import numpy as np


def check(program):
    make = program.make

    def epoch():
        x = np.arange(80).reshape(80, 1)
        y = (x[:, 0] >= 40).astype("int32")
        found = []
        for samples, labels in islice(make(x, y), 100):
            found.append((np.ravel(np.asarray(samples)), np.ravel(np.asarray(labels))))
        return found

    try:
        epochs = [epoch() for _ in range(4)]
        sizes = [(len(samples), len(labels)) for one in epochs for samples, labels in one]
    except Exception:
        raise Wrong("other") from None
    if not sizes or any(samples != labels for samples, labels in sizes):
        raise Wrong("other")
    for one in epochs:
        samples = np.concatenate([samples for samples, _ in one])
        labels = np.concatenate([labels for _, labels in one])
        if sorted(samples.tolist()) != list(range(80)):
            raise Wrong("lost")
        if ((samples >= 40) != labels).any():
            raise Wrong("pairs")
    if any(samples != 10 for samples, _ in sizes):
        raise Wrong("sizes")
    single = [labels.min() == labels.max() for one in epochs for _, labels in one]
    if all(single):
        raise Wrong("broken")
    if np.mean(single) > 0.3:
        raise Wrong("small")
    steps = [np.diff(samples) for one in epochs for samples, _ in one]
    if all((step == steps[0]).all() for step in steps):
        raise Wrong("same")
