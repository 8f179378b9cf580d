"""Can this computer train a Keras model? Ask it:  python doctor.py

One line for each check, in order. The first failure stops it and names the one
command that fixes it. Nothing on the computer is changed. The exit status is 0
only if a model has trained. It needs nothing but Python, and runs on old ones too,
since those are among the things it must complain of.
"""

import os
import sys

# A random.py or json.py of yours beside this script must not be imported in
# place of Python's own: the script's folder is left out while importing.
sys.dont_write_bytecode = True
PATH = list(sys.path)
if os.path.isdir(sys.path[0] or "."):
    del sys.path[0]

import argparse
import importlib.util
import json
import locale
import platform
import re
import shutil
import signal
import subprocess
import tempfile

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

# Backends that can train, each with the names pip may know it by.
BACKENDS = {
    "tensorflow": ["tensorflow", "tensorflow-cpu", "tf-nightly"],
    "jax": ["jax"],
    "torch": ["torch"],
}

# What can go wrong: the keys are the anchors of the troubleshooting chapter, which has a
# page for each stage; what is not named here stands on the page about importing.
STAGES = {
    "install": "python-version python-32-bit platform no-venv not-installed version-conflict",
    "gpu": "gpu-not-found",
    "training": "out-of-memory fit-failed",
}
# fmt: off
PROBLEMS = {
    "python-version": ("Python {found} 不行，本书需要 3.11、3.12 或 3.13：{path}",
        "Python {found} will not do, the book needs 3.11, 3.12 or 3.13: {path}"),
    "python-32-bit": ("这个 Python 是 32 位的，TensorFlow 只有 64 位的安装包：{path}",
        "This Python is 32-bit, TensorFlow has 64-bit packages only: {path}"),
    "platform": ("TensorFlow 没有适合这个平台的安装包：{found}",
        "TensorFlow has no package for this platform: {found}"),
    "no-venv": ("没有用虚拟环境：{path}",
        "Not in a virtual environment: {path}"),
    "not-installed": ("没有安装 Keras；软件包：{packages}",
        "Keras is not installed; packages: {packages}"),
    "version-conflict": ("软件包的版本不配套：{conflicts}",
        "Packages that do not fit each other: {conflicts}"),
    "keras-json": ("Keras 用不了它的设置文件 {path}",
        "Keras cannot use its settings file {path}"),
    "unknown-backend": ("后端 {name} 不能训练，能训练的有 {known}（{source}）",
        "The backend {name} cannot train, but {known} can ({source})"),
    "no-backend": ("Keras 的后端 {name} 没有安装（{source}）",
        "The backend of Keras, {name}, is not installed ({source})"),
    "dll-load-failed": ("Windows 加载不了 TensorFlow 的 DLL，多半缺 Visual C++ 运行库",
        "Windows cannot load TensorFlow's DLL; the Visual C++ runtime is probably missing"),
    "illegal-instruction": ("这个 CPU 或虚拟机没有 TensorFlow 要用的 AVX 指令；PyTorch 后端不用它",
        "This CPU or virtual machine lacks AVX, which TensorFlow needs; PyTorch does not"),
    "protobuf": ("TensorFlow 用不了这个版本的 protobuf",
        "TensorFlow cannot use this version of protobuf"),
    "numpy-abi": ("有软件包是为另一个大版本的 NumPy 编译的",
        "A package was compiled for another major version of NumPy"),
    "out-of-memory": ("内存不够",
        "Out of memory"),
    "timeout": ("{seconds} 秒内没有完成；第一次导入可能很慢",
        "Not finished after {seconds} s; a first import can be slow"),
    "import-failed": ("导入 Keras 失败",
        "Keras cannot be imported"),
    "shadowed-name": ("你的 {path} 与 Keras 要用的模块 {name} 同名，会顶替它",
        "Your {path} takes the place of the module {name}, which Keras needs"),
    "gpu-not-found": ("有 NVIDIA 显卡，TensorFlow 却只找到 {devices}",
        "There is an NVIDIA card, but TensorFlow found only {devices}"),
    "fit-failed": ("Keras 能导入，但训练失败",
        "Keras was imported, but training failed"),
    "doctor-failed": ("检查程序自己遇到了意外",
        "The check itself met something unexpected"),
}
MESSAGES = {
    "python": ("Python {found}，64 位：{path}", "Python {found}, 64-bit: {path}"),
    "platform-fits": ("平台：{found}", "Platform: {found}"),
    "venv": ("虚拟环境：{path}", "Virtual environment: {path}"),
    "packages": ("软件包：{packages}", "Packages: {packages}"),
    "backend": ("后端：{name}（{source}）", "Backend: {name} ({source})"),
    "default": ("默认", "by default"),
    "importing": ("导入 Keras，最多等 {seconds} 秒", "Importing Keras, for up to {seconds} s"),
    "imported": ("导入成功：{found}", "Imported {found}"),
    "devices": ("设备：{devices}", "Devices: {devices}"),
    "trained": ("训练了一个小模型：损失 {loss}", "Trained a small model: loss {loss}"),
    "success": ("安装没有问题，可以开始了。", "The installation works. You are ready to start."),
    "again": ("修复之后再检查一次：", "Fix it, then check again: "),
    "error": ("报错：", "error: "),
    "mend": ("修复：", "fix:   "),
    "more": ("详见：", "more:  "),
    "ok": ("通过", "ok  "),
    "wait": ("稍等", "wait"),
    "warn": ("注意", "note"),
    "fail": ("失败", "FAIL"),
}
# fmt: on

