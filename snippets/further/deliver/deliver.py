# --8<-- [start:build]
import keras
import numpy as np
from keras import layers
from sklearn.datasets import load_digits

digits = load_digits()
x = digits.images[..., np.newaxis].astype("float32")  # (1)
y = digits.target
x_train, y_train = x[:-360], y[:-360]
x_test, y_test = x[-360:], y[-360:]


def build():
    inputs = keras.Input(shape=(8, 8, 1))
    h = layers.Rescaling(1 / 16)(inputs)  # (2)
    h = layers.Conv2D(32, 3, padding="same", activation="relu")(h)
    h = layers.Conv2D(64, 3, padding="same", activation="relu")(h)
    h = layers.MaxPooling2D(2)(h)
    h = layers.Dropout(0.25)(layers.Flatten()(h))
    return keras.Model(inputs, layers.Dense(10)(h))


print("train", x_train.shape, " test", x_test.shape)
# --8<-- [end:build]


# --8<-- [start:train]
def train(seed, epochs=10):
    keras.utils.set_random_seed(seed)
    model = build()
    model.compile(
        optimizer=keras.optimizers.Adam(0.003),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    model.fit(x_train, y_train, batch_size=64, epochs=epochs, verbose=0)
    return model


model = train(seed=0)
right = model.evaluate(x_test, y_test, verbose=0)[1]
print(f"right on the test set: {right:.2f}")
model.save("digits.keras")
# --8<-- [end:train]
assert 0.93 < right < 0.99, right

# --8<-- [start:metadata]
import json
import zipfile

with zipfile.ZipFile("digits.keras") as file:
    for name in file.namelist():
        print(name)
    metadata = json.loads(file.read("metadata.json"))
print("saved by Keras", metadata["keras_version"])
# --8<-- [end:metadata]
assert metadata["keras_version"] == keras.__version__

# --8<-- [start:reading]
reading = '''\
import argparse, json, os, sys, zipfile
from importlib.metadata import version

import numpy as np
from PIL import Image


def check_model(path):
    """Stop unless the file is a model of the Keras that is installed."""
    try:
        with zipfile.ZipFile(path) as file:
            saved = json.loads(file.read("metadata.json"))["keras_version"]
    except FileNotFoundError:
        sys.exit(f"{path}: no such file")
    except (zipfile.BadZipFile, KeyError, OSError):
        sys.exit(f"{path}: no .keras file")
    here = version("keras")
    if saved.split(".")[:2] != here.split(".")[:2]:
        sys.exit(f"{path}: saved by Keras {saved}, and this is {here}")
'''
print(reading.count("\n"), "lines")
# --8<-- [end:reading]

# --8<-- [start:answering]
answering = '''

def read(path):
    """The digits of a file: one of a picture, one of each line of a CSV."""
    try:
        if path.endswith(".csv"):
            rows = np.loadtxt(path, delimiter=",", ndmin=2)
        else:
            grey = Image.open(path).convert("L").resize((8, 8), Image.BOX)
            rows = (255 - np.array(grey).reshape(1, 64)) * (16 / 255)
    except FileNotFoundError:
        sys.exit(f"{path}: no such file")
    except (ValueError, OSError) as error:
        sys.exit(f"{path}: cannot be read: {error}")
    if rows.shape[1] != 64:
        sys.exit(f"{path}: {rows.shape[1]} numbers in a line, not 64")
    if not ((rows >= 0) & (rows <= 16)).all():
        sys.exit(f"{path}: numbers must be from 0 to 16")
    return rows.reshape(-1, 8, 8, 1).astype("float32")
'''
print(answering.count("\n"), "lines")
# --8<-- [end:answering]

# --8<-- [start:main]
main = """

parser = argparse.ArgumentParser(description="Read handwritten digits.")
parser.add_argument("model", help="a .keras file")
parser.add_argument("files", nargs="+", help="pictures, or .csv files")
given = parser.parse_args()
check_model(given.model)
found = [read(path) for path in given.files]

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
import keras

model = keras.models.load_model(given.model)
for path, digits in zip(given.files, found):
    logits = model.predict(digits, verbose=0)
    for chances in keras.ops.convert_to_numpy(keras.ops.softmax(logits)):
        print(f"{path}: {chances.argmax()}, {chances.max():.0%} sure")
"""
with open("predict.py", "w") as file:
    print(file.write(reading + answering + main), "characters")
# --8<-- [end:main]

# --8<-- [start:terminal]
import subprocess
import sys


def terminal(command):
    done = subprocess.run(
        [sys.executable, *command.split()], capture_output=True, text=True
    )
    print("$ python", command)
    if done.returncode:
        print(done.stderr.splitlines()[-1])  # (1)
    else:
        print(done.stdout, end="")
    print("status", done.returncode)


from PIL import Image

ink = x_test[0, :, :, 0] * 255 / 16
picture = Image.fromarray((255 - ink).astype("uint8"))
picture.resize((160, 160), Image.NEAREST).save("one.png")  # (2)
rows = x_test[:3].reshape(3, 64)
np.savetxt("three.csv", rows, fmt="%d", delimiter=",")  # (3)
terminal("predict.py digits.keras one.png three.csv")
# --8<-- [end:terminal]
assert (
    model.predict(x_test[:3], verbose=0).argmax(axis=1) == y_test[:3]
).all()

# --8<-- [start:faults]
np.savetxt("short.csv", rows[:, :63], fmt="%d", delimiter=",")
np.savetxt("dark.csv", rows * 16, fmt="%d", delimiter=",")
terminal("predict.py digits.keras nothing.png")
terminal("predict.py digits.keras short.csv")
terminal("predict.py digits.keras dark.csv")
terminal("predict.py three.csv three.csv")
terminal("predict.py digits.keras")
# --8<-- [end:faults]

# --8<-- [start:version]
metadata["keras_version"] = "3.9.0"
with zipfile.ZipFile("digits.keras") as file:
    with zipfile.ZipFile("old.keras", "w") as old:
        old.writestr("metadata.json", json.dumps(metadata))
        for name in ("config.json", "model.weights.h5"):
            old.writestr(name, file.read(name))
terminal("predict.py old.keras three.csv")
# --8<-- [end:version]

# --8<-- [start:service]
service = """\
import threading
from contextlib import asynccontextmanager
from typing import Annotated

import keras
import numpy as np
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

LARGEST = 20_000  # (1)
Ink = Annotated[int, Field(ge=0, le=16)]
Digit = Annotated[list[Ink], Field(min_length=64, max_length=64)]
lock, models = threading.Lock(), {}


class Question(BaseModel):  # (2)
    digits: list[Digit] = Field(min_length=1, max_length=64)


@asynccontextmanager
async def lifespan(app):  # (3)
    models["digits"] = keras.models.load_model("digits.keras")
    yield
    models.clear()
"""
print(service.count("\n"), "lines")
# --8<-- [end:service]

# --8<-- [start:guard]
service += """

app = FastAPI(lifespan=lifespan)


@app.middleware("http")
async def bounded(request: Request, call_next):  # (1)
    size = int(request.headers.get("content-length", 0))
    if size > LARGEST or "transfer-encoding" in request.headers:
        return JSONResponse({"detail": "the request is too large"}, 413)
    return await call_next(request)


@app.exception_handler(RequestValidationError)
async def wrong(request: Request, error: RequestValidationError):  # (2)
    return JSONResponse({"detail": error.errors()[0]["msg"]}, 422)
"""
print(service.count("\n"), "lines")
# --8<-- [end:guard]

# --8<-- [start:routes]
service += """

@app.post("/predict")
def predict(question: Question):  # (1)
    x = np.array(question.digits, "float32").reshape(-1, 8, 8, 1)
    with lock:  # (2)
        logits = models["digits"].predict_on_batch(x)
    chances = keras.ops.convert_to_numpy(keras.ops.softmax(logits))
    digits, best = chances.argmax(axis=1), chances.max(axis=1)
    return {"digits": digits.tolist(), "chances": best.tolist()}


@app.get("/health")
async def health():  # (3)
    return {"status": "ok" if models else "no model"}
"""
with open("service.py", "w") as file:
    print(file.write(service), "characters")
# --8<-- [end:routes]

# --8<-- [start:start]
import socket
import time

import httpx

with socket.socket() as free:
    free.bind(("127.0.0.1", 0))  # (1)
    port = free.getsockname()[1]
uvicorn = ["-m", "uvicorn", "service:app", "--port", str(port)]
log = open("service.log", "w")
server = subprocess.Popen([sys.executable, *uvicorn], stdout=log, stderr=log)
address = f"http://127.0.0.1:{port}"
client = httpx.Client(base_url=address, timeout=60, trust_env=False)  # (2)

until = time.monotonic() + 600
while time.monotonic() < until and server.poll() is None:  # (3)
    try:
        reply = client.get("/health")
        break
    except httpx.TransportError:
        time.sleep(0.2)
print(reply.status_code, reply.json())
# --8<-- [end:start]
assert reply.json() == {"status": "ok"}

# --8<-- [start:ask]
pixels = x_test.reshape(-1, 64).astype(int).tolist()
reply = client.post("/predict", json={"digits": pixels[:3]})
print(reply.status_code, reply.json()["digits"], "true:", y_test[:3])
# --8<-- [end:ask]
assert reply.json()["digits"] == y_test[:3].tolist()

# --8<-- [start:wrong]
questions = {
    "63 pixels": {"digits": [pixels[0][:63]]},
    "too much ink": {"digits": [[255] * 64]},
    "a word": {"digits": "seven"},
    "100 digits": {"digits": [[0] * 64] * 100},
    "200 digits": {"digits": [[16] * 64] * 200},
}
for name, question in questions.items():
    reply = client.post("/predict", json=question)
    print(f"{name:12} {reply.status_code} {reply.json()['detail']}")
print("and then", client.get("/health").json())
# --8<-- [end:wrong]
text = {"content-type": "application/json"}
for content in (b"{", b"", b'{"digits": [[NaN]]}', b"[" * 9000):
    reply = client.post("/predict", content=content, headers=text)
    print(reply.status_code, reply.text[:300])
    assert reply.status_code in (400, 422), (content[:20], reply.status_code)
reply = client.post("/predict", content=iter([b"[" * 9000]), headers=text)
assert reply.status_code == 413, reply.status_code

# --8<-- [start:many]
from concurrent.futures import ThreadPoolExecutor


def ask(number):
    question = {"digits": [pixels[number]]}
    reply = httpx.post(
        f"{address}/predict", json=question, timeout=60, trust_env=False
    )
    answer = reply.json()
    return answer["digits"][0], answer["chances"][0]


with ThreadPoolExecutor(200) as pool:  # (1)
    replies = list(pool.map(ask, range(200)))

logits = model.predict(x_test[:200], verbose=0)
chances = keras.ops.convert_to_numpy(keras.ops.softmax(logits))
same = [digit for digit, _ in replies] == chances.argmax(axis=1).tolist()
said = np.array([chance for _, chance in replies])
apart = np.abs(said - chances.max(axis=1)).max()
print(len(replies), "replies, the same digits:", same)
print("probabilities differ by less than 0.0001:", bool(apart < 0.0001))
# --8<-- [end:many]
assert same and apart < 1e-4 and len(replies) == 200

# --8<-- [start:stop]
client.close()
server.terminate()
server.wait(timeout=60)
log.close()
print("still running:", server.poll() is None)
# --8<-- [end:stop]
assert "Application shutdown complete" in open("service.log").read()

# --8<-- [start:export]
from pathlib import Path

loaded = keras.models.load_model("digits.keras")
loaded.export("digits_saved", format="tf_saved_model", verbose=False)
loaded.export("digits.tflite", format="litert", verbose=False)
loaded.export("digits.onnx", format="onnx", verbose=False)


def size(name):
    path = Path(name)
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(one.stat().st_size for one in files if one.is_file())


names = ["digits.keras", "digits_saved", "digits.tflite", "digits.onnx"]
for name in names:
    print(f"{name:13} {size(name) / 1000:4.0f} KB")
# --8<-- [end:export]
assert size("digits.tflite") < size("digits.keras") / 2
assert size("digits.onnx") < size("digits.keras") / 2

# --8<-- [start:runners]
import onnxruntime
import tensorflow as tf
from ai_edge_litert.interpreter import Interpreter

saved = tf.saved_model.load("digits_saved")
providers = ["CPUExecutionProvider"]
session = onnxruntime.InferenceSession("digits.onnx", providers=providers)
entry = session.get_inputs()[0].name


def litert(name):
    interpreter = Interpreter(model_path=name)
    inside = interpreter.get_input_details()[0]["index"]
    outside = interpreter.get_output_details()[0]["index"]

    def answer(x):
        interpreter.resize_tensor_input(inside, x.shape)  # (1)
        interpreter.allocate_tensors()
        interpreter.set_tensor(inside, x)
        interpreter.invoke()
        return interpreter.get_tensor(outside)

    return answer


details = Interpreter(model_path="digits.tflite").get_input_details()
print("LiteRT takes", details[0]["shape"])
# --8<-- [end:runners]


# --8<-- [start:equal]
runners = {
    "predict": lambda x: loaded.predict(x, verbose=0),
    "SavedModel": lambda x: saved.serve(x).numpy(),
    "LiteRT": litert("digits.tflite"),
    "ONNX": lambda x: session.run(None, {entry: x})[0],
}
wanted = runners["predict"](x_test)
for name, answer in runners.items():
    apart = np.abs(answer(x_test) - wanted).max()
    print(f"{name:10} within 0.001: {bool(apart < 0.001)}")
# --8<-- [end:equal]
for answer in runners.values():
    assert np.abs(answer(x_test) - wanted).max() < 5e-4

# --8<-- [start:latency]
one = x_test[:1]
medians = {}
for name, answer in runners.items():
    answer(one)  # (1)
    seconds = []
    for _ in range(20):
        start = time.perf_counter()
        answer(one)
        seconds.append(time.perf_counter() - start)
    medians[name] = np.median(seconds)
for name in ("SavedModel", "LiteRT", "ONNX"):
    times = medians["predict"] / medians[name]
    print(f"{name:10} at least 10 times as fast: {bool(times > 10)}")
# --8<-- [end:latency]
assert max(medians["LiteRT"], medians["ONNX"]) * 50 < medians["predict"]
for name, median in medians.items():
    print(f"{name:10} {median * 1000:8.2f} ms")

# --8<-- [start:int8]
converter = tf.lite.TFLiteConverter.from_saved_model("digits_saved")
converter.optimizations = [tf.lite.Optimize.DEFAULT]
converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]


