"""The parts of `make bare`: settings it takes over, waiting for the book, figures, cleaning up.

The whole of it downloads a system and all packages, so it is run by hand.
"""

import configparser
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest

from tests.support import BOOK
from tools.setup import bare

pytestmark = pytest.mark.inputs("tools/setup", "Makefile")

ROOT = BOOK.root

TARGETS = """\
Debian http://packages.example/debian/ trixie main
Debian http://packages.example/debian/ trixie contrib
Debian http://packages.example/debian/ trixie main
Debian http://packages.example/debian/ trixie-updates main
Debian http://packages.example/debian/ sid main
Other http://other.example/ trixie stable
"""


def test_sources_are_those_of_this_release():
    address = "deb http://packages.example/debian/"
    assert bare.apt_sources(TARGETS, "trixie") == [
        f"{address} trixie main",
        f"{address} trixie contrib",
        f"{address} trixie-updates main",
    ]
    assert bare.apt_sources(TARGETS, "noble") == []


def test_pip_settings_are_taken_over_with_what_they_name(tmp_path):
    """The environment's value wins; a folder with an index stands for its files as well."""
    for name in ("one/simple", "one/files", "wheels", "more"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "ca.crt").touch()
    listed = (
        f":env:.find-links='{tmp_path}/wheels'\n"
        f"global.find-links='{tmp_path}/more'\n"
        f"global.extra-index-url='file://{tmp_path}/one/simple https://index.example/simple'\n"
        f"global.cert='{tmp_path}/ca.crt'\n"
        f"install.constraint='{tmp_path}/gone.txt'\n"
    )
    settings = bare.pip_settings(listed)
    assert settings["global"]["find-links"] == f"{tmp_path}/wheels"
    assert settings["install"] == {"constraint": f"{tmp_path}/gone.txt"}
    paths = [str(tmp_path / name) for name in ("wheels", "one", "ca.crt")]
    assert bare.named_paths(settings) == paths
    conf = configparser.ConfigParser()
    conf.read_string(bare.pip_conf(settings))
    assert {name: dict(conf[name]) for name in conf.sections()} == settings


# ---- the two commands, with a stand-in for make

MAKE = """\
import sys, time
from http.server import BaseHTTPRequestHandler, HTTPServer
goal, *words = sys.argv[sys.argv.index("make") + 1:]
if goal == "serve":
    print("Made .venv in 7 s.", flush=True)
    {serve}
    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'<html lang="en">' if self.path == "/en/" else b'<html lang="zh">')
        def log_message(self, *words):
            pass
    HTTPServer(("127.0.0.1", int(words[0].removeprefix("PORT="))), Page).serve_forever()
print("Installed what was missing in 12 s.")
print(words)
print("{counts}")
sys.exit({status})
"""


def with_make(monkeypatch, folder, serve="", counts="5 passed, 2 deselected in 1.25s", status=0):
    """Put a `chroot` on the PATH that runs a stand-in for make."""
    (folder / "make.py").write_text(MAKE.format(serve=serve, counts=counts, status=status))
    chroot = folder / "chroot"
    chroot.write_text(f'#!/bin/sh\nexec {sys.executable} {folder}/make.py "$@"\n')
    chroot.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_the_book_is_served_until_both_editions_show(monkeypatch, tmp_path):
    with_make(monkeypatch, tmp_path)
    shown, made = bare.serve("/nowhere")
    assert 0 < shown < 60 and made == 7
    left = subprocess.run(["ps", "-ef"], capture_output=True, text=True).stdout
    assert f"{tmp_path}/make.py" not in left, "the server is stopped"


@pytest.mark.parametrize("serve", ["sys.exit(2)", "time.sleep(99)"])
def test_a_book_that_does_not_show_fails(monkeypatch, tmp_path, serve):
    with_make(monkeypatch, tmp_path, serve)
    monkeypatch.setattr(bare, "PATIENCE", 3)
    with pytest.raises(bare.Failed, match="ended with status 2|nothing after 3 s"):
        bare.serve("/nowhere")


