# --8<-- [start:random]
import keras
import matplotlib.pyplot as plt
from keras import layers
from sklearn.datasets import load_sample_image

keras.utils.set_random_seed(3)
flower = load_sample_image("flower.jpg")[::5, ::5] / 255
conv = layers.Conv2D(5, 3)
maps = keras.ops.convert_to_numpy(conv(flower[None]))[0]  # (1)
print(flower.shape, "->", maps.shape)
print("kernel", conv.kernel.shape)  # (2)

figure, axes = plt.subplots(2, 3, figsize=(6.4, 3.2), layout="tight")
gray = plt.get_cmap("gray", 16)
panels = [flower, *(maps[:, :, index] for index in range(5))]
for axis, values in zip(axes.flat, panels, strict=True):
    axis.imshow(values, gray, interpolation="nearest")  # (3)
    axis.axis("off")
plt.savefig("random_filters.png", dpi=100)
# --8<-- [end:random]
assert conv.kernel.shape == (3, 3, 3, 5)
assert flower.shape == (86, 128, 3) and maps.shape == (84, 126, 5)
