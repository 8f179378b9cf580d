#: about
# page = "basics/functional-api#forgotten-input"
# [zh]
# title = "漏了一个入口"
# task = "网络看关节的角度和每节的长度，说出手在哪里。接线是对的，搭成模型时却报错。改对交给 `keras.Model` 的东西，两个入口都要留着，先角度，后长度。"
# hints = [
#   "报错说，出口没有接到入口上。从 `hand` 沿着线往回走，会走到哪几个入口？",
#   "`keras.Model` 的第一个参数，是这个模型的入口。现在给了几个？",
#   "用到的入口都交出去，放在一个列表里：`[angles, lengths]`。",
# ]
# why = "Keras 从出口沿着线往回走，走到没有交给它的入口就停住。这句报错说的是出口，毛病却在入口。入口的次序就是数据的次序：形状一样的两个入口弄反了，没有任何报错。"
# [zh.says]
# raised = "“not connected”是说：从 `hand` 往回走，走到了一个没有交给 `keras.Model` 的入口。"
# alone = "不报错了，可是长度不再进网络：网络里没有的信息，训练变不出来。"
# twice = "角度进了两次，长度一次也没有进。"
# order = "两个入口都在，次序却反了：数据来的时候，角度在前，长度在后。两个形状一样，弄反了也不会报错。"
# middle = "现在模型从中间开始，要人直接给它接好的 6 个数，或者更后面的数。要的是从两个 `keras.Input` 开始。"
# head = "出来的不是 2 个数：交给 `keras.Model` 的出口应该是 `hand`。"
# added = "角度和长度逐个加在一起了，网络再也分不清哪个是哪个。接线本来是对的，放回去。"
# other = "还不对。模型应该收两个 (None, 3) 的入口，先角度，后长度，两个都影响出来的 2 个数。"
# [en]
# title = "A forgotten input"
# task = "The network sees the angles of the joints and the lengths of the links, and says where the hand is. It is wired correctly, but making the model fails. Fix what `keras.Model` is given, and keep both inputs, first the angles and then the lengths."
# hints = [
#   "The error says that the output is not connected to the inputs. Follow the lines back from `hand`: which inputs do you reach?",
#   "The first argument of `keras.Model` is the inputs of the model. How many are there now?",
#   "Hand over every input you used, in a list: `[angles, lengths]`.",
# ]
# why = "Keras follows the lines back from the output and stops at an input that it was not given. The message speaks of the output, but the fault lies with the inputs. Their order is the order of the data; mix up two inputs of the same shape, and nothing fails."
# [en.says]
# raised = "“Not connected” means: going back from `hand`, Keras reached an input that `keras.Model` was not given."
# alone = "Nothing fails any more, but the lengths no longer enter the network. What the graph does not let in, training cannot make up."
# twice = "The angles go in twice, and the lengths not at all."
# order = "Both inputs are there, in the wrong order: the data will come with the angles first and the lengths second. As their shapes are the same, a mix-up does not fail."
# middle = "Now the model starts in the middle, and wants to be given numbers that are already joined. It should start from the two `keras.Input`s."
# head = "What comes out is not 2 numbers: the output to hand over is `hand`."
# added = "Angles and lengths are added up number by number, and the network cannot tell one from the other. The wiring was right; put it back."
# other = "Not right yet. The model should take two inputs of shape (None, 3), first the angles and then the lengths, and both should affect the 2 numbers that come out."
#: program
import keras
from keras import layers

angles = keras.Input(shape=(3,), name="angles")
lengths = keras.Input(shape=(3,), name="lengths")
#: broken
x = layers.Concatenate()([angles, lengths])
x = layers.Dense(16, activation="relu")(x)
hand = layers.Dense(2)(x)

model = keras.Model(angles, hand)
#: solution
x = layers.Concatenate()([angles, lengths])
x = layers.Dense(16, activation="relu")(x)
hand = layers.Dense(2)(x)

model = keras.Model([angles, lengths], hand)
#: wrong lengths raises
x = layers.Concatenate()([angles, lengths])
x = layers.Dense(16, activation="relu")(x)
hand = layers.Dense(2)(x)

model = keras.Model(lengths, hand)
#: wrong alone
x = layers.Dense(16, activation="relu")(angles)
hand = layers.Dense(2)(x)

model = keras.Model([angles, lengths], hand)
#: wrong twice
x = layers.Concatenate()([angles, angles])
x = layers.Dense(16, activation="relu")(x)
hand = layers.Dense(2)(x)

model = keras.Model([angles, lengths], hand)
#: wrong added
x = angles + lengths
x = layers.Dense(16, activation="relu")(x)
hand = layers.Dense(2)(x)

model = keras.Model([angles, lengths], hand)
#: wrong order
x = layers.Concatenate()([angles, lengths])
x = layers.Dense(16, activation="relu")(x)
hand = layers.Dense(2)(x)

model = keras.Model([lengths, angles], hand)
#: wrong middle
x = layers.Concatenate()([angles, lengths])
hand = layers.Dense(16, activation="relu")(x)
hand = layers.Dense(2)(hand)

model = keras.Model(x, hand)
#: wrong head
x = layers.Concatenate()([angles, lengths])
x = layers.Dense(16, activation="relu")(x)
hand = layers.Dense(2)(x)

model = keras.Model([angles, lengths], x)
#: end
print(model.input_shape, "->", model.output_shape)


#: check
import keras
import numpy as np


def check(program):
    model, lengths = program.model, program.lengths
    if not isinstance(model, keras.Model):
        raise Wrong("other")
    given = getattr(model, "inputs", None) or []
    if len(given) == 1:
        if given[0] is lengths:
            raise Wrong("other")
        raise Wrong("alone" if tuple(given[0].shape) == (None, 3) else "middle")
    if len(given) > 1 and isinstance(model.input, list | tuple) and given[0] is lengths:
        raise Wrong("order")
    rng = np.random.default_rng(0)
    turns, sizes, others = rng.uniform(0.5, 1.5, size=(3, 20, 3)).astype("float32")

    def answer(turns, sizes):
        data = [turns, sizes]
        if isinstance(getattr(model, "input", None), dict):
            names = sorted(model.input)  # angles, lengths
            data = dict(zip(names, data, strict=True))
        return keras.ops.convert_to_numpy(model(data))

    try:
        answer(turns, sizes)
        first = [tuple(weight.shape) for weight in model.weights][0]
        model.set_weights([rng.normal(size=weight.shape) for weight in model.weights])
        found = answer(turns, sizes)
        by_turns, by_sizes = answer(others, sizes), answer(turns, others)
        swapped = answer(sizes, turns)
    except Exception:
        raise Wrong("other") from None
    if found.shape != (20, 2):
        raise Wrong("head")
    if np.allclose(found, by_sizes):
        raise Wrong("twice" if first[0] == 6 else "alone")
    if np.allclose(found, by_turns):
        raise Wrong("other")
    if np.allclose(found, swapped, rtol=1e-3, atol=1e-3):
        raise Wrong("added")
