"""Find the package mirror that brings TensorFlow to this computer fastest.

    python choose_mirror.py           measure, then print the commands to type
    python choose_mirror.py --help    the options

It asks all mirrors at once for their list of TensorFlow files, as pip would, and
reads the first 2 MB of the file that fits this Python. It installs nothing and
changes nothing. It needs Python 3.8 or newer, and no other package.
"""

import argparse
import base64
import csv
import email.utils
import http.client
import importlib.util
import json
import locale
import os
import platform
import queue
import re
import socket
import ssl
import sys
import sysconfig
import threading
import time
import unicodedata
import urllib.error
import urllib.request
import zlib
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit, urlunsplit

PACKAGE = "tensorflow"
BOOK_VERSION = "2.21.0"  # the book's listings are proved with it; newer ones will do
PYTHONS = ("3.11", "3.12", "3.13")
PLATFORMS = {  # this computer: how the names of its wheels end
    "linux-x86_64": r"manylinux[\w.]+_x86_64",
    "linux-aarch64": r"manylinux[\w.]+_aarch64",
    "win-amd64": r"win_amd64",
    "macosx-arm64": r"macosx_\d+_\d+_arm64",
}
PAGE_LIMIT = 4_000_000  # bytes of a list of files; TensorFlow's has about 1,000,000
SAMPLE_LIMIT = 2_000_000  # bytes of the wheel whose arrival is timed
SAMPLE_SECONDS = 6
PATIENCE = 8  # seconds that a mirror may stay silent
RETRIES = 5  # what pip asks for again: always, and if the answer says when (Retry-After)
PASSING, BUSY = (500, 502, 503, 520, 527), (413, 429)
OWN_AGENT = "choose_mirror.py (Getting Started with Keras)"
ACCEPT = (  # what pip asks for: PEP 691 JSON, or else PEP 503 HTML
    "application/vnd.pypi.simple.v1+json, "
    "application/vnd.pypi.simple.v1+html; q=0.1, text/html; q=0.01"
)

# A copy of mirrors.csv, for when this file is downloaded alone.
MIRRORS = """\
key,name_zh,name_en,url,checked
aliyun,阿里云,Aliyun,https://mirrors.aliyun.com/pypi/simple/,high
tuna,清华大学 TUNA,Tsinghua TUNA,https://pypi.tuna.tsinghua.edu.cn/simple,high
ustc,中国科学技术大学 USTC,USTC,https://mirrors.ustc.edu.cn/pypi/simple,high
tencent,腾讯云,Tencent Cloud,https://mirrors.cloud.tencent.com/pypi/simple,medium
huawei,华为云,Huawei Cloud,https://mirrors.huaweicloud.com/repository/pypi/simple,medium
bfsu,北京外国语大学 BFSU,Beijing Foreign Studies University,https://mirrors.bfsu.edu.cn/pypi/web/simple,medium
nju,南京大学 NJU,Nanjing University,https://mirror.nju.edu.cn/pypi/web/simple,medium
pku,北京大学 PKU,Peking University,https://mirrors.pku.edu.cn/pypi/web/simple,medium
sjtu,上海交通大学 SJTU,Shanghai Jiao Tong University,https://mirror.sjtu.edu.cn/pypi/web/simple,medium
cernet,校园网联合镜像站 MirrorZ,CERNET MirrorZ,https://mirrors.cernet.edu.cn/pypi/web/simple,medium
"""

