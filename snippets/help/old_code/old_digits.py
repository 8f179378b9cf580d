# --8<-- [start:program]
from keras.layers.core import Activation, Dense, Dropout
from keras.models import Sequential
from keras.optimizers import Adam
from keras.utils import np_utils
from sklearn.datasets import load_digits

x, y = load_digits(return_X_y=True)
x = x.astype("float32") / 16
y = np_utils.to_categorical(y, 10)

model = Sequential()
model.add(Dense(64, input_dim=64, init="uniform"))
model.add(Activation("relu"))
model.add(Dropout(p=0.2))
model.add(Dense(10, init="uniform"))
model.add(Activation("softmax"))
adam = Adam(lr=0.001, decay=1e-6)
model.compile(adam, "categorical_crossentropy", metrics=["accuracy"])
history = model.fit(x, y, 32, nb_epoch=5, verbose=0, validation_split=0.2)
print(history.history["val_acc"][-1])
print(model.predict_classes(x[:5]))
# --8<-- [end:program]