# How a problem shows in the error output of a failed import or training.
SYMPTOMS = {
    "timeout": r"^TimeoutExpired",
    "out-of-memory": r"^Killed|MemoryError|bad_alloc|paging file|页面文件",
    "illegal-instruction": r"^Illegal instruction|0xc000001d|compiled to use \w+ instructions",
    "dll-load-failed": r"DLL load failed",
    "protobuf": r"Protobuf Gencode|from 'google\.protobuf'|Descriptors cannot be created",
    "numpy-abi": r"using NumPy 1|numpy\.dtype size|_ARRAY_API|multiarray failed to import",
    "keras-json": r"Invalid `\w+` configuration",
}

# The program of the child process. For each step it prints what it has done.
TRIAL = """
import json, sys

def done(**step):
    print("\\ndone:" + json.dumps(step), flush=True)

before = set(sys.modules)
import keras
backend = keras.backend.backend()
modules = list(set(sys.modules) - before)
done(found=f"keras {keras.__version__}, {backend}", modules=modules)

import numpy as np
devices = keras.distribution.list_devices() if backend != "torch" else ["torch"]
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
"""


class Line:
    """A line of the report.

    `state` is "ok", "wait", "warn" or "fail"; `key` names the text, which `fields`
    fill in; `mend` is a command; `python` checks again, if it is not this Python.
    """

    def __init__(self, state, key, mend=None, python=None, **fields):
        self.state, self.key, self.mend, self.python = state, key, mend, python
        self.fields = fields


# ---- Commands, as typed into bash on Linux and macOS, into PowerShell on Windows.


def in_environment():
    """Is this Python in a virtual environment, or in one of conda's?"""
    conda = os.path.isdir(os.path.join(sys.prefix, "conda-meta"))
    return sys.prefix != sys.base_prefix or conda


def python_of(environment):
    return environment + (r"\Scripts\python" if WINDOWS else "/bin/python")


def base_python():
    """The shortest command that starts the Python which runs this script."""
    name = os.path.basename(sys.executable)
    if shutil.which(name) == sys.executable:
        return name
    if " " in sys.executable:
        return ("& " if WINDOWS else "") + f'"{sys.executable}"'
    return sys.executable


def this_python():
    """The Python to install into: that of an environment, never the system's."""
    return base_python() if in_environment() else python_of(".venv")


