# --8<-- [start:cars]
import numpy as np
import pandas as pd
from bokeh_sampledata.autompg import autompg
from sklearn.model_selection import GroupShuffleSplit

autompg.to_csv("cars.csv", index=False)
cars = pd.read_csv("cars.csv")
print(cars.dtypes)
print("missing:", cars.isna().sum().sum())
print("names seen before:", cars["name"].duplicated().sum())

cut = GroupShuffleSplit(1, test_size=0.2, random_state=0)
train, test = next(cut.split(cars, groups=cars["name"]))
print("train", len(train), " test", len(test))
# --8<-- [end:cars]

# --8<-- [start:model]
import keras
from keras import layers

NUMBERS = ["displ", "hp", "weight", "accel", "yr"]
KINDS = ["cyl", "origin"]
keras.utils.set_random_seed(0)
inputs, parts = {}, []
for name in NUMBERS:
    inputs[name] = keras.Input(shape=(1,), name=name)
    scale = layers.Normalization()
    scale.adapt(cars[[name]].iloc[train].to_numpy("float32"))
    parts.append(scale(inputs[name]))
for name in KINDS:
    inputs[name] = keras.Input(shape=(1,), dtype="int32", name=name)
    lookup = layers.IntegerLookup(output_mode="one_hot")
    lookup.adapt(cars[name].iloc[train].to_numpy())
    parts.append(lookup(inputs[name]))
hidden = layers.Dense(32, activation="relu")(layers.Concatenate()(parts))
model = keras.Model(inputs, layers.Dense(1)(hidden))
print("numbers for each car:", sum(part.shape[1] for part in parts))
# --8<-- [end:model]


# --8<-- [start:answer]
def raw(rows):
    columns = {name: rows[[name]].to_numpy("float32") for name in NUMBERS}
    for name in KINDS:
        columns[name] = rows[[name]].to_numpy("int32")
    return columns


mpg = cars["mpg"].to_numpy("float32")
model.compile(
    optimizer=keras.optimizers.Adam(learning_rate=0.01),
    loss="mse",
    metrics=["mae"],
)
model.fit(raw(cars.iloc[train]), mpg[train], epochs=60, verbose=0)
always = np.abs(mpg[test] - mpg[train].mean()).mean()
error = model.evaluate(raw(cars.iloc[test]), mpg[test], verbose=0)[1]
print(f"mean absolute error: always the mean {always:.1f}", end="  ")
print(f"network {error:.1f}")
model.save("cars.keras")
loaded = keras.saving.load_model("cars.keras")
strange = cars.iloc[test[:2]].assign(cyl=[8, 7])  # (1)
for guess in keras.ops.convert_to_numpy(loaded(raw(strange)))[:, 0]:
    print(f"{guess:.1f} mpg")
# --8<-- [end:answer]
assert error < always - 2, (error, always)
