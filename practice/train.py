"""Small broken programs to fix.  Begin:  python train.py

It shows an exercise, waits until you have saved its file, and says at once whether it is
right, and why. It needs Python 3.11 to 3.13 and what the book installs; nothing else.
`python train.py --help` lists what else it can do.
"""

import argparse
import contextlib
import hashlib
import json
import locale
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
INSIDE = HERE / ".trainer"  # exercises.json, worker.py, doctor.py
FILES = HERE / "exercises"
PROGRESS = HERE / ".progress.json"
PATIENCE = 20.0  # seconds a program may take
IMPORT = 180.0  # seconds the first import may take
SHOWN = 12  # lines of what a program printed, each of at most WIDEST characters
WIDEST = 200
ESCAPE = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|O?.)?")  # an arrow key or a colour, say

# ruff: noqa: E501 (a phrase in both languages stands in a row)
# fmt: off
WORDS = {
    "usage": ("""小程序，各有一个毛病，等你来改。

python train.py               从上次停下的地方接着做
python train.py check 题名    判一道题；不写题名就全判。有一道没对，退出状态就是 1
python train.py list          所有的题，哪些做完了
python train.py go 题名       去做某一道题
python train.py hint 题名     下一条提示；不写题名，就是正在做的那道
python train.py solution 题名 答案：做对以后，或者看完三条提示以后
python train.py reset 题名    放回原来的程序；你写的留在 exercises/old 里

--lang zh、--lang en          换语言，下次也用它
--fast-track                  先把你已经改好的题都判一遍，记为做完""",
              """Small programs with one fault each, for you to fix.

python train.py                go on where you stopped
python train.py check NAME     judge one exercise, or all with no name; status 1 if one fails
python train.py list           the exercises, and which are done
python train.py go NAME        go to an exercise
python train.py hint NAME      the next hint; with no name, for the one you are at
python train.py solution NAME  the solution, once it is solved or all three hints are read
python train.py reset NAME     put the broken program back; yours is kept in exercises/old

--lang zh, --lang en           the language, from now on
--fast-track                   first judge what you have fixed already, and mark it as done"""),
    "starting": ("正在导入 Keras，要等几秒到十几秒……", "Importing Keras, which takes some seconds …"),
    "file": ("文件：{file}", "File: {file}"),
    "read": ("讲这个的一节：{section}", "Read: {section}"),
    "waiting": ("改好了就保存，这里立刻判。", "Fix it and save; the verdict comes at once."),
    "keys": ("按键：h 提示  n 下一题  l 题目表  r 重来  s 答案  e English  q 退出",
             "Keys: h hint  n next  l list  r reset  s solution  e 中文  q quit"),
    "passed": ("对了。", "Right."),
    "not_yet": ("还没有。", "Not yet."),
    "printed": ("程序输出：", "It printed:"),
    "raised": ("程序在第 {line} 行出错了：", "The program failed in line {line}:"),
    "raised_nowhere": ("程序出错了：", "The program failed:"),
    "syntax": ("第 {line} 行的写法 Python 看不懂：", "Python cannot read line {line}:"),
    "syntax_nowhere": ("Python 看不懂这个文件：", "Python cannot read this file:"),
    "missing": ("程序里没有 {name} 了，检查要用它。把这个名字留着。",
                "The program no longer has {name}, which the check needs. Keep that name."),
    "asks": ("程序在等人输入（input）。这里没有人能回答它，去掉这一行。",
             "The program asks for input, and nobody can answer here. Remove that line."),
    "exits": ("程序自己退出了（sys.exit、exit 或 quit），没有走到底。",
              "The program ended itself (sys.exit, exit or quit) before its end."),
    "slow": ("等了 {seconds} 秒还没跑完，停掉了。是不是有个循环停不下来？",
             "It was still running after {seconds} s, and was stopped. Is there a loop without an end?"),
    "died": ("程序把 Python 一起带走了，多半是内存不够。看看哪个数组太大。",
             "The program took Python down with it; memory probably ran out. Which array is too large?"),
    "broken": ("检查自己出错了，这是练习的毛病，不是你的。请把下面几行告诉书的作者：",
               "The check itself failed; that is our fault, not yours. Please send us these lines:"),
    "gone": ("文件不见了：{file}。按 r 把它放回来。", "The file is gone: {file}. Press r to put it back."),
    "bytes": ("{file} 不是 UTF-8 编码。在编辑器里另存为 UTF-8。", "{file} is not UTF-8. Save it as UTF-8 in your editor."),
    "unreadable": ("读不了 {file}：{error}", "Cannot read {file}: {error}"),
    "hint": ("提示 {number}/{of}", "Hint {number} of {of}"),
    "no_hint": ("提示都给过了。按 s 看答案。", "There are no more hints. Press s for the solution."),
    "solution": ("答案：", "Solution:"),
    "no_solution": ("先做对，或者看完三条提示，再看答案。", "Solve it first, or read all three hints."),
    "next": ("按 n 做下一题。", "Press n for the next one."),
    "go_on": ("再运行一次 python train.py，做下一题。", "Run python train.py again for the next one."),
    "no_keys": ("这里不能按键。要提示就运行 python train.py hint，其余的见 python train.py --help。",
                "Keys do not work here. For a hint run python train.py hint; the rest: python train.py --help."),
    "finished": ("{count} 道题全做完了。", "All {count} exercises are done."),
    "bye": ("下次运行 python train.py，从这里接着做。", "Run python train.py again to go on from here."),
    "reset": ("放回了原来的程序；你写的在 {file}。", "The broken program is back; yours is kept as {file}."),
    "put_back": ("放回了原来的程序。", "The broken program is back."),
    "unknown": ("没有叫 {name} 的题。有这些：{names}", "There is no exercise {name}. There are: {names}"),
    "no_keras": ("Keras 导入不了：{error}", "Keras cannot be imported: {error}"),
    "import_slow": ("等了 {seconds:.0f} 秒还没有导入完", "it was still being imported after {seconds:.0f} s"),
    "import_died": ("导入的时候 Python 没了", "Python was gone while it was being imported"),
    "no_chinese": ("这个终端印不出汉字。", "This terminal cannot print Chinese."),
    "not_kept": ("注意：这个文件夹不能写，进度记不下来。", "Note: this folder cannot be written to; progress is not kept."),
    "not_written": ("写不了 {file}：{error}。把整个文件夹挪到能写的地方。",
                    "Cannot write {file}: {error}. Move the whole folder to a place you can write to."),
    "incomplete": ("缺少文件 {file}。重新解压 keras-practice.zip。", "{file} is missing. Unpack keras-practice.zip again."),
    "old_python": ("要 Python 3.11、3.12 或 3.13，这是 {found}。", "This needs Python 3.11, 3.12 or 3.13; this is {found}."),
}
# fmt: on


