#: about
# page = "start/numpy#dtype"
# [zh]
# title = "两张照片叠在一起"
# task = "`blend` 把两张照片叠成一张，每个点取两个数的平均。200 和 100 的平均是 150，它却给了 22。照片总是 `uint8`，数据不要动，改 `blend`。"
# hints = [
#   "单独打印 `day + night`，看左上角的 200 + 100 得了多少。",
#   "一个 `uint8` 只装得下 0 到 255。在哪一步之前，就该换一种类型？",
#   '相加之前先换：`first.astype("float32")`，再加上 `second`。',
# ]
# why = "照片存成 `uint8`，一相加、相减就可能绕圈，而且没有警告。真的照片上，你只会看到最亮的地方莫名其妙地变暗。所以拿照片计算之前，先换成 `float32`。"
# [zh.says]
# broken = "200 和 100 的平均给成了 22：和是 300，一个 `uint8` 装不下，绕回来成了 44，再除以 2。"
# late = "类型换晚了。`first + second` 那时已经绕过一圈，300 成了 44；44 换成小数，还是 44。"
# halves = "就差一点：91 和 61 的平均是 76，你的是 75。每张先取一半，又只留整数，两个 0.5 都丢掉了。"
# data = "你改了 `day` 和 `night` 的类型。下一张照片还是 `uint8`，`blend` 照样会错。数据改回去，改函数。"
# other = "平均还不对。拿别的照片试：200 和 100 该得 150，5 和 250 该得 127.5，形状和照片一样。"
# [en]
# title = "Two photographs in one"
# task = "`blend` makes one picture of two, with the mean of the two numbers at each point. The mean of 200 and 100 is 150, and it says 22. Pictures always come as `uint8`, so leave the data alone and fix `blend`."
# hints = [
#   "Print `day + night` by itself. What became of 200 + 100 in the top left corner?",
#   "A `uint8` holds 0 to 255 and no more. Before which step do you need another type?",
#   'Change the type before you add: `first.astype("float32")`, and then plus `second`.',
# ]
# why = "Pictures are stored as `uint8`, and sums and differences of them can wrap around, without a warning. In a real photograph you would only see that the brightest places have turned dark. So change a picture to `float32` before you compute with it."
# [en.says]
# broken = "The mean of 200 and 100 came out as 22: their sum is 300, which a `uint8` cannot hold, so it wrapped to 44 and was then divided by 2."
# late = "The type changes too late. By then `first + second` has wrapped, and 300 has become 44. As a `float32` it is still 44."
# halves = "Nearly: the mean of 91 and 61 is 76, and you give 75. Each picture was halved and cut to whole numbers on its own, so a 0.5 was dropped twice."
# data = "You changed the type of `day` and `night`. The next picture will be `uint8` again, and `blend` will still be wrong. Put the data back and fix the function."
# other = "The mean is not right yet. Try other pictures: 200 and 100 should give 150, 5 and 250 should give 127.5, in the shape of the pictures."
#: program
import numpy as np

#: solution
day = np.array([[200, 90], [30, 250]], dtype="uint8")
night = np.array([[100, 60], [10, 240]], dtype="uint8")
#: wrong data
day = np.array([[200, 90], [30, 250]], dtype="float32")
night = np.array([[100, 60], [10, 240]], dtype="float32")
#: end


def blend(first, second):
    #: broken
    return (first + second) / 2
    #: solution
    return (first.astype("float32") + second) / 2
    #: wrong late
    return (first + second).astype("float32") / 2
    #: wrong halves
    return first // 2 + second // 2
    #: wrong data
    return (first + second) / 2
    #: end


print(blend(day, night))


#: check
import numpy as np


def check(program):
    blend, pictures = program.blend, (program.day, program.night)
    first = np.array([[200, 91, 5], [7, 250, 0]], dtype="uint8")
    second = np.array([[100, 61, 250], [9, 251, 1]], dtype="uint8")
    right = (first.astype(float) + second) / 2
    try:
        found = np.asarray(blend(first.copy(), second.copy()))
        mean = found.astype(float)
    except Exception:
        raise Wrong("other") from None
    if mean.shape != right.shape:
        raise Wrong("other")
    rounded = (mean == mean.round()).all() and (abs(mean - right) <= 0.5).all()
    if rounded or np.allclose(mean, right):  # a picture may be rounded
        return
    if np.allclose(mean, first // 2 + second // 2):
        raise Wrong("halves")
    wrapped = (first + second).astype(float) / 2
    if (abs(mean - wrapped) <= 0.5).all():
        if any(getattr(one, "dtype", None) != "uint8" for one in pictures):
            raise Wrong("data")
        raise Wrong("late" if found.dtype == "float32" else "broken")
    raise Wrong("other")
