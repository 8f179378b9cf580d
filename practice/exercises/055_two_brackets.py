#: about
# page = "basics/functional-api#two-brackets"
# [zh]
# title = "造了，却没有接上"
# task = "要的是 5-5-5-2：5 个输入，两个隐藏层各 5 个单元、带 ReLU，2 个输出，一共 72 个参数。程序不报错，模型却只有 42 个参数。把第二个隐藏层接上。"
# hints = [
#   "运行 `model.summary()`，和 5-5-5-2 比一比，少了哪一层？",
#   "第一对括号造一个层，第二对括号把它接到数据上。哪一个层只有第一对括号？",
#   "`second` 是一台机器，要接到 `x` 上，再拿它出来的东西往下接：`x = second(x)`。",
# ]
# why = "造了却没有接上的层，不在路线上，Keras 不会提它一个字。训练照常，只是网络比你想的小。搭好以后先心算参数，再和 `count_params()` 对一对。"
# [zh.says]
# broken = "模型里只有一个隐藏层：从输入到输出的路线上，另一个没有接上。"
# shared = "数据走了两遍同一个层，所以只有一套权重，参数还是 42 个。要的是两个不同的层。"
# linear = "路线对了，参数也对了，可是第二个隐藏层没有激活函数，它和后面那层能合成一层。"
# late = "`second` 接到了输出的后面，最后出来 5 个数。它应该在两个隐藏层的位置上，最后出来 2 个数。"
# head = "现在出来的是 5 个数：2 个单元的输出层不在路线上了。"
# extra = "层多了：要的是两个隐藏层、一个输出层，72 个参数。"
# beside = "两个隐藏层并排接在输入上了。第二个该接的，是第一个出来的东西。"
# raised = "如果 Keras 说 `Only input tensors may be passed`，就是把一台机器当成了数据：有个层少了第二对括号。"
# other = "还不是 5-5-5-2。每个样本 5 个数进，2 个数出；中间两个 Dense 层，各 5 个单元，都带 ReLU；输出层没有激活函数。"
# [en]
# title = "Built, but not connected"
# task = "The network should be 5-5-5-2: 5 inputs, two hidden layers of 5 units with ReLU, and 2 outputs, 72 parameters in all. Nothing fails, but this model has 42. Connect the second hidden layer."
# hints = [
#   "Run `model.summary()` and compare it with 5-5-5-2. Which layer is missing?",
#   "The first pair of brackets builds a layer, and the second connects it to data. Which layer has only the first pair?",
#   "`second` is a machine. Connect it to `x`, and go on with what comes out of it: `x = second(x)`.",
# ]
# why = "A layer that is built and never connected is not on the route, and Keras says nothing about it. Training runs as usual, with a smaller network than you think. When you have built a network, work out its parameters and compare them with `count_params()`."
# [en.says]
# broken = "The model has one hidden layer. The other is not on the route from the input to the output."
# shared = "The data goes through the same layer twice, so there is one set of weights and still 42 parameters. Two different layers are wanted."
# linear = "The route is right and so are the parameters, but the second hidden layer has no activation, and could be folded into the layer after it."
# late = "`second` is connected behind the output, and 5 numbers come out at the end. It belongs between the first hidden layer and the output."
# head = "Now 5 numbers come out: the output layer with its 2 units is no longer on the route."
# extra = "There are too many layers: two hidden ones and an output layer are wanted, with 72 parameters."
# beside = "The two hidden layers stand side by side, both connected to the inputs. The second should get what comes out of the first."
# raised = "If Keras says `Only input tensors may be passed`, a machine arrived where data should: some layer lacks its second pair of brackets."
# other = "This is not 5-5-5-2 yet. For each sample 5 numbers go in and 2 come out, with two Dense layers of 5 units and ReLU in between, and no activation on the output."
#: program
import keras
from keras import layers

inputs = keras.Input(shape=(5,))
first = layers.Dense(5, activation="relu")
second = layers.Dense(5, activation="relu")

#: broken
x = first(inputs)
outputs = layers.Dense(2)(x)
#: solution
x = first(inputs)
x = second(x)
outputs = layers.Dense(2)(x)
#: wrong shared
x = first(inputs)
x = first(x)
outputs = layers.Dense(2)(x)
#: wrong linear
x = first(inputs)
x = layers.Dense(5)(x)
outputs = layers.Dense(2)(x)
#: wrong late
x = first(inputs)
x = layers.Dense(2)(x)
outputs = second(x)
#: wrong head
x = first(inputs)
outputs = second(x)
#: wrong beside
x = layers.Concatenate()([first(inputs), second(inputs)])
outputs = layers.Dense(2)(x)
#: wrong extra
x = first(inputs)
x = second(x)
x = layers.Dense(5, activation="relu")(x)
outputs = layers.Dense(2)(x)
#: end
model = keras.Model(inputs, outputs)
print("parameters:", model.count_params())


#: check
import keras
import numpy as np


def check(program):
    model = program.model
    if not isinstance(model, keras.Model):
        raise Wrong("other")
    rng = np.random.default_rng(0)
    batch = rng.normal(size=(50, 5)).astype("float32")

    def answer():
        return keras.ops.convert_to_numpy(model(batch))

    try:
        shape = answer().shape
        shapes = sorted(tuple(weight.shape) for weight in model.weights)
        values = [rng.normal(size=weight.shape) for weight in model.weights]
        model.set_weights(values)
        found = answer()
    except Exception:
        raise Wrong("other") from None
    values.sort(
        key=lambda value: -value.shape[-1]
    )  # the output layer last; others keep their order
    kernels = [value for value in values if value.ndim == 2]
    biases = [value for value in values if value.ndim == 1]
    if shape == (50, 5):
        raise Wrong("late" if (5, 2) in shapes else "head")
    if shape != (50, 2):
        raise Wrong("other")

    def relu(x):
        return np.maximum(x, 0)

    if shapes == [(2,), (5,), (5, 2), (5, 5)]:
        hidden = relu(batch @ kernels[0] + biases[0])
        once = hidden @ kernels[1] + biases[1]
        twice = relu(hidden @ kernels[0] + biases[0]) @ kernels[1] + biases[1]
        if np.allclose(found, once, atol=1e-3):
            raise Wrong("broken")
        raise Wrong("shared" if np.allclose(found, twice, atol=1e-3) else "other")
    if (10, 2) in shapes:
        raise Wrong("beside")
    if len(kernels) > 3:
        raise Wrong("extra")
    if shapes != [(2,), (5,), (5,), (5, 2), (5, 5), (5, 5)]:
        raise Wrong("other")
    both = relu(batch @ kernels[0] + biases[0]) + relu(batch @ kernels[1] + biases[1])
    if np.allclose(found, both @ kernels[2] + biases[2], atol=1e-3):
        raise Wrong("beside")
    for one, two in ((0, 1), (1, 0)):  # whichever was built first
        hidden = relu(batch @ kernels[one] + biases[one])
        after = hidden @ kernels[two] + biases[two]
        if np.allclose(found, relu(after) @ kernels[2] + biases[2], atol=1e-3):
            return
        if np.allclose(found, after @ kernels[2] + biases[2], atol=1e-3):
            raise Wrong("linear")
    raise Wrong("other")
