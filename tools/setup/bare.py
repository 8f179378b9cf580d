"""On a bare Debian, see `make serve` show the book and `make test` prove it.

`make bare` calls it, as root. debootstrap makes a root folder with python3,
python3-venv, make and git alone, from where this machine's apt gets its packages. The
committed book is cloned into it, and there the two commands are run as a stranger would.
pip gets this machine's settings, and the folders and files that these name, read-only.

All that is mounted or started stands in namespaces of its own and ends with them, also
when this program is interrupted or killed; then only the folder is left to be removed.
"""

import argparse
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BRINGS = "python3,python3-venv,make,git"
BOOK = "/root/book"
# What a stranger's shell has: no settings of this machine, no CI.
SHELL = ["HOME=/root", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]
# The first page of each edition has this in it.
EDITIONS = {"": b'<html lang="zh', "en/": b'<html lang="en'}
PATIENCE = 3600  # seconds until the book must show, downloads included


class Failed(Exception):
    """A step did not do what it should; the message says which."""


# ---- where this machine gets its packages


def apt_sources(targets, codename):
    """Lines for sources.list: this release of Debian or Ubuntu, its updates and fixes.

    `targets` is what `apt-get indextargets` prints for ORIGIN below, a line for each index:
    origin, address, release, component.
    """
    lines = []
    for target in targets.splitlines():
        origin, address, release, component = target.split()
        ours = origin in ("Debian", "Ubuntu") and release.split("-")[0] == codename
        line = f"deb {address} {release} {component}"
        if ours and line not in lines:
            lines.append(line)
    return lines


ORIGIN = "$(ORIGIN) $(REPO_URI) $(RELEASE) $(COMPONENT)"


def pip_settings(listed):
    """{section: {name: value}} of what `pip config list` prints; the environment counts most."""
    found = {}
    for section, name, value in re.findall(r"^([\w:]+)\.([\w-]+)='(.*)'$", listed, re.M):
        part = found.setdefault("global" if section == ":env:" else section, {})
        if section == ":env:" or f":env:.{name}=" not in listed:
            part[name] = value
    return found


def named_paths(settings):
    """The folders and files of this machine that pip's settings name, each once."""
    words = " ".join(value for part in settings.values() for value in part.values()).split()
    paths = [word[len("file://") :] if word.startswith("file:///") else word for word in words]
    # An index is a folder beside the one with its files: file:///packages/simple.
    paths = [os.path.dirname(p) if p.rstrip("/").endswith("/simple") else p for p in paths]
    return list(dict.fromkeys(p for p in paths if os.path.isabs(p) and os.path.exists(p)))


def pip_conf(settings):
    """The text of a pip.conf with these settings."""
    return "".join(
        f"[{section}]\n" + "".join(f"{name} = {value}\n" for name, value in part.items())
        for section, part in settings.items()
    )


# ---- the bare root


def output(*command):
    """What a command prints."""
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def write(path, text):
    """Write a file and the folders above it."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def mount(*options):
    """Mount; Failed if that cannot be."""
    if subprocess.call(["mount", *options]):
        raise Failed(f"mount {' '.join(options)}")


def make_root(root):
    """Make a bare Debian (or Ubuntu) in the folder `root`, with the book in it."""
    with open("/etc/os-release", encoding="utf-8") as file:
        codename = re.search(r"^VERSION_CODENAME=(\w+)", file.read(), re.M).group(1)
    targets = output("apt-get", "indextargets", "--format", ORIGIN, "Created-By: Packages")
    sources = apt_sources(targets, codename)
    if not sources:
        raise Failed("apt knows no sources of this release. Run: apt-get update")
    address = sources[0].split()[1]
    step = ["debootstrap", "--variant=minbase", f"--include={BRINGS}", codename, root, address]
    with open(f"{root}.log", "w") as log:
        if subprocess.call(step, stdout=log, stderr=log):
            show_end(f"{root}.log")
            raise Failed(" ".join(step))
    write(f"{root}/etc/apt/sources.list", "\n".join(sources) + "\n")
    settings = output("apt-config", "dump").splitlines()
    settings = [s for s in settings if s.startswith("Acquire::") and "IndexTargets" not in s]
    write(f"{root}/etc/apt/apt.conf.d/99bare", "\n".join(settings) + "\n")
    for name in ("hosts", "resolv.conf"):
        shutil.copyfile(f"/etc/{name}", f"{root}/etc/{name}")
    subprocess.run(["git", "clone", "--quiet", ROOT, root + BOOK], check=True)


def open_root(root):
    """Mount what a running system has, and what pip's settings name."""
    mount("-t", "proc", "proc", f"{root}/proc")
    mount("-t", "sysfs", "-o", "ro", "sysfs", f"{root}/sys")
    mount("--rbind", "/dev", f"{root}/dev")
    pip = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], stdout=subprocess.PIPE, text=True
    )
    settings = pip_settings(pip.stdout)
    write(f"{root}/etc/pip.conf", pip_conf(settings))
    for path in named_paths(settings):
        inside = root + path
        if os.path.isfile(path):
            os.makedirs(os.path.dirname(inside), exist_ok=True)
            shutil.copyfile(path, inside)
        else:
            os.makedirs(inside, exist_ok=True)
            mount("--bind", path, inside)
            mount("-o", "remount,bind,ro", inside)


