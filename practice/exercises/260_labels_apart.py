#: about
# page = "pictures/images#three-sets"
# [zh]
# title = "图打乱了，标签呢"
# task = "`shuffled` 要把图片和标签打乱，每张图还带着自己的标签。程序没有报错，可是训练之后的准确率只有一成左右，和瞎猜一样。改 `shuffled`。"
# hints = [
#   "画出打乱以后的第一张图，再看第一个标签。对得上吗？",
#   "`rng.permutation` 每调用一次，就是一个新的次序。两次的次序不一样。",
#   "先取一次次序 `order = rng.permutation(len(pictures))`，再用它去取图片，也用它去取标签。",
# ]
# why = "图片和标签只靠位置对应，一方动了，另一方没有跟着动，每张图就配了一个随机的标签。形状没变，损失也照算，只是没有什么可学。准确率停在瞎猜上，先画几张图，连标签一起看。"
# [zh.says]
# broken = "图片和标签各打乱了各的：一张图配的是别的图的标签。"
# half = "图片打乱了，标签还是原来的次序。"
# labels-only = "标签打乱了，图片还是原来的次序。"
# none = "每张图都带着自己的标签，可是没有打乱：次序还和原来一样，或者只是倒过来、排了序。"
# lost = "有的图出现了几次，有的不见了。打乱只换次序，一张也不能少。"
# pair = "`shuffled` 要返回两个数组：图片和标签，张数和原来一样。换一批图也不能报错。"
# raised = "如果是因为 `x` 或 `y` 成了 `None`：`rng.shuffle` 改的是数组本身，什么也不返回。"
# [en]
# title = "Pictures shuffled, and the labels?"
# task = "`shuffled` must shuffle pictures and labels, and each picture must keep its label. There is no error, but after training the accuracy is about 10%, no better than guessing. Change `shuffled`."
# hints = [
#   "Draw the first picture after shuffling, and look at the first label. Do they fit?",
#   "Each call of `rng.permutation` makes a new order. Two calls, two orders.",
#   "Take one order, `order = rng.permutation(len(pictures))`, and pick the pictures with it and the labels with it too.",
# ]
# why = "Only their places tie a label to its picture. If one side moves and the other does not follow, each picture gets a random label. Shapes are the same and a loss is computed, but there is nothing to learn. When accuracy stays at guessing, draw a few pictures together with their labels."
# [en.says]
# broken = "Pictures and labels were shuffled each in an order of its own: a picture has the label of another one."
# half = "The pictures were shuffled, the labels are still in the old order."
# labels-only = "The labels were shuffled, the pictures are still in the old order."
# none = "Each picture has its label, but nothing was shuffled: the order is the old one, or only reversed or sorted."
# lost = "Some pictures come up several times, and others are gone. Shuffling changes the order and loses none."
# pair = "`shuffled` must return two arrays, pictures and labels, as many as before, and with other pictures it must not raise an error."
# raised = "If `x` or `y` has become `None`: `rng.shuffle` changes the array itself, and returns nothing."
#: program
import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_digits

rng = np.random.default_rng(0)
keras.utils.set_random_seed(0)


def shuffled(pictures, labels):
    #: broken
    return rng.permutation(pictures), rng.permutation(labels)
    #: solution
    order = rng.permutation(len(pictures))
    return pictures[order], labels[order]
    #: wrong half
    order = rng.permutation(len(pictures))
    return pictures[order], labels
    #: wrong labels-only
    return pictures, rng.permutation(labels)
    #: wrong none
    return pictures, labels
    #: wrong lost
    order = rng.integers(len(pictures), size=len(pictures))
    return pictures[order], labels[order]
    #: wrong pair
    order = rng.permutation(len(pictures))
    return list(zip(pictures[order], labels[order], strict=True))
    #: end


digits = load_digits()
#: solution
x, y = shuffled(digits.images / 16, digits.target)
#: wrong pair
x, y = digits.images / 16, digits.target
#: end
inputs = keras.Input(shape=(8, 8))
scores = layers.Dense(10)(layers.Flatten()(inputs))
model = keras.Model(inputs, scores)
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(optimizer=keras.optimizers.Adam(0.03), loss=loss)
model.fit(x, y, batch_size=32, epochs=1, verbose=0)
right = keras.ops.convert_to_numpy(model(x)).argmax(axis=1) == y
print(f"accuracy {right.mean():.2f}")


#: check
import numpy as np


def check(program):
    shuffled = program.shuffled
    count, marks = np.arange(200), np.arange(200) * 37 % 200
    pictures = np.zeros((200, 8, 8)) + count[:, None, None]
    try:
        found, labels = shuffled(pictures.copy(), marks.copy())
        found, labels = np.asarray(found), np.asarray(labels)
    except Exception:
        raise Wrong("pair") from None
    if found.shape != pictures.shape or labels.shape != count.shape:
        raise Wrong("pair")
    found = found[:, 0, 0]
    if (np.sort(found) != count).any() or (np.sort(labels) != count).any():
        raise Wrong("lost")
    moved = (found != count).any(), (labels != marks).any()
    if moved == (True, False):
        raise Wrong("half")
    if moved == (False, True):
        raise Wrong("labels-only")
    if (found * 37 % 200 != labels).any():
        raise Wrong("broken")
    if any((np.abs(np.diff(one)) == 1).mean() > 0.5 for one in (found, labels)):
        raise Wrong("none")