TEXT = {  # key: (Chinese, English)
    "about": (
        "找出下载 TensorFlow 最快的镜像。只测量，不安装，也不改动任何设置。",
        "Find the mirror that brings TensorFlow fastest. Installs and changes nothing.",
    ),
    "lang": ("输出的语言", "language of the output"),
    "mirrors": ("另一份镜像列表，格式同 mirrors.csv", "another list, written like mirrors.csv"),
    "seconds": ("最多用多少秒（默认 20）", "seconds it may take (default: 20)"),
    "python": ("为哪个 Python 找，如 3.13", "the Python to look for, such as 3.13"),
    "platform": ("为哪个平台找", "the platform to look for"),
    "misfit": (
        "哪个镜像也帮不上：TensorFlow 没有给 Python {python}（{platform}）的文件。\n"
        "它支持的是 64 位 CPython {pythons}，平台 {platforms}。\n"
        "先装好合适的 Python，再用它运行本脚本。只想比较镜像，就加上：{options}",
        "No mirror can help: TensorFlow has no file for Python {python} on {platform}.\n"
        "It supports 64-bit CPython {pythons} on {platforms}.\n"
        "Install one of these and run this script with it. To compare mirrors all the\n"
        "same, add: {options}",
    ),
    "configured": (
        "pip 现在的设置是 {}，也一起测。",
        "pip is set to {} now, which is measured as well.",
    ),
    "configured_name": ("pip 现在的设置", "pip's present setting"),
    "bad_list": ("读不了镜像列表 {}：{}", "Cannot read the list of mirrors {}: {}"),
    "start": (
        "要找 {package} {version} 或更新的版本，Python {python}，{platform}。\n"
        "同时测 {count} 个镜像，最多 {seconds:g} 秒，每个最多下载 {megabytes} MB。",
        "Looking for {package} {version} or newer, for Python {python} on {platform}.\n"
        "Asking {count} mirrors at once, for at most {seconds:g} s and {megabytes} MB each.",
    ),
    "columns": ("镜像|首次应答|下载速度|结果", "mirror|first answer|speed|result"),
    "slow": ("太慢，没能按时答完", "too slow, no complete answer in time"),
    "dead": ("连不上，或中途断开（{}）", "no connection, or a broken one ({})"),
    "dns": ("找不到这个域名（DNS）", "no such host name (DNS)"),
    "tls": ("HTTPS 证书通不过（{}）", "HTTPS certificate not accepted ({})"),
    "socks": (
        "代理是 SOCKS（{}），pip 要先装 PySocks 才能用它；或把设置换成代理的 http:// 地址",
        "the proxy is SOCKS ({}): pip needs PySocks for it, or set the proxy's http:// address",
    ),
    "socks_pip": (
        "代理是 SOCKS（{}），pip 能用（有 PySocks），本脚本不能经它测量",
        "the proxy is SOCKS ({}): pip can use it (PySocks is there), this script cannot",
    ),
    "login": ("要用户名和密码（{}）", "wants a user name and a password ({})"),
    "refused": ("拒绝访问（403）", "refuses access (403)"),
    "refuses_pip": ("拒绝你的 pip（403），但不拒绝别的程序", "refuses your pip (403), not others"),
    "missing": ("没有这个包（404）", "does not have the package (404)"),
    "http": ("HTTP 错误 {}", "HTTP error {}"),
    "loop": ("不停地跳转", "redirects without end"),
    "huge": ("文件列表大得不正常", "its list of files is too long to be true"),
    "rubbish": ("答非所问，不是软件包镜像该答的", "answers, but not as a package mirror does"),
    "no_file": ("没有给 {} 的文件", "has no file for {}"),
    "old": ("最新只有 {}", "has nothing newer than {}"),
    "first": ("推荐 {}{}：", "Take {}{}:"),
    "second": ("它不行的时候，换 {}{}：", "If it fails, take {}{}:"),
    "estimate": ("（{} MB，最多约 {} 分钟）", " ({} MB, in {} min at most)"),
    "none": (
        "现在没有一个镜像能用。请依次检查：\n"
        "  1. 用浏览器打开下面的地址。打不开，是网络的问题；公共网络往往要先登录。\n"
        "     {url}\n"
        "  2. 代理设置：{proxy}。代理软件没开着，就清掉这个设置。\n"
        "  3. 电脑的日期对不对：不对，HTTPS 证书就通不过。再换一个 DNS 或网络试试。\n"
        "  4. 过几分钟再试，多给些时间：--seconds 60",
        "No mirror can be used now. Check, in this order:\n"
        "  1. Open this in a browser. If it fails, the network is at fault; public networks\n"
        "     often want a log-in first.  {url}\n"
        "  2. Proxy setting: {proxy}. If that program is not running, clear the setting.\n"
        "  3. Is the computer's date right? HTTPS needs it. Try another DNS or network.\n"
        "  4. Try again in a few minutes, with more time: --seconds 60",
    ),
    "no_proxy": ("没有设", "none"),
    "name_key": ("name_zh", "name_en"),
}