def examples():
    for number in range(200):  # (1)
        yield [x_train[number : number + 1]]


converter.representative_dataset = examples
Path("digits_int8.tflite").write_bytes(converter.convert())

runners["int8"] = litert("digits_int8.tflite")
for name in ("LiteRT", "int8"):
    answers = runners[name](x_test).argmax(axis=1)
    print(f"{name:6} right: {(answers == y_test).mean():.3f}")
changed = (answers != wanted.argmax(axis=1)).sum()
print("int8 changes", changed, "of 360 answers")
print(f"{size('digits_int8.tflite') / 1000:.0f} KB")
# --8<-- [end:int8]
assert size("digits_int8.tflite") * 2.5 < size("digits.tflite")
assert changed <= 7, changed
assert abs((answers == y_test).mean() - right) < 0.015


# --8<-- [start:seeds]
def weights(seed):
    trained = train(seed, epochs=2)
    return np.concatenate([w.ravel() for w in trained.get_weights()])


first, again, other = weights(0), weights(0), weights(1)
print("seed 0 twice, equal:", np.array_equal(first, again))
print("seeds 0 and 1, equal:", np.array_equal(first, other))
# --8<-- [end:seeds]
assert np.array_equal(first, again)
assert not np.array_equal(first, other)

# --8<-- [start:frozen]
import hashlib
from importlib.metadata import version

