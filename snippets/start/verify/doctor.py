"""Can this computer train a Keras model? Ask it:  python doctor.py

One line for each check, in order. The first failure stops it and names the one
command that fixes it. It changes nothing on the computer; a note of what it has
advised, in the temporary folder, keeps it from giving the same advice twice. The
exit status is 0 only if models have been trained and run. It needs nothing but
Python, and runs on old ones too, since those are among the things it must complain of.

    python doctor.py --report    prints all of it, to paste into a question
"""

import os
import sys


# A random.py or json.py of yours, beside this script or in a folder of PYTHONPATH,
# must not be imported in place of Python's own: those are left out while importing.
sys.dont_write_bytecode = True
PATH = list(sys.path)
try:
    HERE = os.getcwd()
except OSError:  # the folder is gone
    HERE = os.sep
YOURS = [p for p in os.environ.get("PYTHONPATH", "").split(os.pathsep) if p]
YOURS += [sys.path[0]] if os.path.isdir(sys.path[0] or ".") else []
YOURS = [os.path.normpath(os.path.join(HERE, p)) for p in YOURS]
LIBRARY = os.path.dirname(os.__file__)
sys.path[:] = [p for p in PATH if p.startswith(LIBRARY) or os.path.normpath(os.path.join(HERE, p)) not in YOURS]

import argparse
import collections
import getpass
import glob
import hashlib
import importlib.util
import json
import locale
import platform
import re
import shutil
import signal
import site
import subprocess
import sysconfig
import tempfile
import time

try:
    from importlib import metadata
except ImportError:  # before Python 3.8
    metadata = None

sys.path[:] = PATH

BOOK = ""  # the book's address; --book gives another
WINDOWS = os.name == "nt"

# What TensorFlow has packages for and the book is written for; the best comes first.
PYTHONS = ["3.12", "3.13", "3.11"]
SYSTEMS = ["Linux x86_64", "Linux aarch64", "Windows AMD64", "Darwin arm64"]
OLDEST_GLIBC, OLDEST_MACOS, OLDEST_KERAS = (2, 27), (12,), (3,)
PATIENCE = 900  # seconds that the slowest disk may take to import Keras
ROOM_TO_INSTALL, ROOM_TO_RUN = 3e9, 2e8  # bytes

# The names pip may know a package by, the usual one first. Of those marked as old there
# are no new releases: the usual one has taken their place.
DISTRIBUTIONS = {
    "tensorflow": "tensorflow tensorflow-cpu tf-nightly tf-nightly-cpu tensorflow-rocm "
    "tensorflow-cpu-aws tensorflow-intel tensorflow-macos intel-tensorflow tensorflow-gpu".split(),
    "keras": ["keras", "keras-nightly"],
    "tf_keras": ["tf-keras", "tf-keras-nightly"],
    "jax": ["jax"],
    "torch": ["torch"],
}
OLD_DISTRIBUTIONS = ["tensorflow-intel", "tensorflow-macos", "intel-tensorflow", "tensorflow-gpu"]
OTHERS = "numpy protobuf h5py jaxlib tensorflow-metal tensorboard pyarrow pip".split()
LOG = []  # the output of the trial, for --report
COMMON_NAMES = (
    "root user admin administrator ubuntu debian localhost python keras tensorflow".split()
)
BACKENDS = ["tensorflow", "jax", "torch"]  # those that can train

# Variables that change what Python, Keras or TensorFlow do. What they do is found out by
# trying without them; only those that hide a card or cap the training need a word here.
MEDDLING = re.compile(
    "PYTHON(?!IOENCODING|UTF8|DONTWRITEBYTECODE|UNBUFFERED)|(TF|XLA|JAX|KERAS|OMP|MKL|KMP)_|PROTOCOL_BUFFERS_|"
    "(LD|DYLD)_(LIBRARY_PATH|PRELOAD|INSERT_LIBRARIES)$|CUDA_(?!VISIBLE|CACHE)|NVIDIA_"
)
SEPARATE = ("KERAS_HOME", "KERAS_BACKEND")  # looked at by check_backend
CAPS = ("KERAS_MAX_EPOCHS", "KERAS_MAX_STEPS_PER_EPOCH")
LEGACY = os.environ.get("TF_USE_LEGACY_KERAS") in ("1", "true", "True")  # as TensorFlow reads it

Problem = collections.namedtuple("Problem", "page when zh en")

