#: about
# page = "data/feeding-data#image-folders"
# [zh]
# title = "编号是哪一类"
# task = "三个文件夹里是中午、傍晚、夜里的天空，越往后越暗。`name_of` 把标签的编号换成名字，可是打印出来，最暗的不叫 night。让每张图片得到它自己文件夹的名字。"
# hints = [
#   "看打印的结果：亮度 220 的图片叫什么？它在哪个文件夹里？",
#   "标签的编号不按你写文件夹的先后，那按什么？",
#   "字母顺序：evening、night、noon。`dataset.class_names` 里就有，不用自己抄。",
# ]
# why = "编号按文件夹名的字母顺序给。自己抄的名单要是次序不同，训练、准确率都正常，只有最后说出来的名字是错的。名单要从数据集里取（`class_names`），和模型存在一起。"
# [zh.says]
# broken = "名字和编号对不上。编号按字母顺序给，不按你列名单的次序。"
# unshuffled = "不打乱，只是图片的先后变了；哪个编号是哪一类，没有变。"
# reversed = "次序换了，还是对不上：有的图片得到的不是它文件夹的名字。"
# light = "你改了图片的亮度，现在文件夹里的图片和文件夹的名字不符。图片不用动。"
# labels = "`dataset` 给出的应该是图片和整数标签，三类都要有。"
# raises = "`name_of` 收 0、1、2 都要给出一个名字，现在有的编号会出错。"
# [en]
# title = "Which number is which class"
# task = "Three folders hold skies at noon, in the evening and at night, each darker than the one before. `name_of` turns the number of a label into a name, but in the output the darkest is not called night. Make each picture get the name of its own folder."
# hints = [
#   "Look at what is printed: what is a picture of brightness 220 called? Which folder is it in?",
#   "Labels are not numbered in the order in which you wrote the folders. In which order, then?",
#   "Alphabetical: evening, night, noon. You need not copy it, `dataset.class_names` has it.",
# ]
# why = "Classes are numbered in the alphabetical order of the folders. With a list of your own in another order, training and accuracy look normal, and only the names said at the end are wrong. Take the list from the dataset (`class_names`) and keep it with the model."
# [en.says]
# broken = "Names and numbers do not match. Numbers follow the alphabet, not the order of your list."
# unshuffled = "Without shuffling, the pictures come in another order. Which number stands for which class is as before."
# reversed = "The order is another one, but it still does not match: some pictures do not get the name of their folder."
# light = "You changed how bright the pictures are, and now they do not fit the names of their folders. Leave the pictures as they were."
# labels = "`dataset` must give pictures and whole numbers as labels, of all three classes."
# raises = "`name_of` must have a name for 0, 1 and 2. For some of them it raises an error."
#: program
import shutil
from pathlib import Path

import keras
import numpy as np

shutil.rmtree("skies", ignore_errors=True)
#: solution
LIGHT = {"noon": 220, "evening": 120, "night": 30}
#: wrong light
LIGHT = {"evening": 220, "night": 120, "noon": 30}
#: end
for kind, light in LIGHT.items():
    Path("skies", kind).mkdir(parents=True)
    for number in range(4):
        picture = np.full((8, 8, 3), light)
        path = f"skies/{kind}/{number}.png"
        keras.utils.save_img(path, picture, scale=False)
read = keras.utils.image_dataset_from_directory
#: solution
dataset = read("skies", image_size=(8, 8), verbose=False)
#: wrong unshuffled
dataset = read("skies", image_size=(8, 8), verbose=False, shuffle=False)
#: end


def name_of(label):
    #: broken
    return ["noon", "evening", "night"][label]
    #: solution
    return dataset.class_names[label]
    #: wrong unshuffled
    return ["noon", "evening", "night"][label]
    #: wrong light
    return ["noon", "evening", "night"][label]
    #: wrong reversed
    return ["night", "evening", "noon"][label]
    #: wrong raises
    return ["noon", "evening", "night"][label + 1]
    #: end


pictures, labels = next(iter(dataset))
#: solution
for picture, label in zip(pictures, labels, strict=True):
    print(int(picture[0, 0, 0]), name_of(label))
#: wrong raises
print(name_of(0))
#: end


#: check
import numpy as np


def check(program):
    def truth(light):
        return "noon" if light > 170 else "evening" if light > 75 else "night"

    dataset, name_of = program.dataset, program.name_of
    try:
        lights, labels = [], []
        for pictures, numbers in dataset:
            lights += [float(np.mean(picture)) for picture in np.asarray(pictures)]
            labels += [int(number) for number in np.asarray(numbers)]
        kinds = [truth(light) for light in lights]
    except Exception:
        raise Wrong("labels") from None
    if len(lights) != len(labels) or len(set(kinds)) < 3:
        raise Wrong("labels")
    try:
        names = {label: str(name_of(label)) for label in set(labels)}
    except Exception:
        raise Wrong("raises") from None
    for kind, light in dict(program.LIGHT).items():
        if truth(light) not in str(kind):
            raise Wrong("light")
    if all(kind in names[label] for label, kind in zip(labels, kinds, strict=True)):
        return
    if names != {0: "noon", 1: "evening", 2: "night"}:
        raise Wrong("reversed")
    raise Wrong("unshuffled" if labels == sorted(labels) else "broken")