# ---- the two commands


def show_end(path, lines=40):
    """Print the last lines of a file."""
    with open(path, encoding="utf-8", errors="replace") as file:
        print("".join(file.readlines()[-lines:]), flush=True)


class Running:
    """A command inside the root: its lines are printed as they come, and kept in `text`."""

    def __init__(self, root, *command):
        print(f"$ {' '.join(map(shlex.quote, command))}", flush=True)
        self.text = ""
        self.process = subprocess.Popen(
            ["chroot", root, "env", "-i", "-C", BOOK, *SHELL, *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            line = line.decode("utf-8", "replace")
            self.text += line
            print("  " + line, end="", flush=True)

    def stop(self):
        """End it and what it started, as the keys Ctrl+C do, and wait."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
        self.wait()

    def wait(self):
        """The exit status, when all is read."""
        status = self.process.wait()
        self.reader.join()
        return status


def seconds(text, words):
    """The figure N of a line "words N s" in what a command printed; 0 if there is none."""
    found = re.search(re.escape(words) + r" (\d+) s\b", text)
    return int(found.group(1)) if found else 0


def free_port():
    """A port nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def shows(address, mark):
    """Whether a page is there and has the mark of its edition."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return mark in answer.read()
    except OSError:
        return False


def serve(root):
    """Seconds until `make serve` shows both editions, and those of them that made .venv."""
    port, started = free_port(), time.time()
    running = Running(root, "make", "serve", f"PORT={port}")
    try:
        left = dict(EDITIONS)
        while left:
            if running.process.poll() is not None:
                raise Failed(f"make serve ended with status {running.wait()}, see above")
            if time.time() - started > PATIENCE:
                raise Failed(f"make serve shows nothing after {PATIENCE} s")
            time.sleep(0.5)
            for path, mark in list(left.items()):
                if shows(f"http://127.0.0.1:{port}/{path}", mark):
                    del left[path]
        shown = time.time() - started
    finally:
        running.stop()
    return shown, seconds(running.text, "Made .venv in")


def test(root, arguments):
    """Run `make test`: its exit status, its seconds, those of set-up, and pytest's last words."""
    started = time.time()
    chosen = [f"TEST={' '.join(map(shlex.quote, arguments))}"] if arguments else []
    running = Running(root, "make", "test", *chosen)
    status = running.wait()
    counts = re.findall(r"^.*\b\d+ (?:passed|failed|error).* in [\d.]+s.*$", running.text, re.M)
    setup = seconds(running.text, "Installed what was missing in")
    return status, time.time() - started, setup, counts[-1] if counts else "no tests"


def inside(root, arguments):
    """What is done in the namespaces: make the root, run the two commands, print the figures."""
    started = time.time()
    make_root(root)
    print(f"A bare root with {BRINGS}: {time.time() - started:.0f} s", flush=True)
    open_root(root)
    shown, made = serve(root)
    status, took, setup, counts = test(root, arguments)
    print(f"\nmake serve: both editions after {shown:.0f} s, of which {made} s made .venv")
    print(f"make test: status {status} after {took:.0f} s, of which {setup} s set-up; {counts}")
    return 1 if status else 0


# ---- outside


def remove(folder):
    """Remove a folder whose last users may be ending at this moment. Raises OSError if it stays."""
    for _ in range(50):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.lexists(folder):
            return
        time.sleep(0.2)
    shutil.rmtree(folder)


ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) if os.name == "posix" else ()


def stopped(number, _):
    """A signal ends this program as an exception does, so that it cleans up; a second does not."""
    for each in ENDS:
        signal.signal(each, signal.SIG_IGN)
    sys.exit(128 + number)


def complaint():
    """Why this machine cannot make a bare root, in one line, or None."""
    if os.geteuid() != 0:
        return "make bare needs root: sudo make bare"
    for program, package in (
        ("debootstrap", "debootstrap"),
        ("unshare", "util-linux"),
        ("apt-get", "apt"),
        ("git", "git"),
    ):
        if not shutil.which(program):
            return f"make bare needs {program}: apt-get install {package}"
    return None


def main():
    """Make the root, run the two commands in it, remove it; status 0 if all is well."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--inside", metavar="FOLDER", help=argparse.SUPPRESS)
    known, arguments = parser.parse_known_args()
    if known.inside:
        try:
            return inside(known.inside, arguments)
        except Failed as failed:
            print(f"\nThis step failed:  {failed}", file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 130
    why = complaint()
    if why:
        print(why, file=sys.stderr)
        return 1
    for each in ENDS:
        signal.signal(each, stopped)
    folder = tempfile.mkdtemp(prefix="bare-", dir=os.environ.get("TMPDIR", "/var/tmp"))
    spaces = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
    program = [sys.executable, os.path.abspath(__file__), "--inside", f"{folder}/root"]
    running = None
    try:
        running = subprocess.Popen([*spaces, *program, *arguments])
        return running.wait()
    finally:
        print(f"Removing {folder}; this may take a minute.", flush=True)
        if running:
            running.kill()  # and with it all that runs inside, and all mounts
            running.wait()
        remove(folder)


if __name__ == "__main__":
    sys.exit(main())
