# --8<-- [start:by_hand]
import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_sample_image

photo = load_sample_image("china.jpg")[::4, ::4] / 255  # (1)
gray = photo.mean(axis=2)

slope = np.array([[-1, 0, 1]] * 3)
kernels = {
    "blur": np.full((3, 3), 1 / 9),  # (2)
    "vertical edges": slope,
    "horizontal edges": slope.T,  # (3)
}
stacked = np.stack(list(kernels.values()), axis=-1)
conv = layers.Conv2D(3, 3, use_bias=False)
conv.build((None, *gray.shape, 1))
conv.set_weights([stacked[:, :, np.newaxis, :]])  # (4)
maps = conv(gray[np.newaxis, :, :, np.newaxis])  # (5)
maps = keras.ops.convert_to_numpy(maps)[0]
print(gray.shape, "->", maps.shape)
# --8<-- [end:by_hand]
assert photo.shape == (107, 160, 3)
assert maps.shape == (105, 158, 3)
sky = maps[3:12, 110:150]
assert abs(sky[:, :, 1:]).mean() < 0.1 < 0.5 < sky[:, :, 0].mean()
assert abs(maps[60, 20, 0] - gray[60:63, 20:23].mean()) < 1e-5

# --8<-- [start:draw]
import matplotlib.pyplot as plt

panels = {"photo": gray}
for index, name in enumerate(kernels):
    panels[name] = maps[:, :, index]
figure, axes = plt.subplots(2, 2, figsize=(6.4, 4.6), layout="tight")
for axis, (name, values) in zip(axes.flat, panels.items(), strict=True):
    axis.imshow(values, plt.get_cmap("gray", 16), interpolation="nearest")
    axis.set_title(name)
    axis.axis("off")
plt.savefig("by_hand.png", dpi=100)
# --8<-- [end:draw]
