#: about
# page = "further/own-layers#layer"
# [zh]
# title = "学不会的层"
# task = "层 `Scale` 给每一列学一个系数，从 1 开始。`y` 只和第 0 列有关，训练以后，第 0 列的系数应当变大，其余两列的变小，现在却全都还是 1。改对 `Scale`。"
# hints = [
#   "`fit` 怎么知道哪些数要学？打印 `model.layers[1].weights` 看一看。",
#   "`ops.ones` 造出来的是一个普通的张量：它参加计算，可是没有登记成权重。",
#   "用 `self.add_weight`，形状和现在一样，`initializer=\"ones\"`。",
# ]
# why = "存进 `self` 的张量和数组，`fit` 不训练，`save` 也不保存，而且什么都不会报错：后面还有别的层在学，损失照样往下降。自己写的层，造好以后先看一眼 `weights` 里有几个、形状对不对。"
# [zh.says]
# broken = "系数还是不学：层的 `weights` 里没有它，`fit` 就不知道有它。"
# frozen = "系数登记了，可是不训练：它在 `non_trainable_weights` 里。"
# single = "所有列共用一个系数。每一列应当有自己的。"
# zeros = "系数要从 1 开始：刚造好的层，应当原样放行。"
# added = "系数登记了，也会学，可是算的不是乘法。每一列要乘上自己的系数。"
# other = "`Scale` 的输出不对：每一列乘上自己的系数，形状不变，换一个列数也一样。"
# [en]
# title = "A layer that can't learn"
# task = "The layer `Scale` learns one factor for each column, starting at 1. `y` depends on column 0 alone, so training should make its factor larger and the other two smaller, but all of them are still 1. Fix `Scale`."
# hints = [
#   "How does `fit` know which numbers to learn? Print `model.layers[1].weights`.",
#   "`ops.ones` makes an ordinary tensor. It takes part in the computation, but it is not entered as a weight.",
#   "Use `self.add_weight`, with the same shape as now and `initializer=\"ones\"`.",
# ]
# why = "A tensor or an array that you put into `self` is not trained by `fit` and not saved by `save`, and nothing complains: the other layers go on learning, and the loss falls all the same. Once a layer of your own is built, look at its `weights`: how many are there, and of what shape?"
# [en.says]
# broken = "The factors still do not learn: they are not among the layer's `weights`, so `fit` does not know of them."
# frozen = "The factors are entered, but are not trained: they stand in `non_trainable_weights`."
# single = "All columns share one factor. Each should have its own."
# zeros = "The factors are to start at 1: a new layer lets everything through unchanged."
# added = "The factors are entered and learn, but they do not multiply. Each column is multiplied by its own factor."
# other = "The output of `Scale` is wrong: each column times its own factor, in the same shape, whatever the number of columns."
#: program
import keras
import numpy as np
from keras import layers, ops


class Scale(layers.Layer):
    def build(self, input_shape):
        columns = input_shape[-1]
        #: broken
        self.factor = ops.ones((columns,))
        #: solution
        self.factor = self.add_weight(shape=(columns,), initializer="ones")
        #: wrong frozen
        self.factor = self.add_weight(shape=(columns,), initializer="ones", trainable=False)
        #: wrong single
        self.factor = self.add_weight(shape=(), initializer="ones")
        #: wrong zeros
        self.factor = self.add_weight(shape=(columns,), initializer="zeros")
        #: wrong added
        self.factor = self.add_weight(shape=(columns,), initializer="zeros")
        #: wrong other
        self.factor = self.add_weight(shape=(columns,), initializer="ones")
        #: end

    def call(self, x):
        #: solution
        return x * self.factor
        #: wrong added
        return x + self.factor
        #: wrong other
        return ops.sum(x * self.factor, axis=-1, keepdims=True)
        #: end


keras.utils.set_random_seed(0)
x = np.random.default_rng(0).normal(size=(256, 3)).astype("float32")
y = x[:, 0] ** 2
inputs = keras.Input(shape=(3,))
hidden = layers.Dense(16, activation="relu")(Scale()(inputs))
model = keras.Model(inputs, layers.Dense(1)(hidden))
model.compile(optimizer=keras.optimizers.Adam(0.02), loss="mse")
model.fit(x, y, epochs=40, batch_size=64, verbose=0)
print(ops.convert_to_numpy(model.layers[1].factor).round(1))


#: check
import keras
import numpy as np


def check(program):
    for columns in (2, 5):
        layer = program.Scale()
        x = np.random.default_rng(columns).normal(size=(4, columns)).astype("float32")
        out = keras.ops.convert_to_numpy(layer(x))
        if not layer.weights:
            raise Wrong("broken")
        if not layer.trainable_weights:
            raise Wrong("frozen")
        if sum(int(np.prod(weight.shape)) for weight in layer.weights) == 1 < columns:
            raise Wrong("single")
        if out.shape != x.shape:
            raise Wrong("other")
        if not np.allclose(out, x, atol=1e-6):
            raise Wrong("zeros" if np.allclose(out, 0) else "other")
        factors = np.arange(2, 2 + columns, dtype="float32")
        layer.set_weights([factors])
        out = keras.ops.convert_to_numpy(layer(x))
        if np.allclose(out, x * factors, atol=1e-5):
            continue
        raise Wrong("added" if np.allclose(out, x + factors, atol=1e-5) else "other")
