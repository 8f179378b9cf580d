#: about
# page = "basics/overfitting#early-stopping"
# [zh]
# title = "停对了，拿错了"
# task = "早停等了 3 轮，没有新低，停了。可是 `model` 里装的不是最好那一轮的权重，重新评估，比最低的验证损失高一截。让训练结束时，`model` 就是最好的那个网络。"
# hints = [
#   "`fit` 结束时，`model` 里装的是第几轮的权重？",
#   "早停发现该停的时候，最好的那一轮已经过去 3 轮了。谁记着那时的权重？",
#   "`EarlyStopping` 有一个参数 `restore_best_weights`，默认是 `False`。",
# ]
# why = "默认的早停只管停，不管换回来：你等了几轮，就多学过头几轮。程序不报错，打印的最低损失也是真的，只是 `model` 里装的不是它，存下来、交给别人的是差一些的那个。"
# [zh.says]
# broken = "`model` 里是最后一轮的权重，不是验证损失最低的那一轮。"
# exact = "训练正好停在最低的那一轮，可是没有再往后看，怎么知道它最低？换一份数据，这个轮数就不对了。让早停去找。"
# unwatched = "`run.history` 里没有 `val_loss`：没有验证集，就不知道哪一轮最好。"
# other = "`model` 现在的验证损失，不是 `run` 里最低的那个。最好那一轮的权重要原样留在 `model` 里。"
# shape = "`run` 应该是 `fit` 交回的，`model` 应该是训练好的那个网络。"
# [en]
# title = "Stopped well, kept the wrong one"
# task = "Early stopping waits 3 epochs for a new low and ends the training. But `model` does not hold the weights of the best epoch: evaluated again, it is worse than the lowest validation loss. After training, `model` should be the best network."
# hints = [
#   "When `fit` is over, the weights of which epoch are in `model`?",
#   "By the time early stopping decides, the best epoch was 3 epochs ago. Who remembers its weights?",
#   "`EarlyStopping` has a parameter `restore_best_weights`, which is `False` by default.",
# ]
# why = "By default, early stopping stops and puts nothing back: every epoch that you waited is one more of overfitting. There is no error, and the lowest loss printed is true. It is only that `model` does not have it, and what you save and hand on is the worse one."
# [en.says]
# broken = "`model` holds the weights of the last epoch, not of the one with the lowest validation loss."
# exact = "Training ended right at the lowest epoch, and never looked further. How do you know that it is the lowest? With other data that number of epochs is wrong. Let early stopping find it."
# unwatched = "`run.history` has no `val_loss`: without a validation set nobody knows which epoch is best."
# other = "The validation loss of `model` is not the lowest one in `run`. The weights of the best epoch must stay in `model` as they are."
# shape = "`run` should be what `fit` returned, and `model` the trained network."
#: program
import keras
from keras import callbacks, layers
from sklearn.datasets import load_diabetes

keras.utils.set_random_seed(1)
x, y = load_diabetes(return_X_y=True)
x, y = 20 * x, (y - y[:40].mean()) / y[:40].std()

inputs = keras.Input(shape=(10,))
hidden = layers.Dense(64, activation="relu")(inputs)
model = keras.Model(inputs, layers.Dense(1)(hidden))
model.compile(keras.optimizers.Adam(0.05), loss="mse")
#: broken
stop = callbacks.EarlyStopping(patience=3)
#: solution
stop = callbacks.EarlyStopping(patience=3, restore_best_weights=True)
#: end
#: solution
run = model.fit(
    x[:40],
    y[:40],
    epochs=50,
    validation_data=(x[40:80], y[40:80]),
    callbacks=[stop],
    verbose=0,
)
#: wrong exact
run = model.fit(
    x[:40],
    y[:40],
    epochs=1,
    validation_data=(x[40:80], y[40:80]),
    verbose=0,
)
#: wrong unwatched
run = model.fit(
    x[:40],
    y[:40],
    epochs=3,
    callbacks=[stop],
    verbose=0,
)
#: wrong other
run = model.fit(
    x[:40],
    y[:40],
    epochs=50,
    validation_data=(x[40:80], y[40:80]),
    callbacks=[stop],
    verbose=0,
)
model.fit(x[:40], y[:40], epochs=1, verbose=0)
#: end
for name, values in run.history.items():
    print("lowest", name, round(min(values), 3))
print("model now:", round(model.evaluate(x[40:80], y[40:80], verbose=0), 3))


#: check
import keras
import numpy as np
from sklearn.datasets import load_diabetes


def check(program):
    x, y = load_diabetes(return_X_y=True)
    x, y = 20 * x, (y - y[:40].mean()) / y[:40].std()
    history = getattr(program.run, "history", None)
    if not isinstance(history, dict) or not history:
        raise Wrong("shape")
    losses = history.get("val_loss")
    if not losses:
        raise Wrong("unwatched")
    try:
        found = keras.ops.convert_to_numpy(program.model(x[40:80]))
    except Exception:
        raise Wrong("shape") from None
    if found.shape != (40, 1):
        raise Wrong("shape")
    now = ((found[:, 0] - y[40:80]) ** 2).mean()
    if np.isclose(now, min(losses), rtol=1e-3):
        if int(np.argmin(losses)) == len(losses) - 1:
            raise Wrong("exact")
        return
    raise Wrong("broken" if np.isclose(now, losses[-1], rtol=1e-3) else "other")
