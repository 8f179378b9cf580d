"""The verify script: broken installations are built for real, and it must name what is wrong.

Environments are made with `venv` and filled with links to the packages this
test runs with, so that nothing is downloaded and a new one takes no time.
Every run, in whatever environment, is held to the same rules (`Doctor.__call__`):
no traceback, nothing written anywhere, status 0 only if a model has trained.
"""

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import textwrap
import venv
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from tests.support import BOOK
from tools.setup.make_venv import supported

pytestmark = pytest.mark.inputs(
    "snippets/start/verify",
    "docs/zh/help",
    "docs/en/help",
    "docs/zh/start",
    "docs/en/start",
    "pyproject.toml",
    "tools/setup",
    "tools/source",
)

SCRIPT = BOOK.root / "snippets" / "start" / "verify" / "doctor.py"
SITE = Path(sysconfig.get_path("purelib"))
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="uses Linux capabilities")
POSIX = pytest.mark.skipif(os.name == "nt", reason="the commands shown there are PowerShell")


# ---- Environments


def make_environment(folder: Path, leave_out=lambda name: True) -> Path:
    """A virtual environment with links to this one's packages; returns its Python.

    `leave_out(name)` is asked for each entry of site-packages.
    """
    venv.create(folder, symlinks=os.name != "nt", with_pip=False)
    site = site_packages(folder)
    for entry in SITE.iterdir():
        if entry.name != "__pycache__" and not leave_out(entry.name):
            (site / entry.name).symlink_to(entry)
    return folder / "bin" / "python"


def site_packages(folder: Path) -> Path:
    return next(folder.glob("lib/python3.*/site-packages"))


def write_metadata(site: Path, name: str, version: str):
    """Make a package look installed to pip and importlib.metadata."""
    folder = site / f"{name.replace('-', '_')}-{version}.dist-info"
    folder.mkdir()
    text = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    (folder / "METADATA").write_text(text)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """Python of an environment without any package."""
    return make_environment(tmp_path_factory.mktemp("bare") / "environment")


@pytest.fixture(scope="module")
def keras_alone(tmp_path_factory):
    """Python of an environment with Keras and all it needs, but without a backend."""
    return make_environment(
        tmp_path_factory.mktemp("alone") / "environment",
        lambda name: name.startswith(("tensorflow", "jax", "pip")),
    )


@pytest.fixture(scope="module")
def pretended(tmp_path_factory):
    """Python of an environment whose `import keras` runs the text of $ON_IMPORT instead.

    For what cannot be had here: Windows, an old CPU, a full memory.
    """
    python = make_environment(tmp_path_factory.mktemp("pretended") / "environment")
    site = site_packages(python.parent.parent)
    write_metadata(site, "keras", "3.15.1")
    write_metadata(site, "tensorflow", "2.21.0")
    (site / "keras.py").write_text("import os\nexec(os.environ['ON_IMPORT'])\n")
    return python


# ---- Running the script


class Doctor:
    """Runs the script like a reader: in an empty folder, with an empty home."""

    def __init__(self, tmp_path):
        names = ("home", "here", "temporary", "downloads")
        self.folders = [tmp_path / name for name in names]
        for folder in self.folders:
            folder.mkdir()
        self.home, self.here, self.temporary, downloads = self.folders
        self.script = Path(shutil.copy(SCRIPT, downloads))

    def environment(self, python, **variables):
        """No variable of this process but PATH, with the Python's folder in front."""
        found = {
            "PATH": f"{Path(python).parent}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "LANG": "C.UTF-8",
        }
        found.update(variables)
        return {name: value for name, value in found.items() if value is not None}

    def __call__(self, python, *options, script=None, encoding="utf-8", **more):
        """Output of a run; keyword arguments in capitals are environment variables."""
        variables = {name: more.pop(name) for name in list(more) if name.isupper()}
        before = self.files()
        done = subprocess.run(
            [str(python), str(script or self.script), *options],
            cwd=more.pop("cwd", self.here),
            env=self.environment(python, **variables),
            capture_output=True,
            timeout=300,
            **more,
        )
        output, errors = done.stdout.decode(encoding), done.stderr.decode(encoding)
        if "--report" not in options:  # which shows the last lines of the error
            assert "Traceback" not in output + errors, output + errors
        assert errors == "", errors
        assert self.files() == before, "the script wrote or removed a file"
        assert len(list(self.temporary.iterdir())) <= 1, "it keeps one note of what it advised"
        trained = "Trained a small model" in output or "训练了一个小模型" in output
        assert done.returncode == (0 if trained else 1), output
        return output

    def files(self):
        """All files a run might have written, with their contents."""
        found = {}
        for path in sorted(p for folder in self.folders for p in folder.rglob("*")):
            if path.parent == self.temporary and re.fullmatch(r"keras-doctor-\w+\.json", path.name):
                continue  # what it has advised so far
            readable = path.is_file() and os.access(path, os.R_OK)
            found[path] = path.read_bytes() if readable else None
        return found


@pytest.fixture
def doctor(tmp_path):
    return Doctor(tmp_path)


