"""What the book needs beyond Python: the table, what it sees, and what make does about it.

Most tests run the real Makefile, tools/setup/system.py and .ci/install on a PATH that
holds a few programs alone, with stand-ins for those that would change this machine.
"""

import ctypes
import os
import re
import shutil
import subprocess
import sys
import time

import pytest

from tests.support import BOOK
from tools.products import pdf
from tools.setup import system

pytestmark = pytest.mark.inputs("tools/setup", "Makefile", ".ci")

ROOT = BOOK.root

DEBIAN, UBUNTU = "ID=debian\n", 'ID=ubuntu\nID_LIKE="debian"\n'


# ---- the table


def test_each_need_has_a_package_on_every_system():
    for name, need in system.NEEDS.items():
        assert need.why and callable(need.seen)
        for each in system.SYSTEMS:
            packages = getattr(need, each)
            assert re.fullmatch(r"-|[a-z0-9][a-z0-9.+-]+( [a-z0-9][a-z0-9.+-]+)*", packages), name
    spared = [(n, s) for n, need in system.NEEDS.items() for s in system.SYSTEMS if need[3:]]
    spared = [(n, s) for n, s in spared if getattr(system.NEEDS[n], s) == "-"]
    assert spared == [("libatomic", "macos")]


def test_goals_are_targets_that_ask_for_them():
    """Each goal of the table is in the Makefile, and makes .venv, whose rule asks system.py."""
    text = (ROOT / "Makefile").read_text("utf-8")
    for goal in system.GOALS:
        assert re.search(rf"^{goal}: venv\b", text, re.M), (
            f"tools/setup/system.py: no target {goal}"
        )
    assert "\nvenv:\n\t@$(PYTHON) tools/setup/system.py $(MAKECMDGOALS)\n" in text
    assert not system.GOALS & {"serve", "check", "build"}


def test_documents_point_to_the_table():
    """Lists of packages stand in the table alone; the fonts of the PDF are in it."""
    assert set(pdf.FONTS.values()) <= system.NEEDS.keys()
    packages = set(system.packages(system.NEEDS, "debian")) - {"git", "make", "chromium"}
    for name in ("README.md", "CONTRIBUTING.md", "MAINTAINING.md", "Makefile", ".ci/install"):
        text = (ROOT / name).read_text("utf-8")
        found = [package for package in packages if package in text]
        assert not found, f"{name} names {found}: say what tools/setup/system.py does about it"
    assert "tools/setup/system.py" in (ROOT / "CONTRIBUTING.md").read_text("utf-8")


# ---- what it sees


def test_a_machine_without_anything_lacks_all(monkeypatch, tmp_path):
    def nothing(name):
        raise OSError(name)

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setattr(ctypes, "CDLL", nothing)
    monkeypatch.setattr(system, "FONT_FOLDERS", [str(tmp_path)])
    monkeypatch.setattr(system, "BROWSERS", system.BROWSERS[:-1])
    spared = set() if sys.platform == "linux" else {"libatomic"}
    assert set(system.missing(["test"])) == system.NEEDS.keys() - spared
    assert set(system.missing(["epub"])) == {*pdf.FONTS.values(), "pango", "harfbuzz", "poppler"}
    assert system.missing(["serve", "check", "build"]) == []


