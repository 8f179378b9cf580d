# --8<-- [start:raises]
import keras
import numpy as np
from keras import layers
from sklearn.utils.class_weight import compute_class_weight

x, y = np.zeros((20, 3)), np.array([0] * 15 + [1] * 5)
weights = compute_class_weight("balanced", classes=np.unique(y), y=y)
model = keras.Sequential([keras.Input(shape=(3,)), layers.Dense(1)])
model.compile(optimizer="sgd", loss="mse")
model.fit(x, y, class_weight=weights, verbose=0)
# --8<-- [end:raises]
