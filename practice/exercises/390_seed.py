#: about
# page = "further/deliver#seeds"
# [zh]
# title = "种子来晚了"
# task = "`train(seed)` 用同一个种子训练两次，应该得到同样的权重，现在却不同。改对 `train`：同一个种子，权重一位不差；换一个种子，权重也换。"
# hints = [
#   "种子管的是它之后的随机。`train` 里，哪些事是随机的？",
#   "不只是 `fit` 打乱样本：`Dense` 一造出来，权重就已经随机取好了。",
#   "把 `set_random_seed(seed)` 挪到 `train` 的第一行，在造层之前。",
# ]
# why = "初始权重在造层的时候就取好了，之后再设种子，只管得到打乱和 dropout。这样的程序看着可以重复，两次的结果却不同，要查很久。习惯是：先设种子，再造模型。"
# [zh.says]
# broken = "同一个种子，两次的权重还是不同：设种子的时候，初始权重已经取好了。"
# outside = "`train` 里还有随机的事不归种子管：要么种子设在外面，第二次就接着第一次往下走；要么设了，没有管到全部。"
# numpy = "这个种子只管 NumPy 的随机数。Keras 取初始权重，用的不是 NumPy。"
# fixed = "换了种子，权重却不变：参数 `seed` 没有用上。"
# zeros = "隐藏层的单元全都一样：从同样的权重开始，就永远一样，四个只当一个用。"
# untrained = "`train` 没有训练，或者返回的不是模型。"
# [en]
# title = "The seed came too late"
# task = "Called twice with the same seed, `train(seed)` should give the same weights, but it does not. Fix `train`: the same seed gives weights equal to the last digit, and another seed gives others."
# hints = [
#   "A seed rules the random numbers that come after it. What is random in `train`?",
#   "Not only the shuffling of `fit`: once a `Dense` layer is built, its random weights are drawn already.",
#   "Move `set_random_seed(seed)` to the first line of `train`, before any layer is made.",
# ]
# why = "The first weights are drawn when layers are built. A seed set later rules shuffling and dropout and nothing else. Such a program looks repeatable and is not, and it takes long to find out why. Make it a habit: first the seed, then the model."
# [en.says]
# broken = "The same seed still gives different weights: when it is set, the first weights are drawn already."
# outside = "Something random in `train` does not follow the seed. Either it is set outside, and the second call goes on where the first stopped, or it does not rule everything."
# numpy = "This seed rules the random numbers of NumPy and no others. Keras does not draw its first weights with NumPy."
# fixed = "Another seed gives the same weights: the argument `seed` is not used."
# zeros = "All units of the hidden layer are alike. Starting from equal weights they stay equal, and four count as one."
# untrained = "`train` did not train, or what it returns is not the model."
#: program
import keras
import numpy as np
from keras import layers

x = np.random.default_rng(1).normal(size=(64, 4))
y = x[:, 0] - x[:, 1]
#: solution
#: wrong outside
keras.utils.set_random_seed(0)
#: end


def train(seed):
    #: broken
    #: solution
    keras.utils.set_random_seed(seed)
    #: wrong outside
    #: wrong numpy
    np.random.seed(seed)
    #: wrong fixed
    keras.utils.set_random_seed(0)
    #: wrong zeros
    keras.utils.set_random_seed(seed)
    #: wrong untrained
    keras.utils.set_random_seed(seed)
    #: end
    inputs = keras.Input((4,))
    #: solution
    hidden = layers.Dense(4, activation="tanh")(inputs)
    #: wrong zeros
    same = keras.initializers.Constant(0.1)
    hidden = layers.Dense(4, activation="tanh", kernel_initializer=same)(inputs)
    #: end
    model = keras.Model(inputs, layers.Dense(1)(hidden))
    #: broken
    keras.utils.set_random_seed(seed)
    model.compile(optimizer="sgd", loss="mse")
    model.fit(x, y, batch_size=16, epochs=1, verbose=0)
    return model
    #: solution
    model.compile(optimizer="sgd", loss="mse")
    model.fit(x, y, batch_size=16, epochs=1, verbose=0)
    return model
    #: wrong zeros
    layers_with_weights = [layer for layer in model.layers if layer.weights]
    last = layers_with_weights[-1]
    last.set_weights([np.ones((4, 1)), np.zeros(1)])
    model.compile(optimizer="sgd", loss="mse")
    model.fit(x, y, batch_size=16, epochs=1, verbose=0)
    return model
    #: wrong untrained
    model.compile(optimizer="sgd", loss="mse")
    return model
    #: end


first = train(seed=0).get_weights()
again = train(seed=0).get_weights()
equal = [np.array_equal(a, b) for a, b in zip(first, again, strict=True)]
print("equal:", equal)


#: check
import random

import numpy as np


def check(program):
    train = program.train
    np.random.seed(0)
    random.seed(0)
    try:
        models = [train(7)]
        states = [(np.random.random(), random.random())]
        models.append(train(7))
        states.append((np.random.random(), random.random()))
        models.append(train(8))
        weights = [model.get_weights() for model in models]
        steps = int(models[0].optimizer.iterations)
    except Exception:
        raise Wrong("untrained") from None

    def equal(one, other):
        return len(one) == len(other) and all(map(np.array_equal, one, other))

    if not weights[0] or steps == 0:
        raise Wrong("untrained")
    if not equal(weights[0], weights[1]):
        if states[0] == states[1]:
            raise Wrong("broken")
        raise Wrong("numpy" if states[0][0] == states[1][0] else "outside")
    if equal(weights[0], weights[2]):
        raise Wrong("fixed")
    kernel = weights[0][0]
    if kernel.ndim == 2 and kernel.shape[1] > 1 and np.allclose(kernel, kernel[:, :1], atol=1e-6):
        raise Wrong("zeros")
