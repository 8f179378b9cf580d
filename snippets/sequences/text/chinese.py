# --8<-- [start:kana]
import numpy as np
from babel import Locale


def all_names(code):
    locale = Locale.parse(code)
    tables = (locale.territories, locale.languages)
    return {where: n for table in tables for where, n in table.items()}


def has_kana(name):
    return any("\u3040" <= letter <= "\u30ff" for letter in name)  # (1)


chinese, japanese = all_names("zh"), all_names("ja")
only = set(chinese.values()) ^ set(japanese.values())  # (2)
right = [has_kana(n) == (n in japanese.values()) for n in only]
leftover = [n for n in japanese.values() if n in only and not has_kana(n)]
print(f"{len(only)} names, by kana alone {np.mean(right):.1%} right")
print(len(leftover), "Japanese names without kana:", *leftover[:6])
# --8<-- [end:kana]
assert np.mean(right) > 0.97 and 15 < len(leftover) < 40

# --8<-- [start:cut]
import logging

import jieba

jieba.setLogLevel(logging.WARNING)  # (1)
traditional = all_names("zh_Hant")
for region in ("SA", "BA"):
    for spelling in (chinese[region], traditional[region]):
        print(spelling, "->", *jieba.lcut(spelling))
# --8<-- [end:cut]

# --8<-- [start:scripts]
both = set(chinese.values()) & set(traditional.values())
scripts, regions = {}, {}
for script, spellings in enumerate((chinese, traditional)):
    for region, name in spellings.items():
        if name not in both:
            scripts[name], regions[name] = script, region
whole = np.array(list(scripts), dtype=object)
script = np.array(list(scripts.values()))
region = np.array(list(regions.values()))
cut_up = [" ".join(jieba.lcut(name)) for name in whole]
cut_up = np.array(cut_up, dtype=object)
print(len(whole), "names,", script.sum(), "of them traditional")
# --8<-- [end:scripts]

# --8<-- [start:ways]
import keras
from keras import layers
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupShuffleSplit

WAYS = {
    "whole name": (whole, "whitespace"),
    "jieba": (cut_up, "whitespace"),
    "characters": (whole, "character"),
}
cut = GroupShuffleSplit(5, test_size=0.25, random_state=0)
folds = list(cut.split(whole, groups=region))
rates = {}
for way, (texts, how) in WAYS.items():
    right, new = [], []
    for a, b in folds:
        vectorize = layers.TextVectorization(
            split=how, output_mode="multi_hot"
        )
        vectorize.adapt(texts[a])
        x, x_check = (
            keras.ops.convert_to_numpy(vectorize(texts[part]))
            for part in (a, b)
        )
        judge = LogisticRegression(max_iter=500).fit(x, script[a])
        right.append(judge.score(x_check, script[b]))
        new.append(x_check[:, 0].mean())  # (1)
    rates[way] = np.mean(right)
    print(f"{way:10}  {x.shape[1]:4} tokens", end="  ")
    print(f"with [UNK] {np.mean(new):.2f}  right {rates[way]:.2f}")
# --8<-- [end:ways]
assert rates["whole name"] < 0.6 < rates["jieba"] < 0.85
assert rates["characters"] > 0.94, rates
