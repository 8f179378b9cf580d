"""The install page: commands that need a network are proved as far as a computer without one can.

pip parses every line that begins with pip, uv every line that begins with uv;
every address is in mirrors.csv; every package is one that the lock knows. The
four commands run, with tiny stand-ins for TensorFlow and Keras.
"""

from __future__ import annotations

import csv
import io
import os
import re
import shlex
import subprocess
import sys
import tomllib
import zipfile
from contextlib import redirect_stderr
from importlib import metadata
from unittest import mock

import pytest
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import SpecifierSet

from tools.source.listings import EDITIONS, ROOT, BookError, Page, listings, sections, shown_path
from tools.source.tables import complaint, rows_text, stale
from tools.source.versions import locked

# Parts of the lock under another name: the same version without the code for GPUs.
BESIDE_THE_LOCK = {"tensorflow-cpu": "tensorflow"}
DEAD_MIRRORS = ["pypi.douban.com", "pypi.doubanio.com", "pypi.mirrors.ustc.edu.cn", "lfd.uci.edu"]
ADDRESS = re.compile(r"https?://[^\s`\"'<>()，。；）]+")


def install_pages(root):
    """The install page in both editions."""
    return [Page(root / "docs" / edition / "start" / "install.md", root) for edition in EDITIONS]


def commands(root):
    """(where, words) of every command line of the page: a shell's words, comments left out."""
    for page in install_pages(root):
        for block in listings(page):
            if block.language in {"sh", "powershell"}:
                for number, line in enumerate(block.code.splitlines(), block.source_line):
                    words = shlex.split(line.replace("\\", "/"), comments=True)
                    if words:
                        yield f"{shown_path(block.source, root)}:{number}", words, block


def unique(problems):
    """Both editions show the same listings: name each fault once."""
    return list(dict.fromkeys(problems))


def pip_problems(root):
    """What pip itself finds wrong in the lines that begin with pip."""
    problems = []
    for where, words, _ in commands(root):
        if words[0] != "pip":
            continue
        told = io.StringIO()
        try:
            with redirect_stderr(told):
                options, rest = parse_with_pip(words[1], words[2:])
        except (SystemExit, Exception) as error:
            told = told.getvalue().strip().splitlines() or [str(error)]
            problems.append(f"{where}: pip does not take this line: {told[-1]}. Correct it.")
            continue
        if getattr(options, "extra_index_urls", None) or "extra-index-url" in " ".join(words):
            problems.append(f"{where}: extra-index-url is unsafe. Use one index-url.")
        if getattr(options, "trusted_hosts", None):
            problems.append(f"{where}: --trusted-host turns a check off. Use https.")
        if words[1] in {"install", "index"}:
            named = rest if words[1] == "install" else rest[1:]
            problems += [f"{where}: {why}" for why in requirement_problems(named)]
    return unique(problems)


def parse_with_pip(name, arguments):
    """Options and arguments of a pip command, by pip's own parser, whatever is set here."""
    from pip._internal.commands import create_command

    with mock.patch.dict(os.environ, PIP_CONFIG_FILE=os.devnull):
        return create_command(name, isolated=True).parse_args(arguments)


def requirement_problems(named):
    """What is wrong with the packages that a command names."""
    if not named:
        yield "the command names no package. Add one."
    for text in named:
        try:
            requirement = Requirement(text)
        except InvalidRequirement as error:
            yield f"'{text}' is not a requirement: {str(error).splitlines()[0]}. Correct it."
            continue
        name = BESIDE_THE_LOCK.get(requirement.name, requirement.name)
        try:
            version = locked(name)
        except LookupError:
            yield f"no package of the lock is called '{name}'. Correct the name."
            continue
        if not requirement.specifier.contains(version, prereleases=True):
            yield f"'{text}' is not the version of the lock. Write {requirement.name}=={version}."
        offered = set(metadata.metadata(name).get_all("Provides-Extra") or [])
        for extra in sorted(requirement.extras - offered):
            yield f"{name} has no extra '{extra}'. It has {', '.join(sorted(offered))}."