def test_figures_of_the_test(monkeypatch, tmp_path, capsys):
    with_make(monkeypatch, tmp_path)
    status, took, setup, counts = bare.test("/nowhere", ["-k", "home or search"])
    assert (status, setup, counts) == (0, 12, "5 passed, 2 deselected in 1.25s")
    assert 0 < took < 60
    assert """["TEST=-k 'home or search'"]""" in capsys.readouterr().out


@pytest.mark.parametrize("status", [0, 2])
def test_it_ends_as_the_test_does(monkeypatch, tmp_path, capsys, status):
    with_make(monkeypatch, tmp_path, status=status)
    for name in ("make_root", "open_root"):
        monkeypatch.setattr(bare, name, lambda root: None)
    assert bare.inside("/nowhere", []) == bool(status)
    served, tested = capsys.readouterr().out.splitlines()[-2:]
    assert re.fullmatch(r"make serve: both editions after \d+ s, of which 7 s made .venv", served)
    assert f"status {status} after" in tested and "12 s set-up; 5 passed, 2 desel" in tested


# ---- the whole program, which cleans up after itself


def run_bare(*arguments, **how):
    command = [sys.executable, str(ROOT / "tools/setup/bare.py"), *arguments]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **how
    )


def test_without_root_it_says_so_in_one_line(tmp_path):
    (tmp_path / "sitecustomize.py").write_text("import os\nos.geteuid = lambda: 1000\n")
    running = run_bare(env={**os.environ, "PYTHONPATH": str(tmp_path)})
    said, _ = running.communicate(timeout=60)
    assert running.returncode == 1
    assert said == "make bare needs root: sudo make bare\n"


DEBOOTSTRAP = """\
#!/bin/sh
mkdir -p "$4/mounted" && mount -t tmpfs bare-test "$4/mounted" && touch "$4/mounted/file"
{then}
"""
# Only root may mount; the machines of CI run the tests as a user, `make bare` itself as root.
needs_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("unshare"),
    reason="needs root, to mount",
)


def with_debootstrap(folder, then):
    """The environment in which debootstrap is a stand-in, and folders are made in `folder`/tmp."""
    (folder / "tmp").mkdir()
    with open("/etc/os-release", encoding="utf-8") as file:
        codename = next(line for line in file if line.startswith("VERSION_CODENAME=")).strip()
    release = codename.partition("=")[2]
    for name, text in {
        "debootstrap": DEBOOTSTRAP.format(then=then),
        "apt-get": f"#!/bin/sh\necho Debian http://packages.example/ {release} main\n",
    }.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "TMPDIR": str(folder / "tmp")}


def nothing_is_left(folder):
    """No folder, no mount, no process; the last may take a moment to end."""
    assert list((folder / "tmp").iterdir()) == []
    with open("/proc/mounts") as file:
        assert str(folder) not in file.read()
    for _ in range(50):
        left = subprocess.run(["ps", "-ef"], capture_output=True, text=True).stdout
        if f"{folder}/" not in left:
            return
        time.sleep(0.1)
    raise AssertionError(left)


@needs_root
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_interrupted_it_leaves_nothing(tmp_path, name):
    number = getattr(signal, name)
    env = with_debootstrap(tmp_path, then=f'sh -c "sleep 600; : {tmp_path}/" & wait')
    running = run_bare(env=env)
    try:
        for _ in range(300):
            if list(tmp_path.glob("tmp/*/root/mounted")):
                break
            time.sleep(0.1)
        time.sleep(0.5)
        assert list(tmp_path.glob("tmp/*/root/mounted")), "it has begun"
    finally:
        running.send_signal(number)
        time.sleep(0.1)
        running.send_signal(number)  # by an impatient hand
    running.communicate(timeout=60)
    assert running.returncode == (130 if number == signal.SIGINT else 128 + number)
    nothing_is_left(tmp_path)


@needs_root
def test_a_failed_step_is_named_and_leaves_nothing(tmp_path):
    running = run_bare(env=with_debootstrap(tmp_path, then="echo E: no such release; exit 1"))
    said, _ = running.communicate(timeout=60)
    assert running.returncode == 1
    assert "E: no such release" in said and "This step failed:  debootstrap" in said
    nothing_is_left(tmp_path)
