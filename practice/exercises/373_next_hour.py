#: about
# page = "sequences/time-series#windows"
# [zh]
# title = "目标错了一位"
# task = "五个小时的窗口，要预测的是窗口之后的那个小时。程序能跑，窗口切得也对，可是每个目标都已经写在窗口里了。改对 `targets`，让每个窗口配上它后面的那个数。"
# hints = [
#   "看打印出来的第一行：窗口里最后一个数是几，目标又是几？",
#   "第 0 个窗口是 `series[0]` 到 `series[4]`，它后面的那个数是 `series` 的第几个？",
#   "目标从 `series[size]` 取起，一直到最后。",
# ]
# why = "目标只要错一位，答案就进了题目，误差小得惊人，而且什么也不报。所以切完窗口，先打印一个窗口和它的目标。"
# [zh.says]
# broken = "目标是窗口自己的最后一个数，答案就在题目里。要的是窗口之后的那一个。"
# first = "目标是窗口的第一个数。要的是窗口之后的那一个。"
# later = "目标跳过了一个小时：窗口后面的那个数没有用上。"
# count = "一个窗口要有一个目标，现在两边的数目对不上。"
# windows = "窗口本来是对的：15 个，每个 5 小时，一次挪一小时。把它们改回来。"
# [en]
# title = "Targets off by one"
# task = "From windows of five hours, the hour that comes next is to be forecast. The program runs and the windows are right, but each target already stands in its window. Fix `targets`, so that each window gets the number after it."
# hints = [
#   "Look at the first line that is printed: which is the last number of the window, and which is the target?",
#   "Window 0 holds `series[0]` to `series[4]`. Which place in `series` has the number after it?",
#   "The targets begin at number `size` and go to the end.",
# ]
# why = "Targets that are off by one put the answer into the question. The error comes out wonderfully small, and nothing is raised. So print one window and its target as soon as you have cut them."
# [en.says]
# broken = "The target is the last number of its own window, so the answer is part of the question. It should be the number after the window."
# first = "The target is the first number of its window. It should be the number after the window."
# later = "The targets skip an hour: the number right after the window is not used."
# count = "There should be one target for each window, and the two numbers differ."
# windows = "The windows were right: 15 of them, five hours each, one hour apart. Put them back."
#: program
import numpy as np

hours = np.arange(20)
series = 15 + 3 * np.sin(hours / 3)
size = 5
starts = np.arange(len(series) - size)[:, np.newaxis]
windows = series[starts + np.arange(size)]
#: broken
targets = series[size - 1 : -1]
#: solution
targets = series[size:]
#: wrong first
targets = series[:-size]
#: wrong later
targets = np.append(series[size + 1 :], series[-1])
#: wrong count
targets = series[size + 1 :]
#: wrong windows
windows = windows[:, 1:]
targets = series[size:]
#: end
for start in range(3):
    print(windows[start].round(1), "->", targets[start].round(1))


#: check
import numpy as np


def check(program):
    series = 15 + 3 * np.sin(np.arange(20) / 3)
    right = np.stack([series[start : start + 5] for start in range(15)])
    windows, targets = np.asarray(program.windows), np.asarray(program.targets)
    if windows.shape != right.shape or not np.allclose(windows, right):
        raise Wrong("windows")
    if targets.size != 15:
        raise Wrong("count")
    targets = targets.reshape(15)
    if np.allclose(targets, right[:, -1]):
        raise Wrong("broken")
    if np.allclose(targets, right[:, 0]):
        raise Wrong("first")
    if not np.allclose(targets, series[5:]):
        raise Wrong("later")