def uv_problems(root):
    """What uv itself finds wrong in the lines that begin with uv, and in uv.toml."""
    problems = []
    for where, words, _ in commands(root):
        if words[0] == "uv":
            done = run_uv([*words[1:], "--help"])
            if done.returncode:
                told = done.stderr.strip().splitlines()[0]
                problems.append(f"{where}: uv does not take this line: {told}. Correct it.")
            if words[1:3] == ["pip", "install"]:
                problems += [f"{where}: {why}" for why in requirement_problems(words[3:])]
    settings = root / "snippets" / "start" / "install" / "uv.toml"
    done = run_uv(["--offline", "--config-file", str(settings), "pip", "list"])
    if done.returncode:
        problems.append(f"{shown_path(settings, root)}:1: uv does not read it: {done.stderr}")
    indexes = tomllib.loads(settings.read_text("utf-8")).get("index", [])
    if [index.get("default") for index in indexes] != [True]:
        problems.append(f"{shown_path(settings, root)}:1: one index, and default = true.")
    return unique(problems)


def run_uv(arguments):
    """Run the uv of this environment."""
    uv = [sys.executable, "-m", "uv", *arguments]
    return subprocess.run(uv, capture_output=True, text=True, encoding="utf-8")


def mirror_problems(root):
    """Addresses that are not in mirrors.csv, or that pip could not use."""
    table = root / "snippets" / "start" / "install" / "mirrors.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = {row["url"] for row in rows}
    problems = []
    for number, row in enumerate(rows, 2):
        where, url = f"{shown_path(table, root)}:{number}", row["url"]
        if not url.startswith("https://"):
            problems.append(f"{where}: {url} is not https. Write https://.")
        if not re.search(r"/simple/?$", url):
            problems.append(f"{where}: {url} does not end in /simple. pip needs that.")
        if any(dead in url for dead in DEAD_MIRRORS):
            problems.append(f"{where}: {url} is dead. Remove the row.")
        if [r["key"] for r in rows].count(row["key"]) + [r["url"] for r in rows].count(url) > 2:
            problems.append(f"{where}: this key or address occurs twice. Remove one.")
    for where, line in lines_with_addresses(root):
        for dead in DEAD_MIRRORS:
            if dead in line and "://" in line:
                problems.append(f"{where}: {dead} is dead. Take a mirror of mirrors.csv.")
        for url in ADDRESS.findall(line):
            if url not in known:
                problems.append(
                    f"{where}: {url} is not in mirrors.csv. Add it there, or correct it."
                )
    for where, words, _ in commands(root):
        for dead in DEAD_MIRRORS:
            if dead in " ".join(words):
                problems.append(f"{where}: {dead} is dead. Take a mirror of mirrors.csv.")
    return unique(problems)


def lines_with_addresses(root):
    """(where, text) of all that a reader may copy: code blocks, and code in the text."""
    for page in install_pages(root):
        for block in listings(page):
            for number, line in enumerate(block.code.splitlines(), block.source_line):
                yield f"{shown_path(block.source, root)}:{number}", line
        for number, line in page.prose():
            for code in re.findall(r"`([^`]+)`", line):
                yield f"{shown_path(page.path, root)}:{number}", code


# ---- the book as it is


def test_pip_takes_every_pip_line():
    assert not pip_problems(ROOT)
    lines = [words for _, words, block in commands(ROOT) if words[0] == "pip" and block.not_run]
    assert len(lines) >= 2 * 8, "the page has fewer pip lines than it had: were they read?"


def test_uv_takes_every_uv_line():
    assert not uv_problems(ROOT)


def test_every_address_is_a_known_mirror():
    problems = mirror_problems(ROOT)
    assert not problems, "\n".join(problems)


def test_rows_of_tables_are_fresh():
    assert not [complaint(path) for path, _ in stale()]