class Trouble(Exception):
    """What ends the trainer, in a sentence for the reader."""


# ---- the reader's terminal


class Screen:
    """Words in the reader's language, as wide as the terminal, in letters that it has."""

    def __init__(self, language):
        self.language = language
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(AttributeError, ValueError):
                stream.reconfigure(errors="replace")
        plain = os.name == "nt" or "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb"
        self.colours = is_terminal(sys.stdout) and not plain

    def word(self, key, **fields):
        """A phrase of the trainer."""
        return WORDS[key][0 if self.language == "zh" else 1].format(**fields)

    def say(self, text="", colour="", indent=0):
        """Print text, wrapped; lines that stand in it stay lines."""
        width = max(20, min(shutil.get_terminal_size((80, 24)).columns, 88) - indent)
        for line in text.split("\n"):
            for row in wrapped(line, width):
                self._row(" " * indent + row, colour)

    def code(self, text):
        """Print a program, or what it printed, as it is."""
        for line in text.rstrip("\n").split("\n"):
            self._row("    " + line, "")

    def _row(self, text, colour):
        if not can_print(text):
            text = text.translate(PLAIN)
        if self.colours and colour:
            text = f"\033[{colour}m{text}\033[0m"
        print(text, flush=True)


PLAIN = str.maketrans(
    {**dict.fromkeys("“”", '"'), "’": "'", "…": "...", "–": "-", "−": "-", "×": "x", "→": "->"}
)  # for terminals that have ASCII alone


def is_terminal(stream):
    """Whether a stream is a terminal, and no window that says so."""
    try:
        return os.isatty(stream.fileno())
    except (AttributeError, OSError, ValueError):
        return False