# What can go wrong. The keys are the anchors of the troubleshooting chapter, `page` is the
# page of it; `when` tells the problem by the error output of a failed trial, the first
# that fits counts; then what is said of it, in both languages.
# fmt: off
PROBLEMS = {
    "python-version": Problem("install", None,
        "Python {found} 不行，本书需要 3.11、3.12 或 3.13：{path}",
        "Python {found} will not do, the book needs 3.11, 3.12 or 3.13: {path}"),
    "python-32-bit": Problem("install", None,
        "这个 Python 是 32 位的，TensorFlow 只有 64 位的安装包：{path}",
        "This Python is 32-bit, TensorFlow has 64-bit packages only: {path}"),
    "free-threaded": Problem("install", None,
        "这个 Python 是自由线程版（{found}t），TensorFlow 没有给它的安装包：{path}",
        "This Python is free-threaded ({found}t), TensorFlow has no package for it: {path}"),
    "platform": Problem("install", None,
        "TensorFlow 没有适合这个平台的安装包：{found}",
        "TensorFlow has no package for this platform: {found}"),
    "no-venv": Problem("install", None,
        "没有用虚拟环境：{path}",
        "Not in a virtual environment: {path}"),
    "conda-and-pip": Problem("install", None,
        "在 conda 的 base 环境里，往里装东西可能弄坏 conda：{path}",
        "In the base environment of conda, where installing may break conda: {path}"),
    "pip-broken": Problem("install", None,
        "这个 Python 的 pip 坏了，装不了东西",
        "The pip of this Python is broken and installs nothing"),
    "not-installed": Problem("install", None,
        "没有安装 Keras；软件包：{packages}",
        "Keras is not installed; packages: {packages}"),
    "two-packages": Problem("install", None,
        "同一个软件包装了两份，会互相覆盖：{names}",
        "Installed twice, one over the other: {names}"),
    "version-conflict": Problem("install", None,
        "软件包的版本不配套：{conflicts}",
        "Packages that do not fit each other: {conflicts}"),
    "keras-json": Problem("import", r"Invalid `\w+` configuration",
        "Keras 用不了它的设置文件 {path}",
        "Keras cannot use its settings file {path}"),
    "unknown-backend": Problem("import", None,
        "后端 {name} 不能训练，能训练的有 {known}（{source}）",
        "The backend {name} cannot train, but {known} can ({source})"),
    "no-backend": Problem("import", None,
        "Keras 的后端 {name} 没有安装（{source}）",
        "The backend of Keras, {name}, is not installed ({source})"),
    "pythonpath": Problem("import", None,
        "Python 先找到了别处的软件包：{name} = {value}",
        "Python finds packages from elsewhere first: {name} = {value}"),
    "environment-variable": Problem("import", None,
        "环境变量 {name}={value} 碍事，去掉它就不报这个错了",
        "The environment variable {name}={value} is at fault: without it, this error is gone"),
    "legacy-keras": Problem("import", None,
        "环境变量 TF_USE_LEGACY_KERAS 要 tf.keras 用 Keras 2 的包 tf-keras：{found}",
        "TF_USE_LEGACY_KERAS makes tf.keras use the package tf-keras, Keras 2: {found}"),
    "mac-hangs": Problem("import", r"mutex\.cc|mutex lock failed",
        "导入时卡死：TensorFlow 与别的软件包（多半是 pyarrow）冲突",
        "The import hangs: TensorFlow and another package, often pyarrow, clash"),
    "timeout": Problem("import", r"^TimeoutExpired",
        "{seconds} 秒内没有完成；第一次导入可能很慢",
        "Not finished after {seconds} s; a first import can be slow"),
    "no-space": Problem("install", r"No space left on device|Disk quota exceeded|WinError 112\b|"
        "not enough space on the disk|磁盘空间不足",
        "磁盘空间不够：{where}",
        "Not enough space on the disk: {where}"),
    "new-card": Problem("gpu", r"CUDA_ERROR_(INVALID_(PTX|HANDLE|IMAGE|SOURCE)|UNSUPPORTED_PTX|"
        r"NO_BINARY)|no kernel image|ptxas .*(too old|does not support)",
        "TensorFlow 里没有给这块显卡的程序，多半是显卡太新",
        "TensorFlow has no code for this graphics card, which is probably too new"),
    "card-full": Problem("gpu", r"OOM when allocating.*GPU|CUDA_ERROR_OUT_OF_MEMORY|"
        r"CUDA out of memory|GPU_\d+_bfc",
        "显存不够，别的程序也许占着它",
        "The graphics card's memory is full; another program may be using it"),
    "gpu-failed": Problem("gpu", r"libdevice|CUDA_ERROR|CUDNN_STATUS|CUBLAS_STATUS|CUSOLVER_STATUS|"
        "DNN library|CuDNN library|cudaError|cuLaunchKernel",
        "显卡上算不了：驱动或 CUDA 的库不合",
        "The graphics card does not compute: its driver or the libraries of CUDA do not fit"),
    "out-of-memory": Problem("training", r"^Killed|MemoryError|bad_alloc|paging file|页面文件|"
        "OOM when allocating|[Cc]annot allocate memory|Unable to allocate",
        "内存不够",
        "Out of memory"),
    "illegal-instruction": Problem("import",
        r"^Illegal instruction|0xc000001d|compiled to use \w+ instructions",
        "这个 CPU 或虚拟机没有 TensorFlow 要用的 AVX 指令；PyTorch 后端不用它",
        "This CPU or virtual machine lacks AVX, which TensorFlow needs; PyTorch does not"),
    "dll-load-failed": Problem("import", r"DLL load failed",
        "Windows 加载不了 TensorFlow 的 DLL，多半缺 Visual C++ 运行库",
        "Windows cannot load TensorFlow's DLL; the Visual C++ runtime is probably missing"),
    "metal": Problem("gpu", r"metal_plugin|tensorflow-plugins",
        "苹果的插件 tensorflow-metal 与这个 TensorFlow 不合",
        "Apple's plug-in tensorflow-metal does not fit this TensorFlow"),
    "protobuf": Problem("import", r"Protobuf Gencode|from 'google\.protobuf|GetPrototype|"
        "Descriptors cannot be created|google/protobuf/",
        "TensorFlow 用不了这个版本的 protobuf",
        "TensorFlow cannot use this version of protobuf"),
    "numpy-abi": Problem("import", r"using NumPy 1|numpy\.dtype size|_ARRAY_API|"
        "multiarray failed to import|umath failed to import",
        "有软件包是为另一个大版本的 NumPy 编译的",
        "A package was compiled for another major version of NumPy"),
    "odd-path": Problem("import", r"UnicodeDecodeError|Illegal byte sequence",
        "有的程序打不开这条路径，里面有英文以外的字：{path}",
        "Some program cannot open this path, with letters outside of English: {path}"),
    "import-failed": Problem("import", None,
        "导入 Keras 失败",
        "Keras cannot be imported"),
    "shadowed-name": Problem("import", None,
        "你的 {path} 与 Keras 要用的模块 {name} 同名，会顶替它",
        "Your {path} takes the place of the module {name}, which Keras needs"),
    "gpu-not-found": Problem("gpu", None,
        "有 NVIDIA 显卡{card}，{backend} 却只找到 {devices}",
        "There is an NVIDIA card{card}, but {backend} found only {devices}"),
    "hidden-card": Problem("gpu", None,
        "显卡被 CUDA_VISIBLE_DEVICES={value} 藏起来了，用 {devices} 计算；若不是有意的，去掉它",
        "CUDA_VISIBLE_DEVICES={value} hides the graphics card, {devices} computes; undo it "
        "unless you want that"),
    "fit-failed": Problem("training", None,
        "Keras 能导入，但训练失败",
        "Keras was imported, but training failed"),
    "doctor-failed": Problem("import", None,
        "检查程序自己遇到了意外",
        "The check itself met something unexpected"),
}
MESSAGES = {
    "python": ("Python {found}，64 位：{path}", "Python {found}, 64-bit: {path}"),
    "platform-fits": ("平台：{found}", "Platform: {found}"),
    "venv": ("虚拟环境：{path}", "Virtual environment: {path}"),
    "packages": ("软件包：{packages}", "Packages: {packages}"),
    "other-pip": ("命令 pip 属于别的 Python，请总是写 python -m pip：{path}",
        "The command pip belongs to another Python, so always type python -m pip: {path}"),
    "capped": ("{name}={value} 会让每次训练提早结束", "{name}={value} ends every training early"),
    "backend": ("后端：{name}（{source}）", "Backend: {name} ({source})"),
    "default": ("默认", "by default"),
    "importing": ("导入 Keras，最多等 {seconds} 秒", "Importing Keras, for up to {seconds} s"),
    "looking": ("没有成功，找找原因", "It failed; looking for the cause"),
    "imported": ("导入成功：{found}，来自 {path}", "Imported {found}, from {path}"),
    "devices": ("设备：{devices}", "Devices: {devices}"),
    "trained": ("训练了一个小模型：损失 {loss}；也跑过卷积层", "Trained a small model: loss {loss}; ran "
        "a convolution as well"),
    "success": ("安装没有问题，可以开始了：{found}，Python {python}，设备 {devices}，文件夹 {folder}",
        "The installation works. You are ready to start: {found}, Python {python}, on {devices}, "
        "in {folder}"),
    "again": ("修复之后再检查一次：", "Fix it, then check again: "),
    "error": ("报错：", "error: "),
    "mend": ("修复：", "fix:   "),
    "before": ("上次：", "last:  "),
    "tried": ("（没试过就先试它）", "  (not tried yet? try it first)"),
    "ask": ("提问：", "ask:   "),
    "more": ("详见：", "more:  "),
    "ok": ("通过", "ok  "),
    "wait": ("稍等", "wait"),
    "warn": ("注意", "note"),
    "fail": ("失败", "FAIL"),
    "paste": ("把下面两行 ``` 之间的内容贴进你的问题：", "Paste what stands between the two ``` "
        "into your question:"),
}
# fmt: on

