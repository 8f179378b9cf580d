"""Measure what a data pipeline costs: samples per second, and memory as the data grows.

`python -m tools bench pipelines` (or `make bench`) trains one small network on
the same pictures through every form of data the book shows. It prints one line
a figure (name, value, unit) as it goes and a table at the end, and asserts
nothing. Speeds are taken in one process, the forms in turn, round after round,
so that a slow minute of the machine hits them all. Each memory figure comes
from a process of its own, with a smaller network. Run it while nothing else does.

What the book shows are snippets/data/big_data/bench.csv, the rows of its tables
made from it (bench_*.md beside it) and docs/assets/images/bench-memory.png. The data
is removed at the end, also when the run is interrupted.

Memory is counted by the kernel, in MB of 10^6 bytes. `peak` is the most the
process held in RAM at any moment (peak resident set, VmHWM): pages of mapped
files count while they are there, the page cache does not. `anonymous` is the
part of it that is not backed by a file and that the kernel cannot drop
(RssAnon, looked at 50 times a second; Linux only).
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from tools.bench.figure import (
    Figure,
    aligned,
    as_markdown,
    machine,
    options,
    read_figures,
    value,
    write_figures,
    write_rows,
)
from tools.proof import record
from tools.source.book import Book
from tools.source.faults import shown_path

FIGURES = "data/big_data"  # the folder in snippets/ for what was measured
PICTURE = "bench-memory.png"

SIDE, BATCH, SHARD = 64, 64, 4096
SAMPLE_BYTES = SIDE * SIDE * 3
RECOMMENDED = "tfrecord"
PREFIX = "keras-bench-"

# What each form is called in the tables; code, so that both languages can use it.
SPEED_FORMS = {
    "arrays": "`fit(x, y)`",
    "tfrecord": "`TFRecordDataset`",
    "pydataset": "`PyDataset`",
    "pydataset_workers": "`PyDataset(workers=2)`",
    "generator": "`yield x, y`",
    "from_generator": "`from_generator`",
    "images": "`image_dataset_from_directory`",
}
MEMORY_FORMS = {
    "none": "–",
    "arrays": "`fit(x, y)`",
    "memmap": '`mmap_mode="r"`, `fit(x, y)`',
    "pydataset_workers": '`mmap_mode="r"`, `PyDataset(workers=2)`',
    "tfrecord": "`TFRecordDataset`",
}


@dataclass(frozen=True)
class Scale:
    """How much to measure: samples by name of size (the first also for speed), rounds, forms."""

    sizes: dict[str, int]
    rounds: int
    memory_forms: tuple[str, ...]

    @property
    def needs(self) -> int:
        """Bytes on disk: every size as an array and as shards, and some air."""
        return int(2.2 * SAMPLE_BYTES * sum(self.sizes.values()))


FULL = Scale({"100MB": 8192, "400MB": 32768, "1600MB": 131072}, 5, tuple(MEMORY_FORMS))
QUICK = Scale({"2MB": 128, "3MB": 256}, 1, (RECOMMENDED,))


# ---- the parent: plans, watches its children, adds up, cleans up


def main(book: Book, arguments: list[str]) -> int:
    """Measure, print, and with --write rewrite what the book shows."""
    given = parse(arguments)
    if given.render:
        render(book, read_figures(book, FIGURES))
        return 0
    scale = QUICK if given.quick else FULL
    place = given.dir
    if not place.is_dir():
        print(f"--dir {place}: there is no such folder", file=sys.stderr)
        return 2
    free = shutil.disk_usage(place).free
    if free < scale.needs:
        print(
            f"{place} has {free / 1e9:.1f} GB free, the data needs {scale.needs / 1e9:.1f} GB "
            "for a few minutes.\nName a folder with more room: --dir FOLDER",
            file=sys.stderr,
        )
        return 1
    figures = []

    def found(name, value, unit=""):
        figures.append(Figure(name, str(value), unit))
        print(figures[-1], flush=True)

    started = time.monotonic()
    with workspace(place) as folder:
        for one in machine({name: version(name) for name in ("keras", "tensorflow", "numpy")}):
            found(one.name, one.value)
        print(f"… writing {scale.needs / 2.2e9 * 2:.1f} GB to {folder}", file=sys.stderr)
        run_child({"task": "write", "folder": str(folder), "sizes": scale.sizes})
        measure_speed(scale, folder, found)
        measure_memory(scale, folder, found)
    print()
    print(table(figures, scale))
    print(f"\ntook {time.monotonic() - started:.0f} s")
    if given.write:
        for path in [write_figures(book, FIGURES, figures), *render(book, figures)]:
            print(f"wrote {shown_path(path)}")
        record.renew_quoted(Book(book.root))  # what the page quotes of it is measured anew
    return 0


def parse(arguments):
    """The options of the command line; ends the program with status 2 if they are wrong."""
    parser = options("pipelines", __doc__, "tiny sizes")
    parser.add_argument(
        "--dir",
        type=Path,
        default=Path(tempfile.gettempdir()),
        help=f"where the data goes meanwhile, {FULL.needs / 1e9:.1f} GB (default: %(default)s)",
    )
    return parser.parse_args(arguments)


@contextmanager
def workspace(place: Path):
    """A new folder under `place` that is gone afterwards, whatever ends the run.

    SIGINT, SIGTERM and SIGHUP end the program by way of the clean-up; a second
    one does not cut the clean-up short.
    """
    signals = [getattr(signal, n) for n in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, n)]

    def stop(number, _):
        print(f"stopped by {signal.Signals(number).name}: cleaning up", file=sys.stderr)
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, stop) for number in signals}
    folder = None
    try:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
        yield folder
    finally:
        for number in signals:
            signal.signal(number, signal.SIG_IGN)
        if folder:
            shutil.rmtree(folder)
        for number, handler in before.items():
            signal.signal(number, handler)


def measure_speed(scale, folder, found):
    """Samples per second of each form, and the share of what in-memory arrays reach."""
    print("… speed of every form", file=sys.stderr)
    here = folder / next(iter(scale.sizes))
    rounds = run_child({"task": "speed", "folder": str(here), "rounds": scale.rounds})["rounds"]
    for form in SPEED_FORMS:
        found(f"speed.{form}", round(statistics.median(r[form] for r in rounds)), "samples/s")
    for form in SPEED_FORMS:
        # The forms of one round ran within seconds of each other: compare within rounds.
        share = statistics.median(r[form] / r["arrays"] for r in rounds)
        found(f"speed.{form}.share", round(100 * share, 1), "%")


def measure_memory(scale, folder, found):
    """Peak memory of each form at each size, and how much it grew from the first to the last."""
    for form in scale.memory_forms:
        peaks = []
        for size in scale.sizes:
            print(f"… memory of {form}, {size}", file=sys.stderr)
            job = {"task": "memory", "folder": str(folder / size), "form": form}
            measured = run_child(job)
            peaks.append(measured["peak"])
            found(f"memory.{form}.{size}.peak", round(measured["peak"] / 1e6), "MB")
            if measured["anonymous"]:
                found(f"memory.{form}.{size}.anonymous", round(measured["anonymous"] / 1e6), "MB")
            if form == "none":  # no data, so no size
                break
        else:
            found(f"memory.{form}.growth", round(100 * (peaks[-1] / peaks[0] - 1), 1), "%")


def run_child(job: dict) -> dict:
    """Run one task in a fresh process, watch its memory, and return what it reports.

    The process does not outlive this call, however the call ends.
    """
    job = {**job, "parent": os.getpid()}
    with tempfile.TemporaryFile("w+", dir=job["folder"]) as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tools.bench.pipelines", json.dumps(job)],
            stdout=subprocess.PIPE,
            stderr=log,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "2"},
            text=True,
            start_new_session=True,  # Ctrl-C reaches the parent only, which ends the child
        )
        anonymous = [0]
        done = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, anonymous, done), daemon=True)
        watcher.start()
        try:
            output, _ = process.communicate()
        finally:
            process.kill()
            process.wait()
            done.set()
            watcher.join()
        if process.returncode:
            log.seek(0)
            raise RuntimeError(
                f"{job} ended with status {process.returncode}\n{log.read()[-3000:]}"
            )
    return {**json.loads(output.splitlines()[-1]), "anonymous": anonymous[0]}


def _watch(pid, most, done):
    while not done.wait(0.02):
        most[0] = max(most[0], _status("RssAnon", pid))


def _status(key, pid="self") -> int:
    """A memory figure of a process in bytes, 0 where Linux's /proc is missing."""
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    lines = [line for line in text.splitlines() if line.startswith(f"{key}:")]
    return int(lines[0].split()[1]) * 1024 if lines else 0