def failure(output):
    """The anchor and the command of the failure, which must be the last line of the report."""
    found = re.search(
        r"^(?:FAIL|失败)  .+\n(?: +(?:error: |报错：).+\n)?(?: +(?:last:  |上次：).+\n)?"
        r" +(?:fix:   |修复：)(.+)\n +(?:more:  |详见：)\S*troubleshooting/\w+/#([\w-]+)\n"
        r"\n(?:Fix it, then check again: |修复之后再检查一次：).+\n\Z",
        output,
        re.M,
    )
    assert found, f"no failure, or one that is not complete:\n{output}"
    return found[2], found[1]


def notes(output):
    """The anchors of what is noted, but no failure."""
    more = r"^(?:note|注意)  .+\n(?: +.+\n)*? +(?:more:  |详见：)\S*troubleshooting/\w+/#([\w-]+)$"
    return re.findall(more, output, re.M)


# ---- What needs no TensorFlow


@pytest.fixture(scope="module")
def source():
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("doctor", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    keep = sys.dont_write_bytecode
    spec.loader.exec_module(module)
    sys.dont_write_bytecode = keep
    return module


def test_old_pythons_can_read_it():
    ast.parse(SCRIPT.read_text("utf-8"), feature_version=(3, 8))


def test_texts_are_complete_in_both_languages(source):
    for key, texts in {**source.PROBLEMS, **source.MESSAGES}.items():
        chinese, english = texts[-2:]
        assert sorted(re.findall(r"{\w+}", chinese)) == sorted(re.findall(r"{\w+}", english)), key
        chinese.encode("gbk")
        english.encode("ascii")


def test_tables_are_those_of_the_book_and_of_tensorflow(source):
    (_, oldest), (_, newest) = supported()
    assert sorted(source.PYTHONS) == [f"3.{minor}" for minor in range(oldest, newest + 1)]
    classifiers = metadata.metadata("tensorflow").get_all("Classifier")
    for version in source.PYTHONS:
        assert f"Programming Language :: Python :: {version}" in classifiers
        assert version in source.PROBLEMS["python-version"].zh
    tag = metadata.distribution("tensorflow").read_text("WHEEL")
    glibc = re.search(r"manylinux_(\d+)_(\d+)", tag)
    if glibc:
        assert source.OLDEST_GLIBC == tuple(map(int, glibc.groups()))


def test_every_anchor_is_an_entry_of_the_troubleshooting_chapter(source):
    for edition in BOOK.editions:
        for key, problem in source.PROBLEMS.items():
            page = BOOK.page(edition, f"help/troubleshooting/{problem.page}")
            assert key in {heading.id for heading in page.outline.headings}, (edition.code, key)


def test_real_interpreters(doctor, say):
    """The oldest and the newest there are; test_pretended_interpreters needs none."""
    folder = Path.home() / ".pyenv" / "versions"
    found = {int(p.parents[1].name.split(".")[1]): p for p in folder.glob("3.*/bin/python")}
    unfit = [minor for minor in sorted(found) if 8 <= minor <= 10]
    fit = [minor for minor in sorted(found) if 12 <= minor <= 13]
    for minor in unfit[:1]:
        output = doctor(found[minor], PATH=os.defpath)
        assert failure(output)[0] == "python-version"
        assert f"Python 3.{minor}." in output
    for minor in fit[-1:]:
        output = doctor(found[minor], PATH=os.defpath)
        assert failure(output)[0] == "not-installed" and notes(output) == ["no-venv"]
    if not unfit:
        say(f"test_doctor: not tried under Python 3.8 to 3.10, none is in {folder}")
    if not fit:
        say(f"test_doctor: not tried under Python 3.12 or 3.13, none is in {folder}")


PRETEND = """
import collections, platform, sys
Version = collections.namedtuple("Version", "major minor micro releaselevel serial")
def be(version):
    sys.version_info = Version(*version, "final", 0)
    sys.version = "%d.%d.%d (main) [GCC 12]" % version
{}
"""


@pytest.mark.parametrize(
    "anchor, lie, words",
    [
        ("python-version", "be((3, 14, 0))", "Python 3.14.0 will not do"),
        ("python-version", "be((3, 10, 9))", "Python 3.10.9 will not do"),
        (
            "free-threaded",
            "import sysconfig as s; ask = s.get_config_var; "
            "s.get_config_var = lambda n: 1 if n == 'Py_GIL_DISABLED' else ask(n)",
            "free-threaded",
        ),
        ("python-32-bit", "sys.maxsize = 2**31 - 1", "32-bit"),
        ("platform", "platform.machine = lambda: 'i686'", "Linux i686"),
        ("platform", "platform.libc_ver = lambda *a: ('', '')", "no glibc"),
        ("platform", "platform.libc_ver = lambda *a: ('glibc', '2.17')", "glibc 2.17"),
        ("platform", "platform.system = lambda: 'FreeBSD'", "FreeBSD"),
    ],
)
@LINUX
def test_pretended_interpreters(anchor, lie, words, doctor, bare, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(PRETEND.format(lie))
    output = doctor(bare, PYTHONPATH=str(tmp_path), PATH=os.defpath)
    assert failure(output)[0] == anchor
    assert words in output


@POSIX
@pytest.mark.parametrize(
    "have, mend, again",
    [
        ("python3.13", "python3.13 -m venv .venv", ".venv/bin/python"),
        ("uv", "uv venv --seed --python 3.12 .venv", ".venv/bin/python"),
        ("nothing", "curl -LsSf https://astral.sh/uv/install.sh | sh", None),
    ],
)
def test_an_unfit_python_is_mended_with_what_is_there(have, mend, again, doctor, bare, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(PRETEND.format("be((3, 14, 0))"))
    tool = tmp_path / "tools" / have
    tool.parent.mkdir()
    tool.write_text("#!/bin/sh\nexit 0\n")
    tool.chmod(0o755)
    output = doctor(bare, PYTHONPATH=str(tmp_path), PATH=str(tool.parent))
    assert failure(output) == ("python-version", mend)
    assert f"check again: {again or bare} {doctor.script}" in output
    (doctor.here / ".venv").mkdir()
    output = doctor(bare, PYTHONPATH=str(tmp_path), PATH=str(tool.parent))
    if have == "nothing":  # nothing but the same again is left to advise
        assert "ask:   " in output and f"last:  {mend}" in output
    else:
        assert failure(output)[1] == mend.replace(".venv", "keras-env")


def test_nothing_installed(doctor, bare):
    output = doctor(bare)
    assert failure(output) == (
        "not-installed",
        "python -m ensurepip; python -m pip install tensorflow",
    )
    assert notes(output) == []


def test_no_environment(doctor):
    """The system's Python is not to be installed into, in a line to paste as it is."""
    base = Path(sys._base_executable)
    output = doctor(base, PATH=str(doctor.home))
    assert notes(output) == ["no-venv"]
    anchor, mend = failure(output)
    assert anchor == "not-installed"
    assert mend == f"{base} -m venv .venv; .venv/bin/python -m pip install tensorflow"
    (doctor.here / ".venv").mkdir()
    output = doctor(base, PATH=str(doctor.home))
    assert "source .venv/bin/activate" in output
    assert failure(output)[1] == ".venv/bin/python -m pip install tensorflow"


def test_keras_without_a_backend(doctor, keras_alone):
    output = doctor(keras_alone)
    assert failure(output)[0] == "no-backend"
    assert "tensorflow -, keras 3." in output
    assert "pip install tensorflow" in failure(output)[1]
    assert "pip install jax" in failure(doctor(keras_alone, KERAS_BACKEND="jax"))[1]


@POSIX
@pytest.mark.parametrize("name", ["theano", "cntk", "numpy", "openvino"])
def test_unknown_backend(name, doctor, keras_alone):
    output = doctor(keras_alone, KERAS_BACKEND=name)
    assert failure(output) == ("unknown-backend", "unset KERAS_BACKEND")
    assert f"The backend {name} cannot train" in output


SETTINGS = {
    "a missing comma": (b'{"floatx": "float32" "backend": "tensorflow"}', "noted"),
    "a byte order mark": (b'\xef\xbb\xbf{"backend": "tensorflow"}', "noted"),
    "not text": (bytes(range(128, 256)), "noted"),
    "empty": (b"", "noted"),
    "a list": (b"[1, 2]", "keras-json"),
    "a folder": (None, "keras-json"),
    "an old backend": (b'{"backend": "theano"}', "unknown-backend"),
    "no name": (b'{"backend": {"name": null}}', "unknown-backend"),
    "a good one": (b'{"backend": "tensorflow", "floatx": "float32"}', None),
}


@POSIX
@pytest.mark.parametrize("case", SETTINGS)
def test_keras_json(case, doctor, keras_alone):
    content, anchor = SETTINGS[case]
    path = doctor.home / ".keras" / "keras.json"
    more = {}
    if "theano" in str(content):
        path = doctor.here / "keras.json"
        more = {"KERAS_HOME": str(doctor.here), "HOME": "/nonexistent"}
    path.parent.mkdir(exist_ok=True)
    path.mkdir() if content is None else path.write_bytes(content)
    output = doctor(keras_alone, **more)
    found, mend = failure(output)
    if anchor in ("keras-json", "unknown-backend"):
        assert found == anchor
    else:
        assert found == "no-backend"  # what this environment lacks in any case
        assert notes(output) == (["keras-json"] if anchor else [])
    if anchor:
        move = f'mv "{path}" "{path}.old"'
        assert f"fix:   {move}\n" in output
        subprocess.run(["bash", "-c", move], check=True)
        output = doctor(keras_alone, **more)
        assert failure(output)[0] == "no-backend" and notes(output) == []


@pytest.mark.parametrize(
    "home", [None, "/nonexistent", "/dev/null", "relative", ""], ids=lambda home: f"HOME={home}"
)
def test_missing_home(home, doctor, keras_alone):
    assert failure(doctor(keras_alone, HOME=home))[0] == "no-backend"


ENCODINGS = {"utf-8": "zh", "gbk": "zh", "gb18030": "zh", "ascii": "en", "cp1252": "en"}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_terminals(encoding, doctor, bare):
    """Chinese where the terminal can show it, else English; a strange letter does no harm."""
    output = doctor(
        bare,
        "--lang",
        "zh",
        PYTHONIOENCODING=encoding,
        encoding=encoding,
        KERAS_HOME="/\u00e9\u732b",
    )
    assert failure(output)[0] == "not-installed"
    assert ("没有安装" if ENCODINGS[encoding] == "zh" else "is not installed") in output


def test_strange_letters_in_a_path(doctor, bare, tmp_path):
    script = tmp_path / "我的 café" / "doctor.py"
    script.parent.mkdir()
    shutil.copy(SCRIPT, script)
    for encoding in ENCODINGS:
        output = doctor(bare, script=script, PYTHONIOENCODING=encoding, encoding=encoding)
        assert "is not installed" in output and "doctor.py" in output


@pytest.mark.parametrize(
    "locale, language",
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": None}, "en"),
    ],
)
def test_language_by_locale(locale, language, doctor, bare):
    output = doctor(bare, PYTHONIOENCODING="utf-8", **locale)
    assert ("没有安装" in output) == (language == "zh")


def test_link_to_the_book(doctor, bare):
    book = ["--book", "https://book.example/keras"]
    assert "https://book.example/keras/help/troubleshooting/install/#not-installed" in doctor(
        bare, "--lang", "zh", *book
    )
    assert "https://book.example/keras/en/help/troubleshooting/install/#not-installed" in doctor(
        bare, "--lang", "en", *book
    )


def test_your_own_files_are_never_run(doctor, bare, tmp_path):
    folder = tmp_path / "scripts"
    folder.mkdir()
    script = shutil.copy(SCRIPT, folder)
    for name in ("random", "json", "keras", "tensorflow", "locale", "csv", "tempfile"):
        (folder / f"{name}.py").write_text("print('yours!')\n")
    output = doctor(bare, script=script, cwd=folder)
    assert failure(output)[0] == "not-installed"
    assert "yours!" not in output


def test_script_from_standard_input_and_vanished_folder(doctor, bare, tmp_path):
    with SCRIPT.open("rb") as text:
        output = doctor(bare, script="-", stdin=text)
    assert "check again: python doctor.py" in output
    gone = tmp_path / "gone"
    gone.mkdir()
    done = subprocess.run(
        ["sh", "-c", f"rmdir {gone}; exec {bare} {doctor.script} --lang en"],
        cwd=gone,
        env=doctor.environment(bare),
        capture_output=True,
        text=True,
    )
    assert failure(done.stdout)[0] == "not-installed" and done.stderr == ""


@POSIX
def test_a_pipe_that_closes(doctor, bare):
    done = subprocess.run(
        ["bash", "-c", f"{bare} {SCRIPT} | true; exit ${{PIPESTATUS[0]}}"],
        env=doctor.environment(bare),
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")


# ---- What happens to the import, played by a stand-in for Keras


ON_IMPORT = {
    # As in tensorflow/tensorflow issue 74725: the text of the inner error stands in the outer one.
    "dll-load-failed": """
        inner = 'ImportError: DLL load failed while importing _pywrap_tensorflow_internal: A '
        inner += 'dynamic link library (DLL) initialization routine failed.'
        raise ImportError('Traceback (most recent call last):\\n' + inner + '\\n\\n\\nFailed to '
            'load the native TensorFlow runtime.\\nSee https://www.tensorflow.org/install/errors')
    """,
    "illegal-instruction": "import signal; os.kill(os.getpid(), signal.SIGILL)",
    "out-of-memory": "import signal; os.kill(os.getpid(), signal.SIGKILL)",
    "protobuf": """
        raise ImportError("cannot import name 'runtime_version' from 'google.protobuf'")
    """,
    "numpy-abi": """
        import sys
        print('A module that was compiled using NumPy 1.x cannot be run in\\n'
            'NumPy 2.0.0 as it may crash.', file=sys.stderr)
        raise ImportError('numpy.core.umath failed to import')
    """,
    "keras-json": "raise ValueError('Invalid `floatx` configuration. Received: floatx=float8')",
    "timeout": "import time; time.sleep(100)",
}
UNKNOWN = {
    "an exception": "raise RuntimeError('a new kind of fault')",
    "an exit": "raise SystemExit(3)",
    "a silent end": "os._exit(0)",
    "a crash": "import signal; os.kill(os.getpid(), signal.SIGSEGV)",
    "rubbish": "os.write(2, bytes(range(128, 256)) * 50); os.write(1, b'done:'); os._exit(1)",
    "a question": "input('Continue?')",
}


@POSIX
@pytest.mark.parametrize("anchor", ON_IMPORT)
def test_recognised_import_errors(anchor, doctor, pretended, source):
    code = textwrap.dedent(ON_IMPORT[anchor])
    options = ["--timeout", "1"] if anchor == "timeout" else []
    output = doctor(pretended, "--lang", "zh", *options, ON_IMPORT=code)
    assert failure(output)[0] == anchor
    assert source.PROBLEMS[anchor].zh.split("{")[0] in output
    if anchor == "illegal-instruction":  # the torch backend trains, but not beside TensorFlow
        assert failure(output)[1].endswith("uninstall -y tensorflow; export KERAS_BACKEND=torch")


@POSIX
@pytest.mark.parametrize("case", UNKNOWN)
def test_unknown_import_errors(case, doctor, pretended):
    output = doctor(pretended, ON_IMPORT=UNKNOWN[case])
    assert failure(output)[0] == "import-failed"
    assert "error: " in output


@POSIX
def test_a_fault_after_the_import(doctor, pretended):
    """This stand-in can be imported and lacks all the rest."""
    code = "from types import SimpleNamespace as S; __version__ = '3'; "
    code += "backend = S(backend=lambda: 'tensorflow'); "
    code += "distribution = S(list_devices=lambda: ['cpu:0'])"
    output = doctor(pretended, ON_IMPORT=code)
    assert failure(output)[0] == "fit-failed"
    assert "No module named 'numpy'" in output


@POSIX
def test_a_file_that_hides_a_module(doctor, pretended):
    code = "import random; from types import SimpleNamespace as S; __version__ = '3'; "
    code += "backend = S(backend=lambda: 'tensorflow')"
    (doctor.here / "random.py").write_text("print('yours!')\n")
    (doctor.here / "turtle.py").write_text("print('yours!')\n")  # Keras does not need it
    output = doctor(pretended, ON_IMPORT=code)
    assert failure(output) == ("shadowed-name", 'mv "random.py" "my_random.py"')
    assert "yours!" not in output
    subprocess.run(["bash", "-c", failure(output)[1]], cwd=doctor.here, check=True)
    assert failure(doctor(pretended, ON_IMPORT=code))[0] == "fit-failed"


def test_keras_2(doctor, tmp_path):
    python = make_environment(tmp_path / "environment")
    site = site_packages(tmp_path / "environment")
    write_metadata(site, "keras", "2.15.0")
    write_metadata(site, "tensorflow-cpu", "2.15.1")
    output = doctor(python)
    anchor, mend = failure(output)
    assert anchor == "version-conflict" and "keras 2.15.0 < 3" in output
    assert mend.endswith("-m pip install --upgrade tensorflow-cpu keras")


def test_damaged_metadata(doctor, tmp_path):
    python = make_environment(tmp_path / "environment")
    (site_packages(tmp_path / "environment") / "keras-3.15.1.dist-info").mkdir()
    assert failure(doctor(python))[0] in ("not-installed", "doctor-failed")


# ---- A stand-in that trains, unless what surrounds it is wrong

TRAINS = """
from types import SimpleNamespace as S
__version__ = "3.15.1"
home = os.path.join(os.environ["KERAS_HOME"], "keras.json")
settings = open(home).read() if os.path.exists(home) else ""
set_to = os.environ.get
class Model:
    def __init__(self, layers): self.losses = [2.0, 1.0]
    def compile(self, **more): pass
    def fit(self, *data, **more): pass
    def evaluate(self, *data, **more):
        if set_to("ON_FIT") and set_to("CUDA_VISIBLE_DEVICES") != "-1":
            raise RuntimeError(set_to("ON_FIT"))
        return self.losses.pop(0)
def Conv2D(filters, size):
    assert "channels_first" not in settings
    return lambda image: None
backend = S(backend=lambda: "tensorflow")
hidden = set_to("CUDA_VISIBLE_DEVICES") == "-1"
distribution = S(list_devices=lambda: ["cpu:0" if hidden else set_to("DEVICE", "cpu:0")])
utils = S(set_random_seed=lambda seed: None)
optimizers = S(SGD=lambda rate: None)
layers = S(Dense=lambda units: None, Conv2D=Conv2D)
Input, Sequential = tuple, Model
"""
NUMPY = """
class Numbers(list):
    def reshape(self, *shape): return self
    def __mul__(self, other): return self
    __rmul__ = __add__ = __mul__
def linspace(*more): return Numbers()
ones = linspace
"""


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory):
    """Python of an environment whose Keras does what the check asks for, and no more."""
    python = make_environment(tmp_path_factory.mktemp("stand_in") / "environment")
    site = site_packages(python.parent.parent)
    for name, version in [("keras", "3.15.1"), ("tensorflow", "2.21.0"), ("numpy", "2.4.6")]:
        write_metadata(site, name, version)
    (site / "keras.py").write_text("import os\n" + TRAINS + "\nexec(set_to('ON_IMPORT', ''))\n")
    (site / "numpy.py").write_text(NUMPY)
    return python


def after(doctor, mend, python, **variables):
    """Output of another run, in a shell in which a command was typed before."""
    done = subprocess.run(
        ["bash", "-c", f"{mend}; exec {python} {doctor.script}"],
        cwd=doctor.here,
        env=doctor.environment(python, **variables),
        capture_output=True,
        text=True,
    )
    return done.stdout


def when(condition, error="RuntimeError('a new kind of fault')"):
    return {"ON_IMPORT": f"if {condition}: raise {error}"}


SURROUNDINGS = {  # variables, the anchor and the command
    "an old advice": (
        {
            "PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION": "cpp",
            **when("set_to('PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION')"),
        },
        "environment-variable",
        "unset PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION",
    ),
    "one of several": (
        {"TF_ONE": "1", "XLA_FLAGS": "--no", "KERAS_X": "2", **when("set_to('XLA_FLAGS')")},
        "environment-variable",
        "unset XLA_FLAGS",
    ),
    "warnings as errors": (
        {"PYTHONWARNINGS": "error", **when("set_to('PYTHONWARNINGS')", "UserWarning('old')")},
        "environment-variable",
        "unset PYTHONWARNINGS",
    ),
    "a new card": (
        {"DEVICE": "gpu:0", "ON_FIT": "cuLaunchKernel failed with 'CUDA_ERROR_INVALID_PTX'"},
        "new-card",
        "export CUDA_VISIBLE_DEVICES=-1",
    ),
    "a card that does not compute": (
        {"DEVICE": "gpu:0", "ON_FIT": "something quite new"},
        "gpu-failed",
        "export CUDA_VISIBLE_DEVICES=-1",
    ),
    "without libdevice": (
        {"DEVICE": "gpu:0", "ON_FIT": "libdevice not found at ./libdevice.10.bc"},
        "gpu-failed",
        "export CUDA_VISIBLE_DEVICES=-1",
    ),
    "a full card": (
        {
            "DEVICE": "gpu:0",
            "TF_FORCE_GPU_ALLOW_GROWTH": "true",
            "ON_FIT": "OOM when allocating tensor on device:GPU:0 by allocator GPU_0_bfc",
        },
        "card-full",
        "export CUDA_VISIBLE_DEVICES=-1",
    ),
    "Keras 2 asked for": (
        {"TF_USE_LEGACY_KERAS": "1"},
        "legacy-keras",
        "unset TF_USE_LEGACY_KERAS",
    ),
}


@POSIX
@pytest.mark.parametrize("case", SURROUNDINGS)
def test_surroundings_are_found_by_trying_without_and_the_command_helps(case, doctor, stand_in):
    variables, anchor, mend = SURROUNDINGS[case]
    output = doctor(stand_in, **variables)
    assert failure(output) == (anchor, mend)
    assert "You are ready to start" in after(doctor, mend, stand_in, **variables)


@POSIX
def test_an_innocent_variable_is_not_blamed(doctor, stand_in):
    """The fault stays without it."""
    output = doctor(stand_in, TF_ONE="1", ON_IMPORT="raise RuntimeError('a new kind of fault')")
    assert failure(output)[0] == "import-failed"


@POSIX
def test_packages_from_elsewhere(doctor, stand_in, tmp_path):
    (tmp_path / "keras").mkdir()
    (tmp_path / "keras" / "__init__.py").write_text("from keras.engine import x")
    output = doctor(stand_in, PYTHONPATH=str(tmp_path))
    assert failure(output) == ("pythonpath", "unset PYTHONPATH")
    ready = after(doctor, "unset PYTHONPATH", stand_in, PYTHONPATH=str(tmp_path))
    assert "You are ready to start: keras 3.15.1" in ready and str(doctor.here) in ready


@POSIX
def test_settings_that_break_a_convolution(doctor, stand_in):
    path = doctor.home / ".keras" / "keras.json"
    path.parent.mkdir()
    path.write_text('{"image_data_format": "channels_first"}')
    output = doctor(stand_in)
    anchor, mend = failure(output)
    assert anchor == "keras-json" and "Trained" not in output
    assert "You are ready to start" in after(doctor, mend, stand_in)


@POSIX
def test_a_card_that_is_hidden_on_purpose(doctor, stand_in, tmp_path):
    (tmp_path / "nvidia-smi").write_text("#!/bin/sh\necho Some Card, 9.0\n")
    (tmp_path / "nvidia-smi").chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    output = doctor(stand_in, PATH=path, CUDA_VISIBLE_DEVICES="-1")
    assert notes(output) == ["hidden-card"] and "cuda]" not in output
    output = doctor(stand_in, PATH=path)
    assert notes(output) == ["gpu-not-found"] and "Some Card, 9.0" in output
    assert 'pip install "tensorflow[and-cuda]"' in output


@POSIX
def test_a_folder_that_hides_keras(doctor, stand_in):
    (doctor.here / "keras").mkdir()
    (doctor.here / "keras" / "__init__.py").write_text("print('yours!')\n")
    (doctor.here / "numpy").mkdir()  # without __init__.py it hides nothing
    output = doctor(stand_in)
    assert failure(output) == ("shadowed-name", 'mv "keras" "my_keras"') and "yours!" not in output
    assert "You are ready to start" in after(doctor, failure(output)[1], stand_in)


@POSIX
def test_a_note_of_an_old_version_is_moved_away(doctor, tmp_path):
    python = make_environment(tmp_path / "environment")
    site = site_packages(tmp_path / "environment")
    for version in ("3.15.1", "2.15.0"):
        write_metadata(site, "keras", version)
    anchor, mend = failure(doctor(python))
    assert anchor == "two-packages" and "keras-2.15.0.dist-info.old" in mend
    assert "#no-backend" in after(doctor, mend, python)


@POSIX
def test_two_distributions_of_tensorflow(doctor, tmp_path):
    python = make_environment(tmp_path / "environment")
    for name, version in [
        ("keras-nightly", "3.16.0"),
        ("tensorflow", "2.21.0"),
        ("tf-nightly", "2.22.0"),
    ]:
        write_metadata(site_packages(tmp_path / "environment"), name, version)
    output = doctor(python, ON_IMPORT="")
    assert "two-packages" in notes(output) and "uninstall -y tensorflow tf-nightly; " in output
    assert "keras-nightly 3.16.0" in output


@POSIX
def test_a_broken_pip_is_brought_back_before_it_is_used(doctor, tmp_path):
    python = make_environment(tmp_path / "environment")
    site = site_packages(tmp_path / "environment")
    (site / "pip").mkdir()
    for name in ("__init__", "__main__"):
        (site / "pip" / f"{name}.py").write_text("raise ImportError('half of it')\n")
    anchor, mend = failure(doctor(python))
    assert anchor == "pip-broken"
    output = after(doctor, mend, python)
    assert "#not-installed" in output and "-m pip install tensorflow\n" in output


@POSIX
def test_nothing_is_advised_twice(doctor, stand_in):
    """An unknown fault: other advice each time, at last a question; --report leaves no trace."""
    given = []
    for _ in range(9):
        output = doctor(stand_in, ON_IMPORT="raise RuntimeError('a new kind of fault')")
        if "ask:   " in output:
            break
        given.append(failure(output)[1])
        report = doctor(stand_in, "--report", ON_IMPORT="raise RuntimeError('a new kind of fault')")
        assert "a new kind of fault" in report
    else:
        pytest.fail("it goes on for ever")
    assert len(given) == len(set(given)) >= 2
    assert "--report" in output and given[-1] in output
    # Another fault is another matter.
    assert failure(doctor(stand_in, ON_IMPORT="raise KeyError('other')"))[1] == given[0]


@POSIX
def test_a_slow_import_is_not_waited_for_again_and_again(doctor, pretended, source):
    assert source.mends("timeout", (), 300)[0].endswith(f"--timeout {source.PATIENCE}")
    assert "-m venv" in source.mends("timeout", (), source.PATIENCE)[0][0]
    code = "import os; os.write(2, b'[mutex.cc : 452] RAW: Lock blocking 0x6000'); "
    output = doctor(pretended, "--timeout", "1", ON_IMPORT=code + "import time; time.sleep(60)")
    anchor, mend = failure(output)
    assert anchor == "mac-hangs" and mend.endswith("keras-env/bin/python -m pip install tensorflow")
    assert "check again: keras-env/bin/python" in output


FOREIGN = r"\b(export|unset|sudo|fallocate|grep|apt|mkdir -p|du|source)\b|~/|/bin/"


@pytest.mark.parametrize("system", ["Windows", "Darwin"])
def test_no_command_of_another_system(system, source, monkeypatch):
    monkeypatch.setattr(source, "WINDOWS", system == "Windows")
    monkeypatch.setattr("platform.system", lambda: system)
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(source, "base_python", lambda: "python")
    wrong = FOREIGN if system == "Windows" else r"\b(fallocate|apt|winget|wsl)\b|\$env:"
    for key in source.PROBLEMS:
        if (key, system) in [("dll-load-failed", "Darwin")]:
            continue  # of Windows alone
        line = source.Line("fail", key, *source.mends(key, ["a"], 300))
        commands = [mend for mend, _ in line.mends] + source.unset_variable("KERAS_HOME")
        found = [mend for mend in commands if re.search(wrong, mend)]
        assert not found, (key, found)
    windows = ["OSError: [WinError 1455] 页面文件太小，无法完成操作。", "exit status 0x1"]
    memory = source.diagnose("import-failed", windows, 300)
    expected = "SystemPropertiesPerformance" if system == "Windows" else "Activity Monitor"
    assert memory.key == "out-of-memory" and expected in memory.mend


@pytest.mark.parametrize(
    "home",
    ["/home/小明", "/Users/Jane Doe", "/home/a.b+c(1)", "/", "/root", "/srv/people/jdoe"],
)
def test_a_report_tells_nothing_of_its_reader(home, source, monkeypatch):
    monkeypatch.setenv("HOME", home)
    for name in ("USER", "LOGNAME", "USERNAME"):
        monkeypatch.setenv(name, "jdoe")
    monkeypatch.setenv("SERVICE_TOKEN", "s3cret-value")
    text = f"""{home}/project/.venv, {home} and s3cret-value
        PIP_INDEX_URL=https://jdoe:p%40ss@mirror.example/simple?token=abc123 keras 3.15.1
        C:\\Users\\Jane Doe\\venv and /Users/jdoe/x; jdoe wrote; pypi-AgEIcHlwaS5vcmc"""
    shown = source.without_secrets(text)
    for secret in ("小明", "Jane", "jdoe", "p%40ss", "abc123", "s3cret", "AgEI", "a.b+c"):
        assert secret not in shown, shown
    assert "mirror.example" in shown and "keras 3.15.1" in shown and "project/.venv" in shown


@POSIX
@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-", "<&-"])
def test_without_an_output(closed, doctor, stand_in):
    done = subprocess.run(
        ["bash", "-c", f"{stand_in} {doctor.script} {closed}"],
        cwd=doctor.here,
        env=doctor.environment(stand_in),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0 and "Traceback" not in done.stderr


@POSIX
def test_a_report_of_an_installation_that_works(doctor, stand_in):
    output = doctor(stand_in, "--report", HTTPS_PROXY="http://me:pass@proxy.example:80")
    block = output.split("\n```\n")[1]
    assert "keras 3.15.1" in block and "Trained a small model" in block
    assert "***@proxy.example:80" in block and str(doctor.home) not in block


# ---- With TensorFlow


def drop_privileges():
    """Make the superuser respect the permissions of files, as everyone else must."""
    if os.geteuid() == 0:
        import ctypes

        PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE)


@LINUX
@pytest.mark.keras
def test_trains_in_a_chinese_terminal_with_a_home_that_is_read_only(doctor):
    doctor.home.chmod(0o500)
    write = ["sh", "-c", 'touch "$HOME/file"']
    tried = subprocess.run(
        write, env={"HOME": str(doctor.home)}, preexec_fn=drop_privileges, capture_output=True
    )
    assert tried.returncode, "the home is not read-only, so this test would show nothing"
    output = doctor(
        sys.executable,
        LANG="zh_CN.GBK",
        PYTHONIOENCODING="gbk",
        encoding="gbk",
        preexec_fn=drop_privileges,
    )
    assert "安装没有问题" in output
    assert notes(output) == [] and "失败" not in output
    versions = [f"{name} {metadata.version(name)}" for name in ("tensorflow", "keras", "numpy")]
    assert all(version in output for version in versions)


def replace_protobuf(site: Path, version: str):
    """Put protobuf under another version number: its own check then does what it does for real.

    Stands for `pip install protobuf==…`, which would need a network.
    """
    own = metadata.distribution("protobuf")
    (site / "google").unlink()
    shutil.copytree(SITE / "google", site / "google", ignore=shutil.ignore_patterns("__pycache__"))
    numbers = dict(zip(("MAJOR", "MINOR", "PATCH"), version.split("."), strict=True))
    runtime = site / "google" / "protobuf" / "runtime_version.py"
    text = runtime.read_text()
    for name, number in numbers.items():
        text = re.sub(rf"^OSS_{name} = \d+$", f"OSS_{name} = {number}", text, flags=re.M)
    runtime.write_text(text)
    old, new = f"protobuf-{own.version}.dist-info", f"protobuf-{version}.dist-info"
    (site / old).unlink()
    shutil.copytree(SITE / old, site / new)
    for name in ("METADATA", "RECORD"):
        text = (site / new / name).read_text()
        text = text.replace(f"Version: {own.version}", f"Version: {version}").replace(old, new)
        (site / new / name).write_text(text)


def wheel_of(name: str, folder: Path):
    """The wheel a package was installed from, put together again for pip to find."""
    package = metadata.distribution(name)
    tag = re.search(r"^Tag: (\S+)$", package.read_text("WHEEL"), re.M)[1]
    folder.mkdir()
    with zipfile.ZipFile(folder / f"{name}-{package.version}-{tag}.whl", "w") as wheel:
        for file in package.files:
            if "__pycache__" not in file.parts and ".." not in file.parts:
                wheel.write(file.locate(), str(file))


@POSIX
@pytest.mark.keras
def test_a_newcomer_gets_to_a_trained_model_by_what_it_prints(doctor, tmp_path):
    """All that follows is typed from the report: first what mends, then what checks again."""
    python = make_environment(tmp_path / "environment", lambda name: False)
    replace_protobuf(site_packages(tmp_path / "environment"), "5.29.5")
    wheel_of("protobuf", tmp_path / "wheels")
    settings = doctor.home / ".keras" / "keras.json"
    settings.parent.mkdir()
    settings.write_text('{"backend": "cntk"}')
    shell = subprocess.Popen(
        ["bash"],
        cwd=doctor.here,
        env=doctor.environment(
            python,
            KERAS_BACKEND="theano",
            PIP_NO_INDEX="1",
            PIP_FIND_LINKS=str(tmp_path / "wheels"),
            PIP_DISABLE_PIP_VERSION_CHECK="1",
        ),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )

    def type_in(command):
        print(f"{command}\necho END", file=shell.stdin, flush=True)
        return "".join(iter(shell.stdout.readline, "END\n"))

    met = []
    output = type_in(f"python {doctor.script}")
    while "FAIL" in output and len(met) < 5:
        anchor, mend = failure(output)
        met.append(anchor)
        type_in(mend)
        output = type_in(re.search(r"check again: (.+)", output)[1])
    shell.stdin.close()
    shell.wait()
    assert met == ["unknown-backend", "unknown-backend", "protobuf"]
    assert "Trained a small model" in output
    assert settings.with_name("keras.json.old").exists() and not settings.exists()
