#: about
# page = "tables/classification#baselines"
# [zh]
# title = "什么都不学，能得几分"
# task = "`baseline` 要算出这样一个成绩：只看 `y_train` 挑出最多的那一类，对每个测试样本都答它，在 `y_test` 上的准确率。它现在算的是“有几类，就是几分之一”，于是 0.64 的网络看上去很好。"
# hints = [
#   "这三类各有几份？一律回答其中一类，会是三分之一吗？",
#   "分两步：先从 `y_train` 找出哪一类最多，再看 `y_test` 里有几成是这一类。",
#   "`np.bincount(y_train).argmax()` 是最多的那一类；`(y_test == …).mean()` 是几成。",
# ]
# why = "各类多少不一的时候，一律回答最多的那一类，可以对很多：这里是 0.66，比网络的 0.64 还高，网络等于没学。换成每一千人里有一人得病的数据，0.999 的准确率也不用学。先算基线，再看成绩。"
# [zh.says]
# broken = "三类就算三分之一，这只在各类一样多的时候才对。这里的三类相差很远，不用学也能对得更多。"
# test = "你从 `y_test` 里挑了最多的那一类。测试的标签在回答之前是看不到的，要从 `y_train` 里挑。"
# train = "这是最多的那一类在 `y_train` 里占几成。成绩要在 `y_test` 上算。"
# count = "得 0 分不是偶然：你拿来和标签比的，是最多的那一类有几份，不是它是哪一类。"
# number = "`baseline` 要返回一个数，就是准确率。"
# other = "换一组标签，成绩就不对。对每个测试样本都答 `y_train` 里最多的那一类：`y_test` 里有几成是它？不管是两类还是五类，都要算得对。"
# [en]
# title = "The score of learning nothing"
# task = "`baseline` must compute this score: find the most common class in `y_train` alone, give it as the answer for every test sample, and take the accuracy on `y_test`. Now it is one divided by the number of classes, and so a network with 0.64 looks good."
# hints = [
#   "How many are there of each of the three classes? If you always answer one of them, are you right a third of the time?",
#   "Two steps: find which class is the most common in `y_train`, then see what share of `y_test` is of that class.",
#   "`np.bincount(y_train).argmax()` is the most common class, and `(y_test == …).mean()` is a share.",
# ]
# why = "Where classes differ in size, always answering the largest one can be right often: 0.66 here, more than the network's 0.64, so by this score the network is worth no more than learning nothing. Where one person in a thousand is ill, an accuracy of 0.999 takes no learning. Compute the baseline first, then look at the score."
# [en.says]
# broken = "A third for three classes is right only if all are equally common. These three are far from it, and learning nothing scores higher."
# test = "You picked the most common class of `y_test`. Test labels are not there to see before you answer: pick from `y_train`."
# train = "This is the share of the most common class in `y_train`. The score is to be computed on `y_test`."
# count = "A score of 0 is no accident: what you compare with the labels is how many samples the largest class has, not which class it is."
# number = "`baseline` must return one number, the accuracy."
# other = "With other labels the score is wrong. Answer the most common class of `y_train` for every test sample: what share of `y_test` is that class? It must hold for two classes and for five."
#: program
import numpy as np


def baseline(y_train, y_test):
    #: broken
    classes = np.unique(y_train)
    return 1 / len(classes)
    #: solution
    commonest = np.bincount(y_train).argmax()
    return (y_test == commonest).mean()
    #: wrong test
    commonest = np.bincount(y_test).argmax()
    return (y_test == commonest).mean()
    #: wrong train
    commonest = np.bincount(y_train).argmax()
    return (y_train == commonest).mean()
    #: wrong count
    commonest = np.bincount(y_train).max()
    return (y_test == commonest).mean()
    #: wrong number
    commonest = np.bincount(y_train).argmax()
    print((y_test == commonest).mean())
    return
    #: wrong other
    return 0.66
    #: end


y_train = np.repeat([0, 1, 2], [70, 20, 10])
y_test = np.repeat([0, 1, 2], [33, 12, 5])
#: solution
print(f"baseline: {baseline(y_train, y_test):.2f}")
#: wrong number
baseline(y_train, y_test)
#: end
print("network:  0.64")


#: check
import numpy as np


def score(baseline, y_train, y_test):
    try:
        found = baseline(np.array(y_train), np.array(y_test))
    except Exception:
        raise Wrong("other") from None
    if found is None or np.size(found) != 1:
        raise Wrong("number")
    try:
        return round(float(np.ravel(np.asarray(found))[0]), 2)
    except (TypeError, ValueError):
        raise Wrong("number") from None


def check(program):
    baseline = program.baseline
    three = score(baseline, [1, 1, 1, 1, 2, 2, 0], [1, 0, 0, 0, 2])
    two = score(baseline, [1, 1, 0], [1, 1, 1, 0])
    five = score(baseline, [0, 0, 0, 1, 2, 3, 4, 4], [3, 3, 3, 3, 4, 2, 1, 0, 0, 0])
    if (three, two, five) == (0.33, 0.5, 0.2):
        raise Wrong("broken")
    if (three, two, five) == (0.6, 0.75, 0.4):
        raise Wrong("test")
    if (three, two, five) == (0.57, 0.67, 0.38):
        raise Wrong("train")
    if three == 0 and score(baseline, [0, 0, 0, 1], [0, 1]) == 0:
        raise Wrong("count")
    if (three, two, five) != (0.2, 0.75, 0.3):
        raise Wrong("other")