def can_print(text):
    """Whether the terminal has the letters of a text."""
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def readable(printed):
    """The end of what a program printed: without colours, each line as it was at last."""
    printed = ESCAPE.sub("", printed.replace("\r\n", "\n")).rstrip()
    lines = []
    for line in printed.split("\n")[-SHOWN:]:
        line = re.split(r"[\r\b]+", line.rstrip("\r\b"))[-1].expandtabs()
        line = "".join(c if c.isprintable() else "?" for c in line)
        lines.append(line if len(line) <= WIDEST else line[:WIDEST] + " …")
    return "\n".join(lines)


def wide(character):
    """How many columns a character may take; those that differ by terminal count as wide."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def cuts(character):
    """Whether a line may end on either side of a character, blank or not."""
    return unicodedata.east_asian_width(character) in "WF"


def wrapped(line, width):
    """A line cut into rows of at most so many columns, between words or Chinese characters."""
    rows, row, used = [], "", 0
    for word in words(line):
        if used + sum(map(wide, word.rstrip())) > width and row.strip():
            rows.append(row.rstrip())
            row, used, word = "", 0, word.lstrip()
        row, used = row + word, used + sum(map(wide, word))
    return [*rows, row.rstrip()]


def words(line):
    """What is not cut: a Chinese character and the marks behind it; a word and its blank."""
    found, word = [], ""
    for character in line:
        closes = character in "，。、；：？！）》”’"
        if word and not closes and (cuts(character) or cuts(word[-1]) or word[-1] == " "):
            if word[-1] not in "（《“‘":
                found.append(word)
                word = ""
        word += character
    return [*found, word]


# ---- keys


class Keys:
    """Keys that the reader presses, without waiting for Enter where the terminal can do that.

    A terminal of POSIX is as it was before when the reader stops the trainer (Ctrl-Z), and
    afterwards.
    """

    def __init__(self):
        self.pressed = queue.Queue()
        self._before = None

    def __enter__(self):
        if os.name != "nt":
            import termios

            with contextlib.suppress(termios.error):
                self._before = termios.tcgetattr(sys.stdin)
                self._take()
                signal.signal(signal.SIGTSTP, self._stop)
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have it ignored
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_):
        if self._before:
            signal.signal(signal.SIGTSTP, signal.SIG_DFL)
            self._give_back()

    def _take(self):
        import tty

        tty.setcbreak(sys.stdin.fileno())

    def _give_back(self):
        import termios

        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, self._before)

    def _stop(self, *_):
        self._give_back()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        signal.raise_signal(signal.SIGTSTP)  # here it stops, until the shell has it go on
        signal.signal(signal.SIGTSTP, self._stop)
        self._take()

    def _listen(self):
        if os.name == "nt":
            import msvcrt

            while True:
                key = msvcrt.getwch()
                if key in "\0\xe0":  # an arrow, say: what follows tells which
                    msvcrt.getwch()
                else:
                    self._press(key)
        with contextlib.suppress(OSError):
            while keys := os.read(sys.stdin.fileno(), 64):
                self._press(ESCAPE.sub("", keys.decode("utf-8", "ignore")))
        self.pressed.put("q")  # the terminal is gone

    def _press(self, keys):
        for key in unicodedata.normalize("NFKC", keys):  # a Chinese keyboard may write ｈ
            self.pressed.put(key.lower())


# ---- judging


class Judge:
    """A process with Keras imported that waits for a program; while it judges, the next starts."""

    def __init__(self):
        self._spare = None

    def start(self):
        """Have a process import Keras, ready for a program."""
        if self._spare and self._spare[0].poll() is not None:  # it ended while it waited
            self.close()
        if self._spare is None:
            worker = INSIDE / "worker.py"
            if not worker.exists():
                raise Trouble(("incomplete", {"file": str(worker)}))
            # Ctrl-C in the terminal is for the trainer.
            alone = {"start_new_session": True}
            if os.name == "nt":
                alone = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
            process = subprocess.Popen(
                [sys.executable, "-P", "-X", "utf8", str(worker)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                cwd=tempfile.gettempdir(),
                **alone,
            )
            lines = queue.Queue()
            threading.Thread(target=_read, args=(process, lines), daemon=True).start()
            self._spare = process, lines, time.monotonic()

    def ask(self, source, check, folder, waits=None, last=False):
        """The verdict on a program, as worker.py describes it; also "slow" and "died".

        `waits` is called if Keras is still being imported for a while; nothing follows the last.
        """
        self.start()
        (process, lines, since), self._spare = self._spare, None
        try:
            found = _next(lines, IMPORT - (time.monotonic() - since), waits)
            if found["verdict"] in ("slow", "died"):
                return {"verdict": "no-keras", "why": f"import_{found['verdict']}"}
            if found["verdict"] != "ready":
                return found
            if not last:
                self.start()  # the next one imports Keras while this one judges
            question = {"source": source, "check": check, "folder": str(folder)}
            with contextlib.suppress(OSError):
                process.stdin.write(json.dumps(question) + "\n")
                process.stdin.flush()
            found = _next(lines, PATIENCE)
            if found["verdict"] == "died" and 0 <= process.wait() < 256:  # os._exit
                return {"verdict": "exits"}
            return found
        finally:
            _end(process)

    def close(self):
        """End the process that waits."""
        if self._spare:
            _end(self._spare[0])
            self._spare = None


def _read(process, lines):
    with contextlib.suppress(ValueError, OSError):
        for line in process.stdout:
            lines.put(line)
    lines.put(None)


def _next(lines, seconds, waits=None):
    begun = time.monotonic()
    while True:  # in short waits: Windows hears Ctrl-C between them
        try:
            line = lines.get(timeout=0.2)
            break
        except queue.Empty:
            waited = time.monotonic() - begun
            if waited > max(seconds, 1):
                return {"verdict": "slow", "seconds": int(seconds)}
            if waits and waited > 1:
                waits()
                waits = None
    return json.loads(line) if line else {"verdict": "died"}


def _end(process):
    if os.name != "nt":
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)  # with what the program started
    process.kill()
    process.wait()
    with contextlib.suppress(OSError):
        process.stdin.close()


# ---- exercises and progress


class Practice:
    """The exercises, the reader's files, and how far the reader is."""

    def __init__(self):
        data = INSIDE / "exercises.json"
        try:
            self.all = json.loads(data.read_text("utf-8"))["exercises"]
        except (OSError, ValueError):
            raise Trouble(("incomplete", {"file": str(data)})) from None
        self.names = [exercise["name"] for exercise in self.all]
        self.state = {"done": [], "hints": {}, "given": {}, "at": self.names[0], "language": ""}
        with contextlib.suppress(OSError, ValueError, AttributeError):
            kept = json.loads(PROGRESS.read_text("utf-8"))
            fits = {k: kept[k] for k, v in self.state.items() if type(kept.get(k)) is type(v)}
            self.state |= fits
        if self.state["at"] not in self.names:  # an exercise that the new zip no longer has
            self.state["at"] = self.names[0]
        self.kept = True
        for exercise in self.all:
            self._lay_out(exercise)

    def _lay_out(self, exercise):
        """Write the broken program, unless the reader has a file that he or she worked on.

        A newer zip may have given the exercise another number, or changed the program.
        """
        file, name = self.file(exercise), exercise["name"]
        with contextlib.suppress(OSError):
            for old in sorted(FILES.glob("*.py")):
                if not file.exists() and old.stem.partition("_")[2] == name:
                    os.replace(old, file)
            found = _hash(file.read_bytes())
            if found == self.state["given"].get(name) != _hash(exercise["broken"].encode()):
                file.unlink()
        if not file.exists():
            self.put_back(exercise)

    @property
    def done(self):
        """The names of the exercises that are done."""
        return [name for name in self.names if name in self.state["done"]]

    def hints(self, exercise):
        """How many of its hints were given."""
        given = self.state["hints"].get(exercise["name"], 0)
        return given if isinstance(given, int) else 0

    def go(self, exercise):
        """Move to an exercise."""
        self.state["at"] = exercise["name"]
        self.save()

    @property
    def now(self):
        """The exercise the reader is at."""
        return self.all[self.names.index(self.state["at"])]

    def named(self, name):
        """An exercise by its name, or by its file's."""
        name = Path(name).stem
        found = [e for e in self.all if name in (e["name"], Path(e["file"]).stem)]
        if not found:
            raise Trouble(("unknown", {"name": name, "names": ", ".join(self.names)}))
        return found[0]

    def file(self, exercise):
        """The reader's file of an exercise."""
        return FILES / exercise["file"]

    def put_back(self, exercise):
        """Write the broken program; what stood there is kept, and named."""
        file, kept = self.file(exercise), None
        try:
            if file.exists() and file.read_bytes() != exercise["broken"].encode():
                old = FILES / "old"
                old.mkdir(parents=True, exist_ok=True)
                number = 1
                while (kept := old / f"{file.stem}.{number}.py").exists():
                    number += 1
                os.replace(file, kept)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(exercise["broken"].encode())
            self.state["given"][exercise["name"]] = _hash(exercise["broken"].encode())
            self.save()
        except OSError as error:
            why = {"file": str(error.filename or file), "error": error.strerror or str(error)}
            raise Trouble(("not_written", why)) from None
        return kept

    def source(self, exercise):
        """The reader's program, or the key of what is to be said instead."""
        file = self.file(exercise)
        try:
            return file.read_bytes().decode("utf-8-sig"), None
        except FileNotFoundError:
            return None, ("gone", {"file": shown(file)})
        except UnicodeDecodeError:
            return None, ("bytes", {"file": file.name})
        except OSError as error:
            return None, ("unreadable", {"file": file.name, "error": error.strerror})

    def seen(self, exercise):
        """The reader's program, and when it was saved: both change with each save."""
        found = self.source(exercise)
        with contextlib.suppress(OSError):
            return found, self.file(exercise).stat().st_mtime_ns
        return found, 0

    def is_touched(self, exercise):
        """Whether the reader changed the program."""
        return self.source(exercise) != (exercise["broken"], None)

    def save(self):
        """Keep how far the reader is, all of it or nothing."""
        draft = PROGRESS.with_name(".progress.draft")
        try:
            draft.write_text(json.dumps(self.state, indent=1), encoding="utf-8")
            os.replace(draft, PROGRESS)
        except OSError:
            self.kept = False

    def solved(self, exercise):
        """Note that an exercise is done."""
        if exercise["name"] not in self.state["done"]:
            self.state["done"].append(exercise["name"])
            self.save()

    def go_on(self):
        """Move to the next exercise that is not done; False if there is none."""
        at = self.names.index(self.state["at"])
        order = [*self.all[at + 1 :], *self.all[: at + 1]]
        left = [exercise for exercise in order if exercise["name"] not in self.state["done"]]
        if left:
            self.go(left[0])
        return bool(left)


