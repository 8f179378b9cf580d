#: about
# page = "start/numpy#slicing"
# [zh]
# title = "只盖住一份"
# task = "`hide_corner` 交出一张左上角盖成 0 的照片，原来那张应该一点不变。可是打印出来，原来那张也缺了一角。改 `hide_corner`。"
# hints = [
#   "列表写 `[:]`，得到一份新的。数组写 `[:]`，得到的是什么？",
#   "切出来的是一扇窗。要一份自己的，这一节里有一个词。",
#   "在写 0 之前，先用 `picture.copy()` 抄一份，只改抄来的那份。",
# ]
# why = "切片不抄数据，所以快；代价是改了它就改了原来的数组。训练时常常临时盖住、翻转、涂改照片，少一个 `copy()`，训练集就一轮比一轮坏，什么错也不报。"
# [zh.says]
# broken = "原来那张也被盖住了。`hidden` 是开在 `picture` 上的一扇窗，透过窗子写的 0，都写进了 `picture`。"
# outside = "打印出来的两张是对的，可是 `hide_corner` 没有变好：给它另一张照片，那一张还是缺了一角。要改的是函数里面。"
# same = "`hidden` 现在就是 `picture`，一个数组两个名字。等号不会抄出一份新的。"
# late = "交出来的是新的一份，可是 0 写进了原来那张。先抄，再写进抄来的那份。"
# zeros = "原来那张没有变，可是盖得太多：角以外的数也没有了。"
# untouched = "原来那张没有变，交出来的也没有变：左上角的 2 行 2 列应该是 0。"
# other = "`hide_corner` 还不对。不管给它哪张照片，都该交出同样形状的新数组：左上角 2 行 2 列是 0，别处和原来一样。"
# [en]
# title = "Cover a copy only"
# task = "`hide_corner` hands back a picture whose top left corner is covered with zeros, and the picture it was given should stay as it was. But when printed, that one has lost its corner too. Fix `hide_corner`."
# hints = [
#   "With a list, `[:]` gives you a new list. What does it give you with an array?",
#   "A slice is a window. The section has a word for one of your own.",
#   "Before you write zeros, make a copy with `picture.copy()`, and change only the copy.",
# ]
# why = "A slice copies no data, and is quick for that reason. The price is that a change to it changes the array behind it. Pictures are often covered, flipped or altered while training; with one `copy()` missing, the training set gets worse with every epoch, and nothing complains."
# [en.says]
# broken = "The picture it was given lost its corner too. `hidden` is a window on `picture`, and the zeros written through it went into `picture`."
# outside = "The two pictures it prints are right, but `hide_corner` is no better: give it another picture, and that one loses its corner. Change the inside of the function."
# same = "Now `hidden` is `picture`: one array with two names. An equals sign makes no new array."
# late = "What you hand back is a new array, but the zeros were written into the old one. Copy first, then write into the copy."
# zeros = "The old picture is unchanged, but too much is covered: the numbers outside the corner are gone as well."
# untouched = "The old picture is unchanged, and so is the one you hand back: its first 2 rows and 2 columns should be 0."
# other = "`hide_corner` is not right yet. Whatever picture it is given, it should hand back a new array of the same shape, with zeros in the first 2 rows and 2 columns and the old numbers elsewhere."
#: program
import numpy as np


def hide_corner(picture):
    #: broken
    hidden = picture[:]
    hidden[:2, :2] = 0
    return hidden
    #: solution
    hidden = picture.copy()
    hidden[:2, :2] = 0
    return hidden
    #: wrong outside
    hidden = picture[:]
    hidden[:2, :2] = 0
    return hidden
    #: wrong same
    hidden = picture
    hidden[:2, :2] = 0
    return hidden
    #: wrong late
    hidden = picture[:]
    hidden[:2, :2] = 0
    return hidden.copy()
    #: wrong zeros
    hidden = np.zeros_like(picture)
    hidden[:2, :2] = 0
    return hidden
    #: wrong untouched
    hidden = picture.copy()
    return hidden
    #: end


picture = np.full((4, 4), 9)
#: solution
hidden = hide_corner(picture)
#: wrong outside
hidden = hide_corner(picture.copy())
#: end
print(hidden)
print(picture)


#: check
import numpy as np


def check(program):
    hide_corner, shown = program.hide_corner, program.picture
    before = np.arange(1, 31).reshape(5, 6)
    picture = before.copy()
    try:
        found = hide_corner(picture)
        hidden = np.asarray(found)
    except Exception:
        raise Wrong("other") from None
    if found is None:
        raise Wrong("other")
    if found is picture:
        raise Wrong("untouched" if (picture == before).all() else "same")
    if (picture != before).any():
        if isinstance(shown, np.ndarray) and shown.all():
            raise Wrong("outside")
        raise Wrong("broken" if np.shares_memory(hidden, picture) else "late")
    right = before.copy()
    right[:2, :2] = 0
    if hidden.shape != right.shape:
        raise Wrong("other")
    if (hidden == before).all():
        raise Wrong("untouched")
    if (hidden != right).any():
        covered = (hidden[:2, :2] == 0).all() and (hidden[right != 0] == 0).any()
        raise Wrong("zeros" if covered else "other")
