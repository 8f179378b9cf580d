"""What the book needs beyond Python, how it is seen to be there, and what brings it.

`make` calls this file with its goals before it makes anything. Where something is
missing and may be installed (on Debian and Ubuntu, as root or with a sudo that asks
no password), .ci/install is run; elsewhere the last line is the one command that
mends it. `--missing` is how .ci/install asks.

Runs under any Python 3, with the standard library only, as make_venv.py does.
"""

import collections
import ctypes
import fnmatch
import glob
import os
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
OS_RELEASE = os.environ.get("OS_RELEASE", "/etc/os-release")  # tests name another
HOME = os.path.expanduser("~")

# The first of these that is there reads the built site. macOS keeps no applications on the PATH.
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    HOME + "/.local/share/fonts",
    HOME + "/.fonts",
    "/Library/Fonts",
    HOME + "/Library/Fonts",
)
BREW_FOLDERS = ("/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib")


# ---- how a thing is seen to be there: each gives a function that says yes or no


def program(*names):
    """One of these programs can be started."""
    return lambda: any(map(shutil.which, names))


def browser():
    """Chromium or Chrome, or one that Playwright has downloaded."""
    caches = "/Library/Caches" if sys.platform == "darwin" else "/.cache"
    own = os.environ.get("PLAYWRIGHT_BROWSERS_PATH", f"{HOME}{caches}/ms-playwright")
    return any(map(shutil.which, BROWSERS)) or bool(glob.glob(own + "/chromium*"))


def font(*patterns):
    """A font file of one of these names lies in a folder of fonts."""

    def seen():
        for folder in FONT_FOLDERS:
            for _, _, files in os.walk(folder):
                if any(fnmatch.filter(files, pattern) for pattern in patterns):
                    return True
        return False

    return seen


def library(*names):
    """All of these shared libraries, such as "libpango-1.0.so.0", can be loaded."""

    def loads(name):
        if sys.platform == "darwin":
            stem = name.split(".so")[0]
            return any(glob.glob(f"{folder}/{stem}*.dylib") for folder in BREW_FOLDERS)
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return lambda: all(map(loads, names))


def java():
    """A Java that runs: macOS has a program of that name that only asks for one."""
    if sys.platform == "darwin":
        return bool(glob.glob("/Library/Java/JavaVirtualMachines/*"))
    return bool(shutil.which("java"))


# ---- the table

# The systems it knows, each with the command that installs packages on it.
SYSTEMS = {
    "debian": "apt-get install",
    "ubuntu": "apt-get install",
    "fedora": "dnf install",
    "arch": "pacman -S --needed",
    "macos": "brew install",
}
Need = collections.namedtuple("Need", ["why", "goals", "seen", *SYSTEMS])

# Each need by its name: why it is there, for which goals of make, how it is seen to be
# there, and its packages on each system ("-": that system has no need of it).
NEEDS = {
    "git": Need(
        why="git, for tests that copy the sources",
        goals="test",
        seen=program("git"),
        debian="git",
        ubuntu="git",
        fedora="git",
        arch="git",
        macos="git",
    ),
    "make": Need(
        why="make, for tests that call it",
        goals="test",
        seen=program("make"),
        debian="make",
        ubuntu="make",
        fedora="make",
        arch="make",
        macos="make",
    ),
    "browser": Need(
        why="Chromium or Chrome, which reads the built site",
        goals="test screenshots lighthouse",
        seen=browser,
        debian="chromium",
        ubuntu="chromium-browser",
        fedora="chromium",
        arch="chromium",
        macos="google-chrome",
    ),
    "libatomic": Need(
        why="libatomic, for Playwright, which drives the browser",
        goals="test screenshots",
        seen=library("libatomic.so.1") if sys.platform == "linux" else lambda: True,
        debian="libatomic1",
        ubuntu="libatomic1",
        fedora="libatomic",
        arch="gcc-libs",
        macos="-",
    ),
    "chinese": Need(
        why="Noto Sans CJK, the Chinese letters",
        goals="test pdf epub screenshots",
        seen=font("NotoSansCJK*"),
        debian="fonts-noto-cjk",
        ubuntu="fonts-noto-cjk",
        fedora="google-noto-sans-cjk-fonts",
        arch="noto-fonts-cjk",
        macos="font-noto-sans-cjk-sc",
    ),
    "open-sans": Need(
        why="Open Sans, the Latin letters of the PDF",
        goals="test pdf epub",
        seen=font("OpenSans*"),
        debian="fonts-open-sans",
        ubuntu="fonts-open-sans",
        fedora="open-sans-fonts",
        arch="ttf-opensans",
        macos="font-open-sans",
    ),
    "dejavu": Need(
        why="DejaVu Sans Mono, the code of the PDF",
        goals="test pdf epub",
        seen=font("DejaVuSansMono.ttf"),
        debian="fonts-dejavu-core",
        ubuntu="fonts-dejavu-core",
        fedora="dejavu-sans-mono-fonts",
        arch="ttf-dejavu",
        macos="font-dejavu",
    ),
    "pango": Need(
        why="Pango, which sets the PDF",
        goals="test pdf epub",
        seen=library("libpango-1.0.so.0", "libpangoft2-1.0.so.0"),
        debian="libpango-1.0-0 libpangoft2-1.0-0",
        ubuntu="libpango-1.0-0 libpangoft2-1.0-0",
        fedora="pango",
        arch="pango",
        macos="pango",
    ),
    "harfbuzz": Need(
        why="HarfBuzz, which cuts the PDF's fonts to size",
        goals="test pdf epub",
        seen=library("libharfbuzz-subset.so.0"),
        debian="libharfbuzz-subset0",
        ubuntu="libharfbuzz-subset0",
        fedora="harfbuzz",
        arch="harfbuzz",
        macos="harfbuzz",
    ),
    "poppler": Need(
        why="Poppler, for the EPUB's cover and to read the PDF back",
        goals="test epub",
        seen=program("pdftoppm"),
        debian="poppler-utils",
        ubuntu="poppler-utils",
        fedora="poppler-utils",
        arch="poppler",
        macos="poppler",
    ),
    "java": Need(
        why="Java, for EPUBCheck",
        goals="test",
        seen=java,
        debian="default-jre-headless",
        ubuntu="default-jre-headless",
        fedora="java-latest-openjdk-headless",
        arch="jre-openjdk-headless",
        macos="temurin",
    ),
}
GOALS = {goal for need in NEEDS.values() for goal in need.goals.split()}