def _hash(content):
    return hashlib.sha256(content).hexdigest()[:16]


def shown(path):
    """A path as short as it can be from where the reader is."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (OSError, ValueError):
        return str(path)


# ---- the trainer


class Trainer:
    """Shows exercises, judges what is saved, answers keys."""

    def __init__(self, screen, practice, judge):
        self.screen, self.practice, self.judge = screen, practice, judge
        self.has_keys = is_terminal(sys.stdin)

    def texts(self, exercise):
        """What an exercise says in the reader's language."""
        return exercise[self.screen.language]

    def tell(self, key, colour="", **fields):
        """Say a phrase."""
        self.screen.say(self.screen.word(key, **fields), colour)

    def starting(self):
        """Say why there is no verdict yet."""
        self.tell("starting", "2")

    def show(self):
        """The exercise the reader is at."""
        practice, exercise, screen = self.practice, self.practice.now, self.screen
        texts, done, count = self.texts(exercise), len(practice.done), len(practice.all)
        filled = 20 * done // count
        screen.say()
        screen.say(f"[{'#' * filled}{'.' * (20 - filled)}] {done}/{count}   {texts['title']}", "1")
        screen.say(texts["task"])
        self.tell("file", file=shown(practice.file(exercise)))
        self.tell("read", section=texts["section"])
        if texts["link"]:
            screen.say(texts["link"])
        if not practice.kept:
            self.tell("not_kept", "1;33")
        if self.has_keys:
            self.tell("waiting")
            self.tell("keys", "2")
        else:
            self.tell("no_keys", "2")

    def judged(self, exercise, last=False):
        """Judge the file of an exercise, say what is wrong or why it is right; True if it is."""
        program, problem = self.practice.source(exercise)
        if problem:
            self.tell(problem[0], **problem[1])
            return False
        folder = self.practice.file(exercise).parent
        found = self.judge.ask(program, exercise["check"], folder, self.starting, last)
        return self.verdict(exercise, found)

    def verdict(self, exercise, found):
        """Say a verdict; True if it is that the program is right."""
        screen, texts, kind = self.screen, self.texts(exercise), found["verdict"]
        if kind == "passed":
            self.tell("passed", "1;32")
            screen.say(texts["why"])
            self.practice.solved(exercise)
            return True
        if kind == "no-keras":
            error = found.get("error") or screen.word(found["why"], seconds=IMPORT)
            raise Trouble(("no_keras", {"error": error}))
        self.tell("not_yet", "1;33")
        if kind == "wrong":
            screen.say(texts["says"][found["says"]])
        elif kind in ("raised", "syntax"):
            self.tell(kind if found["line"] else f"{kind}_nowhere", **found)
            if found["text"]:
                screen.code(found["text"][:WIDEST])
            screen.say(found["error"], indent=2)
            if kind == "raised" and "raised" in texts["says"]:
                screen.say(texts["says"]["raised"])
        else:
            self.tell(kind, **found)
            if kind == "broken":
                screen.code(found["error"])
        if printed := readable(found.get("printed", "")):
            self.tell("printed", "2")
            screen.code(printed)
        return False

    def watch(self):
        """Until the reader quits: judge each change of the file, answer each key."""
        with Keys() as keys:
            self.judge.start()
            at, seen = None, None
            while True:
                exercise = self.practice.now
                if exercise is not at:
                    at, seen = exercise, self.practice.seen(exercise)
                    self.show()
                    if self.practice.is_touched(exercise):  # while the trainer did not run
                        seen = None
                with contextlib.suppress(queue.Empty):
                    key = keys.pressed.get(timeout=0.1)
                    if key == "q":
                        return
                    self.screen.say()
                    reset = key == "r"
                    self.press(key)
                    if reset:
                        seen = self.practice.seen(exercise)
                    continue
                now = self.practice.seen(exercise)
                if now != seen:
                    seen = self.settled(exercise, now)
                    self.screen.say()
                    if self.judged(exercise):
                        self.tell("next")

    def settled(self, exercise, seen):
        """The file when an editor has done with it: unchanged for a moment, and there."""
        for _ in range(20):
            time.sleep(0.05)
            again = self.practice.seen(exercise)
            if again == seen and seen[0][0]:
                break
            seen = again
        return seen

    def press(self, key):
        """Answer a key."""
        practice, screen, exercise = self.practice, self.screen, self.practice.now
        if key == "h":
            self.hint(exercise)
        elif key == "n":
            if not practice.go_on():
                self.tell("finished", "1;32", count=len(practice.all))
            elif practice.now is exercise:  # the last one left
                self.show()
        elif key == "l":
            self.list()
        elif key == "r":
            try:
                self.reset(exercise)
            except Trouble as trouble:
                reason, fields = trouble.args[0]
                self.tell(reason, **fields)
        elif key == "s":
            self.solution(exercise)
        elif key == "e":
            other = "en" if screen.language == "zh" else "zh"
            if other == "zh" and not can_print(WORDS["file"][0]):
                self.tell("no_chinese")
                return
            screen.language = practice.state["language"] = other
            practice.save()
            self.show()

    def hint(self, exercise):
        """Give the next hint."""
        hints, given = self.texts(exercise)["hints"], self.practice.hints(exercise)
        if given >= len(hints):
            self.tell("no_hint")
            return
        self.tell("hint", "1", number=given + 1, of=len(hints))
        self.screen.say(hints[given])
        self.practice.state["hints"][exercise["name"]] = given + 1
        self.practice.save()

    def solution(self, exercise):
        """Show the solution, if the reader has earned it."""
        read = self.practice.hints(exercise) >= len(self.texts(exercise)["hints"])
        if read or exercise["name"] in self.practice.done:
            self.tell("solution", "1")
            self.screen.code(exercise["solution"])
        else:
            self.tell("no_solution")

    def reset(self, exercise):
        """Put the broken program back."""
        kept = self.practice.put_back(exercise)
        self.tell("reset" if kept else "put_back", file=kept and shown(kept))

    def list(self):
        """Every exercise, and whether it is done."""
        longest = max(map(len, self.practice.names))
        for exercise in self.practice.all:
            mark = "x" if exercise["name"] in self.practice.done else " "
            here = ">" if exercise is self.practice.now else " "
            title = self.texts(exercise)["title"]
            self.screen.say(f"{here}[{mark}] {exercise['name']:{longest}}  {title}")

    def check(self, chosen):
        """Judge exercises; the number of those that are not right."""
        failed = 0
        for exercise in chosen:
            self.screen.say(f"{exercise['name']}: {self.texts(exercise)['title']}", "1")
            failed += not self.judged(exercise, last=exercise is chosen[-1])
        return failed

    def once(self):
        """Without keys: judge where the reader is, and move on if it was right before."""
        if self.practice.now["name"] in self.practice.done and not self.practice.go_on():
            self.tell("finished", count=len(self.practice.all))
            return 0
        self.show()
        if not self.judged(self.practice.now, last=True):
            return 1
        self.tell("go_on")
        return 0

    def skip(self):
        """Mark what the reader's files already solve, and go on behind it."""
        for exercise in self.practice.all:
            program, _ = self.practice.source(exercise)
            if program and self.practice.is_touched(exercise):
                found = self.judge.ask(program, exercise["check"], FILES, self.starting)
                if found["verdict"] == "passed":
                    self.practice.solved(exercise)
        if self.practice.now["name"] in self.practice.done:
            self.practice.go_on()


