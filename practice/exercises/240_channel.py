#: about
# page = "pictures/conv-nets#photo"
# [zh]
# title = "十二张图，还是一张"
# task = "`pictures` 是 12 张 28×28 的灰度图。`Conv2D` 应当给每张图 4 张特征图，也就是 `(12, 26, 26, 4)`。程序没有报错，可是只得到一张图的结果。改 `batch`。"
# hints = [
#   "`Conv2D` 要的形状是（批次，高，宽，通道）。照这个顺序读一读 `batch.shape`。",
#   "12 张灰度图：批次是 12，高和宽是 28，通道是几？",
#   "缺的那一维在最后：`pictures[..., np.newaxis]`。",
# ]
# why = "四维的数组，`Conv2D` 一概照（批次，高，宽，通道）来读。加错了地方，12 张图就成了一张高 12、宽 28、28 个通道的图，照样算得出来，一直错到底。喂图片之前，打印形状，一个数一个数地念出来。"
# [zh.says]
# broken = "`batch` 读作：1 张图，高 12，宽 28，28 个通道。12 张图叠成了一张。"
# mixed = "`batch` 的第一个数是 28：读作 28 张图。像素被重新排过，原来的 12 张图已经散了。"
# color = "`batch` 有 3 个通道，同样的数抄了三遍。灰度图每个位置只有一个数。"
# pixels = "形状对了，图却变了：每张图里的像素要和 `pictures` 里的一样，次序也一样。"
# shape = "`batch` 的形状应当是 12 张图、高 28、宽 28、1 个通道，按这个次序。"
# maps = "`batch` 对了，`maps` 却不是从它算出来的：12 张图，每张 26×26，4 个通道。"
# raised = "看报错里的形状：`Conv2D` 要四维的数组，照（批次，高，宽，通道）来读。高和宽不能比 3×3 的核小。"
# [en]
# title = "Twelve pictures, or one"
# task = "`pictures` holds 12 grey pictures of 28×28. `Conv2D` should give 4 feature maps for each of them, `(12, 26, 26, 4)`. There is no error, but the result is that of a single picture. Change `batch`."
# hints = [
#   "`Conv2D` wants the shape (batch, height, width, channels). Read `batch.shape` in this order.",
#   "12 grey pictures: the batch is 12, height and width are 28. How many channels?",
#   "The missing axis belongs at the end: `pictures[..., np.newaxis]`.",
# ]
# why = "`Conv2D` reads any array with four axes as (batch, height, width, channels). Add the axis in the wrong place, and 12 pictures become one picture of height 12 and width 28 with 28 channels. It computes all the same, and everything after it is wrong. Before you feed pictures, print the shape and say each number aloud."
# [en.says]
# broken = "`batch` reads: 1 picture, height 12, width 28, 28 channels. The 12 pictures were stacked into one."
# mixed = "The first number of `batch` is 28: it reads as 28 pictures. The pixels were put into another order, and the 12 pictures are no longer there."
# color = "`batch` has 3 channels, with the same numbers three times. A grey picture has one number at each place."
# pixels = "The shape is right, but the pictures changed: the pixels of each must be those of `pictures`, in the same order."
# shape = "The shape of `batch` must be 12 pictures, height 28, width 28, 1 channel, in this order."
# maps = "`batch` is right, but `maps` was not computed from it: 12 pictures of 26×26 with 4 channels."
# raised = "Look at the shapes in the message: `Conv2D` wants an array with four axes, and reads it as (batch, height, width, channels). Height and width must be at least those of the 3×3 kernel."
#: program
import numpy as np
from keras import layers

rng = np.random.default_rng(0)
pictures = rng.uniform(size=(12, 28, 28)).astype("float32")

#: broken
batch = pictures[np.newaxis]
#: solution
batch = pictures[..., np.newaxis]
#: wrong mixed
batch = pictures.reshape(28, 28, 12, 1)
#: wrong color
batch = np.stack([pictures, pictures, pictures], axis=-1)
#: wrong pixels
batch = pictures.transpose(0, 2, 1)[..., np.newaxis]
#: wrong shape
batch = pictures.reshape(3, 56, 56, 1)
#: wrong rows raises
batch = pictures.reshape(12, 784)
#: end
maps = layers.Conv2D(4, 3)(batch)
print("batch:", batch.shape)
print("maps: ", maps.shape)


#: check
import keras
import numpy as np


def check(program):
    batch = program.batch
    if keras.ops.is_tensor(batch):
        batch = keras.ops.convert_to_numpy(batch)
    batch = np.asarray(batch)
    if batch.shape == (1, 12, 28, 28):
        raise Wrong("broken")
    if batch.shape == (28, 28, 12, 1):
        raise Wrong("mixed")
    if batch.shape == (12, 28, 28, 3):
        raise Wrong("color")
    if batch.shape != (12, 28, 28, 1):
        raise Wrong("shape")
    right = np.random.default_rng(0).uniform(size=(12, 28, 28))
    if not np.allclose(batch[..., 0], right, atol=1e-5):
        raise Wrong("pixels")
    if tuple(np.shape(program.maps)) != (12, 26, 26, 4):
        raise Wrong("maps")