class Unusable(Exception):
    """Why pip could not use a mirror: a key of TEXT, and a detail for it."""


@dataclass
class Result:
    """What one mirror showed: a trouble, or else its figures."""

    mirror: dict
    trouble: str = ""  # a key of TEXT; empty for a usable mirror
    detail: str = ""
    wait: float = 0.0  # seconds until the list of files began to arrive
    speed: float = 0.0  # bytes a second
    version: str = ""
    size: int = 0  # bytes of the whole wheel; 0 if the mirror did not say


class LinkCollector(HTMLParser):
    """Gathers the links of a PEP 503 page as {file name: link}."""

    def __init__(self):
        super().__init__()
        self.links, self.base = {}, ""

    def handle_starttag(self, tag, attrs):
        link = dict(attrs).get("href")
        if tag == "base" and link:
            self.base = self.base or link
        if tag == "a" and link and "data-yanked" not in dict(attrs):
            link = urljoin(self.base, link)
            self.links[unquote(urlsplit(link).path.rpartition("/")[2])] = link


def read_links(page, is_json):
    """The links of an index page, PEP 691 JSON or PEP 503 HTML, as {file name: link}."""
    if is_json:
        files = json.loads(page)["files"]
        return {file["filename"]: file["url"] for file in files if not file.get("yanked")}
    collector = LinkCollector()
    collector.feed(page.decode("utf-8", "replace"))
    return collector.links


def newest_wheel(files, python, system):
    """Version and URL of the newest final release for a Python and a platform."""

    def numbers(version):
        return tuple(int(part) for part in version.split("."))

    if not any(name.lower().startswith(PACKAGE + "-") for name in files):
        raise Unusable("rubbish", "")
    tag = "cp" + python.replace(".", "")
    shape = re.compile(rf"{PACKAGE}-(\d+(?:\.\d+)*)-{tag}-{tag}-{PLATFORMS[system]}\.whl", re.I)
    fits = {match[1]: files[match[0]] for match in map(shape.fullmatch, files) if match}
    if not fits:
        raise Unusable("no_file", f"Python {python}, {system}")
    newest = max(fits, key=numbers)
    if numbers(newest) < numbers(BOOK_VERSION):
        raise Unusable("old", newest)
    return newest, fits[newest]


class Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects, ten at most, without reading what else a mirror sends with them."""

    def http_error_302(self, request, answer, *details):
        answer.close()
        return super().http_error_302(request, answer, *details)

    def redirect_request(self, request, *details):
        """The password of a mirror goes to no other host."""
        new = super().redirect_request(request, *details)
        if new and urlsplit(new.full_url).netloc == urlsplit(request.full_url).netloc:
            for name, value in request.unredirected_hdrs.items():
                if name == "Authorization":
                    new.add_unredirected_header(name, value)
        return new

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


def split_login(url):
    """A URL without its user name and password, and the header (Basic) that holds them."""
    parts = urlsplit(url)
    login, at, host = parts.netloc.rpartition("@")
    if not at:
        return url, None
    name, _, password = login.partition(":")
    pair = f"{unquote(name)}:{unquote(password)}".encode("utf-8")
    header = "Basic " + base64.b64encode(pair).decode("ascii")
    return urlunsplit(parts._replace(netloc=host)), header


def masked(url):
    """A URL that may be shown: its password is starred, or its user name if it has only that."""
    return re.sub(r"//([^/@\s]*:)?[^/\s]*@", lambda found: f"//{found[1] or ''}****@", url)


def proxy_for(url):
    """The proxy that pip would use for a URL, or "": all_proxy counts where no other does."""
    parts, ways = urlsplit(url), urllib.request.getproxies()
    if not parts.hostname or urllib.request.proxy_bypass(parts.netloc.rpartition("@")[2]):
        return ""
    return ways.get(parts.scheme) or ways.get("all") or ""


def pause(answer, attempt):
    """Seconds until pip would ask again; None if it would not."""
    later = answer.headers.get("Retry-After", "").strip()
    if answer.code not in PASSING and not (answer.code in BUSY and later):
        return None
    if later.isdigit():
        return int(later)
    moment = email.utils.parsedate_tz(later)
    if moment:
        return max(0, email.utils.mktime_tz(moment) - time.time())
    return 0.25 * 2**attempt if attempt else 0


def unpacker(encoding):
    """A function that unpacks the pieces of a body, with a limit, as urllib3 does for pip."""
    kinds = [kind.strip().lower() for kind in encoding.split(",")]
    kinds = [kind for kind in kinds if kind not in ("", "identity")]
    if not kinds:
        return lambda piece, limit: piece
    state = {"unpack": None}

    def unpack(piece, limit):
        if state["unpack"] is None:
            raw = kinds[0] == "deflate" and (piece[0] & 15 != 8 or int.from_bytes(piece[:2], "big") % 31)
            state["bits"] = -15 if raw else 15 if kinds[0] == "deflate" else 31
            state["unpack"] = zlib.decompressobj(state["bits"])
        text = state["unpack"].decompress(piece, limit)
        while state["unpack"].unused_data and len(text) < limit:  # gzip may have several parts
            rest, state["unpack"] = state["unpack"].unused_data, zlib.decompressobj(state["bits"])
            try:
                text += state["unpack"].decompress(rest, limit)
            except zlib.error:
                break
        return text

    return unpack


class Client:
    """Asks mirrors what pip would ask, within limits of time and size."""

    def __init__(self, agent, deadline):
        self.agent = agent
        self.deadline = deadline  # a moment of time.monotonic()
        trust = ssl.create_default_context()
        try:  # pip brings certificates of its own; a new Python on macOS may have no other
            from pip._vendor import certifi

            trust.load_verify_locations(certifi.where())
        except Exception:  # no pip here, or it keeps them elsewhere: the system's must do
            pass
        self.logins = {}  # host: header; pip sends it to whatever that host has
        # The opener also heeds the computer's proxy settings, as pip does.
        https = urllib.request.HTTPSHandler(context=trust)
        ways = urllib.request.getproxies()
        for scheme in ("http", "https"):
            ways.setdefault(scheme, ways.get("all"))
        ways = {scheme: way for scheme, way in ways.items() if way}
        self.opener = urllib.request.build_opener(
            https, Redirects, urllib.request.ProxyHandler(ways)
        )

    def open(self, url, headers, agent=None, attempt=0):
        """Ask for a URL, again where pip would; return the answer, its body still unread."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise Unusable("slow", "")
        if urlsplit(url).scheme not in ("http", "https"):
            raise Unusable("rubbish", "")
        proxy = proxy_for(url)
        if proxy.lower().startswith("socks"):
            able = importlib.util.find_spec("socks")
            raise Unusable("socks_pip" if able else "socks", masked(proxy))
        agent = agent or self.agent
        plain, login = split_login(url)
        host = urlsplit(plain).netloc
        login = self.logins[host] = login or self.logins.get(host)
        request = urllib.request.Request(plain, headers={**headers, "User-Agent": agent})
        if login:
            request.add_unredirected_header("Authorization", login)
        try:
            return self.opener.open(request, timeout=min(left, PATIENCE))
        except urllib.error.HTTPError as error:
            if error.code == 403 and agent != OWN_AGENT:  # does it refuse everyone, or pip?
                self.open(url, headers, OWN_AGENT).close()
                raise Unusable("refuses_pip", "") from error
            wait = pause(error, attempt)
            if wait is None or attempt == RETRIES or wait >= self.deadline - time.monotonic():
                raise
            error.close()
        except (ConnectionResetError, http.client.RemoteDisconnected):
            wait = 0.25 * 2**attempt if attempt else 0
            if attempt == RETRIES or wait >= self.deadline - time.monotonic():
                raise
        time.sleep(wait)
        return self.open(url, headers, agent, attempt + 1)

    def pieces(self, answer, limit, until):
        """Read a body piece by piece: to its end, a number of bytes, or a moment."""
        while limit > 0 and time.monotonic() < until:
            piece = answer.read1(min(limit, 65_536))
            if not piece:
                if answer.length:  # more was promised
                    raise Unusable("dead", "IncompleteRead")
                return
            limit -= len(piece)
            yield piece

    def files(self, url):
        """What the index page at a URL lists, {file name: URL}, and the wait for it."""
        began = time.monotonic()
        with self.open(url, {"Accept": ACCEPT, "Accept-Encoding": "gzip, deflate"}) as answer:
            wait = time.monotonic() - began
            unpack = unpacker(answer.headers.get("Content-Encoding", ""))
            page = b""
            for piece in self.pieces(answer, PAGE_LIMIT + 1, self.deadline):
                page += unpack(piece, PAGE_LIMIT + 1)
                if len(page) > PAGE_LIMIT:
                    raise Unusable("huge", "")
            if time.monotonic() >= self.deadline:
                raise Unusable("slow", "")
            links = read_links(page, answer.headers.get_content_type().endswith("json"))
            absolute = {name: urljoin(answer.url, link) for name, link in links.items()}
            return {name: urldefrag(url).url for name, url in absolute.items()}, wait

    def sample(self, url):
        """Read the beginning of a wheel: its speed in bytes a second, its whole size."""
        with self.open(url, {"Range": f"bytes=0-{SAMPLE_LIMIT - 1}"}) as answer:
            # "bytes 0-1999999/573000000", or "573000000" from a host that sends the whole.
            extent = answer.headers.get("Content-Range", answer.headers.get("Content-Length", ""))
            size = int(re.search(r"\d*$", extent)[0] or 0)
            began = time.monotonic()
            until = min(began + SAMPLE_SECONDS, self.deadline)
            received = 0
            for piece in self.pieces(answer, SAMPLE_LIMIT, until):
                if not received and not piece.startswith(b"P"):  # a wheel is a zip file: "PK"
                    raise Unusable("rubbish", "")
                received += len(piece)
            if not received:
                raise Unusable("slow", "")
            return received / max(time.monotonic() - began, 1e-6), size

    def measure(self, mirror, targets):
        """The figures of a mirror that has a wheel for each (Python, platform) of targets."""
        files, wait = self.files(mirror["url"].rstrip("/") + f"/{PACKAGE}/")
        wheels = [newest_wheel(files, python, system) for python, system in targets]
        version, url = wheels[0]
        speed, size = self.sample(url)
        return Result(mirror, wait=wait, speed=speed, version=version, size=size)


