#: about
# page = "tables/classification#threshold"
# [zh]
# title = "阈值往哪边挪"
# task = "`choose` 要挑一个阈值：恶性的至少找出 98%，在这个前提下误报越少越好。现在它挑的阈值找出了全部恶性，也把良性的几乎都报成了恶性。改对一行。"
# hints = [
#   "阈值往小里挪，误报会变多还是变少？",
#   "`thresholds[enough]` 是所有够得上 98% 的阈值，从小到大。误报最少的是哪一个？",
#   "够得上的里面取最大的。",
# ]
# why = "概率高过阈值才报恶性，所以阈值越低，找得越全，误报也越多。只说“至少找出 98%”，最低的阈值总是够的，谁都报就行了；要加上“误报越少越好”，才定得下来。两样都打印出来，才看得出挪错了方向。"
# [zh.says]
# broken = "阈值低到几乎谁都报：恶性的全找出来了，良性的也几乎全成了误报。"
# below = "这个阈值太高，恶性的没有找出 98%。够得上 98% 是先要做到的。"
# low = "够得上 98% 了，可是还有更高的阈值也够得上，误报还更少。"
# fixed = "换一批概率，你的阈值还是同一个数。它要照着概率和标签来挑。"
# number = "`choose` 要返回一个数，就是阈值，换一批概率也不能报错。"
# [en]
# title = "Which way to move it"
# task = "`choose` must pick a threshold that finds at least 98% of the malignant samples, with as few false positives as that allows. The one it picks now finds all of them, and calls almost every benign sample malignant too. Fix one line."
# hints = [
#   "Move the threshold down: are there more false positives, or fewer?",
#   "`thresholds[enough]` holds every threshold that reaches 98%, in ascending order. Which has the fewest false positives?",
#   "Of those that reach it, take the largest.",
# ]
# why = "A sample is called malignant if its probability is above the threshold. So the lower the threshold, the more are found and the more false positives there are. \"At least 98%\" alone is always met by the lowest threshold, which flags everybody; only \"as few false positives as that allows\" settles it. Print both numbers, and you see when you moved the wrong way."
# [en.says]
# broken = "The threshold is so low that almost everybody is flagged: all malignant samples are found, and almost all benign ones are false positives."
# below = "This threshold is too high, and finds less than 98% of the malignant samples. The 98% come first."
# low = "It reaches 98%, but there is a higher threshold that does too, with fewer false positives."
# fixed = "With other probabilities your threshold is still the same number. It must be picked by the probabilities and labels."
# number = "`choose` must return one number, the threshold, and with other probabilities it must not raise an error."
#: program
import numpy as np

rng = np.random.default_rng(0)
malignant = np.arange(400) < 150
logits = rng.normal(3 * malignant - 1.5, 1.2)
chances = 1 / (1 + np.exp(-logits))


def choose(chances, malignant):
    thresholds = np.linspace(0.01, 0.99, 99)
    recalls = [(chances[malignant] > t).mean() for t in thresholds]
    enough = np.array(recalls) >= 0.98
    #: broken
    return thresholds[enough].min()
    #: solution
    return thresholds[enough].max()
    #: wrong below
    return thresholds[~enough].min()
    #: wrong low
    return thresholds[enough].mean()
    #: wrong fixed
    return 0.5
    #: wrong number
    return thresholds[enough]
    #: end


threshold = choose(chances, malignant)
#: solution
flagged = chances > threshold
#: wrong number
flagged = chances > threshold[0]
#: end
found = (flagged & malignant).sum()
false_positives = (flagged & ~malignant).sum()
print("threshold:", np.round(threshold, 2))
print("found", found, "of 150, false positives:", false_positives)


#: check
import numpy as np


def made(seed, shift):
    rng = np.random.default_rng(seed)
    malignant = rng.uniform(size=500) < 0.4
    logits = rng.normal(3 * malignant - 1.5 + shift, 1)
    return 1 / (1 + np.exp(-logits)), malignant


def picked(choose, chances, malignant):
    try:
        found = np.asarray(choose(chances.copy(), malignant.copy()), dtype=float)
    except Exception:
        raise Wrong("number") from None
    if found.size != 1 or not np.isfinite(found).all():
        raise Wrong("number")
    return float(found.ravel()[0])


def check(program):
    choose = program.choose
    sets = [made(0, 0), made(1, 0.6), made(2, -0.4)]
    picks = [picked(choose, *one) for one in sets]
    if max(picks) < 0.02:
        raise Wrong("broken")
    if max(picks) - min(picks) < 1e-6 and max(picks) < 0.98:
        raise Wrong("fixed")
    for pick, (chances, malignant) in zip(picks, sets, strict=True):
        if (chances[malignant] > pick - 1e-9).mean() < 0.98:
            raise Wrong("below")
        grid = np.linspace(0.01, 0.99, 99)
        best = max(t for t in grid if (chances[malignant] > t).mean() >= 0.98)
        if (chances[~malignant] > pick).sum() > (chances[~malignant] > best).sum():
            raise Wrong("low")
