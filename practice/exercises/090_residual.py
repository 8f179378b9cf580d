#: about
# page = "basics/functional-api#residual-connection"
# [zh]
# title = "近道从哪里开始"
# task = "每一块的第二个层从 0 开始，所以网络刚搭好时，数据穿过去应该原样出来。程序不报错，形状和参数的个数都对，数据却变了。改对 `residual_block`。"
# hints = [
#   "到了 `Add` 那一行，`x` 还是当初进来的那个 `x` 吗？",
#   "`x = …(x)` 把名字 `x` 给了层的输出，进来的数据就再也找不到了。走两个层的那一路，换一个名字。",
#   "两个层都写成 `y = …`：第一个接 `x`，第二个接 `y`；最后把 `x` 和 `y` 相加。",
# ]
# why = "近道要绕过整个块，才能做到“什么都不改”。它从第一个层后面起步，ReLU 已经把负数变成了 0，块越多丢得越多。形状、参数、`fit` 都看不出来，只是网络一深就学得差。"
# [zh.says]
# broken = "近道没有绕过整个块：加上去的不是进来的 `x`，已经过了一个层。"
# skipped = "数据原样出来了，可是第一个层不在路线上：第二个层直接接了 `x`。"
# plain = "没有近道了：进来的 `x` 没有加上去，刚搭好时出来的全是 0。"
# bypass = "数据原样出来了，可是两个层都不在路线上，这个块什么也学不了。"
# linear = "近道对了，可是走层的那一路没有 ReLU，两个层能合成一个。"
# double = "进来的数据加了两遍，新的块出来的是 `x` 的两倍。"
# active = "相加以后又过了一次 ReLU，负数变成了 0，数据不是原样出来的。"
# shared = "叠两块，用的是同一套权重：层要在 `residual_block` 里面造，每块自己的。"
# random = "路线对了，可是第二个层的权重不是从 0 开始，新的块已经在改数据了。"
# raised = "如果报错说的是形状：一个块出来的，要和进去的形状一样，都是 16 个数。"
# dead = "数据原样出来了，可是第一个层的权重从 0 开始：ReLU 出来的全是 0，坡度也传不回去，两个层的权重永远不动。从 0 开始的只该是第二个层。"
# other = "还不对。`residual_block(x)` 交出 x 加上一路：Dense(16) 带 ReLU，再一个从 0 开始的 Dense(16)。"
# [en]
# title = "Where the bypass begins"
# task = "The second layer of a residual block starts at 0, so a new network should hand its data through unchanged. Nothing fails, and the shapes and the number of parameters are right, yet the data comes out changed. Fix `residual_block`."
# hints = [
#   "When you get to the line with `Add`, is `x` still the `x` that came in?",
#   "`x = …(x)` gives the name `x` to what the layer puts out, and the data that came in is lost. Use another name on the way through the layers.",
#   "Write `y = …` for both layers. The first is connected to `x` and the second to `y`; then add `x` and `y`.",
# ]
# why = "Only a bypass around the whole block can say “change nothing”. If it begins behind the first layer, ReLU has turned negative numbers into 0, and every block loses more. Neither shapes nor parameters nor `fit` show it; the deeper the network, the worse it learns."
# [en.says]
# broken = "The bypass does not go around the whole block: what is added is not the `x` that came in, but has been through a layer."
# skipped = "The data comes out unchanged, but the first layer is not on the route: the second one is connected to `x`."
# plain = "There is no bypass: the `x` that came in is not added, and a new block puts out nothing but 0."
# bypass = "The data comes out unchanged, but neither layer is on the route, and there is nothing in this block that could learn."
# linear = "The bypass is right, but there is no ReLU on the way through the layers, and the two fold into one."
# double = "What came in is added twice, so a new block puts out 2 times `x`."
# active = "A ReLU comes after the sum and turns negative numbers into 0, so the data does not come out unchanged."
# shared = "Two blocks have the same weights. Build the layers inside `residual_block`, so that each block has its own."
# random = "The route is right, but the weights of the second layer do not start at 0, so a new block changes its data already."
# raised = "If the error is about shapes: what comes out of a block needs the shape of what went in, which is 16 numbers."
# dead = "The data comes out unchanged, but the weights of the first layer start at 0: ReLU puts out nothing but 0 and passes no slope back, so no weight of the two layers ever moves. Only the second layer should start at 0."
# other = "Not right yet. `residual_block(x)` should hand back x plus what takes the other way: Dense(16) with ReLU, and then a Dense(16) that starts at 0."
#: program
import keras
import numpy as np
from keras import layers


