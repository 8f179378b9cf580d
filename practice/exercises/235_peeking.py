#: about
# page = "tables/classification#threshold"
# [zh]
# title = "不许偷看"
# task = "`report` 要在 `tuning` 上挑好阈值，再拿这个阈值去 `unseen` 上算召回率，报告的就是它。现在报告的召回率总是不低于 98%，好得可疑。改对一处。"
# hints = [
#   "哪几行用到了 `unseen`？哪几行本来不该用？",
#   "挑选也是一种学习：用来挑的那一份，成绩总会偏高。",
#   "交给 `choose` 的概率和标签，都要取 `tuning` 的行。",
# ]
# why = "阈值照着谁挑，在谁身上就合适，报告的召回率就偏高。这里规矩是 98%，在挑阈值的那一份上当然够得上，没见过的样本却不一定。报告的成绩，要来自没有参加过任何挑选的样本。"
# [zh.says]
# broken = "阈值是照着 `unseen` 的概率挑的：连标签也取自 `unseen`，它在那里就总够得上 98%。这个成绩对将来的样本不作数。"
# pooled = "挑阈值的时候，`unseen` 还是混在里面。改掉 `unseen` 的概率，你的阈值就跟着变。"
# tuning-too = "阈值挑得对，可是召回率也在 `tuning` 上算了，所以照样偏高。报告的数要来自 `unseen`。"
# fixed = "换一份 `tuning`，阈值却没有变。要照着 `tuning` 来挑。"
# pair = "`report` 要返回两个数：阈值和召回率。换一批样本也不能报错。交给 `choose` 的概率和标签，要是同样那几行的。"
# other = "阈值不像是照着 `tuning` 挑的：在 `tuning` 上，它要找出至少 98%，误报又最少。"
# recall = "阈值对了，召回率不对。它是 `unseen` 里真是恶性的那些，有几成的概率高过阈值。"
# [en]
# title = "No peeking"
# task = "`report` must pick the threshold on `tuning`, then compute the recall on `unseen` with that threshold, and report this. Now the recall it reports is always at least 98%, which is suspiciously good. Fix one place."
# hints = [
#   "Which lines use `unseen`? Which of them should not?",
#   "Selecting is a kind of learning: on the part you select with, the score comes out too high.",
#   "Probabilities and labels that go into `choose` must both be the rows of `tuning`.",
# ]
# why = "A threshold suits the samples it was picked on, so the recall there comes out too high. The rule says 98%, and on the part that picked the threshold it is met, of course; on samples never seen, it may not be. A score you report must come from samples that took no part in any selection."
# [en.says]
# broken = "The threshold was picked with the probabilities of `unseen`; with its labels too, it always reaches 98% there. Such a score says nothing about samples to come."
# pooled = "`unseen` still takes part when the threshold is picked. Change the probabilities of `unseen`, and your threshold changes with them."
# tuning-too = "The threshold is picked rightly, but the recall is computed on `tuning` as well, and comes out too high again. The number to report comes from `unseen`."
# fixed = "With another `tuning` part the threshold stays the same. It must be picked on `tuning`."
# pair = "`report` must return two numbers, threshold and recall, and with other samples it must not raise an error. The probabilities and labels given to `choose` must be of the same rows."
# other = "The threshold does not look as if picked on `tuning`: there it must find at least 98%, with the fewest false positives."
# recall = "The threshold is right, the recall is not. Of the samples of `unseen` that are malignant, what share has a probability above the threshold?"
#: program
import numpy as np

rng = np.random.default_rng(1)
malignant = rng.uniform(size=300) < 0.4
logits = rng.normal(3 * malignant - 1.5, 1.2)
chances = 1 / (1 + np.exp(-logits))
tuning, unseen = np.arange(150), np.arange(150, 300)


def choose(chances, malignant):
    thresholds = np.linspace(0.01, 0.99, 99)
    recalls = [(chances[malignant] > t).mean() for t in thresholds]
    return thresholds[np.array(recalls) >= 0.98].max()


def report(chances, malignant, tuning, unseen):
    #: broken
    threshold = choose(chances[unseen], malignant[unseen])
    flagged = chances[unseen] > threshold
    recall = flagged[malignant[unseen]].mean()
    #: solution
    threshold = choose(chances[tuning], malignant[tuning])
    flagged = chances[unseen] > threshold
    recall = flagged[malignant[unseen]].mean()
    #: wrong pooled
    threshold = choose(chances, malignant)
    flagged = chances[unseen] > threshold
    recall = flagged[malignant[unseen]].mean()
    #: wrong tuning-too
    threshold = choose(chances[tuning], malignant[tuning])
    flagged = chances[tuning] > threshold
    recall = flagged[malignant[tuning]].mean()
    #: wrong fixed
    threshold = 0.5
    flagged = chances[unseen] > threshold
    recall = flagged[malignant[unseen]].mean()
    #: wrong recall
    threshold = choose(chances[tuning], malignant[tuning])
    flagged = chances[unseen] > threshold
    recall = flagged.mean()
    #: end
    return threshold, recall


threshold, recall = report(chances, malignant, tuning, unseen)
print(f"threshold {threshold:.2f}, recall on unseen {recall:.3f}")


#: check
import numpy as np


def best(chances, malignant):
    grid = np.linspace(0.01, 0.99, 99)
    return max(t for t in grid if (chances[malignant] > t).mean() >= 0.98)


def reported(report, chances, malignant):
    parts = np.arange(0, 400, 2), np.arange(1, 400, 2)
    try:
        found = report(chances.copy(), malignant.copy(), *parts)
        threshold, recall = (float(one) for one in found)
    except Exception:
        raise Wrong("pair") from None
    return threshold, recall


def check(program):
    report = program.report
    rng = np.random.default_rng(5)
    malignant = rng.uniform(size=400) < 0.4
    chances = 1 / (1 + np.exp(-rng.normal(3 * malignant - 1.5, 1.2)))
    tuning, unseen = np.arange(0, 400, 2), np.arange(1, 400, 2)
    threshold, recall = reported(report, chances, malignant)
    follows = []
    for part in (tuning, unseen):
        other = chances.copy()
        other[part] = other[part] ** 3
        follows.append(abs(reported(report, other, malignant)[0] - threshold) > 1e-6)
    if follows[1]:
        raise Wrong("pooled" if follows[0] else "broken")
    if not follows[0]:
        raise Wrong("fixed")
    if abs(threshold - best(chances[tuning], malignant[tuning])) > 0.02:
        raise Wrong("other")
    on = [(chances[part][malignant[part]] > threshold).mean() for part in (tuning, unseen)]
    if abs(recall - on[1]) > 0.006:
        raise Wrong("tuning-too" if abs(recall - on[0]) < 0.006 else "recall")
