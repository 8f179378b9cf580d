#: about
# page = "pictures/conv-shapes#parameter-formula"
# [zh]
# title = "卷积层有多少参数"
# task = "`count` 要照公式算出一个 `Conv2D` 的参数个数。第一层和 Keras 一致，第二层却差得很远。改对一行。"
# hints = [
#   "第一层的输入有 1 个通道，第二层有 8 个。公式里哪里用到了 `channels`？",
#   "一个核同时看所有的输入通道，每个通道一片。8 个通道，一个核有多少个权重？",
#   "一个核有 `kernel * kernel * channels` 个权重，外加一个偏置。",
# ]
# why = "每个核有几片，看的是上一层有几个通道，所以同样 16 个 3×3 的核，放在网络后面就贵得多。拿只有一个通道的层来核对公式，这一项错了也看不出来。"
# [zh.says]
# broken = "第一层只有一个输入通道，所以碰巧对；有 8 个通道的第二层就少了很多。一个核不止一片。"
# no-bias = "权重数对了，可是每个核还有一个偏置。"
# one-bias = "偏置只数了一个。几个核，就有几个偏置。"
# sheet-bias = "每一片都配了一个偏置，太多了：一个核的各片加在一起，再加一个偏置。"
# line = "3×3 的核，一片有 9 个数，不是 3 个。"
# number = "`count` 要返回一个整数，换几组数也不能报错。"
# other = "换几组核、通道和个数，结果就和 Keras 不同。想一想：一个核有多少个数，有几个核？"
# [en]
# title = "How many parameters a convolution has"
# task = "`count` must compute the number of parameters of a `Conv2D` by formula. For the first layer it agrees with Keras, for the second it is far off. Fix one line."
# hints = [
#   "The first layer has 1 input channel, the second has 8. Where does the formula use `channels`?",
#   "A kernel looks at all input channels at once, with a sheet for each. With 8 channels, how many weights does a kernel have?",
#   "A kernel has `kernel * kernel * channels` weights and one bias.",
# ]
# why = "How many sheets a kernel has depends on the channels of the layer before, so the same 16 kernels of 3×3 cost far more deep in a network. Check the formula on a layer with a single channel, and this fault does not show."
# [en.says]
# broken = "The first layer has a single input channel, so it comes out right by chance. The second has 8, and far too few are counted: a kernel has more than one sheet."
# no-bias = "The weights are right, but each kernel has a bias as well."
# one-bias = "Only one bias is counted. There are as many as there are kernels."
# sheet-bias = "Each sheet has got a bias, which is too many: the sheets of a kernel are added up, and one bias is added to the sum."
# line = "A sheet of a 3×3 kernel has 9 numbers, not 3."
# number = "`count` must return one whole number, and with other numbers it must not raise an error."
# other = "With other kernels, channels and numbers of kernels, the result differs from Keras. How many numbers are in one kernel, and how many kernels are there?"
#: program
import keras
from keras import layers


def count(kernel, channels, kernels):
    #: broken
    return (kernel * kernel + 1) * kernels
    #: solution
    return (kernel * kernel * channels + 1) * kernels
    #: wrong no-bias
    return kernel * kernel * channels * kernels
    #: wrong one-bias
    return kernel * kernel * channels * kernels + 1
    #: wrong sheet-bias
    return (kernel * kernel + 1) * channels * kernels
    #: wrong line
    return (kernel * channels + 1) * kernels
    #: wrong other
    return {1: 80, 8: 1168}[channels]
    #: end


inputs = keras.Input(shape=(28, 28, 1))
x = layers.Conv2D(8, 3)(inputs)
x = layers.Conv2D(16, 3)(x)
model = keras.Model(inputs, x)
print("first: ", count(3, 1, 8), "in Keras", model.layers[1].count_params())
print("second:", count(3, 8, 16), "in Keras", model.layers[2].count_params())


#: check
import keras

CASES = [(3, 1, 8), (3, 8, 16), (2, 3, 5), (5, 4, 2), (1, 6, 7)]
KNOWN = {
    "broken": lambda k, c, n: (k * k + 1) * n,
    "no-bias": lambda k, c, n: k * k * c * n,
    "one-bias": lambda k, c, n: k * k * c * n + 1,
    "sheet-bias": lambda k, c, n: (k * k + 1) * c * n,
    "line": lambda k, c, n: (k * c + 1) * n,
}


def by_keras(kernel, channels, kernels):
    layer = keras.layers.Conv2D(kernels, kernel)
    layer.build((None, 9, 9, channels))
    return layer.count_params()


def check(program):
    count = program.count
    try:
        found = [float(count(*case)) for case in CASES]
    except KeyError:
        raise Wrong("other") from None
    except Exception:
        raise Wrong("number") from None
    for name, formula in KNOWN.items():
        if found == [formula(*case) for case in CASES]:
            raise Wrong(name)
    if found != [by_keras(*case) for case in CASES]:
        raise Wrong("other")