def test_each_thing_is_seen(monkeypatch, tmp_path):
    """A browser of Playwright's own; a font in a folder of folders; a library that loads."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    (tmp_path / "chromium-1200").mkdir()
    assert system.browser()
    monkeypatch.setattr(system, "FONT_FOLDERS", [str(tmp_path / "fonts")])
    (tmp_path / "fonts/noto").mkdir(parents=True)
    (tmp_path / "fonts/noto/NotoSansCJK-Regular.ttc").touch()
    assert system.NEEDS["chinese"].seen() and not system.NEEDS["open-sans"].seen()
    if sys.platform == "linux":
        assert system.library("libc.so.6")()
        assert not system.library("libc.so.6", "libnone.so.9")()


# ---- what make does about it

STAND_IN = """\
#!/bin/sh
echo "{name} $*" >> "{notes}"
{does}
"""
PYTHON_SITE = "import os, sys\nos.geteuid = lambda: {uid}\nsys.platform = {platform!r}\n"


class Machine:
    """A stub book, and a PATH of a few programs, of which some note that they were run."""

    def __init__(self, folder):
        self.book, self.bin, self.notes = folder / "book", folder / "bin", folder / "notes"
        self.site = folder / "site"
        for each in (self.bin, self.site, self.book / ".venv/bin"):
            each.mkdir(parents=True)
        shutil.copytree(ROOT / ".ci", self.book / ".ci")
        shutil.copytree(ROOT / "tools/setup", self.book / "tools/setup")
        shutil.copy(ROOT / "Makefile", self.book)
        make_venv = f"open({str(self.notes)!r}, 'a').write('make_venv\\n')"
        (self.book / "tools/setup/make_venv.py").write_text(make_venv)
        self.program(self.book / ".venv/bin/python", "")
        for name in ("sh", "bash", "make", "env", "id", "dirname", "git", "ln"):
            (self.bin / name).symlink_to(shutil.which(name))
        (self.bin / "python3").symlink_to(os.path.realpath(sys.executable))
        # The real one brings more, but only this is not seen on such a PATH.
        links = f"ln -sf {os.path.realpath(sys.executable)} python3"
        links += "; for p in chromium chromium-browser pdftoppm java; do ln -sf sh $p; done"
        self.program("apt-get", f'case "$*" in *install*) cd "{self.bin}"; {links} ;; esac')
        self.program("sudo", '[ "$1" = -n ] && exit 1; exec "$@"')

    def program(self, name, does):
        """A stand-in that notes its arguments and does something."""
        path = self.bin / name
        path.write_text(STAND_IN.format(name=path.name, notes=self.notes, does=does))
        path.chmod(0o755)

    def noted(self):
        """What was run, less the question whether sudo asks for a password."""
        lines = self.notes.read_text().splitlines() if self.notes.exists() else []
        return [line for line in lines if line != "sudo -n true"]

    def run(self, *command, release=DEBIAN, uid=1000, platform="linux"):
        """Run a command as that user on that system."""
        (self.site / "os-release").write_text(release)
        (self.site / "sitecustomize.py").write_text(PYTHON_SITE.format(uid=uid, platform=platform))
        env = {
            "PATH": str(self.bin),
            "HOME": str(self.site),
            "OS_RELEASE": str(self.site / "os-release"),
            "PYTHONPATH": str(self.site),
        }
        return subprocess.run(
            command, cwd=self.book, env=env, capture_output=True, text=True, timeout=60
        )

    def make(self, *goals, **how):
        return self.run("make", f"PYTHON={sys.executable}", *goals, **how)


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


@pytest.mark.parametrize(
    "release, platform, command",
    [
        (DEBIAN, "linux", "sudo apt-get install chromium poppler-utils default-jre-headless"),
        (UBUNTU, "linux", "sudo apt-get install chromium-browser poppler-utils default-jre-"),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"', "linux", "sudo apt-get install chromium-browser"),
        ("ID=fedora", "linux", "sudo dnf install chromium poppler-utils java-latest-openjdk-"),
        ('ID="rocky"\nID_LIKE="rhel centos fedora"', "linux", "sudo dnf install chromium"),
        ("ID=arch", "linux", "sudo pacman -S --needed chromium poppler jre-openjdk-headless"),
        ("ID=manjaro\nID_LIKE=arch", "linux", "sudo pacman -S --needed chromium poppler"),
        ("", "darwin", "brew install google-chrome"),
        ("ID=nixos", "linux", "sudo apt-get install chromium"),
    ],
)
def test_a_user_without_sudo_gets_one_command_and_nothing_is_run(
    machine, release, platform, command
):
    started = time.monotonic()
    done = machine.make("test", release=release, platform=platform)
    assert time.monotonic() - started < 10
    assert done.returncode != 0 and machine.noted() == [], done.stdout + done.stderr
    said = [line.strip() for line in done.stderr.splitlines()]
    assert "This machine lacks what `make test` needs:" in said
    assert [line for line in said if line.startswith(command)], done.stderr
    assert len([line for line in said if " install " in line or " -S " in line]) == 1
    assert ("on Debian it is" in done.stderr) == ("nixos" in release)
    assert "Traceback" not in done.stderr


def test_without_sudo_the_command_is_for_su(machine):
    (machine.bin / "sudo").unlink()
    done = machine.make("epub")
    assert done.returncode != 0 and machine.noted() == []
    assert "\n  su -c 'apt-get install poppler-utils'\n" in done.stderr, done.stderr


@pytest.mark.parametrize("goals", [["serve"], ["check"], ["build", "stamp"], ["venv"]])
def test_what_needs_python_alone_asks_for_no_more(machine, goals):
    done = machine.make(*goals)
    assert done.returncode == 0, done.stderr
    assert machine.noted()[0] == "make_venv" and "lacks" not in done.stderr


@pytest.mark.parametrize("who", ["root", "sudo"])
@pytest.mark.parametrize("release, browser", [(DEBIAN, "chromium"), (UBUNTU, "chromium-browser")])
def test_where_it_may_it_installs_and_goes_on(machine, who, release, browser):
    """As root, or with a sudo that asks nothing; then everything is there and the tests run."""
    if who == "sudo":
        machine.program("sudo", '[ "$1" = -n ] && exit 0; exec "$@"')
    machine.program("id", "echo " + ("0" if who == "root" else "1000"))
    done = machine.make("test", release=release, uid=0 if who == "root" else 1000)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (
        ".ci/install does so now" in done.stderr and "Installed what was missing in" in done.stderr
    )
    noted = [line for line in machine.noted() if not line.startswith("id ")]
    assert bool([line for line in noted if line.startswith("sudo ")]) == (who == "sudo")
    noted = [line for line in noted if not line.startswith("sudo ")]
    wanted = f"{browser} poppler-utils default-jre-headless"
    assert noted == [
        "apt-get update -q",
        f"apt-get install -y -q --no-install-recommends {wanted}",
        "make_venv",
        "python -m pytest",
    ]
    again = machine.make("test", release=release)
    assert again.returncode == 0 and again.stderr == "", "nothing is missing any more"


def test_an_installation_that_fails_is_told(machine):
    machine.program("apt-get", "exit 100")
    machine.program("id", "echo 0")
    done = machine.make("test", uid=0)
    assert done.returncode != 0 and "make_venv" not in machine.noted()
    assert ".ci/install ended with status 100" in done.stderr
    assert "\n  apt-get install chromium poppler-utils default-jre-headless\n" in done.stderr


# ---- .ci/install


def test_install_brings_python_first(machine):
    (machine.bin / "python3").unlink()
    machine.program("id", "echo 0")
    done = machine.run(".ci/install", uid=0)
    assert done.returncode == 0, done.stderr
    installed = [line.split("recommends ")[1] for line in machine.noted() if "recommends" in line]
    assert installed[0] == "python3 python3-venv"
    assert len(installed) == 1, "the stand-in brought the rest as well"


def test_install_is_for_debian_and_ubuntu(machine):
    done = machine.run(".ci/install", release="ID=fedora")
    assert done.returncode != 0 and machine.noted() == []
    assert "dnf install chromium" in done.stderr


def test_install_takes_goals(machine):
    """The site's successor needs no Java; nothing is installed for what needs nothing."""
    machine.program("id", "echo 0")
    assert machine.run(".ci/install", "epub").returncode == 0
    assert machine.noted()[-1].endswith("--no-install-recommends poppler-utils")
    machine.notes.unlink()
    assert machine.run(".ci/install", "build").returncode == 0
    assert machine.noted() == []


@pytest.mark.parametrize("script", sorted(p.name for p in (ROOT / ".ci").iterdir()))
def test_scripts_are_sound(script):
    """By shellcheck where there is one, by bash itself in any case."""
    path = ROOT / ".ci" / script
    commands = [["bash", "-n", path]]
    if shutil.which("shellcheck"):
        commands.append(["shellcheck", path])
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