def residual_block(x):
    #: broken
    x = layers.Dense(16, activation="relu")(x)
    y = layers.Dense(16, kernel_initializer="zeros")(x)
    return layers.Add()([x, y])
    #: solution
    y = layers.Dense(16, activation="relu")(x)
    y = layers.Dense(16, kernel_initializer="zeros")(y)
    return layers.Add()([x, y])
    #: wrong skipped
    y = layers.Dense(16, activation="relu")(x)
    y = layers.Dense(16, kernel_initializer="zeros")(x)
    return layers.Add()([x, y])
    #: wrong dead
    y = layers.Dense(16, activation="relu", kernel_initializer="zeros")(x)
    y = layers.Dense(16, kernel_initializer="zeros")(y)
    return layers.Add()([x, y])
    #: wrong plain
    x = layers.Dense(16, activation="relu")(x)
    y = layers.Dense(16, kernel_initializer="zeros")(x)
    return y
    #: wrong bypass
    y = layers.Dense(16, activation="relu")(x)
    y = layers.Dense(16, kernel_initializer="zeros")(y)
    return x
    #: wrong linear
    y = layers.Dense(16)(x)
    y = layers.Dense(16, kernel_initializer="zeros")(y)
    return layers.Add()([x, y])
    #: wrong double
    return layers.Add()([x, x])
    #: wrong random
    y = layers.Dense(16, activation="relu")(x)
    y = layers.Dense(16)(y)
    return layers.Add()([x, y])
    #: wrong active
    y = layers.Dense(16, activation="relu")(x)
    y = layers.Dense(16, kernel_initializer="zeros")(y)
    return layers.ReLU()(layers.Add()([x, y]))
    #: end


inputs = keras.Input(shape=(16,))
hidden = inputs
for _ in range(5):
    hidden = residual_block(hidden)
model = keras.Model(inputs, hidden)

samples = np.random.default_rng(1).normal(size=(4, 16))
same = np.allclose(model.predict(samples, verbose=0), samples, atol=1e-5)
print("parameters:", model.count_params(), "unchanged:", same)


#: check
import keras
import numpy as np


def check(program):
    block = program.residual_block
    rng = np.random.default_rng(0)
    x = rng.normal(size=(30, 16)).astype("float32")

    def model_of(blocks):
        inputs = hidden = keras.Input(shape=(16,))
        for _ in range(blocks):
            hidden = block(hidden)
        return keras.Model(inputs, hidden)

    def relu(z):
        return np.maximum(z, 0)

    def close(first, second):
        return np.allclose(first, second, rtol=1e-3, atol=1e-3)

    try:
        model = model_of(1)
        fresh = keras.ops.convert_to_numpy(model(x))
        starts = model.get_weights()
        values = [rng.normal(size=weight.shape) for weight in model.weights]
        model.set_weights(values)
        found = keras.ops.convert_to_numpy(model(x))
        twice = len(model_of(2).weights)
    except Exception:
        raise Wrong("other") from None
    if fresh.shape != x.shape:
        raise Wrong("other")
    kernels = [value for value in values if value.ndim == 2]
    biases = [value for value in values if value.ndim == 1]
    if close(fresh, 2 * x):
        raise Wrong("double")
    if close(fresh, 0 * x):
        raise Wrong("plain")
    if len(kernels) < 2:
        if not kernels:
            raise Wrong("bypass" if close(found, x) else "other")
        straight = len(biases) == 1 and close(found, x + x @ kernels[0] + biases[0])
        raise Wrong("skipped" if straight else "other")
    if len(kernels) != 2 or len(biases) != 2:
        raise Wrong("other")
    if kernels[0].shape[0] != 16 or kernels[1].shape != kernels[0].shape[::-1]:
        raise Wrong("other")
    inner = x @ kernels[0] + biases[0]
    for hidden in (inner, relu(inner)):
        if hidden.shape == x.shape and close(found, hidden + hidden @ kernels[1] + biases[1]):
            raise Wrong("broken")
    if close(found, x + inner @ kernels[1] + biases[1]):
        raise Wrong("linear")
    right = x + relu(inner) @ kernels[1] + biases[1]
    if close(found, relu(right)):
        raise Wrong("active")
    if not close(found, right):
        raise Wrong("other")
    if not close(fresh, x):
        raise Wrong("random")
    if not starts[0].any():
        raise Wrong("dead")
    if twice != 8:
        raise Wrong("shared")
