#: about
# page = "basics/last-layer#wrong-threshold"
# [zh]
# title = "尺子偏了"
# task = "六个得分都在该在的一边：“是”的大于 0，“不是”的小于 0。Keras 却说准确率只有 0.67。网络没有错，错在评分的尺子。改对指标。"
# hints = [
#   "哪两个样本被判错了？把六个得分换算成概率看看。",
#   "`\"accuracy\"` 遇到只有一个数的输出，拿 0.5 当分界线。概率的 0.5 对应的得分是多少？",
#   "`metrics.BinaryAccuracy` 有一个参数 `threshold`，分界线写在那里。",
# ]
# why = "得分大于 0，就是概率大于 0.5。拿 0.5 去切得分，等于要求概率大于 0.62 才算“是”，该答“是”的样本，得分在 0 和 0.5 之间就判错。训练照常，曲线照画，只是报告的准确率不准，多半比实际低一点。"
# [zh.says]
# broken = "分界线还是 0.5，那是给概率用的。得分 0.4 和 0.2 都是“是”，却被判成“不是”。"
# line = "分界线挪了地方，还是不对：换一批得分，就会判错。概率 0.5 对应的得分才是分界线。"
# mixed = "准确率对了，可是模型给的（或者你喂进去的）现在是概率，损失还写着 `from_logits=True`，把它当得分。两处要一致。"
# none = "模型没有报告准确率。`metrics` 里要有一个数对错的指标。"
# fixed = "打印的数对了，模型自己算的却不是。让 `model.evaluate` 算对。"
# other = "换一批得分和标签，`model.evaluate` 给的准确率不对。"
# [en]
# title = "The ruler is off"
# task = "All six scores are on the right side: above 0 for a yes, below 0 for a no. Yet Keras reports an accuracy of 0.67. The network is fine; the ruler that grades it is off. Fix the metric."
# hints = [
#   "Which two samples are graded as wrong? Turn the six scores into probabilities.",
#   "For an output of a single number, `\"accuracy\"` draws the line at 0.5. Which score belongs to a probability of 0.5?",
#   "`metrics.BinaryAccuracy` has a parameter `threshold`, which is the line.",
# ]
# why = "A score above 0 is a probability above 0.5. To cut scores at 0.5 is to ask for a probability above 0.62, so every yes with a score between 0 and 0.5 counts as wrong. Training goes on as usual and the curves look normal; only the accuracy reported is off, usually a little too low."
# [en.says]
# broken = "The line is still at 0.5, where it belongs for probabilities. The scores 0.4 and 0.2 mean yes and are graded as no."
# line = "The line has moved, but not to the right place: with other scores it grades wrongly. It belongs at the score of a probability of 0.5."
# mixed = "The accuracy is right, but what the model gives, or what you feed it, is probabilities now, while the loss says `from_logits=True` and takes them for scores. The two must agree."
# none = "The model reports no accuracy. Among its `metrics` there must be one that counts right answers."
# fixed = "The number printed is right, but it is not what the model works out. Have `model.evaluate` get it right."
# other = "With other scores and labels, the accuracy from `model.evaluate` is wrong."
#: program
import keras
import numpy as np
from keras import layers, losses, metrics

# Scores that a network gave to six flowers, and their labels
scores = np.array([[2.0], [0.4], [0.2], [-0.3], [-1.0], [-3.0]])
labels = np.array([[1.0], [1.0], [1.0], [0.0], [0.0], [0.0]])

inputs = keras.Input(shape=(1,))
#: solution
model = keras.Model(inputs, layers.Identity()(inputs))
#: wrong mixed
model = keras.Model(inputs, layers.Activation("sigmoid")(inputs))
#: end
#: broken
metric = "accuracy"
#: solution
metric = metrics.BinaryAccuracy(threshold=0)
#: wrong line
metric = metrics.BinaryAccuracy(threshold=0.1)
#: wrong mixed
metric = "accuracy"
#: wrong fixed
metric = "accuracy"
#: wrong other
metric = "mae"
#: end
loss = losses.BinaryCrossentropy(from_logits=True)
#: solution
model.compile(optimizer="adam", loss=loss, metrics=[metric])
#: wrong none
model.compile(optimizer="adam", loss=loss)
#: end
#: solution
results = model.evaluate(scores, labels, verbose=0, return_dict=True)
#: wrong fixed
model.evaluate(scores, labels, verbose=0)
results = {"loss": 0.3, "accuracy": 1.0}
#: end
print({name: round(value, 2) for name, value in results.items()})


#: check
import keras
import numpy as np

SCORES = [2, 1.2, 0.8, 0.56, 0.55, 0.3, 0.2, 0.04, -0.04, -0.3, -0.8, -0.9, -3]
SCORES = np.array(SCORES)[:, np.newaxis]
LABELS = np.array([1, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1.0])[:, np.newaxis]


def graded(model, scores):
    """What a model's last metric says: readers add theirs at the end."""
    try:
        found = model.evaluate(scores, LABELS, verbose=0, return_dict=True)
    except Exception:
        raise Wrong("other") from None
    values = [value for name, value in found.items() if name != "loss"]
    if not values:
        raise Wrong("none")
    return float(np.mean(values[-1]))


def expects_scores(model):
    """Whether the model's loss takes probabilities for scores."""
    try:
        loss = keras.losses.get(model.loss)
        return float(np.mean(keras.ops.convert_to_numpy(loss([[1.0]], [[1.0]])))) > 0.1
    except Exception:
        return False


def check(program):
    model = program.model
    if not isinstance(model, keras.Model) or not getattr(model, "compiled", False):
        raise Wrong("none")
    found = graded(model, SCORES)
    try:
        outputs = keras.ops.convert_to_numpy(model(SCORES))
    except Exception:
        raise Wrong("other") from None
    right = ((SCORES > 0) == (LABELS > 0)).mean()
    results = program.results
    results = list(results.values()) if isinstance(results, dict) else results
    try:
        shown = np.ravel(np.asarray(results, dtype="float64"))
        given = np.ravel(np.asarray(program.scores, dtype="float64"))
    except (TypeError, ValueError):
        raise Wrong("other") from None
    if abs(found - right) < 1e-4:
        if outputs.min() >= 0 and expects_scores(model):
            raise Wrong("mixed")
        if not (abs(shown - 1) < 1e-4).any():
            raise Wrong("other")
        return
    if abs(found - ((SCORES > 0.5) == (LABELS > 0)).mean()) < 1e-4:
        if (abs(shown - 1) < 1e-4).any():
            if given.min() < 0:
                raise Wrong("fixed")
            if expects_scores(model):
                raise Wrong("mixed")
            return
        raise Wrong("broken")
    for line in (-1.0, -0.5, -0.1, 0.1, 0.25, 0.62, 1.0):
        if abs(found - ((SCORES > line) == (LABELS > 0)).mean()) < 1e-4:
            raise Wrong("line")
    raise Wrong("other")
