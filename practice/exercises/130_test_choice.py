#: about
# page = "basics/workflow#test-once"
# [zh]
# title = "分界线照着谁挑"
# task = "网络给了概率，分界线由你定：九条线各试一遍，错得最少的留下，再报告这条线在测试集上错了几个。现在报告的数好看得不真实。改对 `report`，它仍然交回线和个数。"
# hints = [
#   "三份数据各有各的用处。挑东西照着哪一份，报告照着哪一份？",
#   "现在，挑线的时候已经把测试集看了九遍。",
#   "`counts` 里数的应该是验证集上的错，最后一行不用动。",
# ]
# why = "从九个里挑一个最好的，这个最好的里总有几分是碰巧。照着测试集挑，碰巧就混进了报告；照着验证集挑，测试集还是没见过的，它的数才信得过。分界线、轮数、宽度、学习率，凡是挑出来的都一样。"
# [zh.says]
# broken = "线是照着测试集挑的，又拿测试集来报告：挑的时候已经看过答案了。"
# validation = "线挑对了，报告的却是验证集上的错。验证集挑过线，它的数会好看一些。"
# swapped = "两份数据用反了：照着测试集挑，在验证集上报告。"
# both = "挑线的时候，测试集还是混在里面。一眼都不能看。"
# fixed = "不管数据怎样，线总是同一条。线要照着数据挑。"
# pair = "`report` 应该交回两个数：线，和错的个数。"
# other = "挑出来的线或者数出来的个数不对。验证集上错得最少的那条线，在测试集上错几个？"
# [en]
# title = "Who chooses the line"
# task = "The network gives probabilities, and where to draw the line is up to you: try nine, keep the one with the fewest mistakes, and report how many mistakes it makes on the test set. The number reported is too good to be true. Fix `report`; it still returns the line and the count."
# hints = [
#   "Each set of data has its own purpose. Which one is for choosing, and which one for reporting?",
#   "As it stands, choosing the line looks at the test set nine times.",
#   "`counts` should count the mistakes on the validation set. The last line may stay.",
# ]
# why = "Choose the best of nine, and part of what makes it best is luck. Choose by the test set, and that luck goes into your report; choose by the validation set, and the test set is still unseen, so its number can be trusted. The same holds for epochs, widths, learning rates and whatever else you choose."
# [en.says]
# broken = "The test set chooses the line and then reports on it: by the time you report, you have seen the answers."
# validation = "The line is chosen well, but the mistakes reported are those on the validation set. That set chose the line, so its number looks a little too good."
# swapped = "The two sets have changed places: the test set chooses, and the validation set reports."
# both = "The test set still has a say in the choice. Do not look at it at all."
# fixed = "The line is the same whatever the data. It must be chosen by the data."
# pair = "`report` should return two numbers: the line and the number of mistakes."
# other = "The line or the count is wrong. Which line makes the fewest mistakes on the validation set, and how many does that one make on the test set?"
#: program
import numpy as np

# Labels, and the probabilities that a network gave to "malignant"
rng = np.random.default_rng(77)
y = rng.integers(0, 2, 60)
p = np.clip(0.35 + 0.3 * y + rng.normal(0, 0.2, 60), 0, 1)
p_val, y_val, p_test, y_test = p[:30], y[:30], p[30:], y[30:]
lines = np.arange(1, 10) / 10


def mistakes(line, p, y):
    return int(((p > line) != y).sum())


def report(p_val, y_val, p_test, y_test):
    #: broken
    counts = [mistakes(line, p_test, y_test) for line in lines]
    best = lines[np.argmin(counts)]
    return best, mistakes(best, p_test, y_test)
    #: solution
    counts = [mistakes(line, p_val, y_val) for line in lines]
    best = lines[np.argmin(counts)]
    return best, mistakes(best, p_test, y_test)
    #: wrong validation
    counts = [mistakes(line, p_val, y_val) for line in lines]
    best = lines[np.argmin(counts)]
    return best, mistakes(best, p_val, y_val)
    #: wrong swapped
    counts = [mistakes(line, p_test, y_test) for line in lines]
    best = lines[np.argmin(counts)]
    return best, mistakes(best, p_val, y_val)
    #: wrong both
    p_all, y_all = np.concatenate([p_val, p_test]), np.concatenate([y_val, y_test])
    counts = [mistakes(line, p_all, y_all) for line in lines]
    best = lines[np.argmin(counts)]
    return best, mistakes(best, p_test, y_test)
    #: wrong fixed
    return 0.5, mistakes(0.5, p_test, y_test)
    #: wrong pair
    counts = [mistakes(line, p_val, y_val) for line in lines]
    return [mistakes(lines[np.argmin(counts)], p_test, y_test)]
    #: wrong other
    counts = [mistakes(line, p_val, y_val) for line in lines]
    best = lines[np.argmax(counts)]
    return best, mistakes(best, p_test, y_test)
    #: end


print("line, mistakes:", *report(p_val, y_val, p_test, y_test))


#: check
import numpy as np

# The fewest mistakes: in A at 0.4, in B at 0.7, in both together at 0.5 or 0.6
A = ([0.35, 0.45] + [0.65] * 5, [0] + [1] * 6)
B = ([0.45] * 5 + [0.65, 0.75], [0] * 6 + [1])


def count(line, p, y):
    return int(((np.array(p) > line) != np.array(y)).sum())


def asked(report, val, test):
    try:
        line, mistakes = report(*(np.array(part) for part in (*val, *test)))
        return round(float(line), 2), int(mistakes)
    except Exception:
        raise Wrong("pair") from None


def check(program):
    first, second = asked(program.report, A, B), asked(program.report, B, A)
    if first[0] == second[0]:
        third = asked(program.report, A, A)[0]
        raise Wrong("fixed" if third == first[0] else "both")
    found = first, second
    if found == ((0.7, 0), (0.4, 0)):
        raise Wrong("broken")
    if found == ((0.4, 0), (0.7, 0)):
        raise Wrong("validation")
    if found == ((0.7, count(0.7, *A)), (0.4, count(0.4, *B))):
        raise Wrong("swapped")
    if found != ((0.4, count(0.4, *B)), (0.7, count(0.7, *A))):
        raise Wrong("other")
