#: about
# page = "basics/workflow#scaling"
# [zh]
# title = "新病人也要缩放"
# task = "缩放放在了模型外面：训练的时候做了，预测的时候忘了。`probability` 收到的是没缩放过的数，给出的概率毫无意义，可是不报错。改好它：不管一次来一个病人还是一百个，概率都要对。"
# hints = [
#   "`fit` 收到的是什么样的数？`predict` 收到的又是什么样的数？",
#   "训练时减了什么、除了什么，预测时要照做，用同样的数。",
#   "在 `probability` 里，先算 `(patients - mean) / deviation`，再交给模型。",
# ]
# why = "训练和预测之间，处理数据的办法要一模一样，连用的数也要一样。面积上千的一列没有缩放，网络照样给出 0 到 1 之间的概率，谁也看不出来。所以书里把 `Normalization` 放进模型：那样就没有东西可以忘。"
# [zh.says]
# broken = "网络是用缩放过的数训练的，`probability` 喂给它的却还是原始的数，或者和原始的差不多：面积上千，它从没见过这样的输入。"
# own = "同一个病人，单独来和跟大家一起来，概率不一样：缩放用了这一批人自己的平均值。要用训练时的那一组。"
# half = "缩放只做了一半。训练时先减、再除，两步都要做，次序也要一样。"
# raw = "现在训练也不缩放了。前后一致了，可是大小悬殊的各列又回来了。缩放要留着。"
# numbers = "缩放用的数和训练时的不一样。平均值和标准差只从训练的那 400 行算，预测时还用它们。"
# shape = "`probability` 应该给每个病人一个 0 到 1 之间的概率。"
# [en]
# title = "Scale the new patient too"
# task = "The scaling is outside the model: it is done for training and forgotten for predicting. `probability` is given unscaled numbers and answers nonsense, without an error. Fix it so that it is right for one patient at a time as well as for a hundred."
# hints = [
#   "What do the numbers look like that `fit` is given, and those that `predict` is given?",
#   "What was subtracted and divided in training must be done again in predicting, with the same numbers.",
#   "In `probability`, work out `(patients - mean) / deviation` first and give that to the model.",
# ]
# why = "Data must be treated alike in training and in predicting, down to the very numbers. With areas in the thousands left unscaled, the network still answers with something between 0 and 1, and nobody notices. That is why the book puts `Normalization` inside the model: there is nothing to forget."
# [en.says]
# broken = "The network was trained on scaled numbers, but `probability` feeds it raw ones, or nearly so: areas in the thousands, such as it has never seen."
# own = "The same patient gets one probability alone and another in a batch, so the scaling uses the mean of whoever comes. Use the numbers from training."
# half = "That is half of the scaling. Training subtracts and then divides; do both, in that order."
# raw = "Now training is unscaled as well. The two agree, but columns of very different size are back. Keep the scaling."
# numbers = "These are not the numbers that training was scaled with. Mean and standard deviation come from the 400 training rows alone, and predicting uses them again."
# shape = "`probability` should give each patient one probability from 0 to 1."
#: program
import keras
from keras import layers
from sklearn.datasets import load_breast_cancer

keras.utils.set_random_seed(0)
data = load_breast_cancer()
x = data.data.astype("float32")
y = (data.target == 0).astype("float32")
x_train, y_train = x[:400], y[:400]
mean, deviation = x_train.mean(axis=0), x_train.std(axis=0)

inputs = keras.Input(shape=(30,))
outputs = layers.Dense(1, activation="sigmoid")(inputs)
model = keras.Model(inputs, outputs)
model.compile(keras.optimizers.Adam(0.1), loss="binary_crossentropy")
#: solution
model.fit((x_train - mean) / deviation, y_train, epochs=3, verbose=0)
#: wrong raw
model.fit(x_train, y_train, epochs=3, verbose=0)
#: end


def probability(patients):
    #: broken
    return model.predict(patients, verbose=0)[:, 0]
    #: solution
    scaled = (patients - mean) / deviation
    return model.predict(scaled, verbose=0)[:, 0]
    #: wrong own
    scaled = (patients - patients.mean(axis=0)) / (patients.std(axis=0) + 1e-7)
    return model.predict(scaled, verbose=0)[:, 0]
    #: wrong half
    return model.predict(patients - mean, verbose=0)[:, 0]
    #: wrong raw
    return model.predict(patients, verbose=0)[:, 0]
    #: wrong numbers
    scaled = (patients - x.mean(axis=0)) / x.std(axis=0)
    return model.predict(scaled, verbose=0)[:, 0]
    #: wrong shape
    scaled = (patients - mean) / deviation
    return model.predict(scaled, verbose=0)[0]
    #: end


print("probabilities:", probability(x[400:406]).round(2))
print("malignant:    ", y[400:406])


#: check
import keras
import numpy as np
from sklearn.datasets import load_breast_cancer


def check(program):
    data = load_breast_cancer()
    x = data.data.astype("float32")
    y = data.target == 0
    new, truth = x[400:], y[400:]
    mean, deviation = x[:400].mean(axis=0), x[:400].std(axis=0)
    model = program.model

    def asked(rows):
        try:
            found = np.ravel(keras.ops.convert_to_numpy(program.probability(rows.copy())))
        except Exception:
            raise Wrong("shape") from None
        if found.shape != (len(rows),):
            raise Wrong("shape")
        return found.astype("float64")

    def by_model(rows):
        return np.ravel(keras.ops.convert_to_numpy(model(rows)))

    found = asked(new)
    if not np.allclose(asked(new[:1]), found[:1], atol=0.01):
        raise Wrong("own")
    if not ((found >= 0) & (found <= 1)).all():
        raise Wrong("shape")
    accuracy = ((found > 0.5) == truth).mean()
    inside = any(
        not isinstance(part, (keras.layers.InputLayer, keras.layers.Dense))
        for part in getattr(model, "operations", getattr(model, "layers", []))
    )
    ways = {
        "raw": new,
        "right": (new - mean) / deviation,
        "half": new - mean,
        "other half": new / deviation,
    }
    try:
        ways = {name: by_model(rows) for name, rows in ways.items()}
    except Exception:
        inside = True  # a model of another kind: its answers must do
    if not inside:
        close = [name for name, p in ways.items() if np.allclose(p, found, atol=0.01)]
        if "raw" in close:
            trained = ((ways["right"] > 0.5) == truth).mean() > 0.9
            raise Wrong("broken" if trained else "raw")
        if "half" in close or "other half" in close:
            raise Wrong("half")
        if "right" not in close:
            raise Wrong("numbers")
    if accuracy < 0.9:
        raise Wrong("numbers")