# ---- what is printed and written


def speed_rows(figures) -> list[list[str]]:
    """Form, samples per second, share of in-memory speed; as on the page."""
    return [
        [title, value(figures, f"speed.{form}"), value(figures, f"speed.{form}.share") + "%"]
        for form, title in SPEED_FORMS.items()
    ]


def memory_rows(figures, sizes) -> list[list[str]]:
    """Form, peak at each size, growth of the peak, anonymous memory at the largest size."""
    rows = []
    for form, title in MEMORY_FORMS.items():
        names = [f"memory.{form}.{size}.peak" for size in sizes]
        last = f"memory.{form}.{sizes[0] if form == 'none' else sizes[-1]}.anonymous"
        growth = value(figures, f"memory.{form}.growth")
        row = [title, *(value(figures, name) for name in names)]
        row += [growth if growth == "–" else f"{growth}%", value(figures, last)]
        if row[1] != "–":
            rows.append(row)
    return rows


def table(figures, scale) -> str:
    """Everything at a glance, for the terminal."""
    sizes = list(scale.sizes)
    speed = [["speed", "samples/s", "share"], *speed_rows(figures)]
    header = ["peak memory in MB", *sizes, "growth", f"anonymous {sizes[-1]}"]
    return "\n\n".join(aligned(r) for r in (speed, [header, *memory_rows(figures, sizes)]))


