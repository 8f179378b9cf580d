"""Run one exercise and judge it: started ahead of time by train.py, with Keras imported.

It writes a line "ready" when it can begin, reads one line of JSON from its standard input
({"file", "source", "check"}) and writes one line of JSON: {"verdict": …} with what is
needed to say it in the reader's language, and what the program printed.

    passed      the check had nothing to say
    wrong       `says`: the key of a message of the exercise
    missing     `name`: a variable or function that the program must define
    raised      `error`, `line`, `text`: an exception of the reader's program, or of what the
                check calls of it
    syntax      the same, when it cannot be compiled
    asks        the program waits for input
    exits       the program ended itself
    broken      the check failed by itself: a fault of ours
"""

import contextlib
import io
import json
import linecache
import os
import queue
import re
import sys
import threading
import traceback

MOST_MEMORY, LEAST_MEMORY = 8 * 2**30, 4 * 2**30  # bytes that a program gets, by the machine
MOST_PRINTED = 2**20  # characters that are kept, the last ones
FILE = "exercise"  # how tracebacks name the reader's program


class Wrong(Exception):
    """What a check raises: the key of a message of its exercise."""


class Missing(AttributeError):
    """What a check raises through `Program`: a name that the program must define."""


class Printed(io.StringIO):
    """What a program printed: the end of it, if that is much; open whatever the program does."""

    def write(self, text):
        """Take text; let go of what is too old."""
        count = super().write(text)
        if self.tell() > 2 * MOST_PRINTED:
            kept = self.getvalue()[-MOST_PRINTED:]
            self.seek(0)
            self.truncate()
            super().write(kept)
        return count

    def close(self):
        """Stay open."""


class Program:
    """The names that the reader's program defined, as attributes."""

    def __init__(self, names, printed):
        self._names, self.printed = names, printed

    def __getattr__(self, name):
        if name not in self._names:
            raise Missing(name)
        return self._names[name]


def judge(source, check):
    """Run a program and its check; the verdict, as the head of this file says."""
    printed = Printed()
    names = {"__name__": "__main__", "__file__": FILE}
    lines = re.split("\r\n|\r|\n", source)
    # Tracebacks, and those who ask for the source of a function, find it here.
    linecache.cache[FILE] = len(source), None, [f"{line}\n" for line in lines], FILE
    try:
        code = compile(source, FILE, "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 0
        found = {"verdict": "syntax", "error": getattr(error, "msg", str(error)), "line": line}
        return {**found, "text": line_of(line)}, ""
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        found = _judged(code, check, names, printed)
    return found, printed.getvalue()


def line_of(number):
    """A line of the reader's program, without its indent; "" if it has no such line."""
    return "".join(linecache.cache[FILE][2][max(number - 1, 0) : number]).strip()


def _judged(code, check, names, printed):
    try:
        exec(code, names)
    except BaseException as error:  # SystemExit, KeyboardInterrupt: the program may raise it
        return _failed(error)
    asked = set(re.findall(r"\bprogram\.([A-Za-z]\w*)", check))
    may_lack = set(re.findall(r'hasattr\(program, "(\w+)"\)', check))
    for name in sorted(asked - may_lack - {"printed"} - set(names)):
        return {"verdict": "missing", "name": name}  # before the check catches it by itself
    tools = {"Wrong": Wrong, "__name__": "check"}
    try:
        exec(compile(check, "check", "exec"), tools)
        tools["check"](Program(names, printed.getvalue()))
    except Wrong as wrong:
        return {"verdict": "wrong", "says": str(wrong)}
    except Missing as missing:
        return {"verdict": "missing", "name": str(missing)}
    except BaseException as error:
        found = _failed(error)
        if found.get("line") or found["verdict"] != "raised":  # it called the reader's function
            return found
        return {"verdict": "broken", "error": traceback.format_exc()[-1500:]}
    return {"verdict": "passed"}


def _failed(error):
    """The verdict on a program that ended with an exception."""
    if isinstance(error, SystemExit):
        return {"verdict": "exits"}
    if isinstance(error, EOFError):
        return {"verdict": "asks"}
    own = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == FILE]
    text = "".join(traceback.format_exception_only(type(error), error)).strip()
    line = own[-1] if own else 0
    if len(text) > 1500:
        text = text[:700] + "\n…\n" + text[-700:]
    return {"verdict": "raised", "error": text, "line": line, "text": line_of(line)}


def import_keras():
    """Import Keras and train once, so that the reader's program need not wait for it."""
    import keras

    keras.utils.set_random_seed(0)
    inputs = keras.Input(shape=(1,))
    model = keras.Model(inputs, keras.layers.Dense(1)(inputs))
    model.compile(optimizer="sgd", loss="mse")
    model.fit(keras.ops.zeros((2, 1)), keras.ops.zeros((2, 1)), verbose=0)
    keras.utils.clear_session()


def limit_memory():
    """Have a program that asks for more and more fail with MemoryError, where that can be set."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        here = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        most = min(MOST_MEMORY, max(LEAST_MEMORY, here * 3 // 4))
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def main():
    """Answer one question, on the channels that the reader's program cannot reach."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    questions = os.fdopen(os.dup(0), encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDWR)
    for channel in (0, 1, 2):  # TensorFlow's log, and what the program does not send to print
        os.dup2(nothing, channel)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    os.environ.setdefault("MPLBACKEND", "Agg")

    def answer(what):
        answers.write(json.dumps(what) + "\n")
        answers.flush()

    asked = queue.Queue()

    def listen():
        for line in questions:
            asked.put(line)
        os._exit(1)  # the trainer is gone: so is this, whatever the program does

    watched = os.name != "nt"  # there, a thread that reads a pipe may hold up loading libraries
    if watched:
        threading.Thread(target=listen, daemon=True).start()
    try:
        import_keras()
    except BaseException as error:
        answer({"verdict": "no-keras", "error": f"{type(error).__name__}: {error}"[-1500:]})
        return
    limit_memory()
    answer({"verdict": "ready"})
    line = asked.get() if watched else questions.readline()
    if not line:
        return
    question = json.loads(line)
    os.chdir(question["folder"])
    sys.path.insert(0, question["folder"])
    sys.argv = [FILE]
    found, printed = judge(question["source"], question["check"])
    answer({**found, "printed": printed[-4000:]})
    # What the program left running must not keep the trainer waiting.
    os._exit(0)


if __name__ == "__main__":
    main()