def explain(error):
    """The key of TEXT, and the detail, that say what an exception means."""
    if isinstance(error, Unusable):
        return error.args
    if isinstance(error, urllib.error.HTTPError):
        error.close()
        keys = {401: "login", 403: "refused", 404: "missing", **dict.fromkeys((301, 302, 303, 307, 308), "loop")}
        return keys.get(error.code, "http"), error.code
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return "tls", cause.verify_message
    if isinstance(cause, socket.gaierror):
        return "dns", ""
    if isinstance(cause, TimeoutError):
        return "slow", ""
    if isinstance(cause, (OSError, http.client.HTTPException)):
        return "dead", type(cause).__name__
    return "rubbish", ""  # what came could not be read as a list of files


def survey(mirrors, targets, agent, end, report):
    """Measure all mirrors side by side, and at the moment `end` wait no longer.

    A mirror that sends a byte now and then can hold its thread for ever, so the
    threads are daemons: they end with the program.
    """
    answers = queue.Queue()
    client = Client(agent, deadline=end - 0.1 * (end - time.monotonic()))

    def work(place, mirror):
        try:
            answers.put((place, client.measure(mirror, targets)))
        except Exception as error:  # whatever one mirror does, the others go on
            answers.put((place, Result(mirror, *explain(error))))

    for place, mirror in enumerate(mirrors):
        threading.Thread(target=work, args=(place, mirror), daemon=True).start()
    results = [Result(mirror, "slow") for mirror in mirrors]
    for done in range(1, len(mirrors) + 1):
        try:
            place, result = answers.get(timeout=max(end - time.monotonic(), 0))
        except queue.Empty:
            break
        results[place] = result
        report(done, result)
    return results