def rows_files(figures) -> dict[str, str]:
    """The bodies of the page's three tables, by file name."""
    names = ("keras", "tensorflow", "numpy", "python", "system", "cpu", "cores", "date")
    bodies = {
        "bench_machine.md": [[value(figures, f"machine.{n}") for n in names]],
        "bench_speed.md": speed_rows(figures),
        "bench_memory.md": memory_rows(figures, list(FULL.sizes)),
    }
    return {name: as_markdown(rows) for name, rows in bodies.items()}


def render(book: Book, figures) -> list[Path]:
    """Write the rows of the page's tables and the picture."""
    written = write_rows(book, FIGURES, rows_files(figures))
    written.append(book.assets / "images" / PICTURE)
    draw(figures, written[-1])
    return written


def draw(figures, path: Path):
    """Peak and anonymous memory against the size of the data, a line for each form."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    sizes = [samples * SAMPLE_BYTES / 1e6 for samples in FULL.sizes.values()]
    figure, axes = plt.subplots(1, 2, figsize=(8, 3.4), sharey=True, layout="constrained")
    styles = {"none": ":", "arrays": "o-", "memmap": "s--", "pydataset_workers": "^-."}
    for axis, kind in zip(axes, ("peak", "anonymous"), strict=True):
        for form, title in MEMORY_FORMS.items():
            if form != "none":
                heights = [
                    float(value(figures, f"memory.{form}.{s}.{kind}", 0)) for s in FULL.sizes
                ]
                label = title.replace("`", "").replace('mmap_mode="r"', "mmap")
                axis.plot(sizes, heights, styles.get(form, "D-"), label=label, markersize=5)
        axis.set(xlabel="data on disk (MB)", ylim=(0, None))
        axis.set_title(
            {"peak": "peak resident memory", "anonymous": "anonymous part"}[kind], size=10
        )
        axis.grid(alpha=0.3)
    axes[0].set_ylabel("MB")
    axes[0].legend(fontsize=8)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=100, metadata={"Software": None})
    plt.close(figure)


# ---- the child: everything that needs Keras


def child(job: dict) -> int:
    """Do one task and print what it found as a line of JSON."""
    _end_with_parent(job["parent"], Path(job["folder"]))
    tasks = {"write": _write_data, "speed": _speed, "memory": _memory}
    print(json.dumps(tasks[job["task"]](job)), flush=True)
    return 0


def _end_with_parent(parent, folder):
    """Should the parent be killed outright (SIGKILL), clean up in its place."""

    def watch():
        while os.getppid() == parent:
            time.sleep(0.5)
        top = [p for p in (folder, *folder.parents) if p.name.startswith(PREFIX)]
        shutil.rmtree(top[0] if top else folder, ignore_errors=True)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _write_data(job):
    """Write each size as one array and as TFRecord shards, the first also as JPEG files."""
    for number, (size, samples) in enumerate(job["sizes"].items()):
        folder = Path(job["folder"], size)
        folder.mkdir()
        _write_size(folder, samples, with_images=number == 0)
    return {}


def _write_size(folder, samples, with_images):
    import keras
    import numpy as np
    import tensorflow as tf

    rng = np.random.default_rng(0)
    shape = (samples, SIDE, SIDE, 3)
    array = np.lib.format.open_memmap(folder / "x.npy", mode="w+", dtype="uint8", shape=shape)
    labels = rng.integers(0, 10, size=samples, dtype="int64")
    np.save(folder / "y.npy", labels)
    for start in range(0, samples, SHARD):
        count = min(SHARD, samples - start)
        coarse = rng.integers(0, 256, size=(count, 8, 8, 3), dtype="uint8")
        pictures = coarse.repeat(SIDE // 8, axis=1).repeat(SIDE // 8, axis=2)
        array[start : start + count] = pictures
        name = str(folder / f"shard-{start // SHARD:03d}.tfrecord")
        with tf.io.TFRecordWriter(name) as writer:
            for picture, label in zip(pictures, labels[start:], strict=False):
                writer.write(_example(tf, picture, label))
        for i, picture in enumerate(pictures if with_images else [], start):
            place = folder / "images" / f"class{labels[i]}"
            place.mkdir(parents=True, exist_ok=True)
            keras.utils.save_img(place / f"{i:06d}.jpg", picture, scale=False)
    array.flush()


def _example(tf, picture, label):
    feature = {
        "image": tf.train.Feature(bytes_list=tf.train.BytesList(value=[picture.tobytes()])),
        "label": tf.train.Feature(int64_list=tf.train.Int64List(value=[label])),
    }
    return tf.train.Example(features=tf.train.Features(feature=feature)).SerializeToString()


def _network(filters, stride):
    import keras
    from keras import layers

    keras.utils.set_random_seed(1)
    inputs = keras.Input((SIDE, SIDE, 3))
    x = layers.Rescaling(1 / 255)(inputs)
    for count in filters:
        x = layers.Conv2D(count, 3, strides=stride, activation="relu")(x)
    x = layers.GlobalAveragePooling2D()(x)
    model = keras.Model(inputs, layers.Dense(10)(x))
    model.compile(
        optimizer="adam",
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    return model


def _speed(job):
    """Train an epoch with each form, round after round; the first round only warms up.

    The clock starts a few batches into the epoch: what `fit` prepares once per
    call, and a network compiled once, are no part of a pipeline's speed.
    """
    import keras

    class Clock(keras.callbacks.Callback):
        def on_train_batch_end(self, batch, logs=None):
            if batch == self.first:
                self.started = time.perf_counter()

        def on_epoch_end(self, epoch, logs=None):
            self.seconds = time.perf_counter() - self.started

    model, clock = _network(filters=(64, 64, 128), stride=2), Clock()
    forms = {name: _form(name, Path(job["folder"])) for name in SPEED_FORMS}
    rounds = []
    for _ in range(job["rounds"] + 1):
        speeds = {}
        for name, (make, samples) in forms.items():
            clock.first = samples // BATCH // 16
            model.fit(**make(), callbacks=[clock], verbose=0)
            speeds[name] = (samples - (clock.first + 1) * BATCH) / clock.seconds
        rounds.append(speeds)
    return {"rounds": rounds[1:]}


def _memory(job):
    """Train one epoch of one form; what the process ever held at most.

    The network is smaller than that of the speed test: it takes less time, and
    what the data needs does not depend on it.
    """
    model = _network(filters=(8,), stride=4)
    make, _ = _form(job["form"], Path(job["folder"]))
    model.fit(**make(), verbose=0)
    peak = _status("VmHWM")
    if not peak:
        import resource

        unit = 1 if sys.platform == "darwin" else 1024
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return {"peak": peak}


def _form(name, folder):
    """A function that makes the arguments of `fit`, and the number of samples in an epoch."""
    import keras
    import numpy as np
    import tensorflow as tf

    y = np.load(folder / "y.npy")
    batches = len(y) // BATCH
    mapped = np.load(folder / "x.npy", mmap_mode="r")

    class Slices(keras.utils.PyDataset):
        def __len__(self):
            return batches

        def __getitem__(self, index):
            part = slice(index * BATCH, (index + 1) * BATCH)
            return np.array(mapped[part]), y[part]

    def generated_batches():
        while True:
            for index in np.random.permutation(batches):
                part = slice(index * BATCH, (index + 1) * BATCH)
                yield np.array(mapped[part]), y[part]

    def generated_samples():
        for index in np.random.permutation(len(y)):
            yield mapped[index], y[index]

    def parse(records):
        features = {
            "image": tf.io.FixedLenFeature([], tf.string),
            "label": tf.io.FixedLenFeature([], tf.int64),
        }
        found = tf.io.parse_example(records, features)
        pictures = tf.io.decode_raw(found["image"], tf.uint8, fixed_length=SAMPLE_BYTES)
        return tf.reshape(pictures, (-1, SIDE, SIDE, 3)), found["label"]

    if name == "none":
        few = np.array(mapped[:BATCH]), y[:BATCH]
        return lambda: {"x": few[0], "y": few[1], "batch_size": BATCH}, BATCH
    if name == "arrays":
        x = np.load(folder / "x.npy")
        return lambda: {"x": x, "y": y, "batch_size": BATCH}, len(y)
    if name == "memmap":
        return lambda: {"x": mapped, "y": y, "batch_size": BATCH}, len(y)
    if name.startswith("pydataset"):
        workers = 2 if name == "pydataset_workers" else 1
        return lambda: {"x": Slices(workers=workers)}, len(y)
    if name == "generator":
        return lambda: {
            "x": generated_batches(),
            "steps_per_epoch": batches,
            "shuffle": False,
        }, len(y)
    if name == "from_generator":
        signature = (
            tf.TensorSpec((SIDE, SIDE, 3), tf.uint8),
            tf.TensorSpec((), tf.int64),
        )
        dataset = tf.data.Dataset.from_generator(generated_samples, output_signature=signature)
    elif name == "tfrecord":
        files = sorted(str(p) for p in folder.glob("shard-*.tfrecord"))
        shards = tf.data.Dataset.from_tensor_slices(files).shuffle(len(files))
        dataset = shards.interleave(
            tf.data.TFRecordDataset, cycle_length=4, num_parallel_calls=tf.data.AUTOTUNE
        )
        dataset = dataset.shuffle(1024)
    elif name == "images":
        dataset = keras.utils.image_dataset_from_directory(
            folder / "images", image_size=(SIDE, SIDE), batch_size=None, verbose=False
        )
    dataset = dataset.batch(BATCH)
    if name == "tfrecord":
        dataset = dataset.map(parse, num_parallel_calls=tf.data.AUTOTUNE)
    dataset = dataset.prefetch(tf.data.AUTOTUNE)
    return lambda: {"x": dataset, "shuffle": False}, len(y)


if __name__ == "__main__":
    sys.exit(child(json.loads(sys.argv[1])))