def system_language():
    """zh or en: what the system's settings say."""
    name = ""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        name = name or os.environ.get(variable, "")
    with contextlib.suppress(ValueError):
        name = name or (locale.getlocale()[0] or "")
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def options(arguments):
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="train.py", add_help=False, usage="python train.py")
    what = ["watch", "check", "list", "go", "hint", "solution", "reset"]
    parser.add_argument("what", nargs="?", default="watch", choices=what)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--lang", choices=["zh", "en"])
    parser.add_argument("--fast-track", action="store_true")
    parser.add_argument("-h", "--help", action="store_true")
    return parser.parse_args(arguments)


def run(asked, screen, judge):
    """Do what was asked; the exit status."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        raise Trouble(("old_python", {"found": sys.version.split()[0]}))
    practice = Practice()
    kept = practice.state["language"]
    if asked.lang:
        practice.state["language"] = asked.lang
        practice.save()
    elif kept in ("zh", "en") and can_print(WORDS["file"][kept == "en"]):
        screen.language = kept
    trainer = Trainer(screen, practice, judge)
    chosen = [practice.named(name) for name in asked.names]
    if asked.fast_track:
        trainer.skip()
    if asked.what == "list":
        trainer.list()
    elif asked.what == "check":
        return 1 if trainer.check(chosen or practice.all) else 0
    elif asked.what in ("hint", "solution", "reset"):
        for exercise in chosen or [practice.now]:
            getattr(trainer, asked.what)(exercise)
    else:  # watch, go
        for exercise in chosen:
            practice.go(exercise)
        if not trainer.has_keys:
            return trainer.once()
        trainer.watch()
        trainer.tell("bye")
    return 0


def main(arguments=None):
    """Run the trainer; the exit status."""
    asked = options(arguments)
    language = asked.lang or system_language()
    screen = Screen(language if can_print(WORDS["file"][0]) else "en")
    if asked.help:
        screen.code(screen.word("usage"))
        return 0
    judge = Judge()
    try:
        return run(asked, screen, judge)
    except Trouble as trouble:
        key, fields = trouble.args[0]
        screen.say(screen.word(key, **fields))
        doctor = INSIDE / "doctor.py"
        if key == "no_keras" and doctor.exists():
            subprocess.call([sys.executable, str(doctor), "--lang", screen.language])
        return 2
    except KeyboardInterrupt:
        screen.say()
        screen.say(screen.word("bye"))
    except BrokenPipeError:  # `python train.py list | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    finally:
        judge.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