def read_mirrors(path=None):
    """The rows of a file; without one those of mirrors.csv beside this script, or MIRRORS."""
    beside = Path(__file__).with_name("mirrors.csv")
    if path is None and not beside.exists():
        lines = MIRRORS.splitlines()
    else:
        lines = Path(path or beside).read_text("utf-8-sig").splitlines()
    rows = list(csv.DictReader(lines))
    if not rows or not all(row.get(key) for row in rows for key in ("name_zh", "name_en", "url")):
        raise ValueError("name_zh, name_en, url?")
    return rows


def this_python():
    """The version of this Python, such as "3.11"; unusual kinds get a name that fits nothing."""
    kind = "" if sys.implementation.name == "cpython" else f" ({sys.implementation.name})"
    kind += "t" if sysconfig.get_config_var("Py_GIL_DISABLED") else ""
    return "{}.{}{}".format(*sys.version_info[:2], kind)


def this_platform():
    """The platform of this Python, such as "linux-x86_64" or "macosx-arm64"."""
    family, _, machine = sysconfig.get_platform().partition("-")
    machine = machine.rpartition("-")[2]  # on macOS it is "11.0-arm64" or "11.0-universal2"
    if machine == "universal2":
        machine = platform.machine()
    return f"{family}-{machine}" if sys.maxsize > 2**32 else f"{family} 32-bit"


def pip_agent():
    """How this Python's pip introduces itself: a mirror may refuse one pip and not another.

    The last part, where pip has room for remarks, says that this script is asking.
    """
    os.environ.setdefault("PIP_USER_AGENT_USER_DATA", OWN_AGENT)
    try:
        from pip._internal.network.session import user_agent

        return user_agent()
    except Exception:  # no pip, as in uv's environments, or it has changed inside
        return OWN_AGENT


def configured():
    """The index that pip is set to use, by a variable or by pip.conf; "" if by none."""
    try:
        from pip._internal.configuration import Configuration

        settings = Configuration(isolated=False)
        settings.load()
        found = dict(settings.items())
    except Exception:  # no pip, or another one inside
        found = {}
    # Newer pips keep a dictionary for each file.
    parts = [part for part in found.values() if isinstance(part, dict)] or [found]
    for key in (":env:.index-url", "install.index-url", "global.index-url"):
        for part in reversed(parts):
            if part.get(key):
                return part[key]
    return os.environ.get("PIP_INDEX_URL", "")