# The program of the child process. For each step it prints what it has done. It runs in
# the reader's folder, but leaves the reader's own files alone: those are looked for later.
TRIAL = """
import sys
before = set(sys.modules)
if sys.path[:1] == [""]:
    del sys.path[0]
import faulthandler, json, os
faulthandler.dump_traceback_later(float(sys.argv[1]))
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except Exception:
    pass

def done(**step):
    print("\\ndone:" + json.dumps(step), flush=True)

import keras
backend = keras.backend.backend()
modules = {name.partition(".")[0] for name in set(sys.modules) - before}
version = getattr(sys.modules.get(backend), "__version__", "")
found = f"keras {keras.__version__}, {backend} {version}".strip()
done(found=found, backend=backend, file=getattr(keras, "__file__", ""), modules=sorted(modules))

import numpy as np
if backend == "torch":
    import torch
    devices = ["gpu:0" if torch.cuda.is_available() else "cpu"]
else:
    devices = keras.distribution.list_devices()
done(devices=", ".join(devices))

x = np.linspace(-1, 1, 64).reshape(64, 1)
y = 2 * x + 1
keras.utils.set_random_seed(0)
model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
first = model.evaluate(x, y, verbose=0)
model.fit(x, y, epochs=5, verbose=0)
last = model.evaluate(x, y, verbose=0)
assert last < first, f"the loss went from {first} to {last}"
done(loss=f"{first:.2f} -> {last:.2f}")

keras.layers.Conv2D(2, 3)(np.ones((1, 8, 8, 1), "float32"))
done(conv=True)

if backend == "tensorflow" and os.environ.get("TF_USE_LEGACY_KERAS") in ("1", "true", "True"):
    import tensorflow as tf
    tf.keras.Sequential([tf.keras.layers.Dense(1)])
    done(legacy=tf.keras.__version__)
"""


class Line:
    """A line of the report.

    `state` is "ok", "wait", "warn" or "fail"; `key` names the text, which `fields` fill
    in. `mends` are commands, each to be tried if those before it did not help; one may
    come with the Python that checks again, if that is not this one.
    """

    def __init__(self, state, key, *mends, **fields):
        self.state, self.key, self.fields = state, key, fields
        mends = [mend if isinstance(mend, tuple) else (mend, None) for mend in mends]
        self.mends = [mend for mend in mends if mend[0]]

    @property
    def mend(self):
        return self.mends[0][0] if self.mends else None

    def noted(self):
        """The same, but no failure."""
        self.state = "warn"
        return self


# ---- Commands, as typed into bash on Linux and macOS, into PowerShell on Windows.


def quoted(text):
    """In double quotes, with what means something inside them escaped."""
    special, escape = ('[`$"]', "`") if WINDOWS else ('[`$"\\\\]', "\\")
    return '"' + re.sub(special, lambda found: escape + found[0], text) + '"'


def set_variable(name, value):
    if WINDOWS:
        return f"$env:{name} = {quoted(value)}"
    return f"export {name}=" + (value if re.fullmatch(r"[\w.-]+", value) else quoted(value))


def unset_variable(name):
    """For this terminal; if it comes back: for good, or where the line to delete is."""
    if WINDOWS:
        for_good = f'[Environment]::SetEnvironmentVariable("{name}", $null, "User")'
        return [f"Remove-Item Env:{name}", for_good]
    return [f"unset {name}", f"grep -ns {name} ~/.*profile ~/.*rc ~/.zshenv /etc/environment"]


def in_environment():
    """Is this Python in a virtual environment, or in one of conda's?"""
    return sys.prefix != sys.base_prefix or os.path.isdir(os.path.join(sys.prefix, "conda-meta"))


def python_of(environment):
    return environment + (r"\Scripts\python" if WINDOWS else "/bin/python")


def base_python():
    """The shortest command that starts the Python which runs this script."""
    name = os.path.basename(sys.executable)
    return name if shutil.which(name) == sys.executable else command(sys.executable)


def command(path):
    """A path as the first word of a line."""
    if re.fullmatch(r"[\w./:\\~+-]+", path):
        return path
    return ("& " if WINDOWS else "") + quoted(path)


def this_python():
    """The Python to install into: that of an environment, never the system's."""
    return base_python() if in_environment() else python_of(".venv")


def new_environment(name, what=""):
    """Make an environment, and install something there; Debian's Python may lack what makes one."""
    mend = f"{base_python()} -m venv {name if command(name) == name else quoted(name)}"
    if not importlib.util.find_spec("ensurepip") and shutil.which("apt"):
        mend = f"sudo apt install -y python3-venv; {mend}"
    return mend + (f"; {command(python_of(name))} -m pip install {what}" if what else "")


def fresh_start():
    """The last resort: another environment, and its Python."""
    for name in [".venv", "keras-env"][in_environment() :]:
        if not os.path.exists(name):
            return new_environment(name, "tensorflow"), python_of(name)
    return None, None


def pip_state(known=[]):  # noqa: B006 (so that it is asked once)
    """Is the pip of this Python "fine", "missing" or "broken"?"""
    if not known:
        there = importlib.util.find_spec("pip")
        known.append("missing" if not there else "broken" if pip("--version")[0] else "fine")
    return known[0]


def mend_pip():
    """Bring back pip. The copy that Python keeps for new environments needs no network."""
    python = this_python()
    if pip_state() == "missing":
        return f"{python} -m ensurepip"
    wheels = glob.glob(os.path.join(LIBRARY, "ensurepip", "_bundled", "pip-*.whl"))
    if not wheels:
        return fresh_start()[0] or ""
    # Without a list of its files, pip cannot remove a broken pip, but can write over it.
    listed = version_of("pip") and metadata.files("pip")
    option = "--force-reinstall" if listed else "--ignore-installed"
    program = os.path.join(wheels[-1], "pip")
    return f"{python} {quoted(program)} install --no-index {option} {quoted(wheels[-1])}"


def pip_install(what):
    """Install into the environment; make one first, or put pip into it, if that is missing."""
    install = f"{this_python()} -m pip install {what}"
    if not in_environment():
        return install if os.path.exists(".venv") else new_environment(".venv", what)
    if pip_state() == "fine":
        return install
    if shutil.which("uv"):
        return f"uv pip install --python {quoted(sys.executable)} {what}"
    return f"{mend_pip()}; {install}"


