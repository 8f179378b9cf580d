#: about
# page = "sequences/time-series#windows"
# [zh]
# title = "窗口跨过了缺口"
# task = "每小时一个温度，中间缺了四个小时，记作 `nan`。程序先把缺的小时删了再切窗口，于是有的窗口一步跨过四个小时，还当作挨着的。改对它：`rows` 里只留小时真正挨着的窗口，每个 6 小时。"
# hints = [
#   "删掉以后，第 11 小时和第 16 小时成了邻居。打印 `rows` 里中间的几行看看。",
#   "先在原来的序列上切，再决定哪些窗口不要。",
#   "`np.isnan(rows).any(axis=1)` 标出碰到缺口的窗口。",
# ]
# why = "切窗口是数着行当小时用的，删掉一行，后面的时间就全错了，而且什么也不报。缺口留作 `nan`，切好以后再丢掉碰到它的窗口。"
# [zh.says]
# broken = "有的窗口跨过了缺口：里面的小时不是一个挨一个的。"
# gap = "`rows` 里还有 `nan`，训练时损失会变成 `nan`。"
# filled = "缺的小时填上了数，可那几个数谁也没有量过。这里要的是只用真正量到的窗口。"
# few = "丢得太多了：小时真正挨着、又没有缺的窗口都要留下。"
# shape = "每个窗口要有 6 个小时。"
# [en]
# title = "A window across a gap"
# task = "There is one temperature for each hour, and in the middle four hours are missing, noted as `nan`. The program deletes the missing hours and then cuts windows, so some windows jump over four hours as if nothing were missing. Fix it: in `rows`, keep only windows whose hours really follow one another, six hours each."
# hints = [
#   "Once they are deleted, hour 11 and hour 16 are neighbours. Print a few rows from the middle of `rows`.",
#   "Cut the original series first, and decide afterwards which windows to drop.",
#   "`np.isnan(rows).any(axis=1)` marks the windows that touch the gap.",
# ]
# why = "Windows count rows and take them for hours. Delete a row, and from there on the times are wrong, without an error. Leave the gap as `nan`, and drop the windows that touch it once they are cut."
# [en.says]
# broken = "Some windows jump across the gap: their hours do not follow one another."
# gap = "There is still `nan` in `rows`. In training, the loss would become `nan`."
# filled = "The missing hours were filled in with numbers that nobody measured. Only windows that were really measured are wanted here."
# few = "Too many are gone: every window whose hours follow one another, with none missing, should stay."
# shape = "Each window should have six hours."
#: program
import numpy as np

series = 15 + np.arange(30) * 0.5
series[12:16] = np.nan
size = 6


#: broken
values = series[~np.isnan(series)]
#: solution
values = series
#: wrong filled
values = np.nan_to_num(series, nan=21.0)
#: end
starts = np.arange(len(values) - size + 1)[:, np.newaxis]
rows = values[starts + np.arange(size)]
#: solution
rows = rows[~np.isnan(rows).any(axis=1)]
#: wrong gap
rows = rows[~np.isnan(rows).all(axis=1)]
#: wrong few
rows = rows[~np.isnan(rows).any(axis=1)][::size]
#: wrong shape
rows = rows[:, ~np.isnan(rows).any(axis=0)]
#: end
print(rows.shape)
print(rows[5:9])


#: check
import numpy as np


def check(program):
    rows = np.asarray(program.rows)
    if rows.ndim != 2 or rows.shape[1] != 6:
        raise Wrong("shape")
    if np.isnan(rows).any():
        raise Wrong("gap")
    series = 15 + np.arange(30) * 0.5
    right = [series[s : s + 6] for s in range(25) if s > 15 or s < 7]
    if len(rows) == 25:
        raise Wrong("filled")
    if not np.allclose(np.diff(rows, axis=1), 0.5):
        raise Wrong("broken")
    if len(rows) != len(right) or not np.allclose(rows, right):
        raise Wrong("few")