def preferred_language(stream):
    """Chinese on a Chinese system, if the terminal can show it; else English."""
    names = [os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    names.append(locale.setlocale(locale.LC_CTYPE))  # Windows: "Chinese (Simplified)_China.936"
    try:
        "中文".encode(stream.encoding or "ascii")
    except UnicodeError:
        return "en"
    chosen = next(filter(None, names), "")
    return "zh" if chosen.lower().startswith(("zh", "chinese")) else "en"


def read_options(arguments):
    """The options, and the texts in the language they ask for."""
    language = argparse.ArgumentParser(add_help=False)
    choice = language.add_argument("--lang", choices=("zh", "en"))
    choice.default = preferred_language(sys.stdout)
    index = language.parse_known_args(arguments)[0].lang == "en"
    text = {key: pair[index] for key, pair in TEXT.items()}
    choice.help = text["lang"]
    parser = argparse.ArgumentParser(description=text["about"], parents=[language])
    parser.add_argument("--mirrors", metavar="FILE", help=text["mirrors"])
    parser.add_argument("--seconds", type=float, default=20, help=text["seconds"])
    parser.add_argument("--python", default=this_python(), help=text["python"])
    parser.add_argument("--platform", default=this_platform(), help=text["platform"])
    return parser.parse_args(arguments), text


def table(rows):
    """Rows of cells as lines in columns; a Chinese character is two places wide."""

    def places(cell):
        return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in cell)

    widths = [max(places(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [cell + " " * (widths[i] - places(cell)) for i, cell in enumerate(row)]
        yield "  ".join(cells).rstrip()


def main(arguments=None):
    """Measure and recommend; 0 if pip can use at least one mirror, else 1."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # those of IDLE and of notebooks cannot
            stream.reconfigure(errors="replace")
    options, text = read_options(arguments)
    end = time.monotonic() + options.seconds
    wanted = {"python": options.python, "platform": options.platform}
    if options.python not in PYTHONS or options.platform not in PLATFORMS:
        lists = {"pythons": " / ".join(PYTHONS), "platforms": " / ".join(PLATFORMS)}
        advice = f"--python {PYTHONS[-1]} --platform {next(iter(PLATFORMS))}"
        print(text["misfit"].format(options=advice, **lists, **wanted))
        return 1
    try:
        mirrors = read_mirrors(options.mirrors)
    except (OSError, ValueError, csv.Error) as error:
        print(text["bad_list"].format(options.mirrors or "mirrors.csv", error))
        return 1

    own = configured()
    if own and own.rstrip("/") not in [row["url"].rstrip("/") for row in mirrors]:
        zh, en = TEXT["configured_name"]
        mirrors.append({"key": "pip", "name_zh": zh, "name_en": en, "url": own})

    def name(result):
        return result.mirror[text["name_key"]]

    def line(result):
        """What a reader learns of a mirror: name, first answer, speed, version or trouble."""
        if result.trouble:
            return [name(result), "-", "-", text[result.trouble].format(result.detail)]
        speed = f"{result.speed / 1e6:.2f} MB/s"
        return [name(result), f"{result.wait * 1000:.0f} ms", speed, result.version]

    def progress(done, result):
        known = ", ".join(cell for cell in line(result) if cell != "-")
        print(f"[{done}/{len(mirrors)}] {known}", file=sys.stderr, flush=True)

    limits = {"seconds": options.seconds, "megabytes": (PAGE_LIMIT + SAMPLE_LIMIT) // 1_000_000}
    start = text["start"].format(
        package=PACKAGE, version=BOOK_VERSION, count=len(mirrors), **limits, **wanted
    )
    print(start, flush=True)
    if own:
        print(text["configured"].format(masked(own)), flush=True)
    target = (options.python, options.platform)
    results = survey(mirrors, [target], pip_agent(), end, progress)

    results.sort(key=lambda result: result.speed, reverse=True)  # the unusable have none
    print("", *table([text["columns"].split("|"), *map(line, results)]), sep="\n")
    usable = [result for result in results if not result.trouble]
    if not usable:
        hosts = [way for kind, way in urllib.request.getproxies().items() if kind != "no"]
        proxy = ", ".join({way.rpartition("@")[2] for way in hosts}) or text["no_proxy"]
        print("", text["none"].format(url=masked(mirrors[0]["url"]), proxy=proxy), sep="\n")
        return 1
    for place, result in enumerate(usable[:2]):
        # At most: all mirrors shared the network while they were measured.
        url, minutes = masked(result.mirror["url"]), max(1, round(result.size / result.speed / 60))
        estimate = text["estimate"].format(result.size // 1_000_000, minutes) if result.size else ""
        print("", text[("first", "second")[place]].format(name(result), estimate), sep="\n")
        print(f"  python -m pip install --index-url {url} {PACKAGE}")
        print(f"  uv pip install --default-index {url} {PACKAGE}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(1)
    except Exception as error:  # a newcomer has no use for a traceback
        sys.exit(f"{type(error).__name__}: {error}")
