#: about
# page = "basics/how-networks-learn#learning-rate"
# [zh]
# title = "换了单位的数据"
# task = "直线是 y = 0.3x，x 大到 40。书里的 x 只到 4，学习率 0.05 走得好好的；在这里 `w` 却成了天文数字。让 `learn` 在这份数据上学到 0.3。"
# hints = [
#   "在循环里打印 `w`，看头三步。它在 0.3 的两边跳，是越跳越近，还是越跳越远？",
#   "x 大了，坡度就陡，同样的学习率，步子就大得多。把学习率改成十分之一，再看；还不行，再改。",
#   "十分之一还会发散。改成百分之一，0.0005，二十步就到。",
# ]
# why = "合适的学习率要看数据：x 大 10 倍，坡度的变化大 100 倍，学习率就要小 100 倍。真的训练里，你看到的是损失变成 `inf` 或 `nan`。先把学习率改成十分之一，再想想数据要不要先缩放。"
# [zh.says]
# broken = "`w` 越走越远。打印头三步：在 0.3 的两边跳，就是每一步都跨过谷底，落在对面更高的地方，下一步就更大；只往一边走，就是方向反了。"
# tenth = "步子小了，可是 `w` 还在发散，只是慢一点。"
# early = "没有发散，可是步子走完了，`w` 还没有到。要么步子太小，要么在谷底两边来回跳。打印每一步的 `w` 看看是哪一种。"
# steps = "`w` 成了 `inf` 或 `nan`。方向没有好转，多走几步只会离得更远。"
# still = "`w` 停在 0，一步也没有走。"
# answer = "换一条直线 y = 0.7x，`learn` 交出的就不对了。`w` 要由数据学来，不能写死。"
# data = "你改的是 x。这一题的数据不动，让步子去配合它。"
# call = "打印的 `w` 对了，可是变量 `rate` 没有改，下一个用它的人还会发散。"
# other = "`learn(x, y, rate)` 还不对。它该交出一个数：这些点的直线 y = wx 里的 w。"
# [en]
# title = "Data in another unit"
# task = "The line is y = 0.3x, and x goes up to 40. In the book x went up to 4 and a learning rate of 0.05 did well; here `w` becomes astronomical. Have `learn` find 0.3 with this data."
# hints = [
#   "Print `w` inside the loop and look at the first three steps. It jumps from one side of 0.3 to the other: nearer each time, or further away?",
#   "Large x make steep slopes, and the same learning rate takes far larger steps. Try a tenth of it and look again; if that will not do, go on.",
#   "A tenth still diverges. With a hundredth, 0.0005, twenty steps are enough.",
# ]
# why = "Which learning rate is right depends on the data: with x 10 times as large, the slope changes 100 times as fast, and the rate must be 100 times smaller. In real training you see the loss become `inf` or `nan`. Try a tenth of the learning rate, then ask whether the data should be scaled first."
# [en.says]
# broken = "`w` gets further away. Print the first three steps: if it jumps from one side of 0.3 to the other, each step lands higher up across the valley and the next is larger still; if it goes one way only, its direction is wrong."
# tenth = "The steps are smaller, but `w` still diverges, only more slowly."
# early = "It does not diverge, but after its steps `w` has not arrived. Either the steps are too small, or it jumps from one side of the valley to the other. Print `w` in each step to see which."
# steps = "`w` has become `inf` or `nan`. The direction is no better than before, and more steps lead further away."
# still = "`w` stays at 0 and never takes a step."
# answer = "For another line, y = 0.7x, the answer of `learn` is wrong. It has to come from the data and not be written down."
# data = "You changed x. In this exercise the data stays as it is, and the steps have to suit it."
# call = "The `w` it prints is right, but the variable `rate` is as it was, and whoever uses it next diverges."
# other = "`learn(x, y, rate)` is not right yet. It should hand back one number: the w of the line y = wx through these points."
#: program
import numpy as np

#: solution
x = np.array([0.0, 10.0, 20.0, 30.0, 40.0])
#: wrong data
x = np.array([0.0, 1.0, 2.0, 3.0, 4.0])
#: end
y = 0.3 * x
#: broken
rate = 0.05
#: solution
rate = 0.0005
#: wrong tenth
rate = 0.005
#: wrong early
rate = 0.00005
#: wrong steps
rate = 0.05
#: wrong still
rate = 0
#: wrong answer
rate = 0.05
#: wrong data
rate = 0.05
#: wrong call
rate = 0.05
#: end


def learn(x, y, rate):
    w = 0.0
    #: solution
    steps = 20
    #: wrong steps
    steps = 2000
    #: end
    for _ in range(steps):
        error = w * x - y
        #: solution
        w = w - rate * 2 * (error * x).mean()
        #: wrong answer
        w = 0.3
        #: end
    return w


#: solution
print(f"w = {learn(x, y, rate):.4g}")
#: wrong call
print(f"w = {learn(x, y, 0.0005):.4g}")
#: end


#: check
import numpy as np


def check(program):
    learn, rate, given = program.learn, program.rate, program.x
    x = np.array([0.0, 10.0, 20.0, 30.0, 40.0])

    def slope(right):
        try:
            return float(np.asarray(learn(x.copy(), right * x, rate), dtype=float).item())
        except Exception:
            raise Wrong("other") from None

    found = slope(0.3)
    if abs(found - 0.3) > 0.01:  # nan is told apart below
        if not isinstance(given, np.ndarray) or list(given.ravel()) != list(x):
            raise Wrong("data")
        if program.printed.split()[-1:] in (["0.3"], ["0.3000"], ["0.2999"], ["0.3001"]):
            raise Wrong("call")
    if not np.isfinite(found):
        raise Wrong("steps")
    if found == 0:
        raise Wrong("still")
    if abs(found) > 1e30:
        raise Wrong("broken")
    if found < 0 or found > 1e6:
        raise Wrong("tenth")
    other = slope(0.7)
    if abs(found - other) < 1e-6:
        raise Wrong("answer")
    if not np.isclose(other / found, 7 / 3, rtol=0.01):
        raise Wrong("other")
    if abs(found - 0.3) > 0.01:
        raise Wrong("early" if 0 < found < 0.6 else "other")