def pip_again(option):
    """Install TensorFlow and Keras again: pip brings what they need to versions that fit."""
    name = name_of("tensorflow") or "tensorflow"
    if name in OLD_DISTRIBUTIONS:
        return f"{this_python()} -m pip uninstall -y {name}; {pip_install('-U tensorflow keras')}"
    return pip_install(f"{option} {name} {name_of('keras') or 'keras'}")


def move(path, new):
    return f"mv {quoted(path)} {quoted(new)}"


def check_again(python=None, options=""):
    script = sys.argv[0] if sys.argv[0].endswith(".py") else "doctor.py"
    script = script if command(script) == script else quoted(script)
    return f"{python or this_python()} {script}{options}"


def run(*command, **more):
    """Exit status and output of a command."""
    streams = {"stdin": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    done = subprocess.run(command, stdout=subprocess.PIPE, **streams, **more)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def pip(*arguments):
    """Run pip, away from the reader's files: exit status and output."""
    return run(sys.executable, "-B", "-m", "pip", *arguments, cwd=sys.prefix)


def better_python():
    """How to get a Python that fits: a command, and the Python it leads to."""
    test = "import ensurepip, sys, sysconfig, venv; sys.exit(sys.maxsize < 2**32 or "
    test += "bool(sysconfig.get_config_var('Py_GIL_DISABLED')))"
    name = ".venv"
    if os.path.exists(name):
        right = f"sys.exit('%d.%d' % sys.version_info[:2] not in {PYTHONS})"
        python = os.path.abspath(python_of(name))
        if shutil.which(python) and run(python, "-c", f"import sys; {right}")[0] == 0:
            return activate(name), python_of(name)
        name = "keras-env"
    for version in PYTHONS:
        for command in ["py -" + version, "python" + version]:
            words = command.split()
            if shutil.which(words[0]) and run(*words, "-c", test)[0] == 0:
                return f"{command} -m venv {name}", python_of(name)
    uv = shutil.which("uv") and "uv"
    if not WINDOWS and not uv and os.path.exists(os.path.expanduser("~/.local/bin/uv")):
        uv = "~/.local/bin/uv"  # just installed, and unknown to this terminal
    if uv:
        return f"{uv} venv --seed --python {PYTHONS[0]} {name}", python_of(name)
    if WINDOWS:
        return f"winget install Python.Python.{PYTHONS[0]}", f"py -{PYTHONS[0]}"
    return "curl -LsSf https://astral.sh/uv/install.sh | sh", None


def activate(environment):
    return rf"{environment}\Scripts\activate" if WINDOWS else f"source {environment}/bin/activate"


# ---- The checks. Nobody asks for the next line after a failure, so it ends a check.


def check_python():
    found, fields = platform.python_version(), {"path": sys.executable}
    if sys.implementation.name != "cpython":
        found += f" ({sys.implementation.name})"
    if found.rpartition(".")[0] not in PYTHONS:
        return Line("fail", "python-version", better_python(), found=found, **fields)
    if sys.maxsize < 2**32:
        return Line("fail", "python-32-bit", better_python(), **fields)
    if sysconfig.get_config_var("Py_GIL_DISABLED"):
        found = found.rpartition(".")[0]
        return Line("fail", "free-threaded", better_python(), found=found, **fields)
    return Line("ok", "python", found=found, **fields)


def check_platform():
    found = f"{platform.system()} {platform.machine()}"
    fits = found in SYSTEMS and "mingw" not in sysconfig.get_platform()
    if platform.system() == "Linux":
        library, version = platform.libc_ver()
        found += f", {library or 'no glibc'} {version}"
        fits = fits and library == "glibc" and numbers(version) >= OLDEST_GLIBC
    elif platform.system() == "Darwin":
        found += f", macOS {platform.mac_ver()[0]}"
        fits = fits and numbers(platform.mac_ver()[0]) >= OLDEST_MACOS
    if fits:
        return Line("ok", "platform-fits", found=found)
    if WINDOWS:
        mend = f"winget install Python.Python.{PYTHONS[0]} --architecture x64", f"py -{PYTHONS[0]}"
    else:
        mend = f'docker run -it --rm -v "$PWD:/book" -w /book python:{PYTHONS[0]} bash', "python"
    state = "warn" if name_of("tensorflow") else "fail"  # a build from elsewhere may do
    return Line(state, "platform", mend, found=found)


def check_environment():
    if glob.glob(os.path.join(sys.prefix, "conda-meta", "conda-[0-9]*.json")):
        mend = f"conda create -y -n keras-book python={PYTHONS[0]}; conda activate keras-book"
        return Line("warn", "conda-and-pip", (mend, "python"), path=sys.prefix)
    if in_environment():
        return Line("ok", "venv", path=sys.prefix)
    mend = activate(".venv") if os.path.exists(".venv") else new_environment(".venv")
    return Line("warn", "no-venv", mend, path=sys.prefix)


def version_of(name):
    """The version of an installed package, or None."""
    try:
        return metadata.version(name)
    except Exception:  # not installed, or what is written about it is damaged
        return None


def names_of(package):
    """The names under which a package is installed, such as tensorflow-cpu."""
    return list(filter(version_of, DISTRIBUTIONS.get(package, [package])))


def name_of(package):
    return next(iter(names_of(package)), None)


def numbers(version):
    """The version "3.12.1" as (3, 12, 1), to compare it with another one."""
    return tuple(int(number) for number in re.findall(r"\d+", version))


def leftovers():
    """Notes about packages (folders *.dist-info) that are out of date: pip believes them."""
    for folder in filter(os.path.isdir, sys.path):
        for name in ("keras", "tensorflow", "numpy", "protobuf"):
            notes = glob.glob(os.path.join(glob.escape(folder), f"{name}-*.dist-info"))
            source = ""  # what the package itself says
            for file in glob.glob(os.path.join(glob.escape(folder), name, "*", "version.py")):
                with open(file, encoding="utf-8", errors="replace") as text:
                    source += text.read()
            kept = {n: (f'"{numbered(n)}"' in source, os.path.exists(os.path.join(n, "RECORD")),
                numbers(numbered(n))) for n in notes}
            yield from sorted(kept, key=kept.get)[:-1]


def numbered(note):
    """The version in the name of a folder like keras-3.15.1.dist-info."""
    return os.path.basename(note)[: -len(".dist-info")].rpartition("-")[2]


def twice():
    """Packages that are installed under two names, of which one overwrites the other."""
    for package in DISTRIBUTIONS:
        names = names_of(package)
        # Up to 2.18, tensorflow itself was a shell around tensorflow-intel or -macos.
        wanted = [
            re.match(r"[\w-]*", line)[0] for n in names for line in metadata.requires(n) or []
        ]
        names = [name for name in names if name not in wanted]
        if len(names) > 1:
            away = f"{this_python()} -m pip uninstall -y {' '.join(names)}"
            yield ", ".join(names), f"{away}; {pip_install(names[0])}"


def check_room():
    """Is there room to install, or to run, in the folders that are written to?"""
    installed = name_of("keras")
    try:
        temporary = tempfile.gettempdir()
    except OSError as error:
        return Line("fail", "no-space", *mends("no-space"), where="TMPDIR", error=error)
    for folder in [sys.prefix, temporary, os.path.expanduser("~")]:
        needed = ROOM_TO_INSTALL if folder == sys.prefix and not installed else ROOM_TO_RUN
        try:
            free = shutil.disk_usage(folder).free
        except OSError:
            continue
        if free < needed:
            where = f"{folder}, {free / 1e9:.1f} GB < {needed / 1e9:.1f} GB"
            return Line("warn", "no-space", *mends("no-space"), where=where)
    return None


def check_packages():
    stack = [name_of(package) or package for package in ["tensorflow", "keras"]]
    names = stack + ["numpy", "protobuf", "h5py"]
    packages = ", ".join(f"{name} {version_of(name) or '-'}" for name in names)
    keras = version_of(stack[1])
    room = check_room()
    if room:
        yield room
    old = list(leftovers())
    if old:
        found = ", ".join(map(os.path.basename, old))
        mend = "; ".join(move(note, note + ".old") for note in old)
        yield Line("fail", "two-packages", mend, names=found)
    if in_environment() and pip_state() == "broken":
        yield Line("warn" if keras else "fail", "pip-broken", mend_pip(), fresh_start())
    if not keras:
        command = shutil.which("pip")
        scripts = [os.path.dirname(sys.executable), sysconfig.get_path("scripts")]
        if command and os.path.dirname(command) not in scripts:
            yield Line("warn", "other-pip", path=command)
        more = [pip_install("--timeout 60 --retries 10 tensorflow"), fresh_start()]
        yield Line("fail", "not-installed", pip_install("tensorflow"), *more, packages=packages)
    if numbers(keras) < OLDEST_KERAS:
        again = [pip_again("--upgrade"), fresh_start()]
        yield Line("fail", "version-conflict", *again, conflicts=f"keras {keras} < 3")
    for found, mend in twice():
        yield Line("warn", "two-packages", mend, names=found)
    complaints = pip("check")[1].splitlines() if pip_state() == "fine" else []
    own = [line for line in complaints if line.split(" ")[0] in stack]
    if own:
        yield Line("warn", "version-conflict", pip_again("--upgrade"), conflicts=" ".join(own))
    else:
        yield Line("ok", "packages", packages=packages)


def keras_json():
    """Where Keras looks for its settings."""
    home = os.path.expanduser("~")
    if not os.access(home, os.W_OK):
        home = "/tmp"
    folder = os.environ.get("KERAS_HOME", os.path.join(home, ".keras"))
    return os.path.expanduser(os.path.join(folder, "keras.json"))


def check_backend():
    path, settings = keras_json(), {}
    mend = [move(path, path + ".old")]
    if os.path.exists(path):
        try:
            with open(path) as file:
                settings = json.load(file)
        except ValueError as error:  # Keras goes on without the file
            yield Line("warn", "keras-json", *mend, path=path, error=error)
        except OSError as error:
            yield Line("fail", "keras-json", *mend, path=path, error=error)
        if not isinstance(settings, dict):
            yield Line("fail", "keras-json", *mend, path=path, error=f"{settings}"[:70])
    name = settings.get("backend", "tensorflow")
    source = path if "backend" in settings else MESSAGES["default"]
    if os.environ.get("KERAS_BACKEND"):
        name, source = os.environ["KERAS_BACKEND"], "KERAS_BACKEND"
        mend = unset_variable("KERAS_BACKEND")
    known = ", ".join(BACKENDS)
    if name not in BACKENDS:
        yield Line("fail", "unknown-backend", *mend, name=name, source=source, known=known)
    if not name_of(name):
        more = [] if name == "tensorflow" else mend
        yield Line("fail", "no-backend", pip_install(name), *more, name=name, source=source)
    for cap in filter(os.environ.get, CAPS):
        yield Line("warn", "environment-variable", *unset_variable(cap), **variable(cap))
    yield Line("ok", "backend", name=name, source=source)


def trial(seconds, changes=()):
    """Run TRIAL in a child process: the steps it has done, and the lines of its output.

    Keras would write its settings into the home folder, and CUDA a cache. Here they
    get a folder that is removed afterwards, with a copy of the reader's settings.
    `changes` are variables to set, or to unset (None); "keras.json" leaves that out.
    """
    changes = dict(changes)
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            if os.path.exists(keras_json()) and "keras.json" not in changes:
                shutil.copyfile(keras_json(), os.path.join(folder, "keras.json"))
            changed = {"KERAS_HOME": folder, "CUDA_CACHE_PATH": folder}
            changed.update(PYTHONIOENCODING="utf-8", PYTHONDONTWRITEBYTECODE="1")
            changed.update(changes, TF_CPP_MIN_LOG_LEVEL=None)
            environment = {k: v for k, v in {**os.environ, **changed}.items() if v is not None}
            log = os.path.join(folder, "log")
            with open(log, "wb") as file:
                end = child(environment, file, seconds)
            with open(log, encoding="utf-8", errors="replace") as file:
                lines = [line.strip() for line in file if line.strip()]
    except OSError as error:  # most likely a full disk
        return {}, [f"{type(error).__name__}: {error}"]
    steps = {}
    for line in lines:
        if line.startswith("done:{"):
            steps.update(json.loads(line[len("done:") :]))
    return steps, lines + [end]


def child(environment, file, seconds):
    """Run TRIAL and write its output to a file; say how it ended."""
    try:
        status = subprocess.call(
            [sys.executable, "-c", TRIAL, str(seconds * 0.9)],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        return "TimeoutExpired"
    return str(signal.strsignal(-status)) if status < 0 else f"exit status {status:#x}"


# ---- What to do about a failed trial.


def said(lines):
    """The lines without the log of TensorFlow: it warns of much that does no harm."""
    log = re.compile(r"([IWE]\d{4} |\d{4}-\d\d-\d\d [\d:.]+: [IWE] |WARNING: All log|done:)")
    return [line for line in lines if not log.match(line)]


def error_in(lines):
    """The line of an output that names the error, or else the last one."""
    named = [line for line in lines if re.match(r"[\w.]*(Error|Exception|Warning)\b", line)]
    return (named or said(lines) or lines)[-1][:500]


def general(text):
    """A text without what differs from one run, or one environment, to the next."""
    text = text.replace(sys.executable, "python").replace(sys.prefix, "environment")
    return re.sub(r"0x[0-9a-f]+|\d+", "#", text)


def variable(name):
    return {"name": name, "value": os.environ.get(name, "")}


def suspects(steps):
    """What surrounds the packages and could be at fault: the failure, and the trial without it."""
    for name in sorted(filter(MEDDLING.match, os.environ)):
        if name not in SEPARATE:
            key = "pythonpath" if name in ("PYTHONPATH", "PYTHONHOME") else "environment-variable"
            yield Line("fail", key, *unset_variable(name), **variable(name)), {name: None}
    folder = site.getusersitepackages()
    if site.ENABLE_USER_SITE and os.path.isdir(folder):
        mend = set_variable("PYTHONNOUSERSITE", "1")
        line = Line("fail", "pythonpath", mend, fresh_start(), name="user site", value=folder)
        yield line, {"PYTHONNOUSERSITE": "1"}
    path = keras_json()
    if os.path.exists(path):
        line = Line("fail", "keras-json", move(path, path + ".old"), path=path)
        yield line, {"keras.json": None}
    if "gpu" in steps.get("devices", ""):
        line = Line("fail", "gpu-failed", set_variable("CUDA_VISIBLE_DEVICES", "-1"))
        yield line, {"CUDA_VISIBLE_DEVICES": "-1"}


def blame(steps, lines, seconds, around):
    """Find out by trying without: the suspect with which a trial fails like this one, or None."""

    def helped(changes):
        now, output = trial(seconds, changes)
        error = error_in(output)
        if re.match("TimeoutExpired|ModuleNotFoundError: No module named '(keras|tensorf)", error):
            return False
        return set(now) > set(steps) or general(error) != general(error_in(lines))

    found = list(around)
    if not found or not helped({k: v for _, change in found for k, v in change.items()}):
        return None
    guilty = found[-1][0]
    for line, change in found[:-1]:
        others = {k: v for _, other in found if other is not change for k, v in other.items()}
        if not helped(others):  # it alone does the harm
            guilty = line
            break
    guilty.fields["error"] = error_in(lines)
    return guilty


def missing_module(lines):
    """A module that is not there, and the package that should have brought it."""
    found = re.search(r"No module named '(\w+)", error_in(lines))
    names = {
        "google": "protobuf",
        "absl": "absl-py",
        "yaml": "pyyaml",
        "pkg_resources": "setuptools",
    }
    return found and names.get(found[1], found[1])


def mends(key, lines=(), seconds=0):
    """The commands against a problem, in the order in which they are to be tried."""
    text = "\n".join(lines)
    cpu = set_variable("CUDA_VISIBLE_DEVICES", "-1")
    again = [pip_again("--upgrade"), pip_again("--force-reinstall"), fresh_start()]
    if key in ("protobuf", "version-conflict"):
        return again
    if key == "numpy-abi":
        # The last file in the trace belongs to the package that is too old.
        files = re.findall(r"site-packages[/\\](\w+)", text)
        others = [name for name in files[-1:] if name not in ("keras", "tensorflow", "numpy")]
        return [pip_again(" ".join(["--upgrade", *others])), *again[1:]]
    if key == "mac-hangs":
        return [fresh_start()]
    if key == "timeout":
        longer = check_again(options=f" --timeout {PATIENCE}")
        home = os.path.join(os.path.expanduser("~"), "keras-env")  # on this computer's own disk
        fresh = new_environment(home, "tensorflow"), command(python_of(home))
        return [longer, fresh] if seconds < PATIENCE else [fresh]
    if key == "no-space":
        purge = f"{this_python()} -m pip cache purge" if pip_state() == "fine" else ""
        if WINDOWS:
            return [purge, "cleanmgr"]
        return [purge, "mkdir -p ~/tmp; export TMPDIR=~/tmp", "du -xh -d 1 ~ | sort -h"]
    if key == "out-of-memory":
        if WINDOWS:
            return ["SystemPropertiesPerformance"]
        if platform.system() == "Darwin":
            return ['open -a "Activity Monitor"']
        swap = "fallocate -l 4G /swapfile && chmod 600 /swapfile && mkswap /swapfile && swapon /swapfile"
        who = "ps aux --sort=-rss | head"
        if os.path.exists("/swapfile"):
            return [who]
        return [f"sudo sh -c '{swap}'" if shutil.which("sudo") else swap, who]
    if key == "illegal-instruction":
        away = f"{this_python()} -m pip uninstall -y {name_of('tensorflow')}"
        torch = set_variable("KERAS_BACKEND", "torch")
        return [f"{pip_install('torch keras')}; {away}; {torch}"]
    if key == "dll-load-failed":
        runtime = os.path.join(os.environ.get("SystemRoot", ""), "System32", "msvcp140_1.dll")
        vcredist = "" if os.path.exists(runtime) else "winget install Microsoft.VCRedist.2015+.x64"
        return [vcredist, "wsl --install"]
    if key == "metal":
        return [f"{this_python()} -m pip uninstall -y tensorflow-metal"]
    if key == "odd-path":
        if WINDOWS:
            return [("mkdir C:\\keras; cd C:\\keras; " + new_environment(".venv", "tensorflow"), python_of(".venv"))]
        return [set_variable("LC_ALL", "C.UTF-8"), fresh_start()]
    if key == "keras-json":
        return [move(keras_json(), keras_json() + ".old")]
    if key == "card-full":
        grow = "TF_FORCE_GPU_ALLOW_GROWTH"
        return ["" if os.environ.get(grow) else set_variable(grow, "true"), cpu]
    if key == "gpu-failed" and "libdevice" in text:
        return [libdevice(), cpu, pip_install('"tensorflow[and-cuda]"')]
    if PROBLEMS[key].page == "gpu":
        return [cpu]
    repair = [mend for _, mend in twice()]
    missing = missing_module(lines)
    if missing and version_of(missing):  # pip believes that it is there
        repair.append(pip_install(f"--force-reinstall --no-deps {missing}"))
    elif missing:
        repair.append(pip_again("").replace("install  ", "install "))
    return [*repair, *again[1:]]


def libdevice():
    """Tell XLA where the CUDA of pip keeps its libdevice, if it is there."""
    for folder in filter(os.path.isdir, sys.path):
        found = glob.glob(os.path.join(glob.escape(folder), "nvidia", "*", "nvvm", "libdevice"))
        if found:
            cuda = os.path.dirname(os.path.dirname(found[0]))
            return set_variable("XLA_FLAGS", f"--xla_gpu_cuda_data_dir={cuda}")
    return ""


def diagnose(key, lines, seconds, steps=()):
    """The failure that the lines of an error output show; `key` if it is none we know."""
    error, own = error_in(lines), said(lines)
    for known, problem in PROBLEMS.items():
        found = [line for line in own if problem.when and re.search(problem.when, line)]
        if found:
            key, error = known, found[-1][:500] if "File " not in found[-1] else error
            break
    path = HERE if key == "odd-path" else keras_json()
    where = f"{sys.prefix}, {tempfile.gettempdir()}" if key == "no-space" else ""
    more = mends(key, lines, seconds)
    if key == "fit-failed" and "gpu" in dict(steps).get("devices", ""):
        more = mends("gpu-failed", lines) + more
    return Line("fail", key, *more, seconds=seconds, path=path, where=where, error=error)


def hiding(modules):
    """A file of the reader's that is named like one of the modules: its path and that name."""
    for folder in [".", os.path.dirname(sys.argv[0]) or "."]:
        for entry in os.listdir(folder):
            name, ending = os.path.splitext(entry)
            path = os.path.normpath(os.path.join(folder, entry))
            package = not ending and os.path.exists(os.path.join(path, "__init__.py"))
            if name in modules and (ending in (".py", ".pyc", ".pyd", ".so") or package):
                return path, name
    return None, None


# ---- The graphics card.


def card():
    """What nvidia-smi says of an NVIDIA card, " (NVIDIA …)"; "" if it does not say; or None."""
    program = shutil.which("nvidia-smi") or "/usr/lib/wsl/lib/nvidia-smi"
    if not os.path.exists(program):
        return None
    fields = "name,compute_cap,driver_version,memory.used,memory.total"
    try:
        status, text = run(program, f"--query-gpu={fields}", "--format=csv,noheader", timeout=30)
    except (OSError, subprocess.SubprocessError):
        return ""
    return f" ({text.strip().splitlines()[0]})" if not status and text.strip() else ""


def check_devices(steps):
    devices, name = steps.get("devices", "-"), steps["backend"]
    found = card() if devices.startswith("cpu") and not WINDOWS else None
    if found is None:
        return Line("ok", "devices", devices=devices)
    hidden = os.environ.get("CUDA_VISIBLE_DEVICES")
    if hidden is not None:
        mend = unset_variable("CUDA_VISIBLE_DEVICES")
        return Line("warn", "hidden-card", *mend, value=hidden, devices=devices)
    if os.environ.get("JAX_PLATFORMS") and name == "jax":
        mend = unset_variable("JAX_PLATFORMS")
    elif name == "torch":
        mend = [pip_install("--force-reinstall torch")]
    elif name == "jax":
        mend = [pip_install('"jax[cuda12]"')]
    else:
        away = [n for n in names_of("tensorflow") if n != "tensorflow"]
        away = f"{this_python()} -m pip uninstall -y {' '.join(away)}; " if away else ""
        install, path = away + pip_install('"tensorflow[and-cuda]"'), library_path()
        mend = [path] if path and not away else [install]
    return Line("warn", "gpu-not-found", *mend, card=found, backend=name, devices=devices)


def library_path():
    """Where pip has put the libraries of CUDA, for the system to look there too."""
    folders = []
    for folder in filter(os.path.isdir, sys.path):
        folders += glob.glob(os.path.join(glob.escape(folder), "nvidia", "*", "lib"))
    known = os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep)
    if not folders or folders[0] in known:
        return None
    return f'export LD_LIBRARY_PATH="{os.pathsep.join(folders)}:$LD_LIBRARY_PATH"'


# ---- The trial.


def check_training(seconds):
    yield Line("wait", "importing", seconds=seconds)
    steps, lines = trial(seconds)
    LOG[:] = lines
    if "found" in steps:
        path, module = steps["file"], ""
        yield Line("ok", "imported", found=steps["found"], path=os.path.dirname(path))
        place = next((p for p in YOURS if path.startswith(os.path.join(p, ""))), None)
        if place and "PYTHONPATH" in os.environ and "conv" in steps:
            more = unset_variable("PYTHONPATH")
            yield Line("warn", "pythonpath", *more, **variable("PYTHONPATH"))
        path, module = hiding(steps["modules"])
        if path:
            name = os.path.basename(path)
            mend = move(path, os.path.join(os.path.dirname(path), "my_" + name))
            yield Line("fail", "shadowed-name", mend, path=path, name=module)
        yield check_devices(steps)
    if "conv" in steps and LEGACY and steps["backend"] == "tensorflow":
        found = f"tf-keras {version_of(name_of('tf_keras') or '') or '-'}"
        more = unset_variable("TF_USE_LEGACY_KERAS")
        state, more = ("warn", more) if "legacy" in steps else ("fail", more)
        extra = {} if "legacy" in steps else {"error": error_in(lines)}
        yield Line(state, "legacy-keras", *more, found=found, **extra)
    elif "conv" not in steps:
        line = diagnose(
            "fit-failed" if "found" in steps else "import-failed", lines, seconds, steps
        )
        # What is known of a card says more than that it works without the card.
        around = list(suspects({} if PROBLEMS[line.key].page == "gpu" else steps))
        if line.key not in ("timeout", "mac-hangs", "no-space") and around:
            yield Line("wait", "looking")
            line = blame(steps, lines, seconds, around) or line
        yield line
    elif any("GetPrototype" in text for text in lines):
        yield diagnose("protobuf", lines, seconds, steps).noted()
    yield Line("ok", "trained", **steps)


def checks(seconds):
    yield check_python()
    yield check_platform()
    yield check_environment()
    yield from check_packages()
    yield from check_backend()
    yield from check_training(seconds)


# ---- The report.


def choose_language(wanted):
    """0 for Chinese, 1 for English: as wanted, or by locale, or what the terminal can show."""
    names = [os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    name = wanted or next(filter(None, names), None) or locale.setlocale(locale.LC_CTYPE)
    try:
        "中文".encode(sys.stdout.encoding or "ascii")
    except UnicodeError:
        return 1
    return 0 if name.lower().startswith(("zh", "chinese")) else 1


def address(key, language, book):
    """Where the book tells more about a problem."""
    page = f"{['', 'en/'][language]}help/troubleshooting/{PROBLEMS[key].page}/#{key}"
    return f"{book and book.rstrip('/') + '/'}{page}"


class Memory:
    """What has been advised in this folder within a day, so that nothing is advised twice.

    It is a file of hashes in the temporary folder; where none can be written, all is new.
    """

    def __init__(self):
        self.notes = []
        here = HERE + os.path.expanduser("~")
        try:
            self.path = os.path.join(
                tempfile.gettempdir(), f"keras-doctor-{self.digest(here)}.json"
            )
            with open(self.path) as file:
                self.seen = json.load(file)
            if time.time() - os.path.getmtime(self.path) > 86400:
                self.seen = []
        except (OSError, ValueError):
            self.seen = []

    @staticmethod
    def digest(*texts):
        text = "\n".join(general(str(text)) for text in texts)
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]

    def choose(self, line, language):
        """The first command not yet advised against this, its Python, and the one before it."""
        before, notes = None, " ".join(self.notes)
        self.notes += [line.key] if line.state == "warn" else []
        for mend, python in line.mends:
            mark = self.digest(line.key, mend, line.fields.get("error"), language, notes)
            if mark not in self.seen:
                self.seen.append(mark)
                self.save()
                return mend, python, before
            before = mend
        return None, None, before

    def save(self):
        try:
            handle, new = tempfile.mkstemp()
            with open(handle, "w") as file:
                json.dump(self.seen, file)
            os.replace(new, self.path)
        except (OSError, AttributeError):
            pass


def describe(line, language, book, memory):
    """The text of a line of the report; under it the error, what to do and where to read more."""
    texts = {key: both[-2:][language] for key, both in {**PROBLEMS, **MESSAGES}.items()}
    fields = {k: v[language] if isinstance(v, tuple) else v for k, v in line.fields.items()}
    yield f"{texts[line.state]}  {texts[line.key].format(**fields)}"
    mend, python, before = memory.choose(line, language) if memory else (line.mend, None, None)
    if "error" in fields:
        yield f"      {texts['error']}{fields['error']}"
    if before and (mend or line.state == "fail"):
        yield f"      {texts['before']}{before}{texts['tried']}"
    if mend:
        yield f"      {texts['mend']}{mend}"
    elif line.state == "fail":
        yield f"      {texts['ask']}{check_again(options=' --report')}"
    if mend or line.state == "fail":
        yield f"      {texts['more']}{address(line.key, language, book)}"
    if line.state == "fail":
        yield f"\n{texts['again']}{check_again(python)}"
    elif line.key == "trained":
        where = {"python": platform.python_version(), "folder": HERE}
        yield "\n" + texts["success"].format(**fields, **where)


def facts():
    """What whoever answers a question wants to know, beside the checks."""
    yield f"{platform.platform()}, {platform.machine()}, {os.cpu_count()} CPUs"
    bits = "64" if sys.maxsize > 2**32 else "32"
    yield f"{sys.implementation.name} {sys.version.split(' ')[0]}, {bits}-bit: {sys.executable}"
    yield f"prefix {sys.prefix}, base {sys.base_prefix}, folder {HERE}"
    for name in [n for names in DISTRIBUTIONS.values() for n in names] + OTHERS:
        if metadata and version_of(name):
            yield f"{name} {version_of(name)}: {metadata.distribution(name).locate_file('')}"
    for name in sorted(os.environ):
        shown = "CUDA_|CONDA_(DEFAULT|PREFIX)|VIRTUAL_ENV$|PIP_|TMPDIR$|TEMP$|(?i:\\w*_proxy)$"
        if MEDDLING.match(name) or re.match(shown, name):
            yield f"{name}={os.environ[name]}"
    yield f"nvidia-smi: {card()}"


def without_secrets(text):
    """A text that can be shown to everybody: no name, home folder, password or token."""
    homes, names = [os.path.expanduser("~")], [platform.node()]
    homes += [os.environ.get(name, "") for name in ("HOME", "USERPROFILE")]
    try:
        names.append(getpass.getuser())
    except Exception:  # the system does not know
        pass
    names += [os.environ.get(name, "") for name in ("USER", "USERNAME", "LOGNAME")]
    homes = {
        path for home in homes for path in (home, os.path.realpath(home)) if os.path.isabs(home)
    }
    for home in sorted(homes, key=len, reverse=True):
        parts = [part for part in re.split(r"[\\/]+", home) if part]
        if parts[WINDOWS:]:  # "/" and "C:\" are nobody's
            start = r"[\\/]+" if home[0] in "\\/" else ""
            path = start + r"[\\/]+".join(map(re.escape, parts))
            text = re.sub(rf"(?i)(?<![\w.-]){path}(?![\w.-])", "~", text)
            names.append(parts[-1])
    for name, value in os.environ.items():
        if re.search("TOKEN|SECRET|PASSW|CREDENTIAL|_KEY$|_PAT$", name.upper()) and len(value) > 3:
            text = text.replace(value, "***")
    text = re.sub(r"(\w://)[^/\s'\"]*@", r"\1***@", text)
    secret = r"[\w.-]*(?:token|key|secret|passw|signature|auth|credential)[\w.-]*"
    text = re.sub(rf"(?i)([?&]{secret}=)[^&\s'\"]+", r"\1***", text)
    text = re.sub(r"(?i)\b(bearer|basic) [\w.~+/=-]{6,}", r"\1 ***", text)
    text = re.sub(r"\b(pypi-|gh[a-z]_|github_pat_|hf_|glpat-|sk-)[\w-]{8,}", r"\1***", text)
    user = r"([\\/]home[\\/]+|[\\/]Users[\\/]+)((?!USER\b)[^\\/\n\"']+(?=[\\/])|[^\\/\s\"':,]+)"
    text = re.sub(user, r"\1USER", text)
    for name in sorted(set(names), key=len, reverse=True):
        # A name of one or two letters, or like a word of this report, tells nothing.
        if len(name) > (2 if name.isascii() else 0) and name.lower() not in COMMON_NAMES:
            edge = r"(?<![A-Za-z0-9]){}(?![A-Za-z0-9])" if name.isascii() else "{}"
            text = re.sub("(?i)" + edge.format(re.escape(name)), "USER", text)
    return text


def main():
    parser = argparse.ArgumentParser(description="Check that Keras can train on this computer.")
    parser.add_argument("--lang", choices=["zh", "en"], help="language of the report")
    parser.add_argument("--book", default=BOOK, metavar="URL", help="address of the book")
    parser.add_argument("--timeout", type=int, default=300, metavar="SECONDS")
    parser.add_argument("--report", action="store_true", help="print all, to paste into a question")
    sys.stdout = sys.stdout or sys.stderr or open(os.devnull, "w")  # pythonw has neither
    options = parser.parse_args()
    if hasattr(sys.stdout, "reconfigure"):  # never fail on a letter the terminal lacks
        sys.stdout.reconfigure(errors="backslashreplace")
    language = choose_language(options.lang)
    memory = None if options.report else Memory()
    trained, kept = False, []

    def show(line):
        for text in describe(line, language, options.book, memory):
            if options.report:
                kept.append(text)
            else:
                print(text, flush=True)

    try:
        if options.report:
            print(MESSAGES["importing"][language].format(seconds=options.timeout), flush=True)
        for line in checks(options.timeout):
            show(line)
            trained = line.key == "trained"
            if line.state == "fail":
                break
    except BrokenPipeError:  # nobody reads on, as in: python doctor.py | head -1
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    except Exception as unexpected:
        error = f"{type(unexpected).__name__}: {unexpected}"
        show(Line("fail", "doctor-failed", error=error))
    except KeyboardInterrupt:
        pass
    if options.report:
        text = "\n".join([*facts(), "", *kept, "", *said(LOG)[-30:]])
        print(MESSAGES["paste"][language], "```", without_secrets(text), "```", sep="\n")
    if not trained:
        sys.exit(1)


if __name__ == "__main__":
    main()