def test_pins_are_those_of_the_lock():
    """The page pins what it teaches, and everything it pins is in requirement_problems' hands."""
    text = (ROOT / "snippets/start/install/pinned.sh").read_text("utf-8")
    names = re.findall(r"([\w-]+)==", text)
    assert names == ["tensorflow", "keras", "numpy", "matplotlib", "scikit-learn"]


def test_platforms_and_versions_of_the_page_are_those_of_the_packages():
    """The numbers that the prose states, from the metadata of what is installed."""
    keras, tensorflow = (metadata.metadata(name) for name in ("keras", "tensorflow"))
    supported = ["3.11", "3.12", "3.13"]
    for wants in (keras["Requires-Python"], tensorflow["Requires-Python"]):
        assert all(version in SpecifierSet(wants) for version in supported), wants
    assert "3.10" not in SpecifierSet(keras["Requires-Python"]), "Keras runs on 3.10 again"
    for page in install_pages(ROOT):
        text = page.expanded()
        assert f"TensorFlow {locked('tensorflow')}" in text and locked("keras") in text


# ---- the four commands, with stand-ins


def stand_in(folder, name, version, requires=(), module=""):
    """A wheel of a few hundred bytes under the name of a big one."""
    title = name.replace("-", "_")
    info = f"{title}-{version}.dist-info"
    lines = [f"Requires-Dist: {requirement}" for requirement in requires]
    about = "\n".join(["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *lines, ""])
    kind = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files = {f"{title}.py": module, f"{info}/METADATA": about, f"{info}/WHEEL": kind}
    record = "".join(f"{path},,\n" for path in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(folder / f"{title}-{version}-py3-none-any.whl", "w") as wheel:
        for path, text in {**files, f"{info}/RECORD": record}.items():
            wheel.writestr(path, text)


@pytest.mark.skipif(os.name == "nt", reason="the commands are those for Linux and macOS")
def test_the_four_commands(tmp_path):
    """They make an environment in which `import keras` works; then pip's message, word for word."""
    wheels, here, home = (tmp_path / name for name in ("wheels", "here", "home"))
    for folder in (wheels, here, home):
        folder.mkdir()
    version = locked("keras")
    stand_in(wheels, "keras", version, module=f'__version__ = "{version}"\n')
    stand_in(wheels, "tensorflow", locked("tensorflow"), metadata_of_keras())
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON", "XDG_"))}
    env |= {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PIP_NO_INDEX": "1",
        "PIP_CONFIG_FILE": os.devnull,
    }
    env["PATH"] = os.pathsep.join([os.path.dirname(sys.executable), env["PATH"]])

    def bash(code, **more):
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", code],
            cwd=here,
            env={**env, **more},
            capture_output=True,
            text=True,
            encoding="utf-8",
        )

    code = sections(ROOT / "snippets/start/install/quick_start.sh")["install"].text
    done = bash(code, PIP_FIND_LINKS=str(wheels))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == version
    assert next((here / ".venv").glob("lib/python*/site-packages/keras.py"))

    again = bash(".venv/bin/pip install keras", PIP_FIND_LINKS=str(wheels))
    assert (
        "Requirement already satisfied: keras" in again.stdout and "Collecting" not in again.stdout
    )

    nothing = bash(".venv/bin/pip install --target other tensorflow")
    quoted = (ROOT / "snippets/start/install/from_versions_none.txt").read_text("utf-8")
    assert nothing.returncode == 1 and nothing.stderr == quoted


def metadata_of_keras():
    """What TensorFlow asks of Keras, from TensorFlow's own metadata."""
    return [line for line in metadata.requires("tensorflow") if line.startswith("keras")]


# ---- faults planted in a copy are caught

TABLE = (ROOT / "snippets/start/install/mirrors.csv").read_text("utf-8").splitlines()
KEYS = [row.split(",")[0] for row in TABLE[1:]]


@pytest.mark.parametrize(
    ("check", "file", "old", "new", "told"),
    [
        (pip_problems, "quick_start.sh", "pip install", "pip instal", "pip does not take"),
        (
            pip_problems,
            "quick_start.sh",
            "install tensorflow",
            "install --fast tensorflow",
            "--fast",
        ),
        (pip_problems, "quick_start.ps1", "tensorflow", "tensorfow", "no package of the lock"),
        (pip_problems, "gpu.sh", "and-cuda", "with-cuda", "no extra 'with-cuda'"),
        (pip_problems, "gpu.sh", "[and-cuda]", "[and-cuda", "is not a requirement"),
        (pip_problems, "pinned.sh", "keras==3", "keras==2", "not the version of the lock"),
        (pip_problems, "mirror_once.sh", "-i https", "--extra-index-url https", "unsafe"),
        (pip_problems, "mirror_once.sh", "-i ", "--trusted-host x -i ", "turns a check off"),
        (uv_problems, "uv.sh", "uv venv --python", "uv venv --pythn", "uv does not take"),
        (uv_problems, "uv.toml", "default = true", "defualt = true", "uv.toml:1: "),
        (mirror_problems, "mirror_once.sh", "https://", "https://x.", "not in"),
        (mirror_problems, "mirror_keep.sh", "https://", "https://pypi.douban.com/", "is dead"),
        (mirror_problems, "uv.toml", "https://", "http://", "not in mirrors.csv"),
        (mirror_problems, "mirrors.csv", ",https://", ",http://", "not https"),
        (mirror_problems, "mirrors.csv", "/simple", "", "/simple"),
        (mirror_problems, "mirrors.csv", f"\n{KEYS[0]},", f"\n{KEYS[1]},", "occurs twice"),
    ],
)
def test_a_planted_fault_is_named(book, check, file, old, new, told):
    path = book / "snippets" / "start" / "install" / file
    text = path.read_text("utf-8")
    assert old in text
    assert not check(book)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    problems = "\n".join(check(book))
    assert told in problems, problems
    assert re.search(rf"start/install/{re.escape(file)}:\d+: ", problems), problems


def test_an_address_typed_in_the_text_is_named(book):
    path = book / "docs" / "zh" / "start" / "install.md"
    path.write_text(path.read_text("utf-8") + "\n`https://mirrors.163.com/pypi/simple/`\n", "utf-8")
    assert "docs/zh/start/install.md:" in mirror_problems(book)[0]


def test_stale_rows_are_named(book):
    table = book / "snippets" / "start" / "install" / "mirrors.csv"
    table.write_text(table.read_text("utf-8").replace(",http", " Cloud,http", 1), "utf-8")
    [(path, text)] = stale(book)
    assert complaint(path, book).startswith("snippets/start/install/mirrors.en.md:1: ")
    assert "python -m tools.source.tables" in complaint(path, book)
    path.write_text(text, "utf-8")
    assert not stale(book)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("x,甲,A,https://a/simple", "does not fill the columns"),
        ("x,甲,A,https://a/simple,sure", "'sure'"),
    ],
    ids=["ragged", "unknown word"],
)
def test_a_row_that_cannot_be_read_is_named(book, row, told):
    table = book / "snippets" / "start" / "install" / "mirrors.csv"
    table.write_text(table.read_text("utf-8") + row + "\n", "utf-8")
    with pytest.raises(BookError, match=told) as caught:
        stale(book)
    last = table.read_text("utf-8").count("\n")
    assert f"mirrors.csv:{last}: " in str(caught.value)


def test_rows_take_the_words_of_their_language():
    from tools.source.tables import TABLES

    table = ROOT / "snippets" / "start" / "install" / "mirrors.csv"
    zh, en = (rows_text(table, TABLES["install/mirrors.csv"], edition) for edition in EDITIONS)
    chinese = table.read_text("utf-8").splitlines()[1].split(",")[1]
    assert chinese in zh and chinese not in en and zh.count("\n") == en.count("\n")
    assert "| 高 |" in zh and "| high |" in en