for name in ("keras", "tensorflow", "numpy"):
    print(f"{name}=={version(name)}")
digest = hashlib.sha256(Path("digits.keras").read_bytes()).hexdigest()
print(len(digest), "characters:", set(digest) <= set("0123456789abcdef"))
# --8<-- [end:frozen]

# --8<-- [start:card]
answers = wanted.argmax(axis=1)
card = f"""\
# digits.keras
- Reads: one handwritten digit, 8 x 8 numbers from 0 (paper) to 16 (ink).
- Answers: ten logits; softmax makes them probabilities.
- Data: load_digits of scikit-learn, {len(x)} digits by 13 people.
- Split: the last {len(x_test)} are the test set, used once.
- Score: {(answers == y_test).mean():.2f} right on the test set; one seed.
- Limits: photographs, colour and other alphabets were not tried.
- Versions: Keras {version("keras")}, TensorFlow {version("tensorflow")}.
- Size: {model.count_params()} parameters; int8 in digits_int8.tflite.
- Made by: your name, your address; licence of your choice.
"""
Path("digits.md").write_text(card)
print(card)
# --8<-- [end:card]


# --8<-- [start:wrong_scale]
def scaled():
    for number in range(200):
        yield [x_train[number : number + 1] / 16]


converter.representative_dataset = scaled
Path("wrong.tflite").write_bytes(converter.convert())
answers = litert("wrong.tflite")(x_test).argmax(axis=1)
print(f"right: {(answers == y_test).mean():.2f}")
# --8<-- [end:wrong_scale]
assert (answers == y_test).mean() < 0.75

# --8<-- [start:batch]
times = {}
for count in (1, 360):
    some = x_test[:count]
    for name in ("predict", "LiteRT"):
        runners[name](some)
        start = time.perf_counter()
        for _ in range(5):
            runners[name](some)
        times[name] = time.perf_counter() - start
    ratio = times["predict"] / times["LiteRT"]
    print(f"{count:3} digits: more than 50 times: {bool(ratio > 50)}")
# --8<-- [end:batch]

# --8<-- [start:least]
unsure = main.replace(
    "given = parser",
    'parser.add_argument("--least", type=float, default=0.0)\ngiven = parser',
).replace(
    "        print(",
    "        if chances.max() < given.least:\n"
    '            print(f"{path}: not sure")\n'
    "            continue\n"
    "        print(",
)
Path("unsure.py").write_text(reading + answering + unsure)
np.savetxt("grey.csv", np.full((1, 64), 5), fmt="%d", delimiter=",")
terminal("unsure.py --least 0.999 digits.keras one.png grey.csv")
# --8<-- [end:least]
