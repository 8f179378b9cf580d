"""The mirror chooser, against mirrors on 127.0.0.1 that each behave in one way.

A behaviour is a function of one request, named after what it does. `serving`
starts a mirror with it. Most are asked together, once, as the chooser asks
them: side by side, against one clock.
"""

import ast
import csv
import gzip
import hashlib
import io
import json
import os
import re
import shlex
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import zipfile
import zlib
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Formatter
from types import SimpleNamespace

import pytest

from tests.support import BOOK, DATA
from tools.setup.make_venv import supported
from tools.setup.mirrors import CHOOSER, MIRRORS, embed, load_chooser

pytestmark = pytest.mark.inputs("snippets/start/install", "pyproject.toml", "tools")

CERTIFICATE = DATA / "self_signed.pem"
TARGET = ("3.13", "linux-x86_64")
VERSION = "2.21.0"
SECONDS = 3  # for a survey
PATIENCE = 10  # for mirrors that all answer by themselves, on a busy computer
chooser = load_chooser()


# What a mirror holds.


def wheel_names(version):
    """The names of TensorFlow's files in one release."""
    ends = ["manylinux_2_27_x86_64", "manylinux_2_27_aarch64", "win_amd64", "macosx_12_0_arm64"]
    for tag in ("cp310", "cp311", "cp312", "cp313"):
        for end in ends:
            yield f"tensorflow-{version}-{tag}-{tag}-{end}.whl"


def wheel():
    """A real, if useless, wheel of 3 MB, so that pip itself can judge the mirror."""
    folder = f"tensorflow-{VERSION}.dist-info"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            f"{folder}/METADATA", f"Metadata-Version: 2.1\nName: tensorflow\nVersion: {VERSION}\n"
        )
        archive.writestr(f"{folder}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: false\n")
        archive.writestr("tensorflow/weights", bytes(3_000_000))
        archive.writestr(f"{folder}/RECORD", "")
    return file.getvalue()


WHEEL = wheel()
DIGEST = hashlib.sha256(WHEEL).hexdigest()
NAMES = [*wheel_names("2.20.0"), *wheel_names(VERSION), *wheel_names("2.22.0rc0")]
YANKED = list(wheel_names("2.99.0"))


def html(names, yanked=()):
    """A PEP 503 page."""
    marks = [(name, "") for name in names] + [(name, ' data-yanked=""') for name in yanked]
    links = [
        f'<a href="../../files/{name}#sha256={DIGEST}"{mark}>file</a><br>' for name, mark in marks
    ]
    return "\n".join(["<!DOCTYPE html><html><body>", *links, "</body></html>"]).encode()


# How mirrors behave.