# ---- this machine


def system():
    """The name in SYSTEMS of this machine's system, or of the one it is like; None if unknown."""
    if sys.platform == "darwin":
        return "macos"
    says = {}
    if os.path.exists(OS_RELEASE):
        with open(OS_RELEASE, encoding="utf-8") as file:
            for line in file:
                key, _, value = line.strip().partition("=")
                says[key] = value.strip("\"'")
    for name in [says.get("ID", ""), *says.get("ID_LIKE", "").split()]:
        if name in SYSTEMS:
            return name
    return None


def missing(goals):
    """The names of the needs that these goals of make have and this machine lacks."""
    return [
        name
        for name, need in NEEDS.items()
        if set(goals) & set(need.goals.split()) and not need.seen()
    ]


def packages(names, name_of_system):
    """The packages for some needs on a system, in order, each once."""
    found = [package for name in names for package in getattr(NEEDS[name], name_of_system).split()]
    return [package for package in dict.fromkeys(found) if package != "-"]


def command(*names):
    """The command that installs some needs on this machine; Debian's where it is unknown."""
    here = system() or "debian"
    install = " ".join([SYSTEMS[here], *packages(names, here)])
    if here == "macos" or is_root():
        return install
    return "sudo " + install if shutil.which("sudo") else f"su -c '{install}'"


def is_root():
    """Whether this process may do all."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def may_install():
    """Whether .ci/install can do its work here, and without asking for a password."""
    if system() not in ("debian", "ubuntu") or not shutil.which("apt-get"):
        return False
    if is_root():
        return True
    quiet = ["sudo", "-n", "true"]
    return bool(shutil.which("sudo")) and not subprocess.call(quiet, stderr=subprocess.DEVNULL)


def say(*lines):
    """Print lines to standard error, at once."""
    print(*lines, sep="\n", file=sys.stderr, flush=True)


def stop(what, names):
    """Say what is missing and the one command that mends it; exit status 1."""
    say(f"\n{what}", *(f"  - {NEEDS[name].why}" for name in names))
    known = "" if system() else ". This system is not in tools/setup/system.py; on Debian it is"
    say(f"One command installs it{known}:\n", f"  {command(*names)}\n")
    say("Then run the same command again. make serve and make check need Python alone.")
    return 1


def main(arguments):
    """See to the needs of some goals of make, or print their packages; the exit status."""
    goals = [argument for argument in arguments if argument in GOALS]
    lacks = missing(goals)
    what = f"This machine lacks what `make {' '.join(goals)}` needs:"
    if "--missing" in arguments:
        if lacks and system() not in ("debian", "ubuntu"):
            return stop(what, lacks)
        print(*packages(lacks, system()))
        return 0
    if not lacks:
        return 0
    if not may_install():
        return stop(what, lacks)
    say(what, *(f"  - {NEEDS[name].why}" for name in lacks))
    say("It may be installed without a password, so .ci/install does so now.")
    started = time.time()
    status = subprocess.call([os.path.join(ROOT, ".ci", "install"), *goals])
    lacks = missing(goals)
    if lacks:
        return stop(f".ci/install ended with status {status}, and this is still missing:", lacks)
    say(f"Installed what was missing in {time.time() - started:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
