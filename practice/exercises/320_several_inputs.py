#: about
# page = "data/feeding-data#several-inputs"
# [zh]
# title = "字典里多了一列"
# task = "`bmi` 从身高（米）和体重（千克）算体重指数：体重除以身高的平方。表里还有年龄，结果就全错了，只有一句警告。改 `bmi`，让表里有什么别的列都不要紧。"
# hints = [
#   "打印出来的第一个数约是 0.004。按身高 1.6、体重 50 自己算一遍，应该是多少？",
#   "字典和模型的名字对不上时，Keras 把字典的键按字母排好，挨个交给输入。这里谁被当成了身高？",
#   "交给 `predict` 的字典，只放 `height` 和 `weight` 这两个键。",
# ]
# why = "模型的输入写成字典时，数据里少一个名字，Keras 会报错；多一个，Keras 3.15 只给一句警告，然后按次序配，年龄就成了身高。训练时也是这样，损失照样下降。要用几列，就按名字取几列。"
# [zh.says]
# broken = "得出的数不对：年龄被当成了身高，身高被当成了体重。"
# order = "身高和体重反了。用列表交数据，次序要和模型的输入一样；字典里正好是这两个名字，才按名字配。"
# pop = "这一张表对了，换一张表又错：年龄还在里面。要改的是 `bmi`，不是 `people`。"
# other-columns = "有年龄的表对了，多出别的列的表还是不对。不要只认得 `age`，只取要用的两列。"
# raises = "换一张同样有身高、体重的表，`bmi` 就出错了。"
# answers = "得出的数不对。身高 2 米、体重 80 千克，应该得 20，每人一个数。"
# [en]
# title = "One column too many"
# task = "`bmi` computes the body mass index from height (metres) and weight (kilograms): weight divided by height squared. The table also has ages, and now every answer is wrong, with no more than a warning. Fix `bmi` so that other columns in a table do no harm."
# hints = [
#   "The first number printed is about 0.004. Work it out yourself for height 1.6 and weight 50. What should it be?",
#   "When the names do not match those of the model, Keras sorts the keys of the dictionary and hands them to the inputs in that order. What was taken for the height?",
#   "Give `predict` a dictionary with two keys only, `height` and `weight`.",
# ]
# why = "Where a model's inputs are a dictionary, a name missing from the data is an error. With one too many, Keras 3.15 gives a warning and goes by order, so the age became the height. The same happens in training, and the loss falls all the same. Take the columns you need by name."
# [en.says]
# broken = "The answers are wrong: the age was taken for the height, and the height for the weight."
# order = "Height and weight have changed places. A list must be in the order of the model's inputs; a dictionary goes by names if it has just these two."
# pop = "This table is right now, but the next one is wrong, since it has ages too. Change `bmi`, not `people`."
# other-columns = "Tables with ages are right, and tables with other columns are not. Rather than knowing about `age`, take the two columns you need."
# raises = "Given another table with height and weight, `bmi` raised an error."
# answers = "The answers are wrong. For a height of 2 and a weight of 80 it must be 20, one number for each person."
#: program
import keras
import numpy as np

height = keras.Input((1,), name="height")
weight = keras.Input((1,), name="weight")
inputs = {"height": height, "weight": weight}
model = keras.Model(inputs, weight / (height * height))


def bmi(people):
    #: broken
    return model.predict(people, verbose=0)
    #: solution
    needed = {name: people[name] for name in ("height", "weight")}
    return model.predict(needed, verbose=0)
    #: wrong order
    return model.predict([people["weight"], people["height"]], verbose=0)
    #: wrong pop
    return model.predict(people, verbose=0)
    #: wrong other-columns
    people = {name: people[name] for name in people if name != "age"}
    return model.predict(people, verbose=0)
    #: wrong answers
    return people["weight"] / people["height"]
    #: end


people = {
    "age": np.array([[20.0], [40.0]]),
    "height": np.array([[1.6], [1.8]]),
    "weight": np.array([[50.0], [90.0]]),
}
#: solution
print(bmi(people))
#: wrong pop
people.pop("age")
print(bmi(people))
#: end


#: check
import numpy as np


def check(program):
    def column(*numbers):
        return np.array(numbers, "float32").reshape(-1, 1)

    def answers(more):
        height, weight = column(2.0, 1.5, 1.7), column(80.0, 60.0, 55.0)
        table = {"height": height, "weight": weight, **more}
        try:
            found = program.bmi(table)
            found = np.asarray(found, "float64").ravel()
        except Exception:
            return None
        right = (weight / height**2).ravel()
        swapped = (height / weight**2).ravel()
        for what, expected in (("right", right), ("swapped", swapped)):
            if found.shape == (3,) and np.allclose(found, expected, rtol=1e-3):
                return what
        if found.shape == (3,) and more:
            taken = (height / column(*next(iter(more.values()))) ** 2).ravel()
            if np.allclose(found, taken, rtol=1e-3):
                return "taken"
        return "wrong"

    plain = answers({})
    with_age = answers({"age": column(30, 50, 70)})
    if None in (plain, with_age):
        raise Wrong("raises")
    if "swapped" in (plain, with_age):
        raise Wrong("order")
    if plain == "right" and with_age == "taken":
        people = program.people
        raise Wrong("broken" if "age" in people else "pop")
    if plain != "right" or with_age != "right":
        raise Wrong("answers")
    for name in ("children", "size", "zeal"):
        if answers({name: column(1, 2, 3)}) != "right":
            raise Wrong("other-columns")