class Request(BaseHTTPRequestHandler):
    """One request; the server's behaviour answers it."""

    timeout = 10

    def do_GET(self):
        self.server.asked.append(self.headers)
        with suppress(OSError):  # the chooser may hang up at any time
            self.server.behave(self)

    @property
    def wants_index(self):
        return self.path == "/simple/tensorflow/"

    def head(self, status=200, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()

    def reply(self, body, status=200, **headers):
        self.head(status, Content_Length=len(body), **headers)
        self.wfile.write(body)

    def drip(self, piece, every=0.05):
        """Send a piece again and again, until the client or the test has had enough."""
        while not self.server.stopped.wait(every):
            self.wfile.write(piece)
            self.server.sent += len(piece)

    def log_message(self, *_):
        pass


def good_html(request):
    if request.wants_index:
        request.reply(html(NAMES, YANKED), Content_Type="text/html; charset=utf-8")
    else:
        send_range(request)


def send_range(request):
    """A file, or the part of it that was asked for."""
    if request.path.rpartition("/")[2] not in NAMES:
        return missing(request)
    wanted = re.fullmatch(r"bytes=0-(\d+)", request.headers.get("Range", ""))
    if not wanted:
        return request.reply(WHEEL)
    body = WHEEL[: int(wanted[1]) + 1]
    extent = f"bytes 0-{len(body) - 1}/{len(WHEEL)}"
    request.reply(body, 206, Content_Range=extent)


def good_json(request):
    """PEP 691, gzip-packed, with absolute links."""
    if not request.wants_index:
        return send_range(request)
    kind = "application/vnd.pypi.simple.v1+json"
    assert kind in request.headers["Accept"] and "gzip" in request.headers["Accept-Encoding"]
    files = [
        {"filename": n, "url": f"http://{request.headers['Host']}/files/{n}", "yanked": n in YANKED}
        for n in NAMES + YANKED
    ]
    body = json.dumps({"meta": {"api-version": "1.1"}, "name": "tensorflow", "files": files})
    request.reply(gzip.compress(body.encode()), Content_Type=kind, Content_Encoding="gzip")


def slow(request):
    """Usable, at about 0.1 MB/s."""
    time.sleep(0.3)
    if request.wants_index:
        return good_html(request)
    request.head(Content_Length=len(WHEEL))
    request.wfile.write(WHEEL[:1000])
    request.drip(bytes(5000))


def ignores_range(request):
    """Sends 573 MB from the start, whatever part was asked for."""
    if request.wants_index:
        return good_html(request)
    request.head(Content_Length=573_000_000)
    request.wfile.write(WHEEL[:1000])
    request.drip(bytes(100_000), every=0)


def refuses(request):
    request.reply(b"go away", 403)


def refuses_pip(request):
    if request.headers["User-Agent"].startswith("pip/"):
        return refuses(request)
    good_html(request)


def refuses_files(request):
    good_html(request) if request.wants_index else refuses(request)


def redirects_for_ever(request):
    request.head(302, Location=f"{request.path}?")


def redirects_to(url):
    """Redirects, with an endless page behind the redirect."""

    def redirects(request):
        request.head(302, Location=url + request.path.removeprefix("/simple"))
        request.drip(bytes(100_000), every=0)

    return redirects


def log_in_page(request):
    """What a hotel's network answers to everything."""
    request.reply(b"<html><p>Welcome! <a href='/login'>Log in</a> <b>now", Content_Type="text/html")


def broken_json(request):
    request.reply(b'{"files": [{', Content_Type="application/vnd.pypi.simple.v1+json")


def broken_gzip(request):
    request.reply(b"not packed", Content_Type="text/html", Content_Encoding="gzip")


def not_http(request):
    request.wfile.write(b"\0\xff rubbish \r\n\r\n")


def log_in_page_as_file(request):
    good_html(request) if request.wants_index else log_in_page(request)


def links_to_disk(request):
    """Its links would make the chooser read files of this computer."""
    request.reply(html(NAMES).replace(b"../../files", CHOOSER.parent.as_uri().encode()))


def missing(request):
    request.reply(b"no such project", 404)


def fails(request):
    request.reply(b"", 503)


def hangs_up(request):
    """Promises more than it sends."""
    request.head(Content_Length=1_000_000)
    request.wfile.write(html(NAMES))


def silent(request):
    request.server.stopped.wait()


def slow_headers(request):
    """A slow-loris: a byte now and then, so that no time-out of a socket strikes."""
    request.wfile.write(b"HTTP/1.0 200 OK\r\nX-Endless: ")
    request.drip(b"x")


def slow_body(request):
    request.head(Content_Type="text/html")
    request.drip(b"x")


def huge_page(request):
    request.head(Content_Type="text/html")
    request.drip(html(NAMES) * 100, every=0)


def bomb(request):
    """A few kilobytes of gzip that unpack to 50 MB."""
    packed = gzip.compress(bytes(50_000_000), 1)
    request.reply(packed, Content_Type="text/html", Content_Encoding="gzip")


def old(request):
    request.reply(html(wheel_names("2.16.1")))


def other_python(request):
    request.reply(html(name for name in NAMES if "cp310" in name))


@contextmanager
def serving(behave, tls=False):
    """A mirror: yields its server. Every one of its threads has ended afterwards."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Request)
    server.daemon_threads = False  # so that closing waits for them
    server.behave, server.stopped, server.sent, server.asked = behave, threading.Event(), 0, []
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}/simple"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()


def closed_port():
    """A port of 127.0.0.1 at which nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


# What the chooser says of each.

USABLE = [good_html, good_json, slow, ignores_range, "redirects_to_good"]
TROUBLES = {  # behaviour: the key of the chooser's TEXT, and the detail
    "dead": ("dead", "ConnectionRefusedError"),
    "untrusted": ("tls", "self-signed certificate"),
    refuses: ("refused", 403),
    refuses_pip: ("refuses_pip", ""),
    refuses_files: ("refused", 403),
    redirects_for_ever: ("loop", 302),
    log_in_page: ("rubbish", ""),
    broken_json: ("rubbish", ""),
    broken_gzip: ("rubbish", ""),
    log_in_page_as_file: ("rubbish", ""),
    links_to_disk: ("rubbish", ""),
    not_http: ("dead", "BadStatusLine"),
    hangs_up: ("dead", "IncompleteRead"),
    missing: ("missing", 404),
    fails: ("http", 503),
    huge_page: ("huge", ""),
    bomb: ("huge", ""),
    silent: ("slow", ""),
    slow_headers: ("slow", ""),
    slow_body: ("slow", ""),
    old: ("old", "2.16.1"),
    other_python: ("no_file", "Python 3.13, linux-x86_64"),
}


def title(behaviour):
    return behaviour if isinstance(behaviour, str) else behaviour.__name__


class Survey:
    """All mirrors asked at once: results and servers by behaviour, seconds, progress."""

    def __init__(self, limit):
        self.limit, self.results, self.servers, self.progress = limit, {}, {}, []

    def run(self):
        with ExitStack() as stack:
            for behave in [*USABLE, *TROUBLES]:
                if callable(behave):
                    self.servers[title(behave)] = stack.enter_context(serving(behave))
            self.servers["untrusted"] = stack.enter_context(serving(good_html, tls=True))
            good = self.servers["good_html"].url
            self.servers["redirects_to_good"] = stack.enter_context(serving(redirects_to(good)))
            urls = {name: server.url for name, server in self.servers.items()}
            urls["dead"] = f"http://127.0.0.1:{closed_port()}/simple"
            mirrors = [{"key": name, "url": url} for name, url in urls.items()]
            began = time.monotonic()
            results = chooser.survey(
                mirrors,
                [TARGET],
                agent="pip/26.1.2 {}",
                end=began + self.limit,
                report=lambda done, result: self.progress.append((done, result.mirror["key"])),
            )
            self.seconds = time.monotonic() - began
        self.results = {result.mirror["key"]: result for result in results}
        return self

    def hurried(self):
        """Mirrors that answer by themselves, but had no time to."""
        given_up = {name for name, result in self.results.items() if result.trouble == "slow"}
        return given_up - {
            title(one) for one, (trouble, _) in TROUBLES.items() if trouble == "slow"
        }


@pytest.fixture(scope="module", autouse=True)
def no_proxy():
    """The mirrors are on this computer, whatever proxy it uses for others."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
            patch.delenv(name)
        yield


@pytest.fixture(scope="module")
def survey(no_proxy):
    """With more time where the computer is so busy that mirrors which answer are given up."""
    for limit in (SECONDS, 4 * SECONDS, 16 * SECONDS):
        survey = Survey(limit).run()
        if not survey.hurried():
            break
    return survey


@pytest.mark.parametrize("behaviour", USABLE, ids=title)
def test_usable_mirror(behaviour, survey):
    result = survey.results[title(behaviour)]
    assert result.trouble == "", result.detail
    assert result.version == VERSION  # not the pre-release, not the yanked release
    assert result.wait > 0 and result.speed > 0
    assert result.size == (573_000_000 if behaviour is ignores_range else len(WHEEL))


@pytest.mark.parametrize("behaviour", TROUBLES, ids=title)
def test_unusable_mirror(behaviour, survey):
    result = survey.results[title(behaviour)]
    assert (result.trouble, result.detail) == TROUBLES[behaviour]
    assert result.speed == 0


def test_slow_mirror_is_measured_as_slow(survey):
    slow_one, good_one = survey.results["slow"], survey.results["good_html"]
    assert slow_one.wait > 0.3 and slow_one.speed < good_one.speed


def test_time_is_bounded_and_progress_shown(survey):
    """Only the slow-loris must be given up; the others end by themselves, and are told of."""
    assert survey.limit * 0.8 < survey.seconds < survey.limit + SECONDS
    assert [done for done, _ in survey.progress] == list(range(1, len(survey.progress) + 1))
    told = {name for _, name in survey.progress}
    assert "slow_headers" not in told and {"slow", "good_json", "slow_body"} <= told


def test_unknown_host():
    """Without the wait for a real name server."""
    error = urllib.error.URLError(socket.gaierror(-2, "Name or service not known"))
    assert chooser.explain(error) == ("dns", "")


@pytest.mark.parametrize("name", ["huge_page", "ignores_range", "redirects_to_good"])
def test_bytes_are_bounded(name, survey):
    """Buffers between the two ends hold some megabytes that the chooser never reads."""
    sent = survey.servers[name].sent
    assert 0 < sent < chooser.PAGE_LIMIT + chooser.SAMPLE_LIMIT + 16_000_000


def test_asks_for_a_part_of_the_file(survey):
    ranges = [headers["Range"] for headers in survey.servers["good_json"].asked]
    assert ranges == [None, f"bytes=0-{chooser.SAMPLE_LIMIT - 1}"]


def agents(server):
    return [headers["User-Agent"] for headers in server.asked]


def test_a_refusal_is_tried_under_the_own_name(survey):
    assert agents(survey.servers["refuses_pip"]) == ["pip/26.1.2 {}", chooser.OWN_AGENT]
    assert set(agents(survey.servers["good_html"])) == {"pip/26.1.2 {}"}


# The program, as a reader runs it.


def write_list(path, urls):
    """A file of mirrors, named by their place."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["key", "name_zh", "name_en", "url", "checked"])
        rows.writerows((f"m{i}", f"镜像{i}", f"Mirror {i}", url, "-") for i, url in enumerate(urls))
    return path


def choose(*arguments, expect, encoding="utf-8", **env):
    """Run the program; what it printed, errors included. No traceback, whatever happens."""
    done = subprocess.run(
        [sys.executable, CHOOSER, *options(arguments)],
        env={
            **{name: value for name, value in os.environ.items() if not name.startswith("PIP_")},
            "PIP_CONFIG_FILE": os.devnull,
            "LC_ALL": "C.UTF-8",
            "PYTHONIOENCODING": encoding,
            **env,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
    )
    output = done.stdout.decode(encoding).replace("\r\n", "\n")
    assert done.returncode == expect, output
    assert "Traceback" not in output
    return output


@pytest.fixture
def choose_here(monkeypatch, capsys):
    """Like choose, but quicker: without a process of its own, and without loading pip."""
    monkeypatch.setattr(chooser, "pip_agent", lambda: "pip/26.1.2 {}")
    monkeypatch.setattr(chooser, "configured", lambda: "")

    def run(*arguments, expect):
        assert chooser.main(options(arguments)) == expect
        captured = capsys.readouterr()
        return captured.err + captured.out

    return run


def options(arguments):
    """Command-line options: for TARGET and in English, unless they say otherwise."""
    python, system = TARGET
    return ["--python", python, "--platform", system, "--lang", "en", *map(str, arguments)]


def commands(url):
    return (
        f"  python -m pip install --index-url {url} tensorflow\n"
        f"  uv pip install --default-index {url} tensorflow\n"
    )


def test_recommends_the_fastest_and_a_second(tmp_path, choose_here):
    with serving(slow) as slow_one, serving(good_html) as good, serving(old) as old_one:
        dead = f"http://127.0.0.1:{closed_port()}/simple"
        mirrors = write_list(tmp_path / "m.csv", [slow_one.url, dead, good.url, old_one.url])
        output = choose_here("--mirrors", mirrors, "--seconds", PATIENCE, expect=0)
    start, table, first, second = re.split(r"\n(?=mirror  |Take|If)", output)
    assert "4 mirrors" in start and f"at most {PATIENCE} s and 6 MB" in start
    assert re.search(r"^\[\d/4\] Mirror 1, no connection", output, re.M)  # progress
    rows = [line.split()[1] for line in table.splitlines()[1:] if line.startswith("Mirror")]
    assert rows == ["2", "0", "1", "3"]  # by speed, the unusable last
    assert first == "Take Mirror 2 (3 MB, in 1 min at most):\n" + commands(good.url)
    assert second == "If it fails, take Mirror 0 (3 MB, in 1 min at most):\n" + commands(
        slow_one.url
    )


def test_without_a_usable_mirror_it_says_what_to_do(tmp_path, choose_here, monkeypatch):
    dead = f"http://127.0.0.1:{closed_port()}/simple"
    mirrors = write_list(tmp_path / "m.csv", [dead])
    proxy = f"http://user:secret@127.0.0.1:{closed_port()}"
    output = choose_here("--mirrors", mirrors, expect=1)
    assert "Check, in this order" in output and dead in output and "Proxy setting: none" in output
    monkeypatch.setenv("http_proxy", proxy)
    output = choose_here("--mirrors", mirrors, "--lang", "zh", expect=1)
    assert "现在没有一个镜像能用" in output
    assert proxy.rpartition("@")[2] in output and "secret" not in output


def test_ends_in_time_among_hostile_mirrors_only(tmp_path):
    with serving(slow_headers) as loris, serving(silent) as mute:
        mirrors = write_list(tmp_path / "m.csv", [loris.url, mute.url] * 5)
        began = time.monotonic()
        output = choose("--mirrors", mirrors, "--seconds", "1", expect=1)
    assert time.monotonic() - began < 10  # with slack for a busy computer
    assert output.count("too slow") >= 10


@pytest.mark.parametrize(
    "encoding, env, language",
    [
        ("utf-8", {"LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ("utf-8", {"LANG": "zh_TW.UTF-8"}, "zh"),
        ("utf-8", {"LC_ALL": "de_DE.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ("gbk", {"LANG": "zh_CN.GBK"}, "zh"),
        ("cp1252", {"LANG": "zh_CN.UTF-8"}, "en"),  # cannot show Chinese
        ("ascii", {"LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"LANG": "zh_CN.UTF-8"}, "en"),
    ],
)
def test_language_follows_the_locale_and_the_terminal(encoding, env, language, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, env.get(name, ""))
    assert chooser.preferred_language(SimpleNamespace(encoding=encoding)) == language


@pytest.mark.parametrize(
    "name, language", [("Chinese (Simplified)_China.936", "zh"), ("German_Germany.1252", "en")]
)
def test_language_follows_windows(name, language, monkeypatch):
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("locale.setlocale", lambda category: name)
    assert chooser.preferred_language(SimpleNamespace(encoding="gbk")) == language


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_survives_a_terminal_without_utf8(encoding, tmp_path):
    with serving(good_html) as good:
        mirrors = write_list(tmp_path / "m.csv", [good.url])
        output = choose("--mirrors", mirrors, "--lang", "zh", expect=0, encoding=encoding)
    assert commands(good.url) in output
    assert ("推荐 镜像0" if encoding == "gbk" else "?? ??0") in output


def test_columns_line_up_with_chinese_names():
    lines = list(chooser.table([("镜像", "速度"), ("USTC", "1"), ("清华大学 TUNA", "2")]))
    assert lines == ["镜像           速度", "USTC           1", "清华大学 TUNA  2"]


@pytest.mark.parametrize(
    "content",
    [None, b"", b"\xff\xfe\0", b"<html><p>404</html>\n", b"key,name_zh,name_en,url\n", b"url\nx\n"],
    ids=["no file", "empty", "not text", "a web page", "no rows", "no names"],
)
def test_bad_list(content, tmp_path, choose_here):
    path = tmp_path / "m.csv"
    if content is not None:
        path.write_bytes(content)
    assert "Cannot read the list of mirrors" in choose_here("--mirrors", path, expect=1)


@pytest.mark.parametrize(
    "python, system",
    [("3.8", "linux-x86_64"), ("3.14", "win-amd64"), ("3.13t", "linux-x86_64"), ("3.12", "win32")],
)
def test_says_so_where_tensorflow_has_no_file(python, system, choose_here):
    output = choose_here("--python", python, "--platform", system, expect=1)
    assert f"TensorFlow has no file for Python {python} on {system}" in output
    assert "--python 3.13 --platform linux-x86_64" in output


@pytest.mark.parametrize("seconds", ["0", "-1"])
def test_without_time_it_ends_at_once(seconds, tmp_path, choose_here):
    mirrors = write_list(tmp_path / "m.csv", [f"http://127.0.0.1:{closed_port()}/simple"])
    assert "too slow" in choose_here("--mirrors", mirrors, "--seconds", seconds, expect=1)


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot send Ctrl-C to one process")
def test_interrupted(tmp_path):
    with serving(silent) as mute:
        mirrors = write_list(tmp_path / "m.csv", [mute.url])
        program = subprocess.Popen(
            [sys.executable, CHOOSER, "--mirrors", mirrors],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        while not mute.asked:  # until it has asked
            assert program.poll() is None
            time.sleep(0.02)
        program.send_signal(signal.SIGINT)
        output, _ = program.communicate(timeout=10)
    assert program.returncode == 1 and "Traceback" not in output


def test_trusts_a_certificate_that_the_computer_trusts(tmp_path, choose_here, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with serving(good_html, tls=True) as good:
        mirrors = write_list(tmp_path / "m.csv", [good.url])
        choose_here("--mirrors", mirrors, expect=0)


def test_goes_through_a_proxy(tmp_path, choose_here, monkeypatch):
    """The proxy gets the whole URL, and answers for a mirror that only it can reach."""

    def proxy(request):
        request.path = request.path.removeprefix("http://mirror.invalid")
        good_html(request)

    with serving(proxy) as server:
        mirrors = write_list(tmp_path / "m.csv", ["http://mirror.invalid/simple"])
        monkeypatch.setenv("http_proxy", server.url.removesuffix("/simple"))
        choose_here("--mirrors", mirrors, expect=0)


def test_printed_commands_install_from_the_mirror(tmp_path):
    """pip and uv themselves take the commands, and the mirror's file, as they are printed."""
    python, system = chooser.this_python(), chooser.this_platform()
    programs = {"python": [sys.executable], "uv": [sys.executable, "-m", "uv"]}
    extra = {
        "python": "--dry-run --ignore-installed --no-deps --no-cache-dir --isolated "
        "--disable-pip-version-check",
        "uv": f"--dry-run --reinstall --no-deps --no-cache --no-config --python {sys.executable}",
    }
    with serving(good_html) as good:
        for line in commands(good.url).splitlines():
            name, *words = shlex.split(line)
            done = subprocess.run(
                [*programs[name], *words, *shlex.split(extra[name])],
                cwd=tmp_path,
                capture_output=True,
                text=True,
                timeout=60,
            )
            assert done.returncode == 0, done.stderr
            assert re.search(rf"tensorflow(-|==){VERSION}", done.stdout + done.stderr)
        pip, *_, uv = agents(good)
        assert pip.startswith("pip/") and uv.startswith("uv/")
        good.asked.clear()
        mirrors = write_list(tmp_path / "m.csv", [good.url])
        choose("--mirrors", mirrors, "--python", python, "--platform", system, expect=0)
        pip, own = (json.loads(agent.partition(" ")[2]) for agent in (pip, agents(good)[0]))
        assert own.pop("user_data") == chooser.OWN_AGENT
        for facts in (pip, own):
            facts.pop("rustc_version", None)  # pip leaves it out when rustc is slow to answer
        assert own == pip


# What pip does when an answer is late, locked, packed or elsewhere.


def once(first):
    """A mirror that is good, but for the first answer."""

    def behave(request):
        first(request) if len(request.server.asked) == 1 else good_html(request)

    return behave


def answers(status, **headers):
    return lambda request: request.reply(b"", status, **headers)


def hangs_up_at_once(request):
    request.close_connection = True


def packed(pack, encoding):
    def behave(request):
        if not request.wants_index:
            return send_range(request)
        request.reply(pack(html(NAMES)), Content_Type="text/html", Content_Encoding=encoding)

    return behave


def raw_deflate(data):
    squeeze = zlib.compressobj(wbits=-15)
    return squeeze.compress(data) + squeeze.flush()


def wants_login(request):
    if request.headers.get("Authorization") == "Basic bWU6cEBzcw==":  # me:p@ss
        return good_html(request)
    request.reply(b"", 401, WWW_Authenticate="Basic")


def base_elsewhere(request):
    if request.wants_index:
        page = html(NAMES).replace(b"<body>", b'<base href="/deep/er/x/"><body>')
        return request.reply(page, Content_Type="text/html")
    good_html(request) if request.path.startswith("/deep/files/") else missing(request)


def measure(url, seconds=PATIENCE):
    mirror = {"key": "m", "name_zh": "m", "name_en": "m", "url": url}
    end = time.monotonic() + seconds
    return chooser.survey([mirror], [TARGET], "pip/26 {}", end, lambda *_: None)[0]


PASSING = {
    "503, and when": (once(answers(503, Retry_After="1")), ""),
    "503": (once(answers(503)), ""),
    "500": (once(answers(500)), ""),
    "502": (once(answers(502)), ""),
    "429, and when": (once(answers(429, Retry_After="1")), ""),
    "429 alone, which pip takes for final": (once(answers(429)), "http"),
    "504, which pip takes for final": (once(answers(504)), "http"),
    "a date": (once(answers(503, Retry_After="Wed, 21 Oct 2015 07:28:00 GMT")), ""),
    "an hour": (once(answers(503, Retry_After="3600")), "http"),
    "no answer": (once(hangs_up_at_once), ""),
    "always busy": (answers(503), "http"),
    "deflate": (packed(zlib.compress, "deflate"), ""),
    "deflate without a header": (packed(raw_deflate, "deflate"), ""),
    "identity": (packed(bytes, "identity"), ""),
    "capitals": (packed(gzip.compress, "GZIP"), ""),
    "several parts": (packed(lambda d: gzip.compress(d[:40]) + gzip.compress(d[40:]), "gzip"), ""),
    "another base": (base_elsewhere, ""),
    "a log-in": (wants_login, "login"),
}


@pytest.mark.parametrize("case", PASSING)
def test_asks_again_and_unpacks_as_pip_does(case):
    behave, trouble = PASSING[case]
    with serving(behave) as server:
        began = time.monotonic()
        result = measure(server.url)
    assert result.trouble == trouble, result.detail
    assert time.monotonic() - began < PATIENCE


def test_a_password_goes_to_its_mirror_alone_and_is_not_shown(tmp_path, choose_here):
    with serving(wants_login) as server, serving(good_html) as other:
        url = server.url.replace("//", "//me:p%40ss@")
        mirrors = write_list(tmp_path / "m.csv", [url])
        output = choose_here("--mirrors", mirrors, expect=0)
        assert "p%40ss" not in output and "p@ss" not in output
        assert server.url.replace("//", "//me:****@") in output
        with serving(redirects_to(other.url)) as first:
            assert not measure(first.url.replace("//", "//me:p%40ss@")).trouble
        assert all(headers["Authorization"] is None for headers in other.asked)


@pytest.mark.parametrize("variable", ["http_proxy", "all_proxy"])
def test_a_socks_proxy_is_named(variable, tmp_path, choose_here, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with serving(good_html) as server:
        mirrors = write_list(tmp_path / "m.csv", [server.url])
        monkeypatch.setenv(variable, "socks5h://me:secret@127.0.0.1:9")
        output = choose_here("--mirrors", mirrors, expect=1)
        assert "the proxy is SOCKS" in output and "PySocks" in output and "secret" not in output
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        choose_here("--mirrors", mirrors, expect=0)


def test_a_proxy_for_all(tmp_path, choose_here, monkeypatch):
    monkeypatch.setenv("all_proxy", f"http://127.0.0.1:{closed_port()}")
    with serving(good_html) as server:
        mirrors = write_list(tmp_path / "m.csv", [server.url])
        assert "no connection" in choose_here("--mirrors", mirrors, expect=1)


def test_the_index_that_pip_is_set_to_is_measured_too(tmp_path):
    config = tmp_path / "pip.conf"
    with serving(good_html) as server:
        login = server.url.replace("//", "//me:secret@")
        config.write_text(f"[global]\nindex-url = {login}\n")
        dead = write_list(tmp_path / "m.csv", [f"http://127.0.0.1:{closed_port()}/simple"])
        output = choose("--mirrors", dead, expect=0, PIP_CONFIG_FILE=str(config))
    assert "pip is set to http://me:****@127.0.0.1" in output and "secret" not in output
    assert "Take pip's present setting" in output


# The source.


def test_embedded_mirrors_are_those_of_the_book(tmp_path):
    alone = load_chooser(Path(shutil.copy(CHOOSER, tmp_path)))
    advice = "run: python -m tools.setup.mirrors --embed"
    assert alone.MIRRORS == MIRRORS.read_text("utf-8"), advice
    assert alone.read_mirrors() == chooser.read_mirrors() == chooser.read_mirrors(MIRRORS)


def test_list_beside_the_script_comes_first(tmp_path):
    write_list(tmp_path / "mirrors.csv", ["http://127.0.0.1/simple"])
    alone = load_chooser(Path(shutil.copy(CHOOSER, tmp_path)))
    assert [row["key"] for row in alone.read_mirrors()] == ["m0"]


def test_wants_what_the_book_is_proved_with():
    (_, oldest), (_, newest) = supported()
    assert chooser.PYTHONS == tuple(f"3.{minor}" for minor in range(oldest, newest + 1))
    assert chooser.BOOK_VERSION == BOOK.versions.of("tensorflow")


def test_runs_on_python_38_with_the_standard_library_only():
    tree = ast.parse(CHOOSER.read_text("utf-8"), feature_version=(3, 8))
    imported = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            imported.add(node.module.partition(".")[0])
    assert imported - sys.stdlib_module_names == {"pip"}  # asked for, not needed


def test_both_languages_say_the_same():
    for key, pair in chooser.TEXT.items():
        fields = [
            sorted(str(field) for _, field, _, _ in Formatter().parse(t) if field is not None)
            for t in pair
        ]
        assert fields[0] == fields[1], key
        assert pair[0].count("|") == pair[1].count("|"), key


@pytest.mark.parametrize(
    "name, universal, bits, expected",
    [
        ("linux-x86_64", None, 64, "linux-x86_64"),
        ("linux-aarch64", None, 64, "linux-aarch64"),
        ("linux-x86_64", None, 32, "linux 32-bit"),
        ("win-amd64", None, 64, "win-amd64"),
        ("win32", None, 32, "win32 32-bit"),
        ("macosx-11.0-arm64", None, 64, "macosx-arm64"),
        ("macosx-10.9-universal2", "arm64", 64, "macosx-arm64"),
        ("macosx-10.9-universal2", "x86_64", 64, "macosx-x86_64"),
    ],
)
def test_platform(name, universal, bits, expected, monkeypatch):
    monkeypatch.setattr("sysconfig.get_platform", lambda: name)
    monkeypatch.setattr("platform.machine", lambda: universal)
    monkeypatch.setattr("sys.maxsize", 2 ** (bits - 1) - 1)
    assert chooser.this_platform() == expected


# The maintainers' check.


def check(path):
    return subprocess.run(
        [sys.executable, "-m", "tools", "mirrors", "--mirrors", path, "--seconds", "20"],
        cwd=BOOK.root,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_check_names_the_dead_rows(tmp_path):
    with serving(good_json) as good, serving(missing) as gone, serving(other_python) as poor:
        path = write_list(tmp_path / "m.csv", [good.url, gone.url, poor.url, good.url])
        done = check(path)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"{path}:3: {gone.url}: does not have the package (404)",
        f"{path}:4: {poor.url}: has no file for Python 3.11, linux-x86_64",
    ]


def test_check_passes_living_rows(tmp_path):
    with serving(good_json) as good:
        done = check(write_list(tmp_path / "m.csv", [good.url]))
    assert done.returncode == 0, done.stderr


def test_embed(tmp_path):
    mirrors = write_list(tmp_path / "m.csv", ["https://mirror.example/simple"])
    copy = Path(shutil.copy(CHOOSER, tmp_path))
    embed(mirrors, copy)
    assert load_chooser(copy).MIRRORS == mirrors.read_text("utf-8")
