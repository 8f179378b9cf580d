#: about
# page = "further/own-layers#load"
# [zh]
# title = "读回来变了样"
# task = "损失 `Pinball` 有一个参数 `share`，默认是 0.5。像保存再读回那样，从 `get_config` 再造一个，0.9 却变回了 0.5，没有任何提示。改对 `get_config`：读回来的和原来的一样，名字也一样。"
# hints = [
#   "打印 `loss.get_config()`。0.9 在里面吗？",
#   "`get_config` 给出的字典，读回的时候交给 `__init__`。父类不知道有 `share`。",
#   "返回 `{**super().get_config(), \"share\": self.share}`。",
# ]
# why = "没有默认值的参数，漏了就报错；有默认值的，漏了什么也不说，模型读回来就换了一个损失。自己写的类，凡是 `__init__` 的参数，都写进 `get_config`；再写两行检查：从 `get_config` 造一个新的，和旧的比一比。"
# [zh.says]
# broken = "`share` 还是变回默认值：`get_config` 的字典里没有它。"
# constant = "写进去的是一个固定的数。换一个 `share`，读回来就不对了。"
# lost = "`share` 读回来了，名字却丢了：父类给的那些也要写进去。"
# raised = "读回的时候报错了：字典里的每一个名字，都要是 `__init__` 的一个参数。"
# other = "换一个 `share` 和名字，读回来的损失，算出来就和原来的不一样。"
# [en]
# title = "Loaded, and changed"
# task = "The loss `Pinball` has an argument `share`, 0.5 by default. Made again from `get_config`, as loading does it, 0.9 becomes 0.5 without a word. Fix `get_config`: what is loaded equals what was saved, its name included."
# hints = [
#   "Print `loss.get_config()`. Is 0.9 in it?",
#   "The dictionary from `get_config` is handed to `__init__` on loading. The parent class does not know of `share`.",
#   "Return `{**super().get_config(), \"share\": self.share}`.",
# ]
# why = "Leave out an argument without a default, and loading fails. Leave out one with a default, and nothing is said: the loaded model has another loss. Put every argument of `__init__` into `get_config`, and write two lines that check it: make a new one from `get_config` and compare the two."
# [en.says]
# broken = "`share` still goes back to its default: it is not in the dictionary of `get_config`."
# constant = "What is written there is a fixed number. With another `share`, what is loaded is wrong."
# lost = "`share` comes back, but the name is lost: what the parent class gives has to be in it as well."
# raised = "Loading fails: each name in the dictionary has to be an argument of `__init__`."
# other = "With another `share` and name, the loaded loss computes something else than the first."
#: program
import keras
import numpy as np
from keras import ops


class Pinball(keras.losses.Loss):
    def __init__(self, share=0.5, name="pinball", **settings):
        super().__init__(name=name, **settings)
        self.share = share

    def call(self, y_true, y_pred):
        e = y_true - y_pred
        cost = ops.maximum(self.share * e, (self.share - 1) * e)
        return ops.mean(cost, axis=-1)

    def get_config(self):
        #: broken
        return super().get_config()
        #: solution
        return {**super().get_config(), "share": self.share}
        #: wrong constant
        return {**super().get_config(), "share": 0.9}
        #: wrong lost
        return {"share": self.share}
        #: wrong named raises
        return {**super().get_config(), "quantile": self.share}
        #: wrong other
        return {**super().get_config(), "share": 1 - self.share}
        #: end


loss = Pinball(share=0.9, name="high")
again = Pinball.from_config(loss.get_config())
truth, answer = np.array([[2.0]]), np.array([[1.0]])
for one in (loss, again):
    print(one.name, round(float(one(truth, answer)), 2))


#: check
import numpy as np


def check(program):
    truth, answer = np.array([[3.0], [1.0]]), np.array([[1.0], [2.0]])

    def cost(share):
        e = truth - answer
        return np.maximum(share * e, (share - 1) * e).mean()

    names, costs = [], {}
    for share, name in ((0.9, "high"), (0.2, "low"), (0.75, "above")):
        loss = program.Pinball(share=share, name=name)
        if not np.isclose(float(loss(truth, answer)), cost(share)):
            raise Wrong("other")
        again = program.Pinball.from_config(loss.get_config())
        names.append(again.name == name)
        costs[share] = float(again(truth, answer))
    if not np.allclose(list(costs.values()), [cost(share) for share in costs]):
        for way, share in (("broken", 0.5), ("constant", 0.9)):
            if np.allclose(list(costs.values()), cost(share)):
                raise Wrong(way)
        raise Wrong("other")
    if not all(names):
        raise Wrong("lost")
