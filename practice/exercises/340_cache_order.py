#: about
# page = "data/feeding-data#cache"
# [zh]
# title = "每轮都是那几批"
# task = "`read` 读得很慢，所以用 `cache` 只读一遍。可是三轮打印出来一模一样，批次冻住了。让每轮重新分批，还是只读一遍：最后一行仍是 12 次。"
# hints = [
#   "`cache` 记住它前面的一切，后面的每轮重新做。现在什么在它前面？",
#   "只有读是慢的。该记住的是一个个的样本，不是分好的批次。",
#   "三个零件的次序：先 `cache`，再 `shuffle`，最后 `batch`。",
# ]
# why = "`cache` 之前的，只做一遍；之后的，每轮重做。慢而不变的（读文件、解码）放前面，随机的（打乱、图像增强）放后面。放反了没有报错，只是网络每轮看到同样的批次、同样“随机”的图。"
# [zh.says]
# broken = "每轮的批次一模一样：`cache` 连打乱的结果也记住了。"
# whole = "批次的先后变了，每批里还是那几个数。要打乱的是样本。"
# again = "批次变了，可是每轮都重新读一遍。慢的 `read` 只该读一遍。"
# unshuffled = "没有打乱：每轮都是 0 到 11 的顺序。"
# small = "打乱得不彻底：排在最后的几个数，从来进不了第一批。缓冲区要多大，才装得下全部？"
# lost = "一轮里每个数要正好来一次，现在少了，或者多了。"
# sizes = "一轮要分成几批，每批 4 个数左右。现在不是这样。"
# [en]
# title = "The same batches every epoch"
# task = "`read` is slow, so `cache` has it read once only. But all three epochs print the same: the batches are frozen. Make new batches in each epoch and still read once, so that the last line still says 12."
# hints = [
#   "`cache` remembers all that comes before it; what comes after it is done anew in each epoch. What comes before it now?",
#   "Only reading is slow. Single samples should be remembered, not finished batches.",
#   "The order of the three parts: first `cache`, then `shuffle`, and `batch` last.",
# ]
# why = "What comes before `cache` is done once, what comes after it in every epoch. Slow things that never change, such as reading and decoding, go before it; random things, such as shuffling and augmentation, go after. The wrong way round there is no error, and the network sees the same batches and the same “random” pictures in every epoch."
# [en.says]
# broken = "Every epoch has exactly the same batches: `cache` has remembered the shuffled order too."
# whole = "The batches come in another order, but each still holds the same numbers. It is the samples that should be shuffled."
# again = "The batches are new, but everything is read again in each epoch. The slow `read` should run once."
# unshuffled = "Nothing is shuffled: each epoch counts from 0 to 11."
# small = "This shuffles badly: the last few numbers never get into the first batch. How large a buffer holds them all?"
# lost = "Each number must come exactly once in an epoch. Some are missing, or come twice."
# sizes = "An epoch must come in several batches of about 4 numbers. This one does not."
#: program
import tensorflow as tf

reads = 0


def read():
    global reads
    for number in range(12):
        reads += 1
        yield number


signature = tf.TensorSpec((), tf.int64)
numbers = tf.data.Dataset.from_generator(read, output_signature=signature)
#: broken
dataset = numbers.shuffle(12).batch(4).cache()
#: solution
dataset = numbers.cache().shuffle(12).batch(4)
#: wrong whole
dataset = numbers.shuffle(12).batch(4).cache().shuffle(3)
#: wrong again
dataset = numbers.shuffle(12).batch(4)
#: wrong unshuffled
dataset = numbers.cache().batch(4)
#: wrong small
dataset = numbers.cache().shuffle(3).batch(4)
#: wrong lost
dataset = numbers.cache().shuffle(12).batch(4).take(2)
#: wrong sizes
dataset = numbers.cache().shuffle(12)
#: end
for epoch in range(3):
    print("epoch", epoch, *(batch.numpy() for batch in dataset))
print("read", reads, "times")


#: check
from itertools import islice

import numpy as np


def check(program):
    dataset, _ = program.dataset, program.reads
    try:
        epochs = []
        for epoch in range(12):
            batches = [np.ravel(np.asarray(batch)).tolist() for batch in islice(dataset, 30)]
            epochs.append(batches)
            if epoch == 0:  # by now a cache is full
                before = program.reads
        more = program.reads - before
    except Exception:
        raise Wrong("lost") from None
    if any(sorted(sum(batches, [])) != list(range(12)) for batches in epochs):
        raise Wrong("lost")
    if any(not 2 <= len(batches) <= 6 for batches in epochs):
        raise Wrong("sizes")
    if all(sum(batches, []) == list(range(12)) for batches in epochs):
        raise Wrong("unshuffled")
    if all(batches == epochs[0] for batches in epochs):
        raise Wrong("broken")
    contents = [{frozenset(batch) for batch in batches} for batches in epochs]
    if all(content == contents[0] for content in contents):
        raise Wrong("whole")
    if more:
        raise Wrong("again")
    if all(max(batches[0]) < 10 for batches in epochs):
        raise Wrong("small")
