"""Small broken programs to fix.  Begin:  python train.py

It shows an exercise, waits until you have saved its file, and says at once whether it is
right, and why. It needs Python 3.11 to 3.13 and what the book installs; nothing else.

    python train.py               go on where you stopped
    python train.py check NAME    judge one exercise, or all with no name; status 1 if one fails
    python train.py list          the exercises and which are done
    python train.py reset NAME    put the broken program back; yours is kept in exercises/old
    --lang zh, --lang en          the language; otherwise that of the system
    --fast-track                  begin by marking what you have already solved
"""

import argparse
import contextlib
import json
import locale
import os
import queue
import shutil
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
KEYS = "hnlrsqe"

# ruff: noqa: E501 (a phrase in both languages stands in a row)
# fmt: off
WORDS = {
    "starting": ("正在导入 Keras，第一次要等十几秒……", "Importing Keras; the first time takes some seconds …"),
    "task": ("任务", "Task"),
    "file": ("文件", "File"),
    "read": ("讲这个的一节", "Read"),
    "waiting": ("改好了就保存，这里立刻判。", "Fix it and save; the verdict comes at once."),
    "keys": ("按键：h 提示  n 下一题  l 题目表  r 重来  s 答案  e English  q 退出",
             "Keys: h hint  n next  l list  r reset  s solution  e 中文  q quit"),
    "passed": ("对了。", "Right."),
    "not_yet": ("还没有。", "Not yet."),
    "why": ("为什么", "Why"),
    "printed": ("程序输出", "It printed"),
    "raised": ("程序在第 {line} 行出错了：", "The program failed in line {line}:"),
    "raised_nowhere": ("程序出错了：", "The program failed:"),
    "syntax": ("第 {line} 行的写法 Python 看不懂：{error}", "Python cannot read line {line}: {error}"),
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
    "broken": ("检查自己出错了，这是练习的毛病，不是你的：", "The check itself failed; that is our fault, not yours:"),
    "gone": ("文件不见了：{file}。按 r 把它放回来。", "The file is gone: {file}. Press r to put it back."),
    "bytes": ("{file} 不是 UTF-8 编码。在编辑器里另存为 UTF-8。", "{file} is not UTF-8. Save it as UTF-8 in your editor."),
    "unreadable": ("读不了 {file}：{error}", "Cannot read {file}: {error}"),
    "hint": ("提示 {number}/{of}", "Hint {number} of {of}"),
    "no_hint": ("提示都给过了。按 s 看答案。", "There are no more hints. Press s for the solution."),
    "solution": ("答案", "Solution"),
    "no_solution": ("先做对，或者看完三条提示，再看答案。", "Solve it first, or read all three hints."),
    "next": ("按 n 做下一题。", "Press n for the next one."),
    "finished": ("{count} 道题全做完了。", "All {count} exercises are done."),
    "bye": ("下次运行 python train.py，从这里接着做。", "Run python train.py again to go on from here."),
    "reset": ("放回了原来的程序；你写的在 {file}。", "The broken program is back; yours is kept as {file}."),
    "put_back": ("放回了原来的程序。", "The broken program is back."),
    "unknown": ("没有叫 {name} 的题。有这些：{names}", "There is no exercise {name}. There are: {names}"),
    "no_keras": ("Keras 导入不了：{error}", "Keras cannot be imported: {error}"),
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
        self.colours = sys.stdout.isatty() and os.name != "nt" and "NO_COLOR" not in os.environ

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
        """Print a program as it is."""
        for line in text.rstrip("\n").split("\n"):
            self._row("    " + line, "")

    def _row(self, text, colour):
        if self.colours and colour:
            text = f"\033[{colour}m{text}\033[0m"
        try:
            print(text, flush=True)
        except UnicodeEncodeError:
            print(text.encode("ascii", "replace").decode(), flush=True)


def wide(character):
    """How many columns of a terminal a character takes."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrapped(line, width):
    """A line cut into rows of at most so many columns, between words or Chinese characters."""
    rows, row, used = [], "", 0
    for word in words(line):
        size = sum(map(wide, word))
        if used + size > width and row.strip():
            rows.append(row.rstrip())
            row, used, word = "", 0, word.lstrip()
            size = sum(map(wide, word))
        row, used = row + word, used + size
    return [*rows, row.rstrip()]


def words(line):
    """What is not cut: a Chinese character and the marks behind it; a word and its blank."""
    found, word = [], ""
    for character in line:
        closes = character in "，。、；：？！）》”’"
        if word and not closes and (wide(character) == 2 or wide(word[-1]) == 2 or word[-1] == " "):
            if word[-1] not in "（《“‘":
                found.append(word)
                word = ""
        word += character
    return [*found, word]


# ---- keys


class Keys:
    """Keys that the reader presses, without waiting for Enter where the terminal can do that."""

    def __init__(self):
        self.pressed = queue.Queue()
        self._restore = None
        self.works = bool(sys.stdin) and sys.stdin.isatty()

    def __enter__(self):
        if self.works:
            if os.name != "nt":
                import termios
                import tty

                with contextlib.suppress(termios.error):
                    before = termios.tcgetattr(sys.stdin)
                    self._restore = lambda: termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)
                    tty.setcbreak(sys.stdin.fileno())
            threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_):
        if self._restore:
            self._restore()

    def _listen(self):
        if os.name == "nt":
            import msvcrt

            while True:
                self.pressed.put(msvcrt.getwch().lower())
        while key := os.read(sys.stdin.fileno(), 1):
            self.pressed.put(key.decode("latin-1").lower())
        self.pressed.put("q")  # the terminal is gone


# ---- judging


class Judge:
    """A process with Keras imported that waits for a program; while it judges, the next starts."""

    def __init__(self):
        self._spare = None

    def start(self):
        """Have a process import Keras, ready for a program."""
        if self._spare is None:
            worker = INSIDE / "worker.py"
            if not worker.exists():
                raise Trouble(("incomplete", {"file": str(worker)}))
            process = subprocess.Popen(
                [sys.executable, "-I", "-X", "utf8", str(worker)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                cwd=tempfile.gettempdir(),
                **({"start_new_session": True} if os.name != "nt" else {}),
            )
            lines = queue.Queue()
            threading.Thread(target=_read, args=(process, lines), daemon=True).start()
            self._spare = process, lines, time.monotonic()

    def ask(self, source, check, folder):
        """The verdict on a program, as worker.py describes it; also "slow" and "died"."""
        self.start()
        (process, lines, since), self._spare = self._spare, None
        try:
            found = _next(lines, IMPORT - (time.monotonic() - since))
            if found["verdict"] != "ready":
                return found
            self.start()  # the next one imports Keras while this one judges
            question = {"source": source, "check": check, "folder": str(folder)}
            with contextlib.suppress(OSError):
                process.stdin.write(json.dumps(question) + "\n")
                process.stdin.flush()
            return _next(lines, PATIENCE)
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


def _next(lines, seconds):
    try:
        line = lines.get(timeout=max(seconds, 1))
    except queue.Empty:
        return {"verdict": "slow", "seconds": int(PATIENCE)}
    return json.loads(line) if line else {"verdict": "died"}


def _end(process):
    with contextlib.suppress(OSError):
        if os.name != "nt":
            os.killpg(process.pid, 9)  # with what the program started
    process.kill()
    process.wait()


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
        self.state = {"done": [], "hints": {}, "at": self.names[0]}
        with contextlib.suppress(OSError, ValueError):
            kept = json.loads(PROGRESS.read_text("utf-8"))
            self.state |= {
                key: kept[key] for key in self.state if type(kept.get(key)) is type(self.state[key])
            }
        if self.state["at"] not in self.names:  # an exercise that the new zip no longer has
            self.state["at"] = self.names[0]
        self.kept = True
        for exercise in self.all:
            if not self.file(exercise).exists():
                self.put_back(exercise)

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
            return None, ("gone", {"file": str(file)})
        except UnicodeDecodeError:
            return None, ("bytes", {"file": file.name})
        except OSError as error:
            return None, ("unreadable", {"file": file.name, "error": error.strerror})

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
        order = [*self.names[at + 1 :], *self.names[: at + 1]]
        left = [name for name in order if name not in self.state["done"]]
        if left:
            self.state["at"] = left[0]
            self.save()
        return bool(left)


# ---- the trainer


class Trainer:
    """Shows exercises, judges what is saved, answers keys."""

    def __init__(self, screen, practice, judge):
        self.screen, self.practice, self.judge = screen, practice, judge

    def texts(self, exercise):
        """What an exercise says in the reader's language."""
        return exercise[self.screen.language]

    def show(self):
        """The exercise the reader is at."""
        practice, exercise, screen = self.practice, self.practice.now, self.screen
        texts = self.texts(exercise)
        done, count = len(practice.state["done"]), len(practice.all)
        filled = round(20 * done / count)
        screen.say()
        screen.say(f"[{'#' * filled}{'.' * (20 - filled)}] {done}/{count}   {texts['title']}", "1")
        screen.say(texts["task"])
        screen.say(f"{screen.word('file')}: {practice.file(exercise)}")
        screen.say(f"{screen.word('read')}: {texts['link']}")
        screen.say(screen.word("waiting"))
        if sys.stdin and sys.stdin.isatty():
            screen.say(screen.word("keys"), "2")

    def verdict(self, exercise, program):
        """Judge a program, say what is wrong or why it is right; True if it is right."""
        found = self.judge.ask(program, exercise["check"], self.practice.file(exercise).parent)
        return self.tell(exercise, found)

    def tell(self, exercise, found):
        """Say a verdict; True if it is that the program is right."""
        screen, texts, kind = self.screen, self.texts(exercise), found["verdict"]
        if kind == "passed":
            screen.say(screen.word("passed"), "1;32")
            screen.say(texts["why"])
            self.practice.solved(exercise)
            return True
        if kind == "no-keras":
            raise Trouble(("no_keras", {"error": found["error"]}))
        screen.say(screen.word("not_yet"), "1;33")
        if kind == "wrong":
            screen.say(texts["says"][found["says"]])
        elif kind == "raised":
            screen.say(screen.word("raised" if found["line"] else "raised_nowhere", **found))
            screen.say(found["error"], indent=2)
            if "raised" in texts["says"]:
                screen.say(texts["says"]["raised"])
        else:
            screen.say(screen.word(kind, **found))
            if kind == "broken":
                screen.code(found["error"])
        if found.get("printed"):
            screen.say(screen.word("printed") + ":", "2")
            screen.code("\n".join(found["printed"].rstrip().split("\n")[-12:]))
        return False

    def judged(self, exercise):
        """Read and judge the file of an exercise; True if it is right."""
        program, problem = self.practice.source(exercise)
        if problem:
            self.screen.say(self.screen.word(problem[0], **problem[1]))
            return False
        return self.verdict(exercise, program)

    def watch(self):
        """Until the reader quits: judge each change of the file, answer each key."""
        with Keys() as keys:
            self.judge.start()
            self.show()
            seen = self.practice.source(self.practice.now)
            while True:
                with contextlib.suppress(queue.Empty):
                    key = keys.pressed.get(timeout=0.1)
                    if key == "q":
                        self.screen.say(self.screen.word("bye"))
                        return
                    self.press(key)
                    seen = self.practice.source(self.practice.now)
                now = self.practice.source(self.practice.now)
                if now != seen:
                    now = self.settled(now)
                    seen = now
                    if self.judged(self.practice.now):
                        self.screen.say(self.screen.word("next"))

    def settled(self, source):
        """The file when an editor has done with it: unchanged for a moment, and there."""
        for _ in range(20):
            time.sleep(0.05)
            again = self.practice.source(self.practice.now)
            if again == source and source[0]:
                break
            source = again
        return source

    def press(self, key):
        """Answer a key."""
        practice, screen, exercise = self.practice, self.screen, self.practice.now
        texts, name = self.texts(exercise), exercise["name"]
        if key == "h":
            given = practice.state["hints"].get(name, 0)
            if given == len(texts["hints"]):
                screen.say(screen.word("no_hint"))
                return
            screen.say(screen.word("hint", number=given + 1, of=len(texts["hints"])), "1")
            screen.say(texts["hints"][given])
            practice.state["hints"][name] = given + 1
            practice.save()
        elif key == "n":
            if not practice.go_on():
                screen.say(screen.word("finished", count=len(practice.all)), "1;32")
                return
            self.show()
        elif key == "l":
            self.list()
        elif key == "r":
            kept = practice.put_back(exercise)
            word = screen.word("reset", file=kept) if kept else screen.word("put_back")
            screen.say(word)
        elif key == "s":
            hints = practice.state["hints"].get(name, 0)
            if name in practice.state["done"] or hints == len(texts["hints"]):
                screen.say(screen.word("solution") + ":", "1")
                screen.code(exercise["solution"])
            else:
                screen.say(screen.word("no_solution"))
        elif key == "e":
            screen.language = "en" if screen.language == "zh" else "zh"
            self.show()

    def list(self):
        """Every exercise, and whether it is done."""
        for exercise in self.practice.all:
            mark = "x" if exercise["name"] in self.practice.state["done"] else " "
            here = ">" if exercise is self.practice.now else " "
            self.screen.say(f"{here}[{mark}] {exercise['name']:24} {self.texts(exercise)['title']}")

    def check(self, names):
        """Judge exercises by name; the number of those that are not right."""
        chosen = [self.practice.named(name) for name in names] or self.practice.all
        failed = 0
        for exercise in chosen:
            self.screen.say(f"{exercise['name']}: {self.texts(exercise)['title']}", "1")
            failed += not self.judged(exercise)
        return failed

    def skip(self):
        """Mark what the reader's files already solve."""
        for exercise in self.practice.all:
            program, _ = self.practice.source(exercise)
            if program and program != exercise["broken"]:
                found = self.judge.ask(program, exercise["check"], FILES)
                if found["verdict"] == "passed":
                    self.practice.solved(exercise)


def system_language():
    """zh or en: what the system's settings say."""
    name = ""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        name = name or os.environ.get(variable, "")
    with contextlib.suppress(ValueError):
        name = name or (locale.getlocale()[0] or "")
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def can_print(text):
    """Whether the terminal has the letters of a text."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def options(arguments):
    """What was asked for on the command line."""
    about = (__doc__ or "").split("\n\n")
    parser = argparse.ArgumentParser(
        description=about[0], epilog=about[-1], formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "what", nargs="?", default="watch", choices=["watch", "check", "list", "reset"]
    )
    parser.add_argument("names", nargs="*")
    parser.add_argument("--lang", choices=["zh", "en"])
    parser.add_argument("--fast-track", action="store_true")
    return parser.parse_args(arguments)


def main(arguments=None):
    """Run the trainer; the exit status."""
    asked = options(arguments)
    language = asked.lang or system_language()
    screen = Screen(language if asked.lang or can_print("练习") else "en")
    judge = Judge()
    try:
        if not (3, 11) <= sys.version_info[:2] <= (3, 13):
            raise Trouble(("old_python", {"found": sys.version.split()[0]}))
        practice = Practice()
        trainer = Trainer(screen, practice, judge)
        if asked.fast_track:
            trainer.skip()
            practice.go_on()
        if asked.what == "list":
            trainer.list()
        elif asked.what == "reset":
            for name in asked.names or [practice.now["name"]]:
                kept = practice.put_back(practice.named(name))
                screen.say(screen.word("reset", file=kept) if kept else screen.word("put_back"))
        elif asked.what == "check":
            return 1 if trainer.check(asked.names) else 0
        elif sys.stdin and sys.stdin.isatty():
            trainer.watch()
        else:  # nobody to press keys: judge where the reader is
            trainer.show()
            return 0 if trainer.judged(practice.now) else 1
        if not practice.kept:
            screen.say(screen.word("not_kept"))
    except Trouble as trouble:
        key, fields = trouble.args[0]
        screen.say(screen.word(key, **fields))
        doctor = INSIDE / "doctor.py"
        if key == "no_keras" and doctor.exists():
            subprocess.call([sys.executable, str(doctor), "--lang", screen.language])
        return 2
    except KeyboardInterrupt:
        screen.say()
    finally:
        judge.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