def pip_install(what):
    """Install into the environment; make one first, or put pip into it, if that is missing."""
    if not in_environment() and not os.path.exists(".venv"):
        return f"{base_python()} -m venv .venv; {this_python()} -m pip install {what}"
    if in_environment() and not importlib.util.find_spec("pip"):
        if shutil.which("uv"):
            return f'uv pip install --python "{sys.executable}" {what}'
        return f"{this_python()} -m ensurepip; {this_python()} -m pip install {what}"
    return f"{this_python()} -m pip install {what}"


def pip_again(option):
    """Install TensorFlow and Keras again: pip brings what they need to versions that fit."""
    return pip_install(f"{option} {name_of('tensorflow') or 'tensorflow'} keras")


def move(path, new):
    return f'mv "{path}" "{new}"'


def check_again(python=None, options=""):
    script = sys.argv[0] if sys.argv[0].endswith(".py") else "doctor.py"
    return f"{python or this_python()} " + (f'"{script}"' if " " in script else script) + options


def run(*command):
    """Exit status and output of a command."""
    streams = {"stdin": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    done = subprocess.run(command, stdout=subprocess.PIPE, **streams)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def better_python():
    """How to get a Python that fits: a command, and the Python it leads to."""
    environment = "keras-env" if os.path.exists(".venv") else ".venv"
    test = "import ensurepip, sys, venv; sys.exit(sys.maxsize < 2**32)"
    for version in PYTHONS:
        for command in ["py -" + version, "python" + version]:
            words = command.split()
            if shutil.which(words[0]) and run(*words, "-c", test)[0] == 0:
                return f"{command} -m venv {environment}", python_of(environment)
    if shutil.which("uv"):
        return f"uv venv --seed --python {PYTHONS[0]} {environment}", python_of(environment)
    if WINDOWS:
        return f"winget install Python.Python.{PYTHONS[0]}", None
    return "curl -LsSf https://astral.sh/uv/install.sh | sh", None


# ---- The checks. Nobody asks for the next line after a failure, so it ends a check.


def check_python():
    found = platform.python_version()
    if ".".join(found.split(".")[:2]) not in PYTHONS:
        return Line("fail", "python-version", *better_python(), found=found, path=sys.executable)
    if sys.maxsize < 2**32:
        return Line("fail", "python-32-bit", *better_python(), path=sys.executable)
    return Line("ok", "python", found=found, path=sys.executable)


def check_platform():
    found = f"{platform.system()} {platform.machine()}"
    fits = found in SYSTEMS
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
        mend = f"winget install Python.Python.{PYTHONS[0]} --architecture x64"
    else:
        mend = f'docker run -it --rm -v "$PWD:/book" -w /book python:{PYTHONS[0]} bash'
    state = "warn" if name_of("tensorflow") else "fail"  # a build from elsewhere may do
    return Line(state, "platform", mend, found=found)


def check_environment():
    if in_environment():
        return Line("ok", "venv", path=sys.prefix)
    mend = f"{base_python()} -m venv .venv"
    if os.path.exists(".venv"):
        mend = r".venv\Scripts\activate" if WINDOWS else "source .venv/bin/activate"
    return Line("warn", "no-venv", mend, path=sys.prefix)


def version_of(name):
    """The version of an installed package, or None."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def name_of(package):
    """The name under which a package is installed, such as tensorflow-cpu, or None."""
    return next(filter(version_of, BACKENDS.get(package, [package])), None)


def numbers(version):
    """The version "3.12.1" as (3, 12, 1), to compare it with another one."""
    return tuple(int(number) for number in re.findall(r"\d+", version))


def check_packages():
    names = [name_of("tensorflow") or "tensorflow", "keras", "numpy", "protobuf", "h5py"]
    packages = ", ".join(f"{name} {version_of(name) or '-'}" for name in names)
    keras = version_of("keras")
    if not keras:
        return Line("fail", "not-installed", pip_install("tensorflow"), packages=packages)
    mend = pip_again("--upgrade")
    if numbers(keras) < OLDEST_KERAS:
        return Line("fail", "version-conflict", mend, conflicts=f"keras {keras} < 3")
    complaints = run(sys.executable, "-B", "-m", "pip", "check")[1].splitlines()
    own = [line for line in complaints if line.split(" ")[0] in names[:2]]
    if own:
        return Line("warn", "version-conflict", mend, conflicts=" ".join(own))
    return Line("ok", "packages", packages=packages)


def keras_json():
    """Where Keras looks for its settings."""
    home = os.path.expanduser("~")
    if not os.access(home, os.W_OK):
        home = "/tmp"
    folder = os.environ.get("KERAS_HOME", os.path.join(home, ".keras"))
    return os.path.expanduser(os.path.join(folder, "keras.json"))


def check_backend():
    path, settings = keras_json(), {}
    mend = move(path, path + ".old")
    if os.path.exists(path):
        try:
            with open(path) as file:
                settings = json.load(file)
        except ValueError as error:  # Keras goes on without the file
            yield Line("warn", "keras-json", mend, path=path, error=error)
        except OSError as error:
            yield Line("fail", "keras-json", mend, path=path, error=error)
        if not isinstance(settings, dict):
            yield Line("fail", "keras-json", mend, path=path, error=f"{settings}"[:70])
    name = settings.get("backend", "tensorflow")
    source = path if "backend" in settings else MESSAGES["default"]
    if os.environ.get("KERAS_BACKEND"):
        name, source = os.environ["KERAS_BACKEND"], "KERAS_BACKEND"
        mend = "Remove-Item Env:KERAS_BACKEND" if WINDOWS else "unset KERAS_BACKEND"
    known = ", ".join(BACKENDS)
    if name not in list(BACKENDS):
        yield Line("fail", "unknown-backend", mend, name=name, source=source, known=known)
    if not name_of(name):
        yield Line("fail", "no-backend", pip_install(name), name=name, source=source)
    yield Line("ok", "backend", name=name, source=source)


def trial(seconds):
    """Run TRIAL in a child process: the steps it has done, and the lines of its output.

    Keras would write its settings into the home folder, and CUDA a cache. Here they
    get a folder that is removed afterwards, with a copy of the reader's settings.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        if os.path.exists(keras_json()):
            shutil.copyfile(keras_json(), os.path.join(folder, "keras.json"))
        environment = dict(os.environ, KERAS_HOME=folder, CUDA_CACHE_PATH=folder)
        environment.update(PYTHONIOENCODING="utf-8", PYTHONDONTWRITEBYTECODE="1")
        log = os.path.join(folder, "log")
        with open(log, "wb") as file:
            try:
                status = subprocess.call(
                    [sys.executable, "-c", TRIAL],
                    cwd=folder,
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    stdout=file,
                    stderr=subprocess.STDOUT,
                    timeout=seconds,
                )
                end = f"exit status {status:#x}"
                if status < 0:
                    end = str(signal.strsignal(-status))
            except subprocess.TimeoutExpired:
                end = "TimeoutExpired"
        with open(log, encoding="utf-8", errors="replace") as file:
            lines = [line.strip() for line in file if line.strip()]
    steps = {}
    for line in lines:
        if line.startswith("done:"):
            steps.update(json.loads(line[len("done:") :]))
    return steps, lines + [end]


def diagnose(key, lines, seconds):
    """The failure that the lines of an error output show; `key` if it is none we know."""
    shown = [line for line in lines if re.match(r"[\w.]+(Error|Exception)\b", line)] or lines
    for known, symptom in SYMPTOMS.items():
        found = [line for line in lines if re.search(symptom, line)]
        if found:
            key, shown = known, found
            break
    away = f"{this_python()} -m pip uninstall -y {name_of('tensorflow')}"
    set_backend = '$env:KERAS_BACKEND = "torch"' if WINDOWS else "export KERAS_BACKEND=torch"
    mends = {
        "timeout": check_again(options=f" --timeout {3 * seconds}"),
        "out-of-memory": "sudo sh -c 'fallocate -l 4G /swapfile && chmod 600 /swapfile && "
        "mkswap /swapfile && swapon /swapfile'",
        "illegal-instruction": f"{pip_install('torch keras')}; {away}; {set_backend}",
        "dll-load-failed": "winget install Microsoft.VCRedist.2015+.x64",
        "protobuf": pip_again("--upgrade"),
        "numpy-abi": pip_again("--upgrade"),
        "keras-json": move(keras_json(), keras_json() + ".old"),
    }
    mend = mends.get(key, pip_again("--force-reinstall"))
    error = shown[-1][:500]
    return Line("fail", key, mend, seconds=seconds, path=keras_json(), error=error)


def hiding(modules):
    """A file of the reader's that is named like one of the modules: its path and that name."""
    for folder in [".", os.path.dirname(sys.argv[0]) or "."]:
        for entry in os.listdir(folder):
            name, ending = os.path.splitext(entry)
            if name in modules and ending == ".py":
                return os.path.normpath(os.path.join(folder, entry)), name
    return None, None


def check_training(seconds):
    yield Line("wait", "importing", seconds=seconds)
    steps, errors = trial(seconds)
    if "found" not in steps:
        yield diagnose("import-failed", errors, seconds)
    yield Line("ok", "imported", found=steps["found"])
    path, name = hiding(steps["modules"])
    if path:
        mend = move(path, os.path.join(os.path.dirname(path), "my_" + os.path.basename(path)))
        yield Line("fail", "shadowed-name", mend, path=path, name=name)
    devices = steps.get("devices", "-")
    if shutil.which("nvidia-smi") and devices.startswith("cpu") and not WINDOWS:
        yield Line("warn", "gpu-not-found", pip_install('"tensorflow[and-cuda]"'), devices=devices)
    else:
        yield Line("ok", "devices", devices=devices)
    if "loss" not in steps:
        yield diagnose("fit-failed", errors, seconds)
    yield Line("ok", "trained", loss=steps["loss"])


def checks(seconds):
    yield check_python()
    yield check_platform()
    yield check_environment()
    yield check_packages()
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


def stage(key):
    """The page of the troubleshooting chapter that has the entry of a problem."""
    found = [page for page, keys in STAGES.items() if key in keys.split()]
    return found[0] if found else "import"


def show(line, language, book):
    """Print a line of the report, and under it the error, the mend and where to read more."""
    texts = {key: both[language] for key, both in {**PROBLEMS, **MESSAGES}.items()}
    fields = {k: v[language] if isinstance(v, tuple) else v for k, v in line.fields.items()}
    print(texts[line.state], texts[line.key].format(**fields), sep="  ", flush=True)
    page = f"{['', 'en/'][language]}help/troubleshooting/{stage(line.key)}/#{line.key}"
    if "error" in fields:
        print(f"      {texts['error']}{fields['error']}")
    if line.mend:
        print(f"      {texts['mend']}{line.mend}")
        print(f"      {texts['more']}{book and book.rstrip('/') + '/'}{page}")
    if line.state == "fail":
        print(f"\n{texts['again']}{check_again(line.python)}")
    elif line.key == "trained":
        print(f"\n{texts['success']}")


def main():
    parser = argparse.ArgumentParser(description="Check that Keras can train on this computer.")
    parser.add_argument("--lang", choices=["zh", "en"], help="language of the report")
    parser.add_argument("--book", default=BOOK, metavar="URL", help="address of the book")
    parser.add_argument("--timeout", type=int, default=300, metavar="SECONDS")
    options = parser.parse_args()
    if hasattr(sys.stdout, "reconfigure"):  # never fail on a letter the terminal lacks
        sys.stdout.reconfigure(errors="backslashreplace")
    language = choose_language(options.lang)
    trained = False
    try:
        for line in checks(options.timeout):
            show(line, language, options.book)
            if line.state == "fail":
                break
        trained = line.key == "trained"
    except BrokenPipeError:  # nobody reads on, as in: python doctor.py | head -1
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    except Exception as unexpected:
        mend = pip_install("--force-reinstall tensorflow")
        error = f"{type(unexpected).__name__}: {unexpected}"
        show(Line("fail", "doctor-failed", mend, error=error), language, options.book)
    except KeyboardInterrupt:
        pass
    if not trained:
        sys.exit(1)


if __name__ == "__main__":
    main()
